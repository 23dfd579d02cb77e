import { backoff } from './backoff.ts';
import type { Finding } from './delivery-machine.ts';
import type { Delivery } from './delivery-ports.ts';
import type { Clock, Random } from './ports.ts';
import type { Outcome, ReadBack, Stop, Transport } from './transport-port.ts';

/**
 * How long after an attempt Discord certainly still recognises its nonce, in milliseconds. It says "a few minutes", without
 * a number. After as long, an attempt whose answer was lost has been carried out or never will be.
 */
const nonceHolds = 60_000;
/** So long a request may be under way, in milliseconds: one that leaves with a known nonce must also arrive with it. */
const underWayFor = 30_000;
const firstWaitMs = 1_000;
/** So long the channel's other deliveries wait while it is found out what became of one, in milliseconds. */
const searchLasts = 15 * 60_000;

/** `interrupted`: it was told to stop before it knew; the row stays as it is, for the next start. */
export type Attempt = Finding | Stop | { readonly result: 'interrupted' };

interface Means {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly stopping: AbortSignal;
}

/**
 * Sends one delivery. When the answer to a post is lost, finds out what became of it, and repeats it only where that cannot
 * make a second message.
 *
 * @param mayHaveBeenSent it was sent before, and nobody knows what became of it
 */
export async function carryOut(delivery: Delivery, mayHaveBeenSent: boolean, means: Means): Promise<Attempt> {
  if (delivery.kind !== 'post') return change(delivery, mayHaveBeenSent, means);
  if (mayHaveBeenSent) return findOut(delivery, { trustNonce: false, waitMs: 0 }, means);
  const outcome = await means.transport.post(delivery);
  if (outcome.result !== 'unanswered') return outcome;
  return findOut(delivery, { trustNonce: true, waitMs: firstWaitMs }, means);
}

/**
 * Looks for the message of a post in its channel, again and again.
 *
 * - Where it is absent, repeating the post at once is safe: either the earlier attempt is recent, and Discord knows the
 *   nonce, or it is long ago, and the absence is certain. That holds whatever the clocks say.
 * - Absence alone is certain only a while after the latest attempt, measured by waiting and not by the clock.
 * - Where the channel cannot be read, the nonce alone is trusted, and only for half a minute after the first attempt,
 *   in the same run: a request that leaves later might arrive when the nonce is forgotten.
 */
async function findOut(
  delivery: Delivery,
  { trustNonce, waitMs: firstWait }: { trustNonce: boolean; waitMs: number },
  { transport, clock, random, stopping }: Means,
): Promise<Attempt> {
  const { channelId, id, claimedAt, usefulUntil } = delivery;
  let waitMs = firstWait;
  let waited = 0;
  /** By waiting, since the latest attempt that may still be under way. */
  let quietFor = 0;
  let nonceKnown = trustNonce;
  let repeated: Outcome | undefined;

  for (let tries = 1; ; tries++) {
    await clock.wait(waitMs, stopping);
    if (stopping.aborted) return { result: 'interrupted' };
    waited += waitMs;
    quietFor += waitMs;
    const age = clock.now() - claimedAt;
    nonceKnown &&= age >= 0 && Math.max(age, waited) < nonceHolds - underWayFor;

    const look = await transport.readBack(channelId, id, claimedAt);
    if (look.result === 'found') return { result: 'delivered', messageId: look.messageId };
    if (look.result === 'stop') return look;
    const certain = quietFor >= nonceHolds;
    if (look.result === 'absent' && certain) return isFinal(repeated) ? repeated : absent;
    if (look.result === 'unreadable' && !nonceKnown) return { result: 'doubtful', reason: doubt(look) };
    if (look.result === 'later' && waited >= searchLasts) return { result: 'doubtful', reason: doubt(look) };

    if ((look.result === 'absent' || nonceKnown) && clock.now() <= usefulUntil) {
      repeated = await transport.post(delivery);
      if (repeated.result === 'delivered' || repeated.result === 'stop') return repeated;
      if (repeated.result === 'unanswered') quietFor = 0;
    }
    waitMs = backoff(tries, random.next(), { base: firstWaitMs, cap: nonceHolds });
  }
}

const absent: Finding = { result: 'later', reason: 'The answer was lost, and the message is not in the channel.' };

/** Whether a repetition was answered: once the attempt before it certainly came to nothing, that answer is what holds. */
function isFinal(repeated: Outcome | undefined): repeated is Outcome & { result: 'blocked' | 'refused' | 'later' } {
  return repeated?.result === 'blocked' || repeated?.result === 'refused' || repeated?.result === 'later';
}

function doubt({ reason }: Extract<ReadBack, { result: 'later' | 'unreadable' }>): string {
  return `The answer was lost, and the channel cannot be read back. ${reason}`;
}

/**
 * Edits and withdrawals may be repeated freely, so a lost answer is only a reason to do it again. But as long as the lost
 * request may still arrive, nothing else is sent to the channel: it would undo what came after it, such as take away a
 * card that an edit has just brought up to date.
 */
async function change(
  delivery: Delivery,
  mayHaveBeenSent: boolean,
  { transport, clock, stopping }: Means,
): Promise<Attempt> {
  const { kind, messageId } = delivery;
  if (messageId === undefined) return { result: 'refused', reason: 'There is no message to change.' };
  const request = { ...delivery, messageId };
  // A message is taken away only once: two withdrawals cannot get in each other's way.
  if (mayHaveBeenSent && kind === 'edit') await clock.wait(nonceHolds, stopping);
  if (stopping.aborted) return { result: 'interrupted' };
  const outcome = await (kind === 'edit' ? transport.edit(request) : transport.withdraw(request));
  if (outcome.result !== 'unanswered') return outcome;
  await clock.wait(nonceHolds, stopping);
  return stopping.aborted ? { result: 'interrupted' } : { result: 'later', reason: outcome.reason };
}
