import { describe, expect, it } from 'vitest';
import { carryOut } from '../../src/desk/carry-out.ts';
import type { Delivery, Outcome } from '../../src/desk/delivery-ports.ts';
import { aTelling } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createScriptedTransport, type ScriptedTransport } from '../support/scripted-transport.ts';

const minute = 60_000;
const noAnswer: Outcome = { result: 'unanswered', reason: 'timeout' };

/** Carries a delivery out while time passes. */
async function run(
  transport: ScriptedTransport,
  {
    delivery = {},
    mayHaveBeenSent = false,
    hours = 1,
  }: { delivery?: Partial<Delivery>; mayHaveBeenSent?: boolean; hours?: number } = {},
): Promise<Outcome> {
  const clock = createTestClock();
  const claimed: Delivery = {
    id: 'd1',
    cardId: 'd1',
    kind: 'post',
    channelId: 'c',
    telling: aTelling(),
    attempts: 1,
    firstClaimedAt: 0,
    claimedAt: clock.now() - (mayHaveBeenSent ? 10 * minute : 0),
    ...delivery,
  };
  const deps = { transport, clock, random: createTestRandom(), stopping: new AbortController().signal };
  const outcome = carryOut(claimed, mayHaveBeenSent, deps);
  await clock.advance(hours * 60 * minute);
  return outcome;
}

describe('a post whose answer is lost', () => {
  it('is repeated under its nonce at once, so that one message exists', async () => {
    const transport = createScriptedTransport({ post: ['lost', 'lost'] });
    expect(await run(transport)).toEqual({ result: 'delivered', messageId: 'message-1' });
    expect(transport.calls).toEqual(['post d1', 'post d1', 'post d1']);
    expect(transport.messages.size).toBe(1);
  });

  it.each<Outcome>([
    { result: 'later', reason: 'offline' },
    { result: 'blocked', reason: 'the right was taken away' },
    { result: 'refused', reason: 'the nonce belongs to a message that is gone' },
  ])('is still looked for when its repetition is answered $result', async (answer) => {
    const transport = createScriptedTransport({ post: ['lost', answer] });
    expect(await run(transport)).toEqual({ result: 'delivered', messageId: 'message-1' });
  });

  it('is certainly not sent when its repetition is blocked and the channel does not hold it', async () => {
    const blocked: Outcome = { result: 'blocked', reason: 'no right to post' };
    expect(await run(createScriptedTransport({ post: [noAnswer, blocked] }))).toEqual(blocked);
  });

  it('is looked for, and never repeated, when the nonce may have lapsed', async () => {
    const transport = createScriptedTransport({ post: ['lost', ...Array(20).fill(noAnswer)] });
    expect(await run(transport)).toEqual({ result: 'delivered', messageId: 'message-1' });
    const [first, ...rest] = transport.calls.toReversed();
    expect(first).toBe('readBack d1');
    expect(new Set(rest)).toEqual(new Set(['post d1']));
  });

  it('is looked for first when an earlier run ended long ago', async () => {
    const transport = createScriptedTransport();
    transport.messages.set('message-9', 'd1');
    expect(await run(transport, { mayHaveBeenSent: true })).toEqual({ result: 'delivered', messageId: 'message-9' });
    expect(transport.calls).toEqual(['readBack d1']);
  });

  it('is looked for when the clock was set back, since nothing is known of the nonce then', async () => {
    const transport = createScriptedTransport();
    transport.messages.set('message-9', 'd1');
    const claimedAt = createTestClock().now() + minute;
    expect(await run(transport, { mayHaveBeenSent: true, delivery: { claimedAt } })).toMatchObject({
      messageId: 'message-9',
    });
    expect(transport.calls).toEqual(['readBack d1']);
  });

  it('is known not to be sent when the channel does not hold it', async () => {
    const outcome = await run(createScriptedTransport(), { mayHaveBeenSent: true });
    expect(outcome).toMatchObject({ result: 'later' });
  });

  it('waits while the channel cannot be asked', async () => {
    const later = { result: 'later', reason: 'offline' } as const;
    const transport = createScriptedTransport({ readBack: [later, later] });
    transport.messages.set('message-9', 'd1');
    expect(await run(transport, { mayHaveBeenSent: true })).toMatchObject({ result: 'delivered' });
    expect(transport.calls).toHaveLength(3);
  });

  it('stops everything when the token turns out to be no longer valid', async () => {
    const stop = { result: 'stop', reason: 'The token was refused.' } as const;
    expect(await run(createScriptedTransport({ readBack: [stop] }), { mayHaveBeenSent: true })).toEqual(stop);
  });

  it('becomes a dead letter, unconfirmed, when the channel cannot be asked for three days', async () => {
    const transport = createScriptedTransport({
      readBack: Array(10_000).fill({ result: 'later', reason: 'Not now.' }),
    });
    const outcome = await run(transport, { mayHaveBeenSent: true, hours: 80 });
    expect(outcome).toEqual({ result: 'refused', reason: expect.stringMatching(/^Unconfirmed: .*Not now\.$/) });
  });

  it('becomes a dead letter, unconfirmed, when the channel may not be read', async () => {
    const transport = createScriptedTransport({ readBack: [{ result: 'unreadable', reason: 'No history.' }] });
    expect(await run(transport, { mayHaveBeenSent: true })).toEqual({
      result: 'refused',
      reason: expect.stringMatching(/^Unconfirmed: .*No history\.$/),
    });
  });
});

it.each(['edit', 'withdraw'] as const)('a lost answer to an %s is a reason to do it again', async (kind) => {
  const transport = createScriptedTransport({ [kind]: [noAnswer] });
  transport.messages.set('message-1', 'd1');
  const outcome = await run(transport, { delivery: { kind, messageId: 'message-1' } });
  expect(outcome).toMatchObject({ result: 'later' });
});

it('a definite answer is passed on as it is', async () => {
  const refused: Outcome = { result: 'refused', reason: 'too long' };
  expect(await run(createScriptedTransport({ post: [refused] }))).toEqual(refused);
});
