import { serveLocalDiscord } from '../src/local-discord/serve.ts';
import { fewChannels } from './local-discord-world.ts';
import { reportToParent } from './report.ts';

/** The local Discord by itself; with a second parameter, a bot logs in and a page is opened before it reports. */
const [, , dataFile = ':memory:', visited] = process.argv;
const discord = await serveLocalDiscord({ dataFile, world: fewChannels });
await fetch(`${discord.apiUrl}/v10/gateway`);
if (visited !== undefined) await visit(new URL(discord.url).host);
reportToParent();

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
