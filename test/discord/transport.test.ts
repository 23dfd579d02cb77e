import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/desk/delivery-ports.ts';
import { createInvalidRequests } from '../../src/discord/invalid-requests.ts';
import { createPostingRest } from '../../src/discord/posting-rest.ts';
import { type BotStanding, createDiscordTransport, type RenderCard } from '../../src/discord/transport.ts';
import { aTelling } from '../support/builders.ts';
import { createTestClock, neverStopping } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { createTestLog } from '../support/log.ts';
import {
  botId,
  channelId,
  type ScriptedAnswer,
  type ScriptedDiscord,
  type ScriptedRequest,
  startScriptedDiscord,
} from '../support/scripted-discord.ts';

const messageId = '900000000000000777';
const delivery: Delivery & { messageId: string } = {
  id: 'delivery-16-chars',
  kind: 'post',
  channelId,
  cardId: 'delivery-16-chars',
  telling: aTelling(),
  messageId,
  attempts: 1,
  firstClaimedAt: Date.UTC(2026, 10, 20, 12),
  claimedAt: Date.UTC(2026, 10, 20, 12),
  usefulUntil: Date.UTC(2026, 10, 21, 12),
};
const created = { status: 200, json: { id: messageId, channel_id: channelId, author: { id: botId } } };
const invalid = (embed: object): ScriptedAnswer => ({
  status: 400,
  json: { code: 50035, message: 'Invalid Form Body', errors: { embeds: { 0: embed } } },
});
const invalidForm = invalid({ title: { _errors: [{ code: 'BAD', message: 'Not a good title.' }] } });
const invalidPicture = invalid({ image: { url: { _errors: [{ code: 'BAD', message: 'Not a well formed URL.' }] } } });

const placesGone: [string, ScriptedAnswer][] = [
  ['the channel', { status: 404, json: { code: 10003, message: 'Unknown Channel' } }],
  ['the server', { status: 404, json: { code: 10004, message: 'Unknown Guild' } }],
];
const messagesGone: typeof placesGone = [
  ...placesGone,
  ['the message', { status: 404, json: { code: 10008, message: 'Unknown Message' } }],
];

let discord: ScriptedDiscord;
let answers: (ScriptedAnswer | ((request: ScriptedRequest) => ScriptedAnswer))[];
const clock = createTestClock();
const log = createTestLog();

beforeEach(async () => {
  answers = [];
  discord = await startScriptedDiscord({
    answer: (request) => {
      const next = answers.shift() ?? created;
      return typeof next === 'function' ? next(request) : next;
    },
  });
});
afterEach(() => discord.close());

const render: RenderCard = ({ article }, { cardId, plain }) => ({
  embeds: [
    {
      title: article.title,
      ...(!plain && { url: 'https://site.example', image: { url: 'https://site.example/1.jpg' } }),
    },
  ],
  components: [{ type: 1, components: [{ type: 2, style: 2, label: 'Save', custom_id: `card:${cardId}` }] }],
});

function cardIdIn(components: unknown): string | undefined {
  return /"card:([^"]+)"/.exec(JSON.stringify(components) ?? '')?.[1];
}

function transport(
  overrides: { bot?: BotStanding; render?: RenderCard; apiUrl?: string; stopping?: AbortSignal } = {},
) {
  const rest = createPostingRest({
    apiUrl: overrides.apiUrl ?? discord.apiUrl,
    token: 'the-token',
    clock,
    invalid: createInvalidRequests({ clock, log }),
  });
  const bot: BotStanding = { userId: () => botId, mayReadHistory: () => true, standing: () => ({ known: 'nothing' }) };
  return createDiscordTransport({ rest, bot, render, cardIdIn, log, clock, stopping: neverStopping, ...overrides });
}

const bodies = () => discord.requests.map(({ body }) => body as Record<string, unknown>);

describe('posting', () => {
  it('sends the card once, pinging nobody, with its delivery as an enforced nonce', async () => {
    expect(await transport().post(delivery)).toEqual({ result: 'delivered', messageId });
    expect(discord.requests).toHaveLength(1);
    expect(discord.requests[0]).toMatchObject({
      method: 'POST',
      path: `/channels/${channelId}/messages`,
      authorization: 'Bot the-token',
      body: { allowed_mentions: { parse: [] }, nonce: delivery.id, enforce_nonce: true },
    });
    expect(cardIdIn(bodies()[0]?.['components'])).toBe(delivery.cardId);
  });

  it('keeps the nonce over repetitions, so that Discord can recognise them', async () => {
    answers.push('lost', { status: 500, json: {} });
    const { post } = transport();
    expect(await post(delivery)).toMatchObject({ result: 'unanswered' });
    expect(await post(delivery)).toMatchObject({ result: 'unanswered' });
    expect(await post(delivery)).toMatchObject({ result: 'delivered' });
    expect(bodies().map(({ nonce }) => nonce)).toEqual([delivery.id, delivery.id, delivery.id]);
  });

  const embeds = () => bodies().map(({ embeds }) => embeds);
  const title = delivery.telling.article.title;
  const whole = [{ title, url: 'https://site.example', image: { url: 'https://site.example/1.jpg' } }];
  const withoutPicture = [{ title, url: 'https://site.example' }];
  const plain = [{ title }];

  it.each<[string, ScriptedAnswer[], unknown[]]>([
    ['a picture', [invalidPicture], [whole, withoutPicture]],
    ['a picture, and then something else', [invalidPicture, invalidForm], [whole, withoutPicture, plain]],
    ['something that cannot be left out', [invalidForm], [whole, plain]],
    ['its size', [{ status: 413, json: { code: 40005, message: 'Request entity too large' } }], [whole, plain]],
    ['its size, as a proxy says it', [{ status: 413, html: '<h1>Too large</h1>' }], [whole, plain]],
    ['a picture for explicit', [{ status: 400, json: { code: 20009, message: 'Explicit' } }], [whole, plain]],
    ['a link for harmful', [{ status: 400, json: { code: 240000, message: 'Harmful' } }], [whole, plain]],
  ])('where Discord refuses %s, the rest is sent, with the same nonce', async (_, refusals, sent) => {
    answers.push(...refusals);
    expect(await transport().post(delivery)).toEqual({ result: 'delivered', messageId });
    expect(embeds()).toEqual(sent);
    expect(new Set(bodies().map(({ nonce }) => nonce))).toEqual(new Set([delivery.id]));
  });

  it('gives up with the reason when Discord does not accept the plain card either', async () => {
    answers.push(invalidPicture, invalidPicture, invalidForm);
    expect(await transport().post(delivery)).toMatchObject({
      result: 'refused',
      reason: expect.stringContaining('embeds[0].title'),
    });
    expect(embeds()).toEqual([whole, withoutPicture, plain]);
  });

  it('does not mend what AutoMod blocks', async () => {
    answers.push({ status: 400, json: { code: 200000, message: 'AutoMod' } });
    expect(await transport().post(delivery)).toMatchObject({ result: 'refused' });
    expect(discord.requests).toHaveLength(1);
  });

  it.each(['silent', 'stalled'] as const)('does not wait for ever for an answer that is %s', async (answer) => {
    answers.push(answer);
    const outcome = transport().post(delivery);
    await eventually(() => expect(discord.requests).toHaveLength(1));
    await clock.advance(20_000);
    expect(await outcome).toMatchObject({ result: 'unanswered' });
  });

  it('does not keep a program that is asked to stop waiting for more than five seconds', async () => {
    answers.push('silent');
    const ending = new AbortController();
    const outcome = transport({ stopping: ending.signal }).post(delivery);
    await eventually(() => expect(discord.requests).toHaveLength(1));
    ending.abort();
    await clock.advance(5_000);
    expect(await outcome).toMatchObject({ result: 'unanswered' });
  });

  it.each(placesGone)('is blocked where %s is gone', async (_, answer) => {
    answers.push(answer);
    expect(await transport().post(delivery)).toMatchObject({ result: 'blocked' });
  });

  it('says that someone deleted a card whose post is repeated', async () => {
    answers.push({ status: 404, json: { code: 10008, message: 'Unknown Message' } });
    expect(await transport().post(delivery)).toMatchObject({
      result: 'refused',
      reason: expect.stringMatching(/deleted/),
    });
  });

  it('knows that nothing was posted when the server cannot be reached', async () => {
    const { apiUrl } = discord;
    await discord.close();
    expect(await transport({ apiUrl }).post(delivery)).toMatchObject({ result: 'later' });
    discord = await startScriptedDiscord({});
  });

  it('stops for good when the token is refused, and stays stopped', async () => {
    answers.push({ status: 401, json: { code: 0, message: '401: Unauthorized' } });
    const { post } = transport();
    expect(await post(delivery)).toMatchObject({ result: 'stop' });
    expect(await post(delivery)).toMatchObject({ result: 'stop' });
    expect(discord.requests).toHaveLength(1);
  });

  it('takes an answer that is not of Discord for no answer', async () => {
    answers.push({ status: 200, html: '<h1>Welcome to the hotel network</h1>' });
    expect(await transport().post(delivery)).toMatchObject({ result: 'unanswered' });
  });

  it('turns a card that cannot be drawn into a dead letter', async () => {
    const broken = () => {
      throw new RangeError('a bug');
    };
    expect(await transport({ render: broken }).post(delivery)).toMatchObject({ result: 'refused' });
    expect(discord.requests).toHaveLength(0);
  });
});

describe('editing', () => {
  it('replaces everything that the message held', async () => {
    expect(await transport().edit(delivery)).toEqual({ result: 'delivered', messageId });
    expect(discord.requests[0]).toMatchObject({
      method: 'PATCH',
      path: `/channels/${channelId}/messages/${messageId}`,
      body: { content: null, allowed_mentions: { parse: [] } },
    });
    expect(bodies()[0]).not.toHaveProperty('nonce');
  });

  it('mends a card as a post does, leaving nothing of the one before', async () => {
    answers.push(invalidPicture, invalidForm);
    expect(await transport().edit(delivery)).toMatchObject({ result: 'delivered' });
    expect(bodies()).toMatchObject([{ content: null }, { content: null }, { content: null }]);
    expect(bodies()[2]?.['embeds']).toEqual([{ title: delivery.telling.article.title }]);
  });

  it.each(messagesGone)('has nothing to do where %s is gone', async (_, answer) => {
    answers.push(answer);
    expect(await transport().edit(delivery)).toEqual({ result: 'gone' });
  });
});

describe('withdrawing', () => {
  it('deletes the message', async () => {
    answers.push({ status: 204 });
    expect(await transport().withdraw(delivery)).toEqual({ result: 'delivered', messageId });
    expect(discord.requests[0]).toMatchObject({
      method: 'DELETE',
      path: `/channels/${channelId}/messages/${messageId}`,
    });
  });

  it.each(messagesGone)('is done where %s is gone', async (_, answer) => {
    answers.push(answer);
    expect(await transport().withdraw(delivery)).toEqual({ result: 'gone' });
  });
});
