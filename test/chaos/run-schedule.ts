import { setTimeout as sleep } from 'node:timers/promises';
import type { Health } from '../../src/operations/health.ts';
import { countedTwice, type Findings, judgePlace, touched } from './judge.ts';
import { createPlayer, type Standing } from './play.ts';
import type { Schedule } from './schedule.ts';
import { type Place, type Stage, setStage } from './stage.ts';
import { createTally, type Tally } from './tally.ts';

/** How long everything may take to come to rest once nothing goes wrong any more, in milliseconds of this machine. */
const restWithinMs = 40_000;
/** So long nothing leaps, so that what is due can be done first. */
const leapEveryMs = 300;
const minute = 60_000;

export interface Verdict extends Findings {
  readonly schedule: Schedule;
  /** Everything else that was not as promised. */
  readonly broken: readonly string[];
  readonly cards: number;
  readonly starts: number;
  readonly tally: Tally;
  readonly tookMs: number;
  /** What happened, and what the program and the local Discord say of it. */
  readonly trace: readonly string[];
}

export function isFailed({ doubled, lost, untrue, broken }: Verdict): boolean {
  return [doubled, lost, untrue, broken].some((found) => found.length > 0);
}

/**
 * Plays one schedule with a process of its own, waits until all is quiet, and says what is wrong then, or was ever.
 *
 * @param brokenBuild the name of a program that is wrong on purpose
 * @throws when the stage could not be set
 */
export async function runSchedule(schedule: Schedule, brokenBuild?: string): Promise<Verdict> {
  const beganAt = performance.now();
  const trace: string[] = [];
  const say = (line: string): void => void trace.push(`${((performance.now() - beganAt) / 1000).toFixed(3)} ${line}`);
  const tally = createTally();
  const standing: Standing = {
    stories: new Map(schedule.opening.map((state) => [state.story, state])),
    withdrawals: new Map(),
    gone: new Set(),
    removed: new Set(),
    diskIsFull: false,
  };

  const stage = await setStage(schedule, { trace: say, ...(brokenBuild !== undefined && { broken: brokenBuild }) });
  try {
    const play = createPlayer(stage, standing, tally, say);
    for (const step of schedule.steps) await play(step);
    countFaults(stage, tally);
    await lift(stage, standing);
    say('Everything is lifted');
    const unrest = await rest(stage, standing, say);
    await stage.keeper.stop();
    const findings = await judge(stage, standing);
    const { witness, keeper } = stage;
    const broken = [...unrest, ...keeper.faults, ...witness.foreign, ...(await touchedNow(stage, standing))];
    return {
      schedule,
      ...findings,
      broken,
      cards: witness.cards.length,
      starts: keeper.starts,
      tally,
      tookMs: performance.now() - beganAt,
      trace: [...trace, ...requestsOf(stage), ...logOf(stage)],
    };
  } finally {
    await stage.close();
  }
}

function countFaults({ discord }: Stage, tally: Tally): void {
  for (const { fault, used } of discord.control.faults.list().rules) if (used > 0) tally.faults.add(fault.kind, used);
}

/** Takes back whatever was done to the program, but for channels that are deleted. */
async function lift({ discord, keeper, places }: Stage, { gone, diskIsFull }: Standing): Promise<void> {
  const { control } = discord;
  control.faults.clear();
  for (const { guildId } of places) {
    control.setOutage(guildId, false);
    control.inviteBot(guildId);
  }
  for (const { name, channelId } of places) if (!gone.has(name)) await discord.setPermissions(channelId, {});
  if (diskIsFull) await keeper.limitFiles('unlimited');
}

/** Waits until nothing is left to do; time leaps while the program only waits. Says what keeps it from its rest. */
async function rest(stage: Stage, standing: Standing, say: (line: string) => void): Promise<string[]> {
  const { keeper, time } = stage;
  const end = performance.now() + restWithinMs;
  let leapAt = performance.now() + leapEveryMs;
  let leapMs = minute;
  let since: number | undefined;
  let settledAt: number | undefined;
  let health: Health | undefined;
  while (performance.now() < end) {
    keeper.start();
    health = await keeper.health();
    if (health !== undefined) {
      // A scan may be under way already, so the second one from now is the first that saw everything.
      since = since === undefined || health.scan.runs < since - 2 ? health.scan.runs + 2 : since;
      const scanned = health.scan.runs >= since && health.scan.error === null;
      if (scanned && isQuiet(health, standing)) {
        if (isSettled(await judge(stage, standing))) return [];
        // Nothing waits to be sent, and scan after scan finds nothing more to do: it will stay as it is.
        settledAt ??= health.scan.runs + 4;
        if (health.scan.runs >= settledAt) return [];
      }
      // What is being sent must not age: the program would do right to doubt it, but Discord would have forgotten it.
      if (scanned && health.queue.sending === 0 && performance.now() > leapAt) {
        say(`Time leaps by ${leapMs / minute} minutes; the queue is ${JSON.stringify(health.queue)}`);
        time.leap(leapMs);
        leapMs = Math.min(leapMs * 2, 60 * minute);
        leapAt = performance.now() + leapEveryMs;
      }
    }
    await sleep(40);
  }
  return [`It does not come to rest: ${JSON.stringify(health)}`];
}

/** Nothing waits, but for what can never be sent. */
function isQuiet({ queue }: Health, { gone }: Standing): boolean {
  const { sent: _, ...open } = queue;
  return gone.size > 0 ? queue.sending === 0 : Object.values(open).every((rows) => rows === 0);
}

function isSettled({ doubled, lost, untrue }: Findings): boolean {
  return doubled.length > 0 || (lost.length === 0 && untrue.length === 0);
}

async function judge({ discord, witness, places }: Stage, { stories, withdrawals, gone }: Standing): Promise<Findings> {
  const states = [...stories.values()];
  const guarded = new Set(witness.guarded.map(({ id }) => id));
  const found = await Promise.all(
    alive(places, gone).map(async (place) => {
      const messages = await discord.messages(place.channelId, place.manager);
      const own = messages.filter(({ id }) => !guarded.has(id));
      return judgePlace(place, states, own);
    }),
  );
  return {
    doubled: [
      ...found.flatMap(({ doubled }) => doubled),
      ...witness.doubled,
      ...countedTwice(witness.cards, withdrawals),
    ],
    lost: found.flatMap(({ lost }) => lost),
    untrue: found.flatMap(({ untrue }) => untrue),
  };
}

async function touchedNow({ discord, witness, places }: Stage, { gone }: Standing): Promise<string[]> {
  const living = alive(places, gone);
  const now = await Promise.all(living.map(({ channelId, manager }) => discord.messages(channelId, manager)));
  const before = witness.guarded.filter(({ channel_id }) => living.some(({ channelId }) => channelId === channel_id));
  return touched(before, now.flat());
}

const alive = (places: readonly Place[], gone: Standing['gone']): Place[] =>
  places.filter(({ name }) => !gone.has(name));

function requestsOf({ discord }: Stage): string[] {
  return discord.requestLog
    .list()
    .slice(-60)
    .map(({ method, path, status, reason }) => `  ${method} ${path} ${status ?? 'unanswered'} ${reason ?? ''}`);
}

/** What the program logged last, without the gateway's chatter. */
function logOf({ keeper }: Stage): string[] {
  const lines = keeper.output().split('\n');
  return lines.filter((line) => !/"msg":"(\[WS|Preparing|Scanned)/.test(line)).slice(-80);
}
