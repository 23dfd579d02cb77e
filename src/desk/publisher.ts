import { backoff } from './backoff.ts';
import { type Attempt, carryOut } from './carry-out.ts';
import { settlementOf } from './delivery-machine.ts';
import type { Delivery, Settlement, Store } from './delivery-ports.ts';
import { logSettlement } from './log-settlement.ts';
import type { Clock, Log, Random } from './ports.ts';
import { createRests } from './rests.ts';
import type { Transport } from './transport-port.ts';

/**
 * Channels served at once. Discord allows 50 requests a second per bot and five posts in five seconds per channel, so
 * fewer could not use what is allowed.
 */
const channelsAtOnce = 50;
/** Deliveries to one channel before others that wait for their turn get one: what Discord takes in one go. */
const deliveriesInTurn = 5;
/** Channels beyond those that are served, known in advance, so that the outbox is not read for each that is done. */
const channelsAhead = 100;
/** Posts that are dropped in one transaction: bounds how long answers to people wait. */
const droppedAtOnce = 1_000;
const minute = 60_000;
const hour = 60 * minute;
/** How often a channel refuses a delivery before that is believed, when it seems fine, and when it cannot be asked. */
const believedAfter = { fine: 5, unknown: 2 };
/** Why a wait ends. Made once: an abort without a reason makes an error with a stack each time. */
const woken = 'woken';

export interface Publisher {
  /** Takes up what an earlier run left, then sends what is due, until stopped. */
  start(): void;
  /** Says that there may be something to send. */
  wake(): void;
  /** Says that channels may take again what they did not take before. */
  resume(channelIds: readonly string[]): Promise<void>;
  /** Ends after what is in flight; claims nothing more. */
  stop(): Promise<void>;
}

/**
 * Sends the outbox: many channels at once, one request at a time in each. A row is marked as being sent before the
 * request leaves, and settled after its answer, so that at every moment the database knows what may have been sent.
 */
export function createPublisher(deps: {
  store: Store;
  transport: Transport;
  clock: Clock;
  random: Random;
  log: Log;
  /** A feed was paused: its channel takes nothing as things stand. */
  onPaused?(channelId: string): void;
  /** The token was refused: nothing can be sent any more. */
  onStop(reason: string): void;
}): Publisher {
  const { store, transport, clock, random, log } = deps;
  const stopping = new AbortController();
  const lanes = new Map<string, Promise<void>>();
  const rests = createRests(deps);
  let alarm = new AbortController();
  let main: Promise<void> = Promise.resolve();
  let outlivedDroppedAt = Number.NEGATIVE_INFINITY;
  /** As of when the outbox was last read: channels with something to send, the next one first, and when there will be more. */
  let ahead: string[] = [];
  let nextDueAt: number | undefined;
  let mayHoldMore = true;
  /** What was read may lack something that goes before it. */
  let isOutdated = false;

  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      alarm = new AbortController();
      try {
        await dropOutlived();
        if ((isOutdated || (mayHoldMore && ahead.length === 0)) && lanes.size < channelsAtOnce) await look();
        openLanes();
        await clock.wait(idleMs(), alarm.signal);
        mayHoldMore ||= !alarm.signal.aborted;
        failures = 0;
      } catch (error) {
        failures++;
        isOutdated = true;
        log.error({ err: error }, 'The outbox cannot be read; trying again');
        await clock.wait(backoff(failures, random.next(), { base: 1_000, cap: minute }), stopping.signal);
      }
    }
  }

  /** What is of no use any more is never claimed; it is enough to clear it away now and then. */
  async function dropOutlived(): Promise<void> {
    const now = clock.now();
    if (Math.abs(now - outlivedDroppedAt) < minute) return;
    outlivedDroppedAt = now;
    let some = await store.dropOutlived(now, droppedAtOnce);
    let dropped = some;
    while (some === droppedAtOnce && !stopping.signal.aborted) {
      await clock.breathe();
      some = await store.dropOutlived(now, droppedAtOnce);
      dropped += some;
    }
    if (dropped > 0) log.warn({ dropped }, 'Stories could not be told in time, and are no longer told');
  }

  /** Reads the outbox. */
  async function look(): Promise<void> {
    mayHoldMore = false;
    isOutdated = false;
    // As of before the reading: what a lane has settled meanwhile is not taken up again.
    const busy = new Set(lanes.keys());
    const now = clock.now();
    // Those that are busy or rest are due as well.
    const enough = channelsAtOnce + channelsAhead + lanes.size + rests.size();
    // Without a lane of its own, what is being sent was left by an earlier run, or could not be settled.
    for (const delivery of [...(await store.interrupted()), ...(await store.doubtful(now, enough))])
      if (isFree(delivery.channelId) && !busy.has(delivery.channelId)) openLane(delivery.channelId, delivery);
    ahead = [...(await store.channelsDue(now, enough))];
    nextDueAt = await store.nextDueAt(now);
  }

  function openLanes(): void {
    while (lanes.size < channelsAtOnce) {
      const channelId = ahead.shift();
      if (channelId === undefined) return;
      if (isFree(channelId)) openLane(channelId);
    }
  }

  function isFree(channelId: string): boolean {
    return lanes.size < channelsAtOnce && !lanes.has(channelId) && !rests.includes(channelId);
  }

  /** Until something becomes due by itself; everything else sets the alarm, a lane that ends too. */
  function idleMs(): number {
    if (lanes.size >= channelsAtOnce) return hour;
    const now = clock.now();
    const next = [nextDueAt, rests.nextEnd()].filter((at) => at !== undefined);
    return Math.max(1, Math.min(hour, ...next.map((at) => at - now)));
  }

  function wakeUp(): void {
    mayHoldMore = true;
    alarm.abort(woken);
  }

  function openLane(channelId: string, mayHaveBeenSent?: Delivery): void {
    const lane = serve(channelId, mayHaveBeenSent)
      .catch((error: unknown) => {
        // The database failed: the row stays as it is, and is taken up again after a rest.
        rests.begin(channelId);
        log.error({ err: error, channelId }, 'Sending to a channel failed; it is tried again');
      })
      .finally(() => {
        lanes.delete(channelId);
        wakeUp();
      });
    lanes.set(channelId, lane);
  }

  async function serve(channelId: string, mayHaveBeenSent?: Delivery): Promise<void> {
    let left = mayHaveBeenSent;
    for (let turn = 0; turn < deliveriesInTurn && !stopping.signal.aborted; turn++) {
      const delivery = left ?? (await store.claim(channelId, clock.now()));
      if (delivery === undefined) return;
      const attempt = await carryOut(delivery, left !== undefined, { ...deps, stopping: stopping.signal });
      left = undefined;
      await settle(delivery, attempt.result === 'blocked' ? await checked(delivery, attempt) : attempt);
      if (rests.includes(channelId)) return;
    }
  }

  /** A refusal may be out of date by now, or come from a Discord in trouble: the channel itself is asked before it counts. */
  async function checked(
    { channelId, attempts }: Delivery,
    refusal: Extract<Attempt, { result: 'blocked' }>,
  ): Promise<Attempt> {
    const standing = await transport.inspect(channelId);
    switch (standing.result) {
      case 'stop':
      case 'blocked':
        return standing;
      case 'fine':
      case 'unknown':
        if (attempts >= believedAfter[standing.result]) return refusal;
        return { result: 'later', reason: refusal.reason };
    }
  }

  /** Records what became of a delivery, and what follows for its channel. */
  async function settle(delivery: Delivery, attempt: Attempt): Promise<void> {
    if (attempt.result === 'interrupted') return;
    if (attempt.result === 'stop') {
      // The row stays marked as being sent, and is looked for when there is a token that is valid.
      stopping.abort();
      deps.onStop(attempt.reason);
      return;
    }
    const { channelId, kind } = delivery;
    const settlement = settlementOf(delivery, attempt, clock.now(), random.next());
    // Discord limits edits of older messages for an hour and more: that is no reason to hold back new stories.
    const onlyThis = kind !== 'post' && attempt.result === 'later' && (attempt.afterMs ?? 0) > 0;
    if (attempt.result === 'later' && !onlyThis) rests.begin(channelId, attempt.afterMs);
    else if (attempt.result !== 'later') rests.end(channelId);
    // Changes have buckets of their own, some of them full for minutes: that is no reason to hold back new stories either.
    if (kind === 'post' && attempt.result === 'delivered' && attempt.fullForMs !== undefined)
      rests.pause(channelId, attempt.fullForMs);
    await write(delivery, settlement);
    logSettlement(log, delivery, settlement);
    if (settlement.event === 'blocked') deps.onPaused?.(channelId);
  }

  /** Keeps what is known until it is written down: forgotten, it would have to be found out, where that is possible at all. */
  async function write({ id, channelId }: Delivery, settlement: Settlement): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        return await store.settle(id, settlement, clock.now());
      } catch (error) {
        if (stopping.signal.aborted) throw error;
        log.error({ err: error, delivery: id, channelId }, 'What became of a delivery cannot be written down yet');
        await clock.wait(backoff(failures, random.next(), { base: 1_000, cap: minute }), stopping.signal);
      }
    }
  }

  /** Reads the outbox anew, though channels are known that it could go on with: what is new may be hotter. */
  function lookAnew(): void {
    isOutdated = true;
    wakeUp();
  }

  return {
    start() {
      main = run();
    },
    wake: lookAnew,
    async resume(channelIds) {
      for (const channelId of channelIds) rests.end(channelId);
      await store.resume(channelIds, clock.now());
      lookAnew();
    },
    async stop() {
      stopping.abort();
      alarm.abort(woken);
      await main;
      await Promise.all(lanes.values());
    },
  };
}
