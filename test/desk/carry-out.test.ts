import { describe, expect, it } from 'vitest';
import { type Attempt, carryOut } from '../../src/desk/carry-out.ts';
import type { Delivery } from '../../src/desk/delivery-ports.ts';
import type { Outcome, ReadBack } from '../../src/desk/transport-port.ts';
import { always, aTelling } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createScriptedTransport, type ScriptedTransport } from '../support/scripted-transport.ts';

const minute = 60_000;
const noAnswer: Outcome = { result: 'unanswered', reason: 'timeout' };
const unreadable: ReadBack = { result: 'unreadable', reason: 'No history.' };
const notNow: ReadBack = { result: 'later', reason: 'Not now.' };

/** Carries a delivery out while time passes. */
async function run(
  transport: ScriptedTransport,
  { mayHaveBeenSent = false, ...delivery }: Partial<Delivery> & { mayHaveBeenSent?: boolean } = {},
): Promise<Attempt> {
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
    usefulUntil: always,
    ...delivery,
  };
  const deps = { transport, clock, random: createTestRandom(), stopping: new AbortController().signal };
  const attempt = carryOut(claimed, mayHaveBeenSent, deps);
  await clock.advance(60 * minute);
  return attempt;
}

describe('a post whose answer is lost', () => {
  it('is found in its channel, and not sent again', async () => {
    const transport = createScriptedTransport({ post: ['lost'] });
    expect(await run(transport)).toEqual({ result: 'delivered', messageId: 'message-1' });
    expect(transport.calls).toEqual(['post d1', 'readBack d1']);
  });

  it('is repeated at once where it is absent: it may be under way, but then its nonce is known', async () => {
    const transport = createScriptedTransport({ post: [noAnswer, 'lost', noAnswer], readBack: [{ result: 'absent' }] });
    expect(await run(transport)).toEqual({ result: 'delivered', messageId: 'message-1' });
    expect(transport.calls).toEqual(['post d1', 'readBack d1', 'post d1', 'readBack d1']);
  });

  it('is certainly not sent when it is still absent a minute after the last attempt', async () => {
    const transport = createScriptedTransport({ post: Array(20).fill({ result: 'later', reason: 'offline' }) });
    expect(await run(transport, { mayHaveBeenSent: true })).toEqual({ result: 'later', reason: 'offline' });
    expect(transport.calls.at(-1)).toBe('readBack d1');
  });

  it.each<Outcome & { result: 'later' | 'blocked' | 'refused' }>([
    { result: 'later', reason: 'offline' },
    { result: 'blocked', obstacle: 'rights', reason: 'the right was taken away' },
    { result: 'refused', reason: 'the nonce belongs to a message that is gone' },
  ])('is still looked for when its repetition is answered $result', async (answer) => {
    const late = createScriptedTransport({ post: ['lost', answer], readBack: [{ result: 'absent' }] });
    expect(await run(late)).toEqual({ result: 'delivered', messageId: 'message-1' });
    const never = createScriptedTransport({ post: [noAnswer, ...Array(20).fill(answer)] });
    expect(await run(never)).toEqual(answer);
  });

  it('is not repeated when it is no longer news', async () => {
    const transport = createScriptedTransport();
    const attempt = await run(transport, { mayHaveBeenSent: true, usefulUntil: createTestClock().now() - 1 });
    expect(attempt).toMatchObject({ result: 'later' });
    expect(new Set(transport.calls)).toEqual(new Set(['readBack d1']));
  });

  it('is looked for while the channel cannot be asked, and repeated under its nonce for a minute only', async () => {
    const transport = createScriptedTransport({
      post: ['lost', ...Array(20).fill(noAnswer)],
      readBack: Array(12).fill(notNow),
    });
    expect(await run(transport)).toEqual({ result: 'delivered', messageId: 'message-1' });
    expect(transport.calls.filter((call) => call === 'post d1').length).toBeLessThan(10);
    expect(transport.calls.slice(-4)).toEqual(Array(4).fill('readBack d1'));
  });

  it('is unconfirmed when the channel cannot be asked for a quarter of an hour', async () => {
    const transport = createScriptedTransport({ readBack: Array(1_000).fill(notNow) });
    const attempt = await run(transport, { mayHaveBeenSent: true });
    expect(attempt).toEqual({ result: 'doubtful', reason: expect.stringMatching(/Not now\.$/) });
    expect(transport.calls).not.toContain('post d1');
  });

  it('is repeated under its nonce for a minute where the channel may not be read, and then unconfirmed', async () => {
    const blind = { readBack: Array(100).fill(unreadable) };
    const answered = createScriptedTransport({ post: ['lost', noAnswer], ...blind });
    expect(await run(answered)).toEqual({ result: 'delivered', messageId: 'message-1' });
    expect(answered.messages.size).toBe(1);
    const lost = createScriptedTransport({ post: Array(100).fill(noAnswer), readBack: Array(100).fill(unreadable) });
    expect(await run(lost)).toEqual({ result: 'doubtful', reason: expect.stringMatching(/No history\.$/) });
  });
});

describe('a post that an earlier run left', () => {
  it('is looked for before anything else', async () => {
    const transport = createScriptedTransport();
    transport.messages.set('message-9', 'd1');
    expect(await run(transport, { mayHaveBeenSent: true })).toEqual({ result: 'delivered', messageId: 'message-9' });
    expect(transport.calls).toEqual(['readBack d1']);
  });

  it.each([
    ['a minute ago', -minute],
    ['just now', 0],
    ['in the future, since the clock was set back', minute],
  ])('is not repeated where the channel may not be read, although it says that it was claimed %s', async (_, ms) => {
    const transport = createScriptedTransport({ readBack: [unreadable] });
    const claimedAt = createTestClock().now() + ms;
    expect(await run(transport, { mayHaveBeenSent: true, claimedAt })).toMatchObject({ result: 'doubtful' });
    expect(transport.calls).toEqual(['readBack d1']);
  });

  it('stops everything when the token turns out to be no longer valid', async () => {
    const stop = { result: 'stop', reason: 'The token was refused.' } as const;
    expect(await run(createScriptedTransport({ readBack: [stop] }), { mayHaveBeenSent: true })).toEqual(stop);
  });
});

it.each(['edit', 'withdraw'] as const)('a lost answer to an %s is a reason to do it again', async (kind) => {
  const transport = createScriptedTransport({ [kind]: [noAnswer] });
  transport.messages.set('message-1', 'd1');
  expect(await run(transport, { kind, messageId: 'message-1' })).toMatchObject({ result: 'later' });
});

it('a definite answer is passed on as it is', async () => {
  const refused: Outcome = { result: 'refused', reason: 'too long' };
  expect(await run(createScriptedTransport({ post: [refused] }))).toEqual(refused);
});
