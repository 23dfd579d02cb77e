import { expect } from 'vitest';
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
} from './steps.ts';

export function deliveriesContract(it: StoreTest): void {
  it('go withdrawals first, then edits, then posts, hottest first and then the older', async ({ store }) => {
    await openFeed(store, post('a'), post('b'));
    await drain(store);
    await store.decide([
      post('cool', { heat: 10 }),
      post('hot', { heat: 99 }),
      post('hot too', { heat: 99 }),
      edit('a', 'second'),
      withdraw('b'),
    ]);
    expect(await drain(store)).toEqual([
      'withdraw b: first',
      'edit a: second',
      'post hot: first',
      'post hot too: first',
      'post cool: first',
    ]);
  });

  it('an edit that has to wait lets the other edits of its channel wait as long, but no post', async ({ store }) => {
    await openFeed(store, post('a'), post('b'));
    await drain(store);
    await store.decide([edit('a', 'second'), edit('b', 'second')]);
    await carryOut(store, { event: 'postponed', notBefore: 9_000, reason: 'too many edits' });
    await store.decide([post('new')]);
    expect(await drain(store, 8_999)).toEqual(['post new: first']);
    expect(await drain(store, 9_000)).toEqual(['edit a: second', 'edit b: second']);
  });

  it('go one at a time in a channel, and independently in others', async ({ store }) => {
    await openFeed(store, post('a'), post('b'));
    await store.openFeed(aFeed({ channelId: '2' }), [post('c', { channel: '2' })]);
    await store.claim(channelId, 1);

    expect(await store.claim(channelId, 1)).toBeUndefined();
    expect(await store.channelsDue(1, 10)).toEqual(['2']);
    expect(await store.claim('2', 1)).toMatchObject({ id: 'c' });
    expect(await store.channelsDue(1, 10)).toEqual([]);
    await store.settle('a', sent, 2);
    expect(await store.channelsDue(2, 10)).toEqual([channelId]);
  });

  it('an edit and a withdrawal wait for the message that they are about, and then know it', async ({ store }) => {
    await openFeed(store, post('a'));
    await store.claim(channelId, 1);
    await store.decide([edit('a', 'second')]);
    expect(await store.channelsDue(1, 10)).toEqual([]);
    await store.settle('a', { event: 'delivered', messageId: 'm1' }, 2);
    expect(await store.claim(channelId, 3)).toMatchObject({ kind: 'edit', cardId: 'a', messageId: 'm1' });
  });

  it('what is to wait is not due before its time', async ({ store }) => {
    await openFeed(store, post('a'));
    await carryOut(store, { event: 'postponed', notBefore: 5_000.25, reason: 'asked to wait' });

    expect(await store.claim(channelId, 5_000)).toBeUndefined();
    expect(await store.channelsDue(5_000, 10)).toEqual([]);
    expect(await store.nextDueAt(5_000)).toBe(5_001);
    expect(await store.nextDueAt(5_001)).toBeUndefined();
    expect(await store.channelsDue(5_001, 10)).toEqual([channelId]);
    expect(await store.claim(channelId, 5_001)).toMatchObject({ id: 'a', attempts: 2, firstClaimedAt: 1_000 });
  });

  it('a row that waits lets the next one pass', async ({ store }) => {
    await openFeed(store, post('hot', { heat: 99 }), post('cool', { heat: 10 }));
    await carryOut(store, { event: 'postponed', notBefore: 9_000, reason: 'busy' });
    expect(await store.claim(channelId, 2_000)).toMatchObject({ id: 'cool' });
  });

  it('the nearest of several due times is the next one', async ({ store }) => {
    await openFeed(store, post('a', { heat: 99 }), post('b', { heat: 10 }));
    await carryOut(store, { event: 'postponed', notBefore: 9_000, reason: 'busy' });
    await carryOut(store, { event: 'postponed', notBefore: 7_000, reason: 'busy' });
    expect(await store.nextDueAt(1_000)).toBe(7_000);
    expect(await store.nextDueAt(7_000)).toBe(9_000);
  });

  it('a dead letter is kept and counted, and neither sent nor told again', async ({ store }) => {
    await openFeed(store, post('a'));
    await carryOut(store, { event: 'refused', reason: `Discord said \u0000 ${'no '.repeat(1_000)}` });
    await store.decide([post('a2', { articleIds: ['a', 'a2'] }), edit('a', 'second'), withdraw('a')]);

    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 1, sent: 0 });
    expect(await told(store, 'a', 'a2')).toEqual({ a: 'a' });
    expect(await says(store, 'a')).toEqual({});
  });

  it.for([
    ['edit', edit('a', 'second')],
    ['withdrawal', withdraw('a')],
  ] as const)(
    'the %s of a card whose post becomes a dead letter does not wait for ever',
    async ([, change], { store }) => {
      await openFeed(store, post('a'));
      await store.claim(channelId, 1);
      await store.decide([change]);
      await store.settle('a', failed, 2);
      expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 1, sent: 0 });
      expect(await told(store, 'a')).toEqual({ a: 'a' });
    },
  );

  it('the totals count rows of every kind, and nothing that was dropped', async ({ store }) => {
    await openFeed(store, post('a'), post('b'), post('c', { heat: 1 }));
    await carryOut(store, sent);
    await carryOut(store, failed);
    await store.decide([edit('a', 'second')]);
    await carryOut(store, sent);
    await store.decide([withdraw('c'), edit('a', 'third'), post('d', { heat: 1 })]);
    await store.claim(channelId, 1);
    expect(await store.totals()).toMatchObject({ pending: 1, sending: 1, failed: 1, sent: 2 });
  });

  it('after a crash, what was being sent is found as it was claimed', async ({ store, place }) => {
    await openFeed(store, post('a'), post('b'));
    await carryOut(store, { event: 'delivered', messageId: 'm1' });
    await store.decide([edit('a', 'second')]);
    const claimed = await store.claim(channelId, 77);

    const reopened = await place.open();
    expect(await reopened.interrupted()).toEqual([claimed]);
    expect(await reopened.claim(channelId, 80)).toBeUndefined();
    await reopened.settle('a second', again, 81);
    expect(await reopened.interrupted()).toEqual([]);
    expect(await reopened.claim(channelId, 82)).toEqual({ ...claimed, attempts: 2, claimedAt: 82 });
  });

  it('a settlement that arrives twice, or for nothing, changes nothing', async ({ store }) => {
    await openFeed(store, post('a'));
    await store.settle('a', sent, 1);
    await store.settle('unknown', failed, 1);
    expect(await store.totals()).toMatchObject({ pending: 1, sent: 0 });

    await carryOut(store, sent);
    await store.settle('a', failed, 2);
    await store.settle('a', again, 3);
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 0, sent: 1 });
  });

  it('one claim wins when many are made at once', async ({ store }) => {
    await openFeed(store, post('a'), post('b'), post('c'));
    const claims = await Promise.all(Array.from({ length: 12 }, () => store.claim(channelId, 1)));
    expect(claims.flatMap((claim) => claim?.id ?? [])).toEqual(['a']);
  });
}
