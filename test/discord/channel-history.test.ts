import { DiscordAPIError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { cardIdIn, renderCard } from '../../src/discord/cards.ts';
import { createChannelHistory } from '../../src/discord/channel-history.ts';
import { anArticle, aTelling } from '../support/builders.ts';
import { createTestLog } from '../support/log.ts';

const since = Date.UTC(2026, 10, 20);

/** A history of a channel that holds these messages, oldest first, or fails. */
function historyOf(channel: readonly object[] | Error, may: { read: boolean | undefined } = { read: true }) {
  const rest = {
    async get(_: string, { query }: { query?: URLSearchParams } = {}) {
      if (channel instanceof Error) throw channel;
      const after = query?.get('after') ?? '';
      const limit = Number(query?.get('limit'));
      return channel
        .filter((message) => 'id' in message && BigInt(String(message.id)) > BigInt(after))
        .slice(0, limit)
        .reverse();
    },
  };
  const bot = { userId: () => 'bot', mayReadHistory: () => may.read };
  return createChannelHistory({ rest, bot, render: renderCard, cardIdIn, log: createTestLog() });
}

const idOf = (number: number): string => ((BigInt(since - 1_420_070_400_000) << 22n) + BigInt(number)).toString();
const telling = (id: string) => aTelling({ article: anArticle({ id, title: `Title of ${id}` }) });

function message(number: number, author: string, cardId: string) {
  return { id: idOf(number), author: { id: author }, ...renderCard(telling(cardId), { cardId }) };
}

const mayBe = { read: undefined };
const refusal = (code: number) => new DiscordAPIError({ code, message: 'No' }, code, 403, 'GET', '', {});

describe('the history of a channel', () => {
  it("is the bot's own cards, over all pages", async () => {
    const channel = Array.from({ length: 250 }, (_, number) =>
      number % 2 === 0 ? message(number, 'bot', `card-${number}`) : { id: idOf(number), author: { id: 'somebody' } },
    );
    const history = historyOf([
      ...channel,
      message(900, 'somebody', 'forged'),
      { id: idOf(901), author: { id: 'bot' } },
    ]);
    const answer = await history.cardsSince('channel', since);
    const cards = answer.result === 'read' ? answer.cards : [];
    expect(cards).toHaveLength(125);
    expect(cards).toContainEqual(
      expect.objectContaining({ cardId: 'card-248', messageId: idOf(248), title: 'Title of card-248' }),
    );
  });

  it.each<[string, ReturnType<typeof historyOf>, string]>([
    ['is unreadable without the permission, which shows it as empty', historyOf([], { read: false }), 'unreadable'],
    ['cannot be told when it is empty and nobody knows whether it may be read', historyOf([], mayBe), 'later'],
    ['is readable to whoever sees a message in it', historyOf([message(1, 'somebody', 'x')], mayBe), 'read'],
    [
      'is unreadable when it is gone, also if the bot knows no such channel',
      historyOf(refusal(10003), mayBe),
      'unreadable',
    ],
    ['cannot be told while Discord does not answer', historyOf(new TypeError('fetch failed')), 'later'],
    ['is unreadable when Discord refuses', historyOf(refusal(50001)), 'unreadable'],
  ])('%s', async (_, history, result) => {
    expect(await history.cardsSince('channel', since)).toMatchObject({ result });
  });

  it('tells by link, else by title, what a card shows', () => {
    const { shows } = historyOf([]);
    const article = anArticle({ link: 'https://daily.example/a', title: 'A' });
    const card = { cardId: 'c', messageId: 'm' };
    expect(shows({ ...card, title: 'Renamed', link: 'https://daily.example/a' }, aTelling({ article }))).toBe(true);
    expect(shows({ ...card, title: 'A', link: 'https://daily.example/b' }, aTelling({ article }))).toBe(false);
    expect(shows({ ...card, title: 'A' }, aTelling({ article }))).toBe(true);
    expect(shows({ ...card, title: 'B' }, aTelling({ article }))).toBe(false);
  });
});
