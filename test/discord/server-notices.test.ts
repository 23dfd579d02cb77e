import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInvalidRequests } from '../../src/discord/invalid-requests.ts';
import { createPostingRest } from '../../src/discord/posting-rest.ts';
import { createServerNotices } from '../../src/discord/server-notices.ts';
import type { ServerPeople } from '../../src/discord/server-people.ts';
import type { Feed, Pause } from '../../src/news/feed.ts';
import { aFeed } from '../support/builders.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import { type ScriptedAnswer, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';

const [guildId, ownerId, directId] = ['900000000000000002', '900000000000000008', '900000000000000080'];
const [updates, system, sports, paused] = [11, 12, 13, 14].map((id) => `9000000000000000${id}`) as [
  string,
  string,
  string,
  string,
];
const pause: Pause = {
  since: Date.UTC(2026, 10, 20, 12),
  obstacle: 'rights',
  reason: 'The bot lacks the permission Send Messages in the channel. Give it to the bot\'s role "*News* @everyone".',
  noticed: false,
};
const feed: Feed & { readonly paused: Pause } = { ...aFeed({ channelId: paused, guildId }), paused: pause };
const missingRights: ScriptedAnswer = { status: 403, json: { code: 50013, message: 'Missing Permissions' } };

let discord: ScriptedDiscord;
let answers: ScriptedAnswer[];

beforeEach(async () => {
  answers = [];
  discord = await startScriptedDiscord({
    answer: ({ path }) => answers.shift() ?? (path === '/users/@me/channels' ? ok({ id: directId }) : undefined),
  });
});
afterEach(() => discord.close());

const ok = (json: object): ScriptedAnswer => ({ status: 200, json });

function notices({ writable, feeds = [] }: { writable: readonly string[]; feeds?: readonly Feed[] }) {
  const [clock, log] = [createTestClock(), createTestLog()];
  const people: ServerPeople = {
    guildId,
    guildName: 'The *Daily*',
    ownerId,
    channels: [updates, system],
    mayWrite: (channelId) => writable.includes(channelId),
  };
  const invalid = createInvalidRequests({ clock, log });
  const rest = createPostingRest({ apiUrl: discord.apiUrl, token: 'the-token', clock, invalid });
  return createServerNotices({ rest, server: () => people, feeds: async () => [feed, ...feeds], log });
}

const places = () => discord.requests.map(({ path }) => path);
const written = () => discord.requests.map(({ body }) => body as Record<string, unknown>);
const messagesOf = (channelId: string) => `/channels/${channelId}/messages`;

describe('where the notice goes', () => {
  const working = aFeed({ channelId: sports, guildId });
  it.each<[string, Parameters<typeof notices>[0], string[]]>([
    ['the community updates channel', { writable: [updates, system, sports], feeds: [working] }, [messagesOf(updates)]],
    ['else the system channel', { writable: [system, sports], feeds: [working] }, [messagesOf(system)]],
    ['else a channel with a feed that works', { writable: [sports], feeds: [working] }, [messagesOf(sports)]],
    [
      'else the owner: not the feed itself, another paused one, or another server',
      {
        writable: [paused, sports],
        feeds: [
          { ...working, paused: pause },
          { ...working, guildId: '900000000000000099' },
        ],
      },
      ['/users/@me/channels', messagesOf(directId)],
    ],
  ])('%s', async (_, given, expected) => {
    expect(await notices(given).notify(feed)).toMatchObject({ result: 'delivered' });
    expect(places()).toEqual(expected);
  });

  it('is never the channel that it is about, even where that still takes plain messages', async () => {
    await notices({ writable: [updates, system] }).notify({ ...feed, channelId: updates });
    expect(places()).toEqual([messagesOf(system)]);
  });

  it('is the next place where one does not take it after all', async () => {
    answers.push(missingRights, missingRights);
    expect(await notices({ writable: [updates, system] }).notify(feed)).toMatchObject({ result: 'delivered' });
    expect(places()).toEqual([messagesOf(updates), messagesOf(system), '/users/@me/channels', messagesOf(directId)]);
  });

  it('is nobody, where not even the owner takes messages', async () => {
    answers.push(ok({ id: directId }), { status: 403, json: { code: 50007, message: 'Cannot send' } });
    expect(await notices({ writable: [] }).notify(feed)).toMatchObject({ result: 'refused' });
  });

  it.each(['gone', 'removed'] as const)('is nobody, where the channel is %s', async (obstacle) => {
    const outcome = await notices({ writable: [updates] }).notify({ ...feed, paused: { ...pause, obstacle } });
    expect(outcome).toMatchObject({ result: 'refused' });
    expect(discord.requests).toEqual([]);
  });
});

it.each<[ScriptedAnswer, string]>([
  ['lost', 'unanswered'],
  [{ status: 500, json: {} }, 'unanswered'],
  [{ status: 429, json: { retry_after: 60 } }, 'later'],
  [{ status: 200, html: '<h1>Hotel</h1>' }, 'unanswered'],
])('after %o it is not said in a second place, but may be said again in the same', async (answer, result) => {
  answers.push(answer);
  const { notify } = notices({ writable: [updates, system] });
  expect(await notify(feed)).toMatchObject({ result });
  expect(await notify(feed)).toMatchObject({ result: 'delivered' });
  expect(places()).toEqual([messagesOf(updates), messagesOf(updates)]);
  const nonces = written().map(({ nonce }) => nonce);
  expect(new Set(nonces).size).toBe(1);
  expect(String(nonces[0]).length).toBeLessThanOrEqual(25);
});

it('another pause has another nonce', async () => {
  const { notify } = notices({ writable: [updates] });
  await notify(feed);
  await notify({ ...feed, paused: { ...pause, since: pause.since + 1 } });
  await notify({ ...feed, channelId: '900000000000000015' });
  expect(new Set(written().map(({ nonce }) => nonce)).size).toBe(3);
});

it('names the channel, what is missing, and what becomes of the stories; pings nobody, formats nothing', async () => {
  const { notify } = notices({ writable: [] });
  await notify({ ...feed, rules: { ...feed.rules, maxAgeHours: 6 } });
  expect(written()[1]).toMatchObject({ allowed_mentions: { parse: [] }, enforce_nonce: true });
  const content = String(written()[1]?.['content']);
  expect(content).toContain(`<#${paused}> is paused`);
  expect(content).toContain('permission Send Messages');
  expect(content).toContain('goes on by itself');
  expect(content).toContain('up to 6 hours');
  expect(content).toContain('\\*News\\* @\u200beveryone');
  expect(content).toContain('The \\*Daily\\*');
});
