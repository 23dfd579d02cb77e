import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { until } from '../support/until.ts';

let discord: LocalDiscordHarness;
let program: ChildProcessByStdio<null, Readable, null>;

beforeAll(async () => {
  discord = await startLocalDiscord();
  const file = new URL('plain-program.ts', import.meta.url).pathname;
  const env = { PATH: process.env['PATH'], API: discord.apiUrl, TOKEN: discord.token };
  program = spawn('node', ['--disable-warning=ExperimentalWarning', file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(program.stdout, 'data');
  expect(String(said)).toBe('ready in 2 servers\n');
});
afterAll(async () => {
  program.kill();
  await discord.close();
});

it('a discord.js program that knows nothing of this project runs its commands', async () => {
  const commands = async () => (await discord.state()).guilds[0]?.commands.map(({ name }) => name);
  expect(await commands()).toEqual(['ping', 'say']);

  const pong = await discord.command('ping');
  if (pong.result !== 'answered' || pong.message === undefined) throw new Error('There was no answer.');
  expect(pong.message.content).toBe('pong');
  expect(await discord.press(pong.message, 'Again')).toMatchObject({ message: { content: 'pong again' } });

  const offered = await discord.autocomplete('say', 'text', { text: 'good' });
  expect(offered.map(({ value }) => value)).toEqual(['good morning', 'good night']);
  await discord.command('say', { text: 'good night' }, { as: discord.memberId });
  const general = discord.channels['general'] ?? '';
  await until('the answer is there', async () =>
    (await discord.messages(general, discord.memberId)).some(({ content }) => content === 'You said: good night'),
  );
  expect((await discord.messages(general)).map(({ content }) => content)).toEqual(['pong again']);
});
