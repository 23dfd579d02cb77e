import { backoff } from './backoff.ts';
import { carryOut } from './carry-out.ts';
import type { Delivery, Outcome, Settlement, Store, Transport } from './delivery-ports.ts';
import type { Clock, Log, Random } from './ports.ts';
import { createRests } from './rests.ts';

/** Channels served at once. Discord allows 50 requests a second per bot, and one request takes well under a second. */
const channelsAtOnce = 40;
const hour = 3_600_000;
/** A row that could not be delivered for this long becomes a dead letter. */
const givenUpAfter = 72 * hour;

type Answered = Exclude<Outcome, { result: 'unanswered' | 'stop' }>;

export interface Publisher {
  /** Takes up what an earlier run left, then sends what is due, until stopped. */
  start(): void;
  /** Says that there may be something to send. */
  wake(): void;
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
  /** The token was refused: nothing can be sent any more. */
  onStop(reason: string): void;
}): Publisher {
  const { store, clock, random, log } = deps;
  const stopping = new AbortController();
  const lanes = new Map<string, Promise<void>>();
  const rests = createRests(deps);
  let alarm = new AbortController();
  let main: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      alarm = new AbortController();
      try {
        await openLanes();
        await clock.wait(await idleMs(), AbortSignal.any([alarm.signal, stopping.signal]));
        failures = 0;
      } catch (error) {
        failures++;
        log.error({ err: error }, 'The outbox cannot be read; trying again');
        await clock.wait(backoff(failures, random.next(), { base: 1_000, cap: 60_000 }), stopping.signal);
      }
    }
  }

  async function openLanes(): Promise<void> {
    // As of before the reading: what a lane has settled meanwhile is not taken up again.
    const busy = new Set(lanes.keys());
    // Without a lane of its own, what is being sent was left by an earlier run, or could not be settled.
    for (const delivery of await store.interrupted())
      if (isFree(delivery.channelId) && !busy.has(delivery.channelId)) openLane(delivery.channelId, delivery);
    for (const channelId of await store.channelsDue(clock.now())) if (isFree(channelId)) openLane(channelId);
  }

  function isFree(channelId: string): boolean {
    return lanes.size < channelsAtOnce && !lanes.has(channelId) && !rests.includes(channelId);
  }

  /** Until something becomes due by itself; everything else sets the alarm. */
  async function idleMs(): Promise<number> {
    const now = clock.now();
    const next = [await store.nextDueAt(now), rests.nextEnd()].filter((at) => at !== undefined);
    return Math.max(1, Math.min(hour, ...next.map((at) => at - now)));
  }

  function openLane(channelId: string, interrupted?: Delivery): void {
    const lane = serve(channelId, interrupted)
      .catch((error: unknown) => {
        // The database failed: the row stays as it is, and is taken up again after a rest.
        rests.begin(channelId);
        log.error({ err: error, channelId }, 'Sending to a channel failed; it is tried again');
      })
      .finally(() => {
        lanes.delete(channelId);
        alarm.abort();
      });
    lanes.set(channelId, lane);
  }

  async function serve(channelId: string, interrupted?: Delivery): Promise<void> {
    let delivery = interrupted;
    let mayHaveBeenSent = interrupted !== undefined;
    while (!stopping.signal.aborted) {
      delivery ??= await store.claim(channelId, clock.now());
      if (delivery === undefined) return;
      const outcome = await carryOut(delivery, mayHaveBeenSent, { ...deps, stopping: stopping.signal });
      if (outcome.result === 'unanswered') return;
      if (outcome.result === 'stop') {
        // The row stays marked as being sent, and is looked for when there is a token that is valid.
        stopping.abort();
        deps.onStop(outcome.reason);
        return;
      }
      await settle(delivery, outcome);
      if (rests.includes(channelId)) return;
      delivery = undefined;
      mayHaveBeenSent = false;
    }
  }

  /** Records what became of a delivery, and what follows for its channel. */
  async function settle(delivery: Delivery, outcome: Answered): Promise<void> {
    const { id, kind, channelId, telling, attempts } = delivery;
    const about = { delivery: id, kind, channelId, article: telling.article.id };
    const settlement = settlementOf(delivery, outcome);
    await store.settle(id, settlement, clock.now());

    if (settlement.state === 'sent') log.info({ ...about, messageId: settlement.messageId }, 'Delivered');
    else if (settlement.state === 'gone') log.info(about, 'The message is no longer there; nothing left to do');
    else if (settlement.state === 'failed') log.error({ ...about, reason: settlement.reason }, 'Not delivered');
    else log.warn({ ...about, attempts, reason: settlement.reason }, 'Not delivered yet');
  }

  function settlementOf(delivery: Delivery, outcome: Answered): Settlement {
    const { channelId, kind, attempts, firstClaimedAt } = delivery;
    switch (outcome.result) {
      case 'delivered':
        rests.end(channelId);
        return { state: 'sent', messageId: outcome.messageId };
      case 'gone':
        rests.end(channelId);
        return { state: 'gone' };
      case 'refused':
        rests.end(channelId);
        return { state: 'failed', reason: outcome.reason };
      case 'later':
      case 'blocked': {
        const now = clock.now();
        const own = now + backoff(attempts, random.next(), { base: 1_000, cap: hour });
        const asked = outcome.result === 'later' && outcome.afterMs !== undefined ? now + outcome.afterMs : now;
        // Discord limits edits of older messages for an hour and more: that is no reason to hold back new stories.
        const onlyThis = kind !== 'post' && asked > now;
        const notBefore = Math.max(own, asked, onlyThis ? now : rests.begin(channelId, outcome));
        if (now - firstClaimedAt > givenUpAfter) return { state: 'failed', reason: outcome.reason };
        return { state: 'pending', notBefore, reason: outcome.reason };
      }
    }
  }

  return {
    start() {
      main = run();
    },
    wake() {
      alarm.abort();
    },
    async stop() {
      stopping.abort();
      await main;
      await Promise.all(lanes.values());
    },
  };
}
