import { expect, it } from 'vitest';
import { carryOut } from '../../src/desk/carry-out.ts';
import type { Delivery } from '../../src/desk/delivery-ports.ts';
import { always, aTelling } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createScriptedTransport } from '../support/scripted-transport.ts';

const second = 1_000;

/** One change of a card as time passes, and what was asked of Discord meanwhile. */
function begin(
  kind: 'edit' | 'withdraw',
  { answer, mayHaveBeenSent }: { answer: 'lost' | undefined; mayHaveBeenSent: boolean },
) {
  const clock = createTestClock();
  const transport = createScriptedTransport({ [kind]: [answer] });
  transport.messages.set('m1', 'd1');
  const delivery: Delivery = {
    ...{ id: 'd2', cardId: 'd1', kind, channelId: 'c', messageId: 'm1', telling: aTelling(), attempts: 1 },
    ...{ firstClaimedAt: 0, claimedAt: clock.now(), usefulUntil: always },
  };
  const stopping = new AbortController().signal;
  let result: string | undefined;
  void carryOut(delivery, mayHaveBeenSent, { transport, clock, random: createTestRandom(), stopping }).then(
    (attempt) => {
      result = attempt.result;
    },
  );
  return { clock, transport, result: () => result };
}

it.each(['edit', 'withdraw'] as const)(
  'a lost %s has arrived, or never will, before anything follows it',
  async (kind) => {
    const { clock, result } = begin(kind, { answer: 'lost', mayHaveBeenSent: false });
    await clock.advance(59 * second);
    expect(result()).toBeUndefined();
    await clock.advance(second);
    expect(result()).toBe('later');
  },
);

it('an edit that an earlier run may have sent is repeated only when that can no longer arrive', async () => {
  const { clock, transport, result } = begin('edit', { answer: undefined, mayHaveBeenSent: true });
  await clock.advance(59 * second);
  expect(transport.calls).toEqual([]);
  await clock.advance(second);
  expect(result()).toBe('delivered');
});
