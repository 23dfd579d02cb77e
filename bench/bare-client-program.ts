import { Client, Events, GatewayIntentBits } from 'discord.js';

/** What discord.js costs by itself: logs in, and tells the process that started it when all servers are there. */
const [, , apiUrl = '', token = ''] = process.argv;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl } });
client.once(Events.ClientReady, () => process.send?.(process.memoryUsage.rss() / 2 ** 20));
process.once('disconnect', () => process.exit());
await client.login(token);
