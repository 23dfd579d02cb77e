import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, Events } from 'discord.js';
import { expect, it } from 'vitest';
import { serveLocalDiscord } from '../../src/local-discord/serve.ts';

async function logIn(api: string, token: string): Promise<Client<true>> {
  const client = new Client({ intents: ['Guilds', 'GuildMessages', 'MessageContent'], rest: { api } });
  const [[ready]] = await Promise.all([once(client, Events.ClientReady), client.login(token)]);
  return ready as Client<true>;
}

it('a test of another bot has a Discord of its own in one call, and leaves nothing behind', async () => {
  const discord = await serveLocalDiscord({ privilegedIntents: ['MESSAGE_CONTENT'] });
  const client = await logIn(discord.apiUrl, discord.token);
  const general = await client.channels.fetch(discord.channelIds['general'] ?? '');
  if (!general?.isSendable()) throw new Error('A text channel was expected.');
  expect((await general.send('Hello')).content).toBe('Hello');
  await client.destroy();
  await discord.close();
  await expect(fetch(discord.url)).rejects.toThrow();
});

it('the program says where it is and with which token a bot logs in, and ends when it is told to', async () => {
  const file = fileURLToPath(new URL('../../src/local-discord/program.ts', import.meta.url));
  const program = spawn('node', ['--disable-warning=ExperimentalWarning', file, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(program.stdout, 'data');
  const { page, API, token } = Object.fromEntries(
    String(said)
      .trim()
      .split('\n')
      .map((line) => line.split(/ +/)),
  );
  expect((await fetch(page)).status).toBe(200);
  const client = await logIn(API, token);
  expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Playground', 'Elsewhere']);
  await client.destroy();
  program.kill('SIGTERM');
  expect(await once(program, 'exit')).toEqual([0, null]);
});
