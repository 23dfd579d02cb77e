import { expect } from 'vitest';
import type { Settlement } from '../../../src/desk/delivery-ports.ts';
import { aFeed } from '../../support/builders.ts';
import type { StoreTest } from '../store-contract.ts';
import {
  again,
  carryOut,
  channelId,
  drain,
  edit,
  failed,
  openFeed,
  post,
  says,
  sent,
  told,
  withdraw,
  withPostedCard,
} from './steps.ts';

const blocked = { event: 'blocked', notBefore: 5_000, reason: 'No rights.', obstacle: 'rights' } as const;
const doubtful: Settlement = { event: 'doubtful', notBefore: 5_000, reason: 'No history.' };

/** What holds for deliveries that are held, unconfirmed or of no use any more, and for paused feeds. */
export function obstaclesContract(it: StoreTest): void {
  it('what is held keeps everything else of its channel back, and goes first and alone', async ({ store }) => {
    await openFeed(store, post('held', { heat: 10 }));
    await carryOut(store, blocked);
    await store.decide([post('hotter', { heat: 99 })]);
    expect(await store.channelsDue(4_999, 10)).toEqual([]);
    expect(await store.claim(channelId, 4_999)).toBeUndefined();
    expect(await store.nextDueAt(1_000)).toBe(5_000);
    expect(await store.totals()).toMatchObject({ pending: 2, held: 1 });
    expect(await store.channelsDue(5_000, 10)).toEqual([channelId]);
    expect(await drain(store, 5_000)).toEqual(['post held: first', 'post hotter: first']);
  });

  it('channels are due in the order of what goes next in them, and no more than asked for', async ({ store }) => {
    for (const [channel, heat] of [
      ['1', 50],
      ['2', 99],
      ['3', 70],
    ] as const)
      await store.openFeed(aFeed({ channelId: channel }), [post(`p${channel}`, { channel, heat })]);
    expect(await store.channelsDue(1, 10)).toEqual(['2', '3', '1']);
    expect(await store.channelsDue(1, 2)).toEqual(['2', '3']);
    await store.claim('1', 1);
    await store.settle('p1', sent, 2);
    await store.decide([withdraw('p1')]);
    expect(await store.channelsDue(2, 10)).toEqual(['1', '2', '3']);
  });

  it('a feed is paused with what is held, stays so through further refusals, and goes on when one gets through', async ({
    store,
  }) => {
    await openFeed(store, post('a'));
    await carryOut(store, blocked);
    const pause = { since: 1_000, obstacle: 'rights', reason: 'No rights.', noticed: false };
    expect((await store.feed(channelId))?.paused).toEqual(pause);
    expect(await store.noticed(channelId, 999)).toBe(false);
    expect(await store.noticed(channelId, 1_000)).toBe(true);
    expect(await store.noticed(channelId, 1_000)).toBe(false);
    await carryOut(store, { ...blocked, notBefore: 9_000, reason: 'Still none.' }, 5_000);
    expect((await store.feed(channelId))?.paused).toEqual({ ...pause, reason: 'Still none.', noticed: true });
    await drain(store, 9_000);
    expect(await store.feed(channelId)).not.toHaveProperty('paused');
  });

  it('another obstacle is another pause, which the server does not know', async ({ store }) => {
    await openFeed(store, post('a'));
    await store.pauseFeeds([channelId, 'no feed'], { since: 1, obstacle: 'removed', reason: 'Gone.', noticed: true });
    await carryOut(store, blocked);
    expect((await store.feed(channelId))?.paused).toMatchObject({ since: 1_000, obstacle: 'rights', noticed: false });
  });

  it('resuming takes up at once what is held; a pause ends there only when nothing waits', async ({ store }) => {
    await openFeed(store, post('a'));
    await carryOut(store, blocked);
    await store.openFeed(aFeed({ channelId: '2' }), []);
    await store.pauseFeeds(['2'], { since: 1, obstacle: 'removed', reason: 'Gone.', noticed: true });
    await store.resume([channelId, '2'], 2_000);
    expect((await store.feed(channelId))?.paused).toMatchObject({ obstacle: 'rights' });
    expect(await store.feed('2')).not.toHaveProperty('paused');
    expect(await drain(store, 2_000)).toEqual(['post a: first']);
  });

  it('a held post changes what it will say, and is dropped with its feed, or when its story is taken back', async ({
    store,
  }) => {
    await openFeed(store, post('a'), post('b', { heat: 10 }));
    await carryOut(store, blocked);
    await store.decide([edit('a', 'second')]);
    expect(await store.totals()).toMatchObject({ pending: 2, held: 1 });
    expect(await drain(store, 5_000)).toEqual(['post a: second', 'post b: first']);

    await store.decide([post('c')]);
    await carryOut(store, blocked);
    await store.decide([withdraw('c')]);
    expect(await told(store, 'c')).toEqual({});
    await store.decide([post('d')]);
    await carryOut(store, blocked);
    await store.closeFeed(channelId);
    expect(await told(store, 'd')).toEqual({});
    expect(await store.totals()).toMatchObject({ pending: 0, held: 0 });
  });

  it('a held change of a card is the only one that waits: the newest is held in its place', async ({ store }) => {
    await withPostedCard(store, 'a');
    await store.decide([edit('a', 'second')]);
    await carryOut(store, blocked);
    await store.decide([edit('a', 'third')]);
    expect(await store.totals()).toMatchObject({ pending: 1, held: 1 });
    const delivery = await store.claim(channelId, 5_000);
    await store.decide([edit('a', 'fourth')]);
    await store.settle(delivery?.id ?? '', blocked, 5_000);
    expect(await store.totals()).toMatchObject({ pending: 1, held: 1 });
    expect(await drain(store, 5_000)).toEqual(['edit a: fourth']);
  });

  it('what is unconfirmed keeps nothing back, is never claimed, and still counts as told', async ({ store }) => {
    await openFeed(store, post('a'));
    await carryOut(store, doubtful);
    await store.decide([post('again', { articleIds: ['a'] }), post('b')]);
    expect(await drain(store, 9_000)).toEqual(['post b: first']);
    expect(await store.interrupted()).toEqual([]);
    expect(await store.doubtful(4_999, 9)).toEqual([]);
    expect(await store.doubtful(5_000, 9)).toMatchObject([{ id: 'a', claimedAt: 1_000 }]);
    expect(await store.totals()).toMatchObject({ unconfirmed: 1, pending: 0, sent: 1 });
  });

  it('what is unconfirmed is looked into one at a time in a channel, in as many channels as asked', async ({
    store,
  }) => {
    await openFeed(store, post('a'));
    await store.openFeed(aFeed({ channelId: '9' }), [post('z', { channel: '9' })]);
    await carryOut(store, doubtful);
    await store.decide([post('b')]);
    await carryOut(store, doubtful);
    const other = await store.claim('9', 1_000);
    await store.settle(other?.id ?? '', doubtful, 1_000);
    const looked = async (limit: number) => (await store.doubtful(5_000, limit)).map(({ id }) => id);
    expect(await looked(9)).toEqual(['a', 'z']);
    expect(await looked(1)).toEqual(['a']);
    await store.settle('a', sent, 5_000);
    expect(await looked(9)).toEqual(['z', 'b']);
  });

  it('what is unconfirmed becomes true when its message is found', async ({ store }) => {
    await openFeed(store, post('a'));
    await carryOut(store, doubtful);
    await store.decide([edit('a', 'second')]);
    expect(await drain(store, 9_000)).toEqual([]);
    await store.settle('a', sent, 9_000);
    expect(await drain(store, 9_000)).toEqual(['edit a: second']);
    expect(await says(store, 'a')).toEqual({ a: 'second' });
  });

  it('what is unconfirmed is sent with its newest content when its message is certainly absent', async ({ store }) => {
    await openFeed(store, post('a'));
    await carryOut(store, doubtful);
    await store.decide([edit('a', 'second')]);
    await store.settle('a', again, 9_000);
    expect(await store.totals()).toMatchObject({ unconfirmed: 0, pending: 1 });
    expect(await drain(store, 9_000)).toEqual(['post a: second']);
  });

  it('a post that is no longer news is not claimed, and is dropped; its story is not told again', async ({ store }) => {
    await openFeed(store, post('old', { heat: 99, usefulUntil: 2_000 }), post('new', { usefulUntil: 3_000 }));
    expect(await store.dropOutlived(2_000, 9)).toBe(0);
    expect(await store.claim(channelId, 2_001)).toMatchObject({ id: 'new', usefulUntil: 3_000 });
    expect(await store.dropOutlived(9_000, 9)).toBe(1);
    await store.decide([post('once more', { articleIds: ['old'] })]);
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 1 });
    await store.settle('new', again, 9_000);
    expect(await store.dropOutlived(9_000, 9)).toBe(1);
    expect(await told(store, 'old', 'new')).toEqual({ old: 'old', new: 'new' });
  });

  it('no more posts are dropped at once than asked for', async ({ store }) => {
    await openFeed(store, ...['a', 'b', 'c'].map((id) => post(id, { usefulUntil: 2_000 })));
    expect([await store.dropOutlived(9_000, 2), await store.dropOutlived(9_000, 2)]).toEqual([2, 1]);
  });

  it('nothing happens any more to what was settled', async ({ store }) => {
    await openFeed(store, post('a'));
    await carryOut(store, failed);
    for (const late of [sent, blocked, doubtful, again]) await store.settle('a', late, 9_000);
    expect(await store.totals()).toMatchObject({ failed: 1, sent: 0, pending: 0, unconfirmed: 0 });
    expect(await store.feed(channelId)).not.toHaveProperty('paused');
  });
}
