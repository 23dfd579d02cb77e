import { setTimeout as sleep } from 'node:timers/promises';
import type { Health } from '../../src/operations/health.ts';
import type { Findings } from './judge.ts';
import type { Standing } from './play.ts';
import type { Stage } from './stage.ts';

/** How long everything may take to come to rest once nothing goes wrong any more, in milliseconds of this machine. */
const restWithinMs = 30_000;
/** So many scans that find nothing to do mean that there is nothing more to come. */
const scansInVain = 6;
/** So long nothing leaps, so that what is due can be done first; in milliseconds of this machine. */
const leapEveryMs = 300;
const minute = 60_000;
const hour = 60 * minute;
/** Stories that wait longer than a day are no longer news; back-offs and looks into paused channels are an hour apart. */
const mostLeaptMs = 12 * hour;

/** Takes back whatever was done to the program, but for channels that are deleted. */
export async function lift({ discord, keeper, places }: Stage, { gone, diskIsFull }: Standing): Promise<void> {
  const { control } = discord;
  control.faults.clear();
  for (const { guildId } of places) {
    control.setOutage(guildId, false);
    control.inviteBot(guildId);
  }
  for (const { name, channelId } of places) if (!gone.has(name)) await discord.setPermissions(channelId, {});
  if (diskIsFull) await keeper.limitFiles('unlimited');
}

/**
 * Waits until nothing is left to do; time leaps while the program only waits.
 *
 * @returns what keeps it from its rest
 */
export async function rest(
  { keeper, time }: Stage,
  { gone }: Standing,
  { judge, trace }: { judge(): Promise<Findings>; trace(line: string): void },
): Promise<string[]> {
  const end = performance.now() + restWithinMs;
  let leapAt = performance.now() + leapEveryMs;
  let leapMs = minute;
  let leaptMs = 0;
  let seen: Seen | undefined;
  for (; performance.now() < end; await sleep(40)) {
    keeper.start();
    const health = await keeper.health();
    if (health === undefined) continue;
    seen = follow(seen, health, keeper.starts);
    const { scan, queue } = health;
    if (scan.runs < seen.scansWanted || scan.error !== null) continue;
    if (isQuiet(queue, gone.size > 0)) {
      const { doubled, lost, untrue } = await judge();
      const settled = lost.length + untrue.length === 0;
      seen = { ...seen, quietSince: seen.quietSince ?? scan.runs };
      if (settled || doubled.length > 0 || scan.runs >= (seen.quietSince ?? 0) + scansInVain)
        return queue.failed > 0 && gone.size === 0 ? [`It has given up ${queue.failed} deliveries.`] : [];
    }
    // What is being sent must not age: the program would do right to doubt it, but Discord would have forgotten it.
    if (queue.sending > 0 || performance.now() < leapAt || leaptMs > mostLeaptMs) continue;
    trace(`Time leaps by ${leapMs / minute} minutes; the queue is ${JSON.stringify(queue)}`);
    time.leap(leapMs);
    leaptMs += leapMs;
    leapMs = Math.min(leapMs * 2, hour);
    leapAt = performance.now() + leapEveryMs;
  }
  return [`It does not come to rest: ${JSON.stringify(seen?.health)}`];
}

/** What a process has said of itself so far; another process counts anew. */
interface Seen {
  readonly health: Health;
  readonly process: number;
  /** A scan may be under way at first, so the second one from then is the first that saw everything. */
  readonly scansWanted: number;
  readonly quietSince?: number;
}

function follow(seen: Seen | undefined, health: Health, process: number): Seen {
  if (seen?.process === process) return { ...seen, health };
  return { health, process, scansWanted: health.scan.runs + 2 };
}

/** Nothing waits, but for what can never be sent. */
function isQuiet({ sent: _, failed: __, ...waiting }: Health['queue'], someAreGone: boolean): boolean {
  return someAreGone ? waiting.sending === 0 : Object.values(waiting).every((rows) => rows === 0);
}
