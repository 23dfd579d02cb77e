import { parentPort, workerData } from 'node:worker_threads';
import { breakSources } from '../support/broken-source.ts';
import { brokenBuilds } from './broken-builds.ts';
import type { Failure, Job, Report } from './run-schedules.ts';
import { smallSteps } from './small-steps.ts';

/** Runs the schedules of one thread, which has the program's modules to itself: they may be broken ones. */
async function work({ broken, from, count, step, untilFailure }: Job): Promise<Report> {
  const build = broken && brokenBuilds[broken];
  breakSources([...smallSteps, ...(build?.edits ?? [])]);
  const { createSimulatedDatabase } = await import('./database.ts');
  const { drawSchedule } = await import('./schedule.ts');
  const { simulate } = await import('./simulation.ts');
  const { shrink } = await import('./shrink.ts');
  const { createTally } = await import('../support/tally.ts');

  const database = await createSimulatedDatabase();
  const tally = createTally();
  const failures: Failure[] = [];
  let schedules = 0;
  for (; schedules < count && !(untilFailure && failures.length > 0); schedules++) {
    const schedule = drawSchedule(from + schedules * step, build?.theme);
    const { violations, trace, tally: own } = await simulate(schedule, database);
    tally.addAll(own.counts());
    const [first] = violations;
    if (first === undefined) continue;
    const failure: Failure = { seed: schedule.seed, violations, trace };
    // Shrinking takes long: one failure of each run is enough to look into.
    if (failures.length > 0 || broken !== undefined) failures.push(failure);
    else {
      const isThis = async (part: typeof schedule): Promise<boolean> =>
        (await simulate(part, database)).violations.some(({ kind }) => kind === first.kind);
      const smallest = await shrink(schedule, isThis);
      failures.push({ ...failure, shrunk: (await simulate(smallest, database)).trace });
    }
  }
  return { schedules, failures, counts: tally.counts() };
}

parentPort?.postMessage(await work(workerData));
