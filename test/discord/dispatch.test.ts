import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Desk } from '../../src/desk/desk.ts';
import type { CommandContext, PressAnswer, SlashCommand } from '../../src/discord/command.ts';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createDispatcher, type Dispatcher, type Observation } from '../../src/discord/dispatch.ts';
import { createTestClock, createTestRandom, type TestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import {
  botId,
  channelId,
  guildId,
  type ScriptedAnswer,
  type ScriptedDiscord,
  startScriptedDiscord,
} from '../support/scripted-discord.ts';

const ephemeral = 64;
const reader = { id: '900000000000000200', username: 'reader' };
const embed = { title: 'The hottest story' };

let discord: ScriptedDiscord;
let connection: DiscordConnection;
let dispatcher: Dispatcher;
let clock: TestClock;
let log: ReturnType<typeof createTestLog>;
let observations: Observation[];
let handled: Promise<void>[];
let refusals: ScriptedAnswer[];
let news: SlashCommand;

const definition = { name: 'news', description: 'The news', type: 1 as const };

/** Replaces what /news does. */
function newsThat(command: Partial<SlashCommand>): void {
  news = { definition, execute: async () => ({ embeds: [embed] }), ...command };
  const context: CommandContext = { desk: {} as Desk, clock, commands: [] };
  const observe = (observation: Observation) => observations.push(observation);
  dispatcher = createDispatcher({ commands: [news], context, log, clock, observe });
}

beforeEach(async () => {
  clock = createTestClock();
  log = createTestLog();
  [observations, handled, refusals] = [[], [], []];
  newsThat({});
  discord = await startScriptedDiscord({
    answer: ({ path }) => (path === '/gateway/bot' ? undefined : refusals.shift()),
  });
  connection = createDiscordConnection({
    token: 'token',
    apiUrl: discord.apiUrl,
    log,
    clock,
    random: createTestRandom(),
    onInteraction: (interaction) => handled.push(dispatcher.handle(interaction)),
    onFatal: () => undefined,
  });
  await connection.start(new AbortController().signal);
});
afterEach(async () => {
  await connection.stop();
  await discord.close();
});

/** Someone uses the bot; the interaction was made `ageMs` ago. Resolves when the bot has taken it up. */
async function someone(payload: { type: 2 | 3 | 4; data: object; ageMs?: number; elsewhere?: boolean }): Promise<void> {
  const { type, data, ageMs = 0, elsewhere = false } = payload;
  const before = handled.length;
  discord.dispatch('INTERACTION_CREATE', {
    id: String(BigInt(clock.now() - ageMs - 1_420_070_400_000) << 22n),
    type,
    token: 'interaction-token',
    application_id: botId,
    channel_id: channelId,
    channel: { id: channelId, type: 0 },
    ...(elsewhere ? { user: reader } : { guild_id: guildId, member: { user: reader, permissions: '0', roles: [] } }),
    ...(type === 3 && { message: { id: '900000000000000555', channel_id: channelId, author: { id: botId } } }),
    app_permissions: '0',
    entitlements: [],
    authorizing_integration_owners: {},
    data,
  });
  await vi.waitFor(() => expect(handled).toHaveLength(before + 1));
}

const asks = (overrides: { ageMs?: number; elsewhere?: boolean; name?: string } = {}) =>
  someone({ type: 2, data: { id: '1', name: overrides.name ?? 'news', type: 1 }, ...overrides });
const presses = (customId: string, overrides: { ageMs?: number } = {}) =>
  someone({ type: 3, data: { custom_id: customId, component_type: 2 }, ...overrides });
const types = (overrides: { ageMs?: number } = {}) =>
  someone({
    type: 4,
    data: { id: '1', name: 'news', type: 1, options: [{ name: 'topic', type: 3, value: 'a', focused: true }] },
    ...overrides,
  });

/** What the bot sent, after it has finished. */
async function answers() {
  await Promise.all(handled);
  return discord.requests
    .filter(({ path }) => path !== '/gateway/bot')
    .map(({ method, path, body }) => ({ call: `${method} ${path.replace(/^\/interactions.*\//, '')}`, body }));
}

const original = `PATCH /webhooks/${botId}/interaction-token/messages/@original`;
const followUp = `POST /webhooks/${botId}/interaction-token`;

describe('a command', () => {
  it('is answered to the person alone, pinging nobody', async () => {
    await asks();
    expect(await answers()).toMatchObject([
      {
        call: 'POST callback',
        body: { type: 4, data: { embeds: [embed], flags: ephemeral, allowed_mentions: { parse: [] } } },
      },
    ]);
    expect(observations).toMatchObject([{ command: 'news', outcome: 'answered' }]);
  });

  it('is answered to everyone when it says so', async () => {
    newsThat({ isPublic: () => true });
    await asks();
    const [answer] = await answers();
    expect(answer?.body).toMatchObject({ type: 4, data: { embeds: [embed] } });
    expect(answer?.body).not.toMatchObject({ data: { flags: ephemeral } });
  });

  it('that takes long is kept open in time, and answered when it is done', async () => {
    const slow = Promise.withResolvers<{ content: string }>();
    newsThat({ execute: () => slow.promise });
    await asks();
    await clock.advance(2_000);
    await vi.waitFor(() => expect(discord.requests.at(-1)?.path).toMatch(/callback$/));
    expect(discord.requests.at(-1)?.body).toMatchObject({ type: 5, data: { flags: ephemeral } });
    slow.resolve({ content: 'At last' });
    expect((await answers()).at(-1)).toMatchObject({ call: original, body: { content: 'At last' } });
  });

  it('that was long on its way is kept open the sooner', async () => {
    const slow = Promise.withResolvers<{ content: string }>();
    newsThat({ execute: () => slow.promise });
    await asks({ ageMs: 1_500 });
    await clock.advance(500);
    await vi.waitFor(() => expect(discord.requests.at(-1)?.body).toMatchObject({ type: 5 }));
    slow.resolve({ content: 'At last' });
    await answers();
  });

  it('that is too old to answer is dropped without a trace for people', async () => {
    const execute = vi.fn(news.execute);
    newsThat({ execute });
    await asks({ ageMs: 2_501 });
    expect(await answers()).toEqual([]);
    expect(execute).not.toHaveBeenCalled();
    expect(observations).toMatchObject([{ outcome: 'stale' }]);
  });

  it('that is unknown is refused politely', async () => {
    await asks({ name: 'yesterday' });
    expect(await answers()).toMatchObject([{ body: { type: 4, data: { flags: ephemeral } } }]);
    expect(observations).toMatchObject([{ command: 'unknown', outcome: 'refused' }]);
  });

  it('from outside a server is refused politely', async () => {
    await asks({ elsewhere: true });
    expect(await answers()).toMatchObject([
      { body: { type: 4, data: { flags: ephemeral, content: expect.stringContaining('servers') } } },
    ]);
  });
});

describe('a button', () => {
  it('changes the message that carries it, leaving nothing of what was there', async () => {
    newsThat({ press: async () => ({ update: { embeds: [embed] } }) });
    await presses('news:page:2');
    expect(await answers()).toMatchObject([
      { call: 'POST callback', body: { type: 7, data: { content: '', embeds: [embed], components: [] } } },
    ]);
  });

  it('whispers to whoever pressed it', async () => {
    newsThat({ press: async () => ({ whisper: { content: 'Kept.' } }) });
    await presses('news:keep');
    expect(await answers()).toMatchObject([{ body: { type: 4, data: { content: 'Kept.', flags: ephemeral } } }]);
  });

  it.each<[string, PressAnswer, string, object]>([
    ['changes the message', { update: { content: 'Page 2' } }, original, { content: 'Page 2' }],
    ['whispers', { whisper: { content: 'Kept.' } }, followUp, { content: 'Kept.', flags: ephemeral }],
  ])('that takes long is kept open, then %s', async (_, answer, call, body) => {
    const slow = Promise.withResolvers<PressAnswer>();
    newsThat({ press: () => slow.promise });
    await presses('news:page:2');
    await clock.advance(2_000);
    await vi.waitFor(() => expect(discord.requests.at(-1)?.body).toMatchObject({ type: 6 }));
    slow.resolve(answer);
    expect((await answers()).at(-1)).toMatchObject({ call, body });
  });

  it.each(['yesterday:page:2', 'news:keep', '', ':', '__proto__:x', 'news'])(
    'that nobody handles (%j) is refused politely',
    async (customId) => {
      await presses(customId);
      expect(await answers()).toMatchObject([{ body: { type: 4, data: { flags: ephemeral } } }]);
      expect(observations).toMatchObject([{ outcome: 'refused' }]);
    },
  );
});

describe('autocomplete', () => {
  it("keeps Discord's limits whatever the command suggests", async () => {
    const name = '😀'.repeat(80);
    newsThat({ autocomplete: async () => Array.from({ length: 40 }, (_, value) => ({ name, value: String(value) })) });
    await types();
    expect(await answers()).toMatchObject([{ body: { type: 8 } }]);
    const { choices } = (discord.requests.at(-1)?.body as { data: { choices: { name: string }[] } } | undefined)
      ?.data ?? {
      choices: [],
    };
    expect(choices).toHaveLength(25);
    for (const choice of choices) {
      expect(choice.name.length).toBeLessThanOrEqual(100);
      expect(choice.name.isWellFormed()).toBe(true);
    }
  });

  it('suggests nothing when the command fails, or has nothing to suggest', async () => {
    await types();
    newsThat({ autocomplete: () => Promise.reject(new Error('a bug')) });
    await types();
    expect(await answers()).toMatchObject([
      { body: { type: 8, data: { choices: [] } } },
      { body: { data: { choices: [] } } },
    ]);
    expect(observations).toMatchObject([{ outcome: 'answered' }, { outcome: 'failed' }]);
  });
});

describe('a failure', () => {
  const failing = () => Promise.reject(new Error('the database is gone'));
  const apology = expect.stringMatching(/^Something went wrong here\. It is not your fault\. \(error [0-9a-z]{6}\)$/);

  it('of a command is apologised for, and logged under the same id', async () => {
    newsThat({ execute: failing });
    await asks();
    const [answer] = await answers();
    expect(answer?.body).toMatchObject({ type: 4, data: { content: apology, flags: ephemeral } });
    const logged = log.lines.find(({ level }) => level === 'error')?.fields;
    expect(logged).toMatchObject({ command: 'news', error: { message: 'the database is gone' } });
    const { errorId } = logged as { errorId: string };
    expect(JSON.stringify(answer?.body)).toContain(errorId);
    expect(observations).toMatchObject([{ outcome: 'failed' }]);
  });

  it('even one that is thrown before anything is awaited', async () => {
    newsThat({
      execute: () => {
        throw new Error('a bug');
      },
    });
    await asks();
    expect(await answers()).toMatchObject([{ body: { type: 4, data: { content: apology } } }]);
  });

  it.each([
    ['command', () => asks(), original],
    ['button', () => presses('news:x'), followUp],
  ])('of a %s that was kept open is apologised for where it still can be', async (_, use, call) => {
    const slow = Promise.withResolvers<never>();
    newsThat({ execute: () => slow.promise, press: () => slow.promise });
    await use();
    await clock.advance(2_000);
    await vi.waitFor(() => expect(discord.requests.at(-1)?.path).toMatch(/callback$/));
    slow.reject(new Error('a bug'));
    expect((await answers()).at(-1)).toMatchObject({ call, body: { content: apology } });
  });

  it('of an answer that Discord does not accept is apologised for', async () => {
    refusals.push({ status: 400, json: { code: 50035, message: 'Invalid Form Body' } });
    await asks();
    expect((await answers()).at(-1)).toMatchObject({ body: { type: 4, data: { content: apology } } });
  });

  it.each([10062, 40060])('%i: an answer that cannot arrive any more is not repeated', async (code) => {
    refusals.push({ status: 404, json: { code, message: 'No' } });
    await asks();
    expect(await answers()).toHaveLength(1);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('of the apology itself ends there', async () => {
    newsThat({ execute: failing });
    refusals.push('lost');
    await asks();
    expect(await answers()).toHaveLength(1);
    expect(observations).toMatchObject([{ outcome: 'failed' }]);
  });

  it("never puts the interaction's token into the log", async () => {
    refusals.push({ status: 400, json: { code: 50035, message: 'Invalid Form Body' } });
    await asks();
    await answers();
    expect(JSON.stringify(log.lines)).not.toContain('interaction-token');
  });
});
