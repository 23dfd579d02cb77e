import { backoff } from './backoff.ts';
import type { Delivery, Outcome, Transport } from './delivery-ports.ts';
import type { Clock, Random } from './ports.ts';

/**
 * How long after it was claimed a post may be repeated blindly, in milliseconds. Discord recognises a repeated nonce
 * "for a few minutes", without saying how many; a minute is safe.
 */
const nonceHolds = 60_000;
const firstWaitMs = 1_000;
/** For so long a channel is asked again and again what became of a post. */
const givenUpAfter = 72 * 3_600_000;

/**
 * Sends one delivery. When the answer to a post is lost, finds out what became of it: by repeating it while its nonce
 * holds, afterwards by reading the channel back. It is never repeated on a guess.
 *
 * @param mayHaveBeenSent the delivery was being sent when an earlier run ended
 * @returns `unanswered` only when it was told to stop before it knew: the row stays marked as being sent
 */
export async function carryOut(
  delivery: Delivery,
  mayHaveBeenSent: boolean,
  deps: { transport: Transport; clock: Clock; random: Random; stopping: AbortSignal },
): Promise<Outcome> {
  const { transport } = deps;
  if (delivery.kind !== 'post') return change(delivery, transport);
  if (mayHaveBeenSent) return findOut(delivery, 0, deps);
  const outcome = await transport.post(delivery);
  return outcome.result === 'unanswered' ? findOut(delivery, firstWaitMs, deps) : outcome;
}

/** Finds out what became of a post, however long that takes. */
async function findOut(
  delivery: Delivery,
  waitMs: number,
  { transport, clock, random, stopping }: { transport: Transport; clock: Clock; random: Random; stopping: AbortSignal },
): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    await clock.wait(waitMs, stopping);
    if (stopping.aborted) return { result: 'unanswered', reason: 'It was asked to stop before it knew.' };
    const age = clock.now() - delivery.claimedAt;
    // An age below zero means that the clock was set back: nothing is known of the nonce then.
    const repeated = age >= 0 && age < nonceHolds ? await transport.post(delivery) : undefined;
    if (repeated?.result === 'delivered' || repeated?.result === 'stop') return repeated;
    // Whatever else a repetition is answered, it says nothing of the attempt before it.
    const mustRead = repeated === undefined || repeated.result === 'blocked' || repeated.result === 'refused';
    const outcome = mustRead ? await readBack(delivery, transport, repeated) : repeated;
    if (mustRead) {
      if (outcome.result !== 'unanswered') return outcome;
      if (clock.now() - delivery.claimedAt > givenUpAfter)
        return { result: 'refused', reason: `Unconfirmed: the answer was lost. ${outcome.reason}` };
    }
    const asked = outcome.result === 'later' ? outcome.afterMs : undefined;
    waitMs = asked ?? backoff(tries, random.next(), { base: firstWaitMs, cap: 60_000 });
  }
}

/** @param repeated what a repetition of the post was answered, which holds if there is no message */
async function readBack(
  { channelId, id, claimedAt }: Delivery,
  transport: Transport,
  repeated: Outcome | undefined,
): Promise<Outcome> {
  const answer = await transport.readBack(channelId, id, claimedAt);
  switch (answer.result) {
    case 'found':
      return { result: 'delivered', messageId: answer.messageId };
    case 'absent':
      return repeated ?? { result: 'later', reason: 'The answer was lost, and the message is not in the channel.' };
    case 'later':
      return { result: 'unanswered', reason: answer.reason };
    case 'stop':
      return answer;
    case 'unreadable':
      return {
        result: 'refused',
        reason: `Unconfirmed: the answer was lost, and the channel cannot be read back. ${answer.reason}`,
      };
  }
}

/** Edits and withdrawals may be repeated freely, so a lost answer is only a reason to do it again. */
async function change(delivery: Delivery, transport: Transport): Promise<Outcome> {
  const { messageId } = delivery;
  if (messageId === undefined) return { result: 'refused', reason: 'There is no message to change.' };
  const request = { ...delivery, messageId };
  const outcome = await (delivery.kind === 'edit' ? transport.edit(request) : transport.withdraw(request));
  return outcome.result === 'unanswered' ? { result: 'later', reason: outcome.reason } : outcome;
}
