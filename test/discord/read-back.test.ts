import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createInvalidRequests } from '../../src/discord/invalid-requests.ts';
import { createPostingRest } from '../../src/discord/posting-rest.ts';
import { type BotStanding, createDiscordTransport } from '../../src/discord/transport.ts';
import { createTestClock, neverStopping } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import {
  botId,
  channelId,
  type ScriptedAnswer,
  type ScriptedDiscord,
  type ScriptedRequest,
  startScriptedDiscord,
} from '../support/scripted-discord.ts';

const deliveryId = 'delivery-16-chars';
let discord: ScriptedDiscord;
let answer: (request: ScriptedRequest) => ScriptedAnswer;

beforeEach(async () => {
  discord = await startScriptedDiscord({ answer: (request) => answer(request) });
});
afterEach(() => discord.close());

function readBack(bot: Partial<BotStanding> = {}, now?: number) {
  // Requests keep a distance in time from each other.
  const clock = { ...createTestClock(now), wait: systemClock.wait };
  const transport = createDiscordTransport({
    rest: createPostingRest({
      apiUrl: discord.apiUrl,
      token: 'the-token',
      clock,
      invalid: createInvalidRequests({ clock, log: createTestLog() }),
    }),
    bot: { userId: () => botId, mayReadHistory: () => true, standing: () => ({ known: 'nothing' }), ...bot },
    render: () => ({}),
    cardIdIn: (components) => /"card:([^"]+)"/.exec(JSON.stringify(components) ?? '')?.[1],
    log: createTestLog(),
    clock,
    stopping: neverStopping,
  });
  return transport.readBack(channelId, deliveryId, since);
}

const since = Date.UTC(2026, 10, 20, 12);
const idAt = (at: number) => BigInt(at - 1_420_070_400_000) << 22n;
const firstId = idAt(since);
const message = (position: number, cardId?: string, author = botId, at = since) => ({
  id: String(idAt(at) + BigInt(position)),
  channel_id: channelId,
  author: { id: author },
  components: [{ type: 1, components: [{ type: 2, style: 2, custom_id: `card:${cardId ?? 'another'}` }] }],
});
/** Answers like Discord: up to 100 messages after the given one, the newest first. */
const channelOf = (messages: ReturnType<typeof message>[]) => (request: ScriptedRequest) => {
  const after = BigInt(request.query.get('after') ?? 0);
  const page = messages.filter(({ id }) => BigInt(id) > after).slice(0, 100);
  return { status: 200, json: page.reverse() };
};
const serve = (messages: ReturnType<typeof message>[]) => {
  answer = channelOf(messages);
};

it('finds a card whose answer was lost, looking from more than two hours before it was claimed', async () => {
  serve([message(1), message(2, deliveryId)]);
  expect(await readBack()).toEqual({
    result: 'found',
    messageId: String(firstId + 2n),
  });
  const after = BigInt(discord.requests[0]?.query.get('after') ?? 0);
  expect(Number(after >> 22n) + 1_420_070_400_000).toBe(since - 135 * 60_000);
});

it.each([-60, 60])('finds it although the clock was %i minutes wrong when it was claimed', async (minutes) => {
  const trueTime = since - minutes * 60_000;
  serve([message(0, deliveryId, botId, trueTime)]);
  expect(await readBack({}, trueTime + 60_000)).toMatchObject({ result: 'found' });
});

it('pages on through a busy channel', async () => {
  const many = Array.from({ length: 250 }, (_, position) => message(position));
  serve([...many, message(250, deliveryId)]);
  expect(await readBack()).toMatchObject({ result: 'found' });
  expect(discord.requests).toHaveLength(3);
});

it('says that the card is absent only after all messages', async () => {
  serve(Array.from({ length: 150 }, (_, position) => message(position)));
  expect(await readBack()).toEqual({ result: 'absent' });
  expect(discord.requests).toHaveLength(2);
});

it('does not take the message of somebody else for its card', async () => {
  serve([message(1, deliveryId, '900000000000000666')]);
  expect(await readBack()).toEqual({ result: 'absent' });
});

it('does not call a card absent after two thousand other messages', async () => {
  serve(Array.from({ length: 2_100 }, (_, position) => message(position)));
  expect(await readBack()).toMatchObject({ result: 'unreadable' });
  expect(discord.requests).toHaveLength(20);
});

it.each([50001, 50013, 10003])('%i: the channel is unreadable', async (code) => {
  answer = () => ({ status: 403, json: { code, message: 'No' } });
  expect(await readBack()).toMatchObject({ result: 'unreadable' });
});

it('does not mistake a history that it may not read for an empty one', async () => {
  expect(await readBack({ mayReadHistory: () => false })).toMatchObject({ result: 'unreadable' });
  expect(discord.requests).toHaveLength(0);
});

it('does not call a card absent while nobody knows whether the bot may read the channel', async () => {
  serve([]);
  expect(await readBack({ mayReadHistory: () => undefined })).toMatchObject({ result: 'later' });
  serve([message(1, deliveryId)]);
  expect(await readBack({ mayReadHistory: () => undefined })).toMatchObject({ result: 'found' });
  // Whoever sees others' messages may read.
  serve([message(1)]);
  expect(await readBack({ mayReadHistory: () => undefined })).toEqual({ result: 'absent' });
});

it('does not look for its own messages before it knows who it is', async () => {
  serve([message(1)]);
  expect(await readBack({ userId: () => undefined })).toMatchObject({ result: 'later' });
});

it.each<ScriptedAnswer>(['lost', { status: 503, json: {} }, { status: 429, json: {} }, { status: 200, json: {} }])(
  'asks again later when it got no answer (%o)',
  async (given) => {
    answer = () => given;
    expect(await readBack()).toMatchObject({ result: 'later' });
  },
);
