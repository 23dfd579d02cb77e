import { parseArgs } from 'node:util';
import { serveLocalDiscord } from './serve.ts';

/** A Discord by itself, for any bot: `npm run local-discord`. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4748' },
    data: { type: 'string', default: ':memory:' },
  },
});
const discord = await serveLocalDiscord({
  port: Number(values.port),
  dataFile: values.data,
  privilegedIntents: ['GUILD_MEMBERS', 'GUILD_PRESENCES', 'MESSAGE_CONTENT'],
}).catch((error: Error) => {
  process.stderr.write(`The local Discord cannot start: ${error.message}\n`);
  process.exit(1);
});
// Shown on purpose: it is good for nothing but this server, and a bot cannot log in without it.
process.stdout.write(`page   ${discord.url}\nAPI    ${discord.apiUrl}\ntoken  ${discord.token}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void discord.close());
