import { backoff } from './backoff.ts';
import { carryOut } from './carry-out.ts';
import type { Clock, Delivery, Log, Outcome, Random, Settlement, Store, Transport } from './ports.ts';

/** Channels served at once. Discord allows 50 requests a second per bot, and one request takes well under a second. */
const channelsAtOnce = 40;
const hour = 3_600_000;
/** A row that could not be delivered for this long becomes a dead letter. */
const givenUpAfter = 72 * hour;

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
  /** Channels that did not take a delivery: until when they rest, and how often they failed in a row. */
  const resting = new Map<string, { until: number; failures: number }>();
  let alarm = new AbortController();
  let main: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    for (const delivery of await store.interrupted()) openLane(delivery.channelId, delivery);
    while (!stopping.signal.aborted) {
      alarm = new AbortController();
      const now = clock.now();
      for (const channelId of await store.channelsDue(now)) {
        const free = !lanes.has(channelId) && (resting.get(channelId)?.until ?? 0) <= now;
        if (free && lanes.size < channelsAtOnce) openLane(channelId);
      }
      await clock.wait(await idleMs(now), AbortSignal.any([alarm.signal, stopping.signal]));
    }
  }

  /** Until something becomes due by itself; everything else sets the alarm. */
  async function idleMs(now: number): Promise<number> {
    const nextRow = await store.nextDueAt(now);
    const wakeups = [...resting.values()].map(({ until }) => until).filter((until) => until > now);
    return Math.min(hour, ...[nextRow ?? Number.POSITIVE_INFINITY, ...wakeups].map((at) => Math.max(1, at - now)));
  }

  function openLane(channelId: string, interrupted?: Delivery): void {
    const lane = serve(channelId, interrupted)
      .catch((error: unknown) => {
        // The database failed: the row stays as it is, and the channel is tried again later.
        rest(channelId);
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
      const served = await settle(delivery, outcome);
      if (!served) return;
      delivery = undefined;
      mayHaveBeenSent = false;
    }
  }

  /** Records what became of a delivery. Says whether the channel can take the next one at once. */
  async function settle(delivery: Delivery, outcome: Exclude<Outcome, { result: 'unanswered' }>): Promise<boolean> {
    const now = clock.now();
    const { id, kind, channelId, telling, attempts } = delivery;
    const about = { delivery: id, kind, channelId, article: telling.article.id };
    const taken = outcome.result === 'delivered' || outcome.result === 'gone' || outcome.result === 'refused';
    if (taken) resting.delete(channelId);
    const settlement = settlementOf(delivery, outcome, taken ? now : rest(channelId, outcome), now);
    await store.settle(id, settlement, now);

    if (settlement.state === 'sent') log.info({ ...about, messageId: settlement.messageId }, 'Delivered');
    else if (settlement.state === 'gone') log.info(about, 'The message is no longer there; nothing left to do');
    else if (settlement.state === 'failed') log.error({ ...about, reason: settlement.reason }, 'Not delivered');
    else log.warn({ ...about, attempts, reason: settlement.reason }, 'Not delivered yet');
    if (outcome.result === 'stop') {
      stopping.abort();
      deps.onStop(outcome.reason);
    }
    return taken;
  }

  function settlementOf(
    delivery: Delivery,
    outcome: Exclude<Outcome, { result: 'unanswered' }>,
    restsUntil: number,
    now: number,
  ): Settlement {
    switch (outcome.result) {
      case 'delivered':
        return { state: 'sent', messageId: outcome.messageId };
      case 'gone':
        return { state: 'gone' };
      case 'refused':
        return { state: 'failed', reason: outcome.reason };
      case 'later':
      case 'blocked': {
        if (now - delivery.firstClaimedAt > givenUpAfter) return { state: 'failed', reason: outcome.reason };
        const own = now + backoff(delivery.attempts, random.next(), { base: 1_000, cap: hour });
        return { state: 'pending', notBefore: Math.max(restsUntil, own), reason: outcome.reason };
      }
      case 'stop':
        return { state: 'pending', notBefore: now, reason: outcome.reason };
    }
  }

  /** Lets a channel rest: what one delivery met there, the next would meet too. */
  function rest(channelId: string, outcome?: Outcome): number {
    const failures = (resting.get(channelId)?.failures ?? 0) + 1;
    const base = outcome?.result === 'blocked' ? 60_000 : 1_000;
    const asked = outcome?.result === 'later' ? outcome.afterMs : undefined;
    const until = clock.now() + (asked ?? backoff(failures, random.next(), { base, cap: hour }));
    resting.set(channelId, { until, failures });
    return until;
  }

  return {
    start() {
      main = run().catch((error: unknown) => {
        log.error({ err: error }, 'The publisher ended');
        deps.onStop('The database cannot be read; see the log.');
      });
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
