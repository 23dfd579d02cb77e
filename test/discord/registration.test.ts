import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlashCommand } from '../../src/discord/command.ts';
import { registerCommands } from '../../src/discord/registration.ts';
import { restOptions } from '../../src/discord/rest-options.ts';
import { createTestLog } from '../support/log.ts';
import { botId, type ScriptedAnswer, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';

const path = `/applications/${botId}/commands`;

let discord: ScriptedDiscord;
/** What Discord has registered. */
let registered: { id: string; name: string; description: string }[];
let refusal: ScriptedAnswer | undefined;
let memory: Map<string, string>;

beforeEach(async () => {
  [registered, refusal, memory] = [[], undefined, new Map()];
  discord = await startScriptedDiscord({
    answer: ({ method, body, path: asked }) => {
      if (refusal !== undefined) return refusal;
      if (asked === '/applications/@me') return { status: 200, json: { id: botId } };
      const definitions = method === 'PUT' ? (body as { name: string; description: string }[]) : undefined;
      registered = definitions?.map((one, index) => ({ ...one, id: `80000000000000000${index}` })) ?? registered;
      return { status: 200, json: registered };
    },
  });
});
afterEach(() => discord.close());

const command = (name: string, description = `About ${name}`): SlashCommand => ({
  definition: { name, description },
  execute: async () => ({}),
});
const two = [command('news'), command('topics')];

function register(commands: readonly SlashCommand[] = two, applicationId = botId) {
  const remembered = {
    get: async (key: string) => memory.get(key),
    set: async (key: string, value: string) => void memory.set(key, value),
  };
  const rest = new REST(restOptions(discord.apiUrl)).setToken('the-secret-token');
  return registerCommands({ rest, applicationId, commands, remembered, log: createTestLog() });
}

const methods = () => discord.requests.map(({ method }) => method);

describe('registering the commands', () => {
  it('overwrites them all the first time, for servers only, and tells their ids', async () => {
    expect(await register()).toEqual([
      { id: '800000000000000000', name: 'news', description: 'About news' },
      { id: '800000000000000001', name: 'topics', description: 'About topics' },
    ]);
    expect(discord.requests).toMatchObject([{ method: 'PUT', path }]);
    expect(discord.requests[0]?.body).toMatchObject([{ name: 'news', contexts: [0], integration_types: [0] }, {}]);
  });

  it('only asks for the ids when nothing has changed', async () => {
    const first = await register();
    expect(await register()).toEqual(first);
    expect(methods()).toEqual(['PUT', 'GET']);
  });

  it('does not take another order of the keys for a change', async () => {
    await register();
    const [news, topics] = [command('news'), command('topics')];
    const turned = Object.fromEntries(Object.entries(news.definition).reverse()) as typeof news.definition;
    await register([{ ...news, definition: turned }, topics]);
    expect(methods()).toEqual(['PUT', 'GET']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a definition changes', () => register([command('news', 'Something else'), command('topics')])],
    ['a command is added', () => register([...two, command('help')])],
    ['a command goes', () => register([command('news')])],
  ])('overwrites them when %s', async (_, again) => {
    await register();
    await again();
    expect(methods()).toEqual(['PUT', 'PUT']);
  });

  it('overwrites them for another application', async () => {
    await register();
    await register(two, '900000000000000042');
    expect(discord.requests.at(-1)).toMatchObject({ method: 'PUT', path: '/applications/900000000000000042/commands' });
  });

  it('overwrites them when somebody else has changed what is registered', async () => {
    await register();
    registered = registered.slice(1);
    await register();
    expect(methods()).toEqual(['PUT', 'GET', 'PUT']);
  });

  it.each<[ScriptedAnswer, string]>([
    [{ status: 400, json: { code: 50035, message: 'Invalid Form Body' } }, 'COMMAND_INVALID'],
    [{ status: 401, json: { code: 0, message: '401: Unauthorized' } }, 'TOKEN_INVALID'],
    [{ status: 503, json: {} }, 'DISCORD_CLOSED'],
    [{ status: 200, html: '<h1>Hotel</h1>' }, 'DISCORD_CLOSED'],
  ])('remembers nothing when Discord answers %o, and says so with %s', async (answer, code) => {
    refusal = answer;
    await expect(register()).rejects.toMatchObject({ code, message: expect.stringContaining('commands') });
    refusal = undefined;
    await register();
    expect(methods()).toEqual(['PUT', 'PUT']);
  });
});

describe('npm run register', () => {
  const program = fileURLToPath(new URL('../../src/discord/register.ts', import.meta.url));
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heatwire-register-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (environment: Record<string, string>) =>
    promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment },
    });

  it('registers the commands in any case, and says so in a line', async () => {
    const { stdout, stderr } = await run({ DISCORD_TOKEN: 'the-secret-token', DISCORD_API_URL: discord.apiUrl });
    expect(stdout).toMatch(/^Registered \/.*\/news.*\n$/);
    expect(stderr).toBe('');
    expect(methods()).toEqual(['GET', 'PUT']);
    const definitions = discord.requests[1]?.body as object[];
    for (const one of definitions) expect(one).toMatchObject({ contexts: [0], integration_types: [0] });
  });

  it('reads .env as the program does', async () => {
    await writeFile(join(folder, '.env'), `DISCORD_TOKEN=the-secret-token\nDISCORD_API_URL=${discord.apiUrl}\n`);
    expect((await run({})).stdout).toMatch(/^Registered /);
    expect(discord.requests[0]?.authorization).toBe('Bot the-secret-token');
  });

  it('reads the token from a file', async () => {
    await writeFile(join(folder, 'token'), 'the-secret-token\n');
    const env = { DISCORD_TOKEN_FILE: join(folder, 'token'), DISCORD_API_URL: discord.apiUrl };
    expect((await run(env)).stdout).toMatch(/^Registered /);
    expect(discord.requests[0]?.authorization).toBe('Bot the-secret-token');
  });

  it('says what is wrong in a line, without the token', async () => {
    refusal = { status: 401, json: { code: 0, message: '401: Unauthorized' } };
    await expect(run({ DISCORD_TOKEN: 'the-secret-token', DISCORD_API_URL: discord.apiUrl })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^(?!.*the-secret-token).*DISCORD_TOKEN.*\n$/),
    });
    await expect(run({})).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^DISCORD_TOKEN is not set.*\n$/),
    });
  });
});
