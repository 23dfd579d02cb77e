import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createLocalDiscord } from '../src/local-discord/local-discord.ts';
import { clock, fewChannels, random } from './local-discord-world.ts';
import { reportToParent } from './report.ts';

/** The local Discord by itself; with a second parameter, a bot logs in and a page is opened before it reports. */
const [, , dataFile = ':memory:', visited] = process.argv;
const discord = createLocalDiscord({
  ...{ dataFile, clock, random, world: fewChannels },
  onFailure: (error) => {
    throw error;
  },
});
const server = createServer(getRequestListener(discord.app.fetch));
discord.attach(server);
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/api/v10/gateway`);
  if (visited !== undefined) await visit(`127.0.0.1:${port}`);
  reportToParent();
});

/** Logs in as a bot, hears of every guild, and reads what a page reads. */
async function visit(host: string): Promise<void> {
  const bot = new WebSocket(`ws://${host}/gateway?v=10&encoding=json`);
  const expected = Object.keys(discord.guildIds).length;
  await new Promise<void>((told) => {
    let heard = 0;
    bot.addEventListener('message', ({ data }) => {
      const { op, t } = JSON.parse(String(data)) as { op: number; t: string | null };
      const d = { token: discord.token, intents: 1, properties: {} };
      if (op === 10) bot.send(JSON.stringify({ op: 2, d }));
      if (t === 'GUILD_CREATE') heard += 1;
      if (heard === expected) told();
    });
  });
  await (await fetch(`http://${host}/local/state`)).text();
  for (const id of Object.values(discord.channelIds).slice(0, 100))
    await (await fetch(`http://${host}/local/channels/${id}/messages`)).text();
}
