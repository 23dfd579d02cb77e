import { type APIMessage, type REST, Routes } from 'discord.js';
import type { ChannelHistory, PostedCard } from '../desk/after-restore.ts';
import type { Log } from '../desk/ports.ts';
import { messagesSince, tooMany } from './channel-messages.ts';
import { loggable } from './faults.ts';
import { outcomeOf } from './outcome.ts';
import type { BotStanding, RenderCard } from './transport.ts';

/** How many pages of messages are read. */
const maxPages = 50;
/** How far the clocks of this machine and of Discord may differ, in milliseconds. */
const clockSkewMs = 15 * 60_000;

/** Reads the bot's own cards out of channels. */
export function createChannelHistory({
  rest,
  bot,
  render,
  cardIdIn,
  log,
}: {
  rest: Pick<REST, 'get'>;
  bot: Pick<BotStanding, 'userId' | 'mayReadHistory'>;
  render: RenderCard;
  cardIdIn(components: unknown): string | undefined;
  log: Pick<Log, 'debug'>;
}): ChannelHistory {
  function cardOf({ id, author, components, embeds }: APIMessage): PostedCard[] {
    const cardId = author?.id === bot.userId() ? cardIdIn(components) : undefined;
    if (cardId === undefined) return [];
    const { title, url } = embeds?.[0] ?? {};
    return [{ cardId, messageId: id, ...(title !== undefined && { title }), ...(url !== undefined && { link: url }) }];
  }

  return {
    async cardsSince(channelId, since) {
      if (bot.mayReadHistory(channelId) === false)
        return { result: 'unreadable', reason: 'Give the bot the Read Message History permission in this channel.' };
      if (bot.userId() === undefined) return { result: 'later' };
      const ask = (query: URLSearchParams): Promise<unknown> => rest.get(Routes.channelMessages(channelId), { query });
      const cards: PostedCard[] = [];
      let isReadable = false;
      try {
        for await (const { messages, isLast } of messagesSince(ask, since - clockSkewMs, maxPages)) {
          cards.push(...messages.flatMap(cardOf));
          // Discord shows a channel as empty to whoever may not read its history.
          isReadable ||= messages.length > 0 || bot.mayReadHistory(channelId) === true;
          if (isLast) return isReadable ? { result: 'read', cards } : { result: 'later' };
        }
      } catch (error) {
        log.debug({ channelId, error: loggable(error) }, 'A channel could not be read');
        const { result } = outcomeOf(error);
        if (result === 'blocked' || result === 'refused' || result === 'gone')
          return { result: 'unreadable', reason: 'Discord does not show it.' };
        return { result: 'later' };
      }
      return { result: 'unreadable', reason: tooMany(maxPages) };
    },

    shows({ cardId, title, link }, telling) {
      const [embed] = render(telling, { cardId }).embeds ?? [];
      return embed?.url !== undefined && link !== undefined ? embed.url === link : embed?.title === title;
    },
  };
}
