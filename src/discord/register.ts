/** `npm run register`: registers the commands whether they changed or not, for people who deploy in steps. */
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { REST } from 'discord.js';
import { HeatwireError } from '../desk/errors.ts';
import type { Log } from '../desk/ports.ts';
import { createHider } from '../desk/tokens.ts';
import { withSecretFiles } from '../secret-files.ts';
import { loadCommands } from './load-commands.ts';
import { ownApplicationId, registerCommands } from './registration.ts';
import { restOptions } from './rest-options.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

async function register(token: string, apiUrl: string): Promise<string> {
  const rest = new REST(restOptions(apiUrl)).setToken(token);
  const commands = await loadCommands(new URL('../../commands/', import.meta.url));
  const registered = await registerCommands({
    rest,
    applicationId: await ownApplicationId(rest),
    commands,
    remembered: { get: async () => undefined, set: async () => undefined },
    log: quiet,
  });
  return `Registered ${registered.map(({ name }) => `/${name}`).join(', ')} with ${apiUrl}.`;
}

if (existsSync('.env')) process.loadEnvFile('.env');
const filled = withSecretFiles(process.env, (file) => readFileSync(file, 'utf8'));
const token = (filled.ok && filled.env['DISCORD_TOKEN']?.trim()) || '';
const apiUrl = process.env['DISCORD_API_URL']?.trim().replace(/\/+$/, '') || 'https://discord.com/api';

if (!filled.ok) {
  process.stderr.write(`${filled.problems.join('\n')}\n`);
  process.exitCode = 1;
} else if (token === '') {
  process.stderr.write('DISCORD_TOKEN is not set: without it there is nowhere to register commands.\n');
  process.exitCode = 1;
} else {
  try {
    process.stdout.write(`${await register(token, apiUrl)}\n`);
  } catch (error) {
    if (!(error instanceof HeatwireError)) throw error;
    process.stderr.write(`${createHider([token])(error.message)}\n`);
    process.exitCode = 1;
  }
}
