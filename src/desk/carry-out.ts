import { backoff } from './backoff.ts';
import type { Delivery, Outcome, Transport } from './delivery-ports.ts';
import type { Clock, Random } from './ports.ts';

/**
 * How long after it was claimed a post may be repeated blindly, in milliseconds. Discord recognises a repeated nonce
 * "for a few minutes", without saying how many; a minute is safe.
 */
const nonceHolds = 60_000;

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
  if (delivery.kind !== 'post') return change(delivery, deps.transport);

  const { transport, clock, random, stopping } = deps;
  const lost: Outcome = { result: 'unanswered', reason: 'The program ended while it was being sent.' };
  let outcome = mayHaveBeenSent ? lost : await transport.post(delivery);
  for (let tries = 0; outcome.result === 'unanswered'; tries++) {
    if (tries > 0 || !mayHaveBeenSent)
      await clock.wait(backoff(tries + 1, random.next(), { base: 1_000, cap: 60_000 }), stopping);
    if (stopping.aborted) return outcome;
    const age = clock.now() - delivery.claimedAt;
    // An age below zero means that the clock was set back: nothing is known of the nonce then.
    outcome = age >= 0 && age < nonceHolds ? await transport.post(delivery) : await readBack(delivery, transport);
  }
  return outcome;
}

async function readBack({ channelId, id, claimedAt }: Delivery, transport: Transport): Promise<Outcome> {
  const answer = await transport.readBack(channelId, id, claimedAt);
  switch (answer.result) {
    case 'found':
      return { result: 'delivered', messageId: answer.messageId };
    case 'absent':
      return { result: 'later', reason: 'The answer was lost, and the message is not in the channel.' };
    case 'later':
      return { result: 'unanswered', reason: answer.reason };
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
