import { describe, expect, it, vi } from 'vitest';
import type { Inspection, Outcome, ReadBack } from '../../src/desk/transport-port.ts';
import { aPost, type Bureau, startBureau } from '../support/bureau.ts';
import { createScriptedTransport } from '../support/scripted-transport.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const noRights = { result: 'blocked', obstacle: 'rights', reason: 'Give the bot Send Messages.' } as const;
const blockedFor = (times: number, inspection: Inspection = noRights) => {
  const transport = createScriptedTransport({
    post: Array<Outcome>(times).fill(noRights),
    inspect: Array<Inspection>(times).fill(inspection),
  });
  return transport;
};
/** Time passes without what the publisher does every hour. */
const passIdly = ({ publisher, clock }: Bureau, ms: number) => Promise.all([publisher.stop(), clock.advance(ms)]);
const pauseOf = async ({ store }: Bureau, channelId = 'c') => (await store.feed(channelId))?.paused;

describe('a channel that takes no cards', () => {
  it('is checked, pauses its feed with the reason, and is told of it once, however often it refuses', async () => {
    const transport = createScriptedTransport({
      post: [noRights, undefined, noRights, noRights, noRights],
      inspect: Array<Inspection>(4).fill(noRights),
    });
    const desk = await startBureau(transport, [aPost('a', 'c', 70), aPost('b', 'c', 60), aPost('other', 'd', 50)]);
    await desk.clock.advance(second);
    expect(await pauseOf(desk)).toMatchObject({ obstacle: 'rights', reason: 'Give the bot Send Messages.' });
    expect(await desk.store.totals()).toMatchObject({ pending: 2, held: 1 });
    await desk.clock.advance(10 * minute);
    expect(desk.notices).toEqual(['c']);
    // Nothing but the story that was held goes there, rarely; other channels are served.
    expect(transport.calls.toSorted()).toEqual(['post a', 'post a', 'post a', 'post a', 'post other']);
  });

  it('gets everything once it takes cards again, and the pause is over', async () => {
    const desk = await startBureau(blockedFor(3), [aPost('a', 'c', 70), aPost('b', 'c', 60)]);
    await desk.clock.advance(3 * hour);
    expect(await desk.store.totals()).toMatchObject({ pending: 0, held: 0, sent: 2, failed: 0 });
    expect(await pauseOf(desk)).toBeUndefined();
  });

  it('gets everything at once when it is known that it takes cards again; a second loss is told again', async () => {
    const transport = createScriptedTransport({ post: [noRights], inspect: [noRights] });
    const desk = await startBureau(transport, [aPost('a', 'c', 70)]);
    await desk.clock.advance(second);
    await desk.pauses.channelsAllow(['elsewhere', 'c']);
    await desk.clock.advance(0);
    expect(await desk.store.totals()).toMatchObject({ pending: 0, sent: 1 });
    expect(await pauseOf(desk)).toBeUndefined();

    const again = blockedFor(1);
    await Promise.all([desk.publisher.stop(), desk.clock.advance(second)]);
    desk.restart(again);
    await desk.store.decide([aPost('b', 'c', 70)]);
    desk.publisher.wake();
    await desk.clock.advance(second);
    expect(desk.notices).toEqual(['c', 'c']);
  });

  it('is tried again a few times when nothing seems to be missing, before that is believed', async () => {
    const desk = await startBureau(blockedFor(2, { result: 'fine' }), [aPost('a', 'c', 70)]);
    await desk.clock.advance(minute);
    expect(await desk.store.totals()).toMatchObject({ pending: 0, sent: 1 });
    expect(desk.notices).toEqual([]);
    const odd = await startBureau(blockedFor(5, { result: 'fine' }), [aPost('a', 'c', 70)]);
    await odd.clock.advance(minute);
    expect(await pauseOf(odd)).toMatchObject({ obstacle: 'rights' });
  });

  it('lets go of stories that are no longer news, which it is never told; what comes later is', async () => {
    const soon = Date.UTC(2026, 10, 20, 12) + 2 * hour;
    const desk = await startBureau(blockedFor(10), [aPost('old', 'c', 70, soon), aPost('older', 'c', 60, soon)]);
    await desk.clock.advance(3 * hour);
    expect(await desk.store.totals()).toMatchObject({ pending: 0, held: 0, sent: 0 });
    await desk.store.decide([aPost('old', 'c', 99), aPost('new', 'c', 80)]);
    desk.publisher.wake();
    await desk.clock.advance(2 * hour);
    expect(await desk.store.totals()).toMatchObject({ pending: 0, sent: 1 });
  });

  it('is told once while other pauses are announced, which reads the feeds no more often than needed', async () => {
    const desk = await startBureau(createScriptedTransport(), [aPost('a', 'c', 70)]);
    await desk.clock.advance(second);
    await desk.store.pauseFeeds(['c'], { since: 1, obstacle: 'rights', reason: 'Mend it.', noticed: false });
    const read = vi.spyOn(desk.store, 'feeds');
    await Promise.all(Array.from({ length: 100 }, () => desk.pauses.announce()));
    expect(desk.notices).toEqual(['c']);
    expect(read.mock.calls.length).toBeLessThan(5);
  });

  it('is not told again because a card could be taken away, which needs no right to post', async () => {
    const soon = Date.UTC(2026, 10, 20, 12) + 2 * hour;
    const desk = await startBureau(createScriptedTransport(), [aPost('a', 'c', 70)]);
    await desk.clock.advance(second);
    await desk.store.decide([aPost('b', 'c', 70, soon)]);
    await Promise.all([desk.publisher.stop(), desk.clock.advance(second)]);
    const closed = blockedFor(1_000);
    closed.messages.set('message-1', 'a');
    desk.restart(closed);
    await desk.clock.advance(minute);
    await desk.store.decide([{ kind: 'withdraw', deliveryId: 'w', cardId: 'a' }]);
    await desk.clock.advance(3 * hour);
    await desk.store.decide([aPost('c', 'c', 70)]);
    desk.publisher.wake();
    await desk.clock.advance(minute);
    expect(await desk.store.totals()).toMatchObject({ sent: 2, held: 1 });
    expect(desk.notices).toEqual(['c']);
  });

  it('is told later when the notice cannot be sent just now, and in the end it is let be', async () => {
    const desk = await startBureau(blockedFor(100), [aPost('a', 'c', 70)]);
    desk.noticeAnswers.push({ result: 'later', reason: 'offline' }, { result: 'unanswered', reason: 'timeout' });
    await desk.clock.advance(hour);
    expect(desk.notices).toHaveLength(3);
    const mute = await startBureau(blockedFor(100), [aPost('a', 'c', 70)]);
    mute.noticeAnswers.push(...Array<Outcome>(100).fill({ result: 'later', reason: 'offline' }));
    await mute.clock.advance(day);
    expect(mute.notices).toHaveLength(5);
  });

  it('is not told again after a long wait when it may have been told', async () => {
    const desk = await startBureau(blockedFor(100), [aPost('a', 'c', 70)]);
    desk.noticeAnswers.push(
      { result: 'unanswered', reason: 'timeout' },
      { result: 'later', reason: '', afterMs: hour },
    );
    await desk.clock.advance(day);
    expect(desk.notices).toHaveLength(2);
  });
});

describe('a server that removes the bot', () => {
  it('keeps its feeds for 30 days, and has them again when it invites the bot back', async () => {
    const desk = await startBureau(createScriptedTransport(), [aPost('a', 'c', 70)]);
    await desk.clock.advance(second);
    await desk.pauses.serverRemoved('guild of c');
    expect(await pauseOf(desk)).toMatchObject({ obstacle: 'removed' });
    expect(desk.notices).toEqual([]);
    await passIdly(desk, 29 * day);
    await desk.pauses.purge();
    await desk.pauses.serversAre(new Set(['guild of c']));
    expect(await desk.store.feed('c')).not.toHaveProperty('paused');
  });

  it('loses them after 30 days, and only them', async () => {
    const desk = await startBureau(createScriptedTransport(), [aPost('a', 'c', 70), aPost('b', 'd', 70)]);
    await desk.clock.advance(second);
    await desk.pauses.serversAre(new Set(['guild of d']));
    await passIdly(desk, 30 * day);
    await desk.pauses.purge();
    expect((await desk.store.feeds()).map(({ channelId }) => channelId)).toEqual(['d']);
  });

  it('is another pause for a feed that lacked rights before: it is kept for 30 days from then', async () => {
    const desk = await startBureau(blockedFor(1_000), [aPost('a', 'c', 70)]);
    await desk.clock.advance(day);
    expect(await pauseOf(desk)).toMatchObject({ obstacle: 'rights' });
    await passIdly(desk, 28 * day);
    await desk.pauses.serverRemoved('guild of c');
    await desk.clock.advance(2 * day);
    await desk.pauses.purge();
    expect(await desk.store.feed('c')).toBeDefined();
  });
});

describe('an unconfirmed delivery', () => {
  it('is looked for now and then, holds nothing else up, and is settled when it is found', async () => {
    const unreadable = { result: 'unreadable', reason: 'No history.' } as const;
    const transport = createScriptedTransport({ post: ['lost'], readBack: Array(100).fill(unreadable) });
    const desk = await startBureau(transport, [aPost('a', 'c', 70), aPost('b', 'c', 60)]);
    const { store, clock } = desk;
    const first = await store.claim('c', clock.now());
    if (first !== undefined) await transport.post(first);
    desk.publisher.wake();
    await clock.advance(5 * minute);
    expect(await store.totals()).toMatchObject({ unconfirmed: 1, sending: 0, sent: 1 });
    await Promise.all([desk.publisher.stop(), clock.advance(second)]);
    desk.restart(Object.assign(createScriptedTransport(), { messages: transport.messages }));
    await desk.publisher.resume(['c']);
    await clock.advance(second);
    expect(await store.totals()).toMatchObject({ unconfirmed: 0, pending: 0 });
    expect([...transport.messages.values()].toSorted()).toEqual(['a', 'b']);
  });

  it('is held, and its feed paused, when it is not there and the channel takes no cards', async () => {
    const readBack = Array<ReadBack>(100).fill({ result: 'unreadable', reason: 'No history.' });
    const transport = createScriptedTransport({
      post: [{ result: 'unanswered', reason: 'timeout' }, ...Array<Outcome>(100).fill(noRights)],
      readBack,
      inspect: Array<Inspection>(100).fill(noRights),
    });
    const desk = await startBureau(transport, [aPost('a', 'c', 70)]);
    await desk.clock.advance(5 * minute);
    expect(await desk.store.totals()).toMatchObject({ unconfirmed: 1 });
    readBack.length = 0;
    await desk.clock.advance(2 * hour);
    expect(await desk.store.totals()).toMatchObject({ unconfirmed: 0, held: 1 });
    expect(await pauseOf(desk)).toMatchObject({ obstacle: 'rights' });
    expect(transport.calls.filter((call) => call.startsWith('post')).length).toBeLessThan(30);
  });
});
