import type { Delivery } from '../../src/desk/delivery-ports.ts';
import type { Notifier, Outcome, Stop, Transport } from '../../src/desk/transport-port.ts';
import type { Dice } from '../support/dice.ts';
import type { DiscordModel } from './discord-model.ts';
import type { FaultQueue, RequestFault } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** After as long the program gives up waiting for an answer, in milliseconds. */
const deadlineMs = 20_000;
/**
 * A request arrives within this time after it left, or never: what the desk rests on when it trusts a nonce, or an
 * absence. Discord forgets nonces after a minute at the earliest.
 */
const latestArrivalMs = 30_000;

const unanswered: Outcome = { result: 'unanswered', reason: 'The answer was lost.' };
const stop: Stop = { result: 'stop', reason: 'The token is not valid.' };

/** Whatever leaves the program, once it has left, goes its way whether the program lives or not. */
export interface Network {
  readonly transport: Transport;
  readonly notifier: Notifier;
}

/** @param onLeave called as a request that changes something leaves */
export function createNetwork({
  scheduler,
  dice,
  faults,
  discord,
  clockNow,
  onLeave,
  onArrive,
  onAnswer,
}: {
  scheduler: Scheduler;
  dice: Dice;
  faults: FaultQueue;
  discord: DiscordModel;
  clockNow(): number;
  onLeave(delivery: Delivery): void;
  onArrive(): void;
  onAnswer(delivery: Delivery, outcome: Outcome): void;
}): Network {
  const hop = (): number => dice.whole(20, 200);

  /** Sends one request that changes something, with what befalls it on the way. */
  function send(fault: RequestFault | undefined, arrive: () => Outcome): Promise<Outcome> {
    return new Promise((resolve) => {
      let open = true;
      const answer = (outcome: Outcome, ms: number): void => {
        scheduler.after(ms, () => {
          if (open) resolve(outcome);
          open = false;
        });
      };
      answer(unanswered, deadlineMs);
      const there = hop();
      const notTaken: Partial<Record<RequestFault, Outcome>> = {
        '429': { result: 'later', reason: '429', afterMs: dice.pick([1, 700, 5_000, 60_000, 3_600_000]) },
        '500 before': unanswered,
        '502': { result: 'later', reason: '502' },
        denied: { result: 'blocked', obstacle: 'rights', reason: 'Missing permissions' },
        refused: { result: 'refused', reason: 'Discord will not show it.' },
        stop,
      };
      const outcome = fault && notTaken[fault];
      if (outcome !== undefined) return answer(outcome, there + (dice.chance(0.3) ? dice.whole(1_000, 10_000) : hop()));
      if (fault === 'request lost') return dice.chance(0.5) ? answer(unanswered, hop()) : undefined;
      const late = fault === 'late' ? dice.whole(deadlineMs, latestArrivalMs) : there;
      scheduler.after(late, () => {
        const carriedOut = arrive();
        onArrive();
        if (fault === 'answer lost') return dice.chance(0.5) ? answer(unanswered, hop()) : undefined;
        if (fault === '500 after') return answer(unanswered, hop());
        answer(carriedOut, fault === 'slow' ? dice.whole(3_000, 19_000) : hop());
      });
    });
  }

  async function change(delivery: Delivery, arrive: () => Outcome): Promise<Outcome> {
    onLeave(delivery);
    const outcome = await send(faults.next(delivery.kind), arrive);
    onAnswer(delivery, outcome);
    // Discord says so with the last request that a bucket holds.
    if (outcome.result !== 'delivered' || !dice.chance(0.2)) return outcome;
    return { ...outcome, fullForMs: dice.pick([1, 700, 5_000]) };
  }

  function ask<T>(answer: () => T, slow = false): Promise<T> {
    return new Promise((resolve) => {
      scheduler.after(hop(), () => {
        const asOfThen = answer();
        scheduler.after(slow ? dice.whole(3_000, 19_000) : hop(), () => resolve(asOfThen));
      });
    });
  }

  return {
    transport: {
      post: (delivery) => change(delivery, () => discord.post(delivery, delivery.id)),
      edit: (delivery) => change(delivery, () => discord.edit(delivery)),
      withdraw: (delivery) => change(delivery, () => discord.withdraw(delivery)),
      readBack(channelId, deliveryId, since) {
        const fault = faults.next('readBack');
        return ask(() => {
          if (fault === 'later') return { result: 'later', reason: 'Discord did not answer.' };
          if (fault === 'unreadable') return { result: 'unreadable', reason: 'Missing permissions' };
          if (fault === 'stop') return stop;
          return discord.readBack(channelId, deliveryId, since, clockNow());
        }, fault === 'slow');
      },
      inspect(channelId) {
        const fault = faults.next('inspect');
        return ask(() => {
          if (fault === 'unknown') return { result: 'unknown' };
          const standing = discord.inspect(channelId);
          if (fault === undefined) return standing;
          return standing.result === 'fine'
            ? { result: 'blocked', obstacle: 'rights', reason: 'The bot lacked rights a moment ago.' }
            : { result: 'fine' };
        });
      },
    },
    notifier: {
      notify: (feed) => send(faults.next('notify'), () => discord.notify(feed)),
    },
  };
}
