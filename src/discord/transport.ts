import {
  parseResponse,
  type REST,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  RequestMethod,
  type RouteLike,
  Routes,
} from 'discord.js';
import type { Delivery } from '../desk/delivery-ports.ts';
import type { Clock, Log } from '../desk/ports.ts';
import type { Outcome, ReadBack, Transport } from '../desk/transport-port.ts';
import type { Telling } from '../news/telling.ts';
import { usedUpForMs } from './bucket-headers.ts';
import { isMessage, messagesSince, tooMany } from './channel-messages.ts';
import { type ChannelStanding, mayNotShowCards } from './channel-standing.ts';
import { loggable } from './faults.ts';
import { createInTime } from './in-time.ts';
import { inspected, typeOf } from './inspect-channel.ts';
import { mendCard } from './mend-card.ts';
import type { MessageBody } from './message-body.ts';
import { complaintsOf, mayPassPlainer, outcomeOf, outcomeOfChange } from './outcome.ts';
import { readFrom } from './read-from.ts';
import { addedToWaitsMs } from './rest-options.ts';

/** How many pages of messages are read back. */
const maxPages = 20;

/** An empty answer proves nothing then: Discord gives one to whoever may not read. */
const notReadableNow: ReadBack = {
  result: 'later',
  reason: 'Whether the bot may read this channel is not known just now: its server may be in an outage.',
};

/**
 * Without the right to embed links, and so without the right to send, Discord takes an edit all the same, and leaves out the
 * card. Source: discord-api-docs #2601 and #5648.
 */
const mayNotEmbed: Outcome = {
  result: 'blocked',
  obstacle: 'rights',
  reason: 'The bot may not show cards here: give it the Send Messages and Embed Links permissions.',
};

/** What Discord answered, and for how long the channel takes no more requests like this one. */
interface Answer {
  readonly body: unknown;
  readonly full: { readonly fullForMs?: number };
}

/** What the transport has to know of the bot's standing. */
export interface BotStanding {
  /** The bot's own user; unknown until it is logged in. */
  userId(): string | undefined;
  /** Without the permission, Discord shows a channel as empty instead of refusing; `undefined` when not known. */
  mayReadHistory(channelId: string): boolean | undefined;
  standing(channelId: string): ChannelStanding;
}

/** Draws a card; `plain` leaves out everything that Discord might refuse, such as pictures. */
export type RenderCard = (telling: Telling, options: { cardId: string; plain?: boolean }) => MessageBody;

/**
 * Deliveries as Discord's REST API. `rest` should be one for posting (createPostingRest), and the transport's own: the
 * outbox decides about repetitions, and answers to people then never share a queue or a rate limit's pause with posts.
 */
export function createDiscordTransport(deps: {
  rest: REST;
  bot: BotStanding;
  render: RenderCard;
  cardIdIn(components: unknown): string | undefined;
  log: Log;
  clock: Clock;
  stopping: AbortSignal;
}): Transport {
  const { rest, bot, render, cardIdIn, log, clock } = deps;
  const inTime = createInTime(deps);

  /** Sends a request that changes something. */
  function change(method: RequestMethod, fullRoute: RouteLike, body?: object): Promise<Answer> {
    return inTime(async (signal) => {
      const response = await rest.queueRequest({ method, fullRoute, signal, ...(body && { body }) });
      const usedUpFor = usedUpForMs(response.headers);
      // Earlier, the library would hold the next request back until then.
      const full = usedUpFor === undefined ? {} : { fullForMs: usedUpFor + addedToWaitsMs };
      return { body: await parseResponse(response), full };
    });
  }

  /** Sends a card; where Discord refuses it for what it holds, once more without that, and then as a plain one. */
  async function send(delivery: Delivery, attempt: (card: MessageBody) => Promise<Outcome>): Promise<Outcome> {
    const { id, cardId, channelId, telling } = delivery;
    let card: MessageBody;
    let plain: MessageBody;
    try {
      card = render(telling, { cardId });
      plain = render(telling, { cardId, plain: true });
    } catch (error) {
      log.error({ delivery: id, article: telling.article.id, error: loggable(error) }, 'A card could not be drawn');
      return {
        result: 'refused',
        reason: 'The card could not be drawn: this is a fault of Heatwire, please report it.',
      };
    }
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(card);
      } catch (error) {
        if (card === plain || !mayPassPlainer(error)) throw error;
        log.warn({ delivery: id, channelId, error: loggable(error) }, 'Discord does not accept a card; mending it');
        card = (tries === 1 ? mendCard(card, complaintsOf(error)) : undefined) ?? plain;
      }
    }
  }

  function failed(error: unknown, meaning = outcomeOf): Outcome {
    log.debug({ error: loggable(error) }, 'A request to Discord failed');
    return meaning(error);
  }

  const failedChange = (error: unknown): Outcome => failed(error, outcomeOfChange);

  return {
    async post(delivery) {
      const outcome = await send(delivery, async (card) => {
        // The same nonce at every repetition, the plain one included: Discord then answers with the message it has.
        const body = {
          ...forApi(card),
          allowed_mentions: { parse: [] },
          nonce: delivery.id,
          enforce_nonce: true,
        } satisfies RESTPostAPIChannelMessageJSONBody;
        const route = Routes.channelMessages(delivery.channelId);
        return delivered(await change(RequestMethod.Post, route, body));
      }).catch((error: unknown) => failed(error));
      if (outcome.result !== 'gone') return outcome;
      // For a known nonce Discord answers with its message; here that message has since been deleted.
      return { result: 'refused', reason: 'The card was posted before, and someone has deleted it since.' };
    },

    async edit(delivery) {
      if (mayNotShowCards(bot.standing(delivery.channelId), clock.now())) return mayNotEmbed;
      return send(delivery, async (card) => {
        // A field that is left out would stay as it was, and mentions would be allowed anew.
        const body = {
          content: null,
          embeds: [],
          components: [],
          ...forApi(card),
          allowed_mentions: { parse: [] },
        } satisfies RESTPatchAPIChannelMessageJSONBody;
        const answer = await change(RequestMethod.Patch, messageRoute(delivery), body);
        return body.embeds.length > 0 && isWithoutCard(answer.body) ? mayNotEmbed : delivered(answer);
      }).catch(failedChange);
    },

    async withdraw(delivery) {
      try {
        const { full } = await change(RequestMethod.Delete, messageRoute(delivery));
        return { result: 'delivered', messageId: delivery.messageId, ...full };
      } catch (error) {
        return failedChange(error);
      }
    },

    async inspect(channelId) {
      try {
        const channel = await inTime((signal) => rest.get(Routes.channel(channelId), { signal }));
        return inspected({ type: typeOf(channel) }, bot.standing(channelId), clock.now());
      } catch (error) {
        return inspected(failed(error), bot.standing(channelId), clock.now());
      }
    },

    async readBack(channelId, deliveryId, since) {
      if (bot.mayReadHistory(channelId) === false)
        return { result: 'unreadable', reason: 'Give the bot the Read Message History permission in this channel.' };
      const self = bot.userId();
      if (self === undefined) return notReadableNow;
      const ask = (query: URLSearchParams): Promise<unknown> =>
        inTime((signal) => rest.get(Routes.channelMessages(channelId), { query, signal }));
      let isReadable = false;
      try {
        for await (const { messages, isLast } of messagesSince(ask, readFrom(since, clock.now()), maxPages)) {
          const own = messages.filter(({ author }) => author.id === self);
          const found = own.find(({ components }) => cardIdIn(components) === deliveryId);
          if (found !== undefined) return { result: 'found', messageId: found.id };
          // Whoever sees any message may read them all; of an empty channel only the bot's rights, as they are now, tell.
          isReadable ||= messages.length > 0 || bot.mayReadHistory(channelId) === true;
          if (isLast) return isReadable ? { result: 'absent' } : notReadableNow;
        }
      } catch (error) {
        const outcome = failed(error);
        if (outcome.result === 'stop') return outcome;
        const settled = outcome.result === 'blocked' || outcome.result === 'refused';
        return { result: settled ? 'unreadable' : 'later', reason: reasonOf(outcome) };
      }
      return { result: 'unreadable', reason: tooMany(maxPages) };
    },
  };
}

function messageRoute({ channelId, messageId }: { channelId: string; messageId: string }): RouteLike {
  return Routes.channelMessage(channelId, messageId);
}

/** The body as a request carries it: the API's types know no read-only lists. */
function forApi({ embeds, components, ...rest }: MessageBody) {
  return { ...rest, ...(embeds && { embeds: [...embeds] }), ...(components && { components: [...components] }) };
}

function delivered({ body, full }: Answer): Outcome {
  if (isMessage(body)) return { result: 'delivered', messageId: body.id, ...full };
  return { result: 'unanswered', reason: 'The answer is not one of Discord: check DISCORD_API_URL and the network.' };
}

function isWithoutCard(answer: unknown): boolean {
  return isMessage(answer) && Array.isArray(answer.embeds) && answer.embeds.length === 0;
}

function reasonOf(outcome: Outcome): string {
  return 'reason' in outcome ? outcome.reason : 'The channel cannot be read.';
}
