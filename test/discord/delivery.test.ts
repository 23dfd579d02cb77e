import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Delivery } from '../../src/desk/delivery-ports.ts';
import { cardIdIn, renderCard } from '../../src/discord/cards.ts';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createDiscordTransport } from '../../src/discord/transport.ts';
import { anArticle, aTelling } from '../support/builders.ts';
import { createTestClock, createTestRandom, neverStopping } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';
import { transportOver } from '../support/transport.ts';

let discord: LocalDiscordHarness;
let connection: DiscordConnection;
let deleted: string[];
const clock = createTestClock(Date.now());
const log = createTestLog();

beforeEach(async () => {
  deleted = [];
  discord = await startLocalDiscord();
  connection = createDiscordConnection({
    token: discord.token,
    apiUrl: discord.apiUrl,
    log,
    clock,
    random: createTestRandom(),
    remembered: createMemory(),
    onInteraction: () => undefined,
    servers: { onChannelDeleted: (channelId) => deleted.push(channelId) },
    onFatal: () => undefined,
  });
  await connection.start(new AbortController().signal);
});
afterEach(async () => {
  await connection.stop();
  await discord.close();
});

const news = () => discord.channels['news'] ?? '';
const transport = () => transportOver(connection, { log, clock });

function aDelivery(title = 'A comet returns'): Delivery {
  const [id, telling] = ['card-0000000001', aTelling({ article: anArticle({ title }) })];
  return {
    id,
    cardId: id,
    kind: 'post',
    channelId: news(),
    telling,
    attempts: 1,
    firstClaimedAt: clock.now(),
    claimedAt: clock.now(),
    usefulUntil: clock.now() + 86_400_000,
  };
}

async function post(): Promise<string> {
  const outcome = await transport().post(aDelivery());
  if (outcome.result !== 'delivered') throw new Error(`Not delivered: ${JSON.stringify(outcome)}`);
  return outcome.messageId;
}

it('says for how long a channel takes no more, with the last card that it takes', async () => {
  const told: unknown[] = [];
  for (const number of [1, 2, 3, 4, 5]) {
    const outcome = await transport().post({ ...aDelivery(), id: `card-${number}`, cardId: `card-${number}` });
    told.push('fullForMs' in outcome && outcome.fullForMs);
  }
  expect(told.slice(0, 4)).toEqual([false, false, false, false]);
  expect(told[4]).toBeGreaterThan(0);
  expect(told[4]).toBeLessThan(5_100);
});

it('a card is posted and kept true', async () => {
  const messageId = await post();
  expect(await discord.messages(news())).toMatchObject([{ id: messageId, embeds: [{ title: 'A comet returns' }] }]);

  const changed = { ...aDelivery('The comet is late'), kind: 'edit' as const, messageId };
  expect(await transport().edit(changed)).toEqual({ result: 'delivered', messageId });
  expect(await discord.messages(news())).toMatchObject([{ embeds: [{ title: 'The comet is late' }] }]);
});

it('a post whose answer was lost makes one message, however often it is repeated', async () => {
  discord.failNext({ method: 'POST', path: /\/messages$/ }, '500-after');
  expect(await transport().post(aDelivery())).toMatchObject({ result: 'unanswered' });
  const messageId = await post();
  expect(await post()).toBe(messageId);
  expect(await discord.messages(news())).toHaveLength(1);
});

it('a post whose answer was lost is found again in the channel', async () => {
  const since = clock.now();
  expect(await transport().readBack(news(), aDelivery().id, since)).toEqual({ result: 'absent' });
  discord.failNext({ method: 'POST', path: /\/messages$/ }, '500-after');
  await transport().post(aDelivery());
  const [message] = await discord.messages(news());
  expect(await transport().readBack(news(), aDelivery().id, since)).toEqual({
    result: 'found',
    messageId: message?.id,
  });
});

it.each([
  ['SendMessages', 'post', 'blocked'],
  ['ViewChannel', 'post', 'blocked'],
  ['ReadMessageHistory', 'readBack', 'unreadable'],
] as const)('without %s, %s is %s, and says what to give', async (permission, act, result) => {
  await discord.setPermissions(news(), { deny: [permission] });
  // The bot learns of it by the gateway.
  await eventually(() => expect(connection.mayReadHistory(news())).toBe(permission !== 'ReadMessageHistory'));
  const outcome =
    act === 'post'
      ? await transport().post(aDelivery())
      : await transport().readBack(news(), aDelivery().id, clock.now());
  expect(outcome).toMatchObject({ result, reason: expect.stringContaining('permission') });
});

it.each(['EmbedLinks', 'SendMessages'] as const)(
  'without %s no card is changed into an empty message',
  async (permission) => {
    const edit = { ...aDelivery('The comet is late'), kind: 'edit' as const, messageId: await post() };
    await discord.setPermissions(news(), { deny: [permission] });
    await eventually(() => expect(connection.standing(news())).toMatchObject({ missing: [expect.any(String)] }));
    expect(await transport().edit(edit)).toMatchObject({ result: 'blocked', obstacle: 'rights' });
    expect(await discord.messages(news())).toMatchObject([{ embeds: [{ title: 'A comet returns' }] }]);
  },
);

it('without ReadMessageHistory a card is changed all the same', async () => {
  const edit = { ...aDelivery('The comet is late'), kind: 'edit' as const, messageId: await post() };
  await discord.setPermissions(news(), { deny: ['ReadMessageHistory'] });
  await eventually(() => expect(connection.standing(news())).toMatchObject({ missing: ['Read Message History'] }));
  expect(await transport().edit(edit)).toMatchObject({ result: 'delivered' });
});

it('an edit that was taken without its card, before the bot knew better, does not count as delivered', async () => {
  const edit = { ...aDelivery('The comet is late'), kind: 'edit' as const, messageId: await post() };
  await discord.setPermissions(news(), { deny: ['EmbedLinks'] });
  const unaware = { ...connection, standing: () => ({ known: 'nothing' }) as const };
  const { rest } = connection;
  const transport = createDiscordTransport({
    rest,
    bot: unaware,
    render: renderCard,
    cardIdIn,
    log,
    clock,
    stopping: neverStopping,
  });
  expect(await transport.edit(edit)).toMatchObject({ result: 'blocked', obstacle: 'rights' });
  await discord.setPermissions(news(), {});
  expect(await transport.edit(edit)).toMatchObject({ result: 'delivered' });
  expect(await discord.messages(news())).toMatchObject([{ embeds: [{ title: 'The comet is late' }] }]);
});

it('a message that somebody deleted needs no edit', async () => {
  const edit = { ...aDelivery(), kind: 'edit' as const, messageId: '900000000000000777' };
  expect(await transport().edit(edit)).toEqual({ result: 'gone' });
});

it('a channel that is gone is blocked', async () => {
  const channelId = news();
  const delivery = aDelivery();
  await discord.deleteChannel(channelId);
  expect(await transport().post(delivery)).toMatchObject({
    result: 'blocked',
    reason: expect.stringContaining('channel'),
  });
});

it('tells which channel was deleted', async () => {
  const channelId = news();
  await discord.deleteChannel(channelId);
  await eventually(() => expect(deleted).toEqual([channelId]));
});
