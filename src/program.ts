import { readFileSync } from 'node:fs';
import { type Application, startApplication } from './application.ts';
import { systemClock, systemRandom } from './clock.ts';
import { HeatwireError } from './desk/errors.ts';
import { isOpenToReaders, readEnvironment, secretsOf } from './environment.ts';
import { createLog } from './operations/log.ts';
import { withSecretFiles } from './secret-files.ts';

// What people saved is nobody else's business: files and folders of this program are its user's alone.
process.umask(0o077);

const filled = withSecretFiles(process.env, (file) => readFileSync(file, 'utf8'));
const read = filled.ok ? readEnvironment(filled.env, process.stdout.isTTY) : filled;
if (!read.ok) {
  for (const problem of read.problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
const { environment } = read;
const log = await createLog({ ...environment.log, secrets: secretsOf(environment) });

/** Ends the program so that a supervisor starts it anew; one clear line says why. */
function fail(error: unknown): never {
  if (error instanceof HeatwireError) log.fatal({ code: error.code }, error.message);
  else log.fatal({ err: error }, 'Heatwire cannot go on');
  process.exit(1);
}

process.on('unhandledRejection', fail);
process.on('uncaughtException', fail);

let application: Application | undefined;
let stoppingSince: number | undefined;
const stop = (signal: string): void => {
  if (application === undefined) process.exit(0);
  if (stoppingSince !== undefined) {
    // Under npm one Ctrl-C arrives twice, from the terminal and from npm; a person who asks again does not want to wait.
    if (systemClock.now() - stoppingSince > 1_000) process.exit(1);
    return;
  }
  stoppingSince = systemClock.now();
  log.info({ signal }, 'Stopping: finishing what is in flight');
  application.stop().then(() => {
    log.info('Stopped');
    process.exit(0);
  }, fail);
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

try {
  const deps = { clock: systemClock, random: systemRandom, log, onFatal: fail };
  application = await startApplication(environment, deps);
  const { url } = application;
  if (process.env['DISCORD_API_URL'] && environment.discord === undefined)
    log.warn('DISCORD_API_URL is ignored: without DISCORD_TOKEN the program runs on its local Discord');
  if (environment.discord === undefined) log.info(`A local Discord is running at ${url}`);
  if (environment.discord && isOpenToReaders(environment.discord.apiUrl))
    log.warn('DISCORD_API_URL is http to another machine: whoever is on the way reads the token. Use https');
  await application.ready;
  const where = environment.discord ? '' : `. Without DISCORD_TOKEN it runs on a local Discord: open ${url}`;
  log.info({ health: `${url}/healthz` }, `Heatwire is ready${where}`);
} catch (error) {
  if (stoppingSince === undefined) fail(error);
}
