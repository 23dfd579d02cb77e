import { createTally, type Tally } from '../support/tally.ts';
import { countedTwice, type Findings, judgePlace, touched } from './judge.ts';
import { createPlayer, type Standing } from './play.ts';
import { lift, rest } from './rest.ts';
import type { Schedule } from './schedule.ts';
import { type Place, type Stage, setStage } from './stage.ts';

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
    diskIsFull: false,
  };

  const stage = await setStage(schedule, { trace: say, ...(brokenBuild !== undefined && { broken: brokenBuild }) });
  try {
    const play = createPlayer(stage, standing, tally, say);
    for (const step of schedule.steps) await play(step);
    countFaults(stage, tally);
    await lift(stage, standing);
    say('Everything is lifted');
    const unrest = await rest(stage, standing, { judge: () => judge(stage, standing), trace: say });
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
  for (const { fault, used } of discord.control.faults.list().rules)
    if (used > 0) tally.add('faults', fault.kind, used);
}

async function judge({ discord, witness, places }: Stage, { stories, withdrawals, gone }: Standing): Promise<Findings> {
  const states = [...stories.values()];
  // A card that has lost its text is still that of its story.
  const storyOf = new Map(witness.cards.map(({ messageId, story }) => [messageId, story]));
  const found = await Promise.all(
    alive(places, gone).map(async (place) => {
      const cards = (await discord.messages(place.channelId, place.manager)).filter(({ id }) => storyOf.has(id));
      const byStory = Map.groupBy(cards, ({ id }) => storyOf.get(id) ?? 0);
      return judgePlace(place, states, byStory);
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
