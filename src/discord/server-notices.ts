import { type REST, type RESTPostAPIChannelMessageJSONBody, Routes } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../desk/ports.ts';
import type { Notifier, Outcome } from '../desk/transport-port.ts';
import { type Feed, type Pause, usualUseHours } from '../news/feed.ts';
import { loggable } from './faults.ts';
import { counted } from './lists.ts';
import { escapeMarkdown, quote } from './markdown.ts';
import { outcomeOf } from './outcome.ts';
import type { ServerPeople } from './server-people.ts';

type PausedFeed = Feed & { readonly paused: Pause };

const nobody: Outcome = { result: 'refused', reason: 'There is nobody on the server whom the bot could tell.' };
const notJustNow: Outcome = { result: 'later', reason: 'The server is not known just now: it may be in an outage.' };

/**
 * Tells people of a server that a feed is paused, in the first place that takes it: the community updates channel, the
 * system channel, another channel with a feed that works, a direct message to the owner. Nobody is pinged.
 *
 * `rest` should be one for posting (createPostingRest): a notice is repeated by whoever asks for it.
 */
export function createServerNotices(deps: {
  rest: REST;
  server(feed: Feed): ServerPeople | undefined;
  /** All feeds there are. */
  feeds(): Promise<readonly Feed[]>;
  log: Log;
}): Notifier {
  const { rest, log } = deps;

  async function write(channelId: string, feed: PausedFeed, text: string): Promise<Outcome> {
    const body = {
      content: text,
      allowed_mentions: { parse: [] },
      nonce: nonceOf(feed),
      enforce_nonce: true,
    } satisfies RESTPostAPIChannelMessageJSONBody;
    return { result: 'delivered', messageId: idOf(await rest.post(Routes.channelMessages(channelId), { body })) };
  }

  async function writeTo(ownerId: string, feed: PausedFeed, text: string): Promise<Outcome> {
    const conversation = await rest.post(Routes.userChannels(), { body: { recipient_id: ownerId } });
    return write(idOf(conversation), feed, text);
  }

  async function placesFor(feed: PausedFeed, { guildId, channels, mayWrite }: ServerPeople): Promise<string[]> {
    const working = (await deps.feeds()).filter((one) => one.guildId === guildId && one.paused === undefined);
    const places = new Set([...channels, ...working.map(({ channelId }) => channelId)]);
    places.delete(feed.channelId);
    return [...places].filter(mayWrite);
  }

  return {
    async notify(feed) {
      const { obstacle } = feed.paused;
      if (obstacle === 'gone' || obstacle === 'removed') return nobody;
      const server = deps.server(feed);
      if (server === undefined) return notJustNow;

      const text = noticeOf(feed);
      const attempts = [
        ...(await placesFor(feed, server)).map((place) => () => write(place, feed, text)),
        () => writeTo(server.ownerId, feed, `${text}\nThis is about your server ${quote(server.guildName, 100)}.`),
      ];
      for (const attempt of attempts) {
        const outcome = await attempt().catch((error: unknown) => {
          log.debug({ channelId: feed.channelId, error: loggable(error) }, 'A place takes no notice');
          return outcomeOf(error);
        });
        // Where one place certainly takes no notice, the next may.
        if (outcome.result !== 'blocked' && outcome.result !== 'refused' && outcome.result !== 'gone') return outcome;
      }
      return nobody;
    },
  };
}

/** What the notice says: which feed, why, how to mend it, and what becomes of the stories meanwhile. */
export function noticeOf({ channelId, rules, paused }: PausedFeed): string {
  const hours = counted(rules.maxAgeHours ?? usualUseHours, 'hour');
  return [
    `⏸️ The feed of <#${channelId}> is paused: no stories can be posted there.`,
    escapeMarkdown(paused.reason),
    `It goes on by itself when that is mended. Until then stories wait for up to ${hours}; older ones are left out.`,
  ].join('\n');
}

/** The same for the same pause, so that Discord recognises a repetition: at most 23 characters. */
function nonceOf({ channelId, paused }: PausedFeed): string {
  return `n${BigInt(channelId).toString(36)}${paused.since.toString(36)}`;
}

const withId = z.object({ id: z.string() });

function idOf(answer: unknown): string {
  return withId.parse(answer).id;
}
