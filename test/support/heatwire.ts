import { type Application, startApplication } from '../../src/application.ts';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { readEnvironment } from '../../src/environment.ts';
import type { Health } from '../../src/operations/health.ts';
import { createLog } from '../../src/operations/log.ts';
import type { Newsroom } from './newsroom.ts';
import { until } from './until.ts';

export interface RunningHeatwire {
  readonly application: Application;
  health(): Promise<Health>;
  /** Resolves after a scan that began after this call, with everything that it decided sent or given up. */
  settled(): Promise<Health>;
  /** Why it gave up, if it did. */
  readonly fatal: unknown[];
  stop(): Promise<void>;
}

/** The whole program in this process, as `npm start` puts it together, with an environment of its own. */
export async function startHeatwire(
  newsroom: Newsroom,
  env: Readonly<Record<string, string>>,
): Promise<RunningHeatwire> {
  const defaults = {
    ARTICLES_DIR: newsroom.articlesDir,
    DATA_DIR: newsroom.dataDir,
    HTTP_PORT: '0',
    SCAN_CRON: '* * * * * *',
    WATCH: 'false',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
  };
  const read = readEnvironment({ ...defaults, ...env }, false);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { environment } = read;
  const log = await createLog({ ...environment.log, secrets: [] });
  const fatal: unknown[] = [];
  const deps = { clock: systemClock, random: systemRandom, log, onFatal: (error: unknown) => fatal.push(error) };
  const application = await startApplication(environment, deps);
  await application.ready;

  const health = async (): Promise<Health> => (await fetch(`${application.url}/healthz`)).json() as Promise<Health>;
  return {
    application,
    health,
    async settled() {
      const { scan } = await health();
      // A scan may be under way already, so the second one from now is the first that saw everything.
      return until('a scan is done and the queue is empty', async () => {
        const now = await health();
        return now.scan.runs >= scan.runs + 2 && now.queue.pending + now.queue.sending === 0 && now;
      });
    },
    fatal,
    stop: () => application.stop(),
  };
}
