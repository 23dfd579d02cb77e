import { expect } from 'vitest';
import type { StoreTest } from '../store-contract.ts';
import {
  again,
  carryOut,
  channelId,
  drain,
  edit,
  failed,
  gone,
  openFeed,
  post,
  says,
  sent,
  told,
  withdraw,
  withPostedCard,
} from './steps.ts';

export function withdrawalsContract(it: StoreTest): void {
  it('a card that is not posted yet is dropped, and its story can be told again', async ({ store }) => {
    await openFeed(store, post('comet', { articleIds: ['comet', 'tail'] }));
    await store.decide([withdraw('comet')]);
    expect(await told(store, 'comet', 'tail')).toEqual({});
    expect(await says(store, 'comet')).toEqual({});
    await store.decide([post('comet-2', { articleIds: ['comet', 'tail'] })]);
    expect(await drain(store)).toEqual(['post comet-2: first']);
  });

  it('a posted card is taken away once, together with what waited for it', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await store.decide([withdraw('comet'), withdraw('comet', 'again')]);
    expect(await says(store, 'comet')).toEqual({ comet: 'withdrawing' });
    expect(await drain(store)).toEqual(['withdraw comet: second']);
  });

  it('a withdrawal that waits for its next attempt is not hurried by being decided again', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await carryOut(store, { event: 'postponed', notBefore: 9_000, reason: 'busy' });
    await store.decide([withdraw('comet', 'again')]);
    expect(await store.claim(channelId, 8_000)).toBeUndefined();
    expect(await store.claim(channelId, 9_000)).toMatchObject({ id: 'comet withdrawn', attempts: 2 });
  });

  it.for([
    ['taken away', sent],
    ['found missing', gone],
  ] as const)(
    'once its card is %s, a story is untold, and told anew by another card',
    async ([, settlement], { store }) => {
      await withPostedCard(store);
      await store.decide([edit('comet', 'second', ['comet', 'tail'])]);
      await carryOut(store, sent);
      await store.decide([withdraw('comet')]);
      await carryOut(store, settlement);

      expect(await told(store, 'comet', 'tail')).toEqual({});
      await store.decide([post('comet-2', { articleIds: ['comet', 'tail'] })]);
      expect(await drain(store)).toEqual(['post comet-2: first']);
    },
  );

  it('a card that was taken away is no longer one', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await drain(store);

    expect(await says(store, 'comet')).toEqual({});
    await store.decide([withdraw('comet', 'again')]);
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 0, sent: 2 });
    expect(await told(store, 'comet')).toEqual({});
  });

  it('one that was tried and called off may have been done: if the message is gone, its story is told anew', async ({
    store,
  }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await carryOut(store, { event: 'postponed', notBefore: 9_000, reason: 'The answer was lost.' });
    await store.decide([edit('comet', 'second')]);
    await carryOut(store, gone);
    expect(await drain(store)).toEqual([expect.stringMatching(/^post (?!comet:).*: second$/)]);
    expect(Object.keys(await told(store, 'comet'))).toEqual(['comet']);
  });

  it('one that was tried and called off does not count any more once an edit has shown that the message was there', async ({
    store,
  }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await carryOut(store, { event: 'postponed', notBefore: 0, reason: 'busy' });
    await store.decide([edit('comet', 'second')]);
    await carryOut(store, sent);
    await store.decide([edit('comet', 'third')]);
    await carryOut(store, gone);
    expect(await drain(store)).toEqual([]);
    expect(await told(store, 'comet')).toEqual({ comet: 'comet' });
  });

  it('an edit that was decided while its card was being taken away tells the story anew', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await drain(store);

    await store.decide([edit('comet', 'second')]);
    expect(await drain(store)).toEqual([expect.stringMatching(/^post (?!comet:).*: second$/)]);
    expect(Object.keys(await told(store, 'comet'))).toEqual(['comet']);
  });

  it('a story that comes back before its card is taken away keeps the card', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await store.decide([edit('comet', 'second')]);
    expect(await says(store, 'comet')).toEqual({ comet: 'second' });
    expect(await drain(store)).toEqual(['edit comet: second']);
    expect(await told(store, 'comet')).toEqual({ comet: 'comet' });
  });

  it('a story that comes back while its card is being taken away gets a new card', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await store.claim(channelId, 1);
    await store.decide([edit('comet', 'second', ['comet', 'tail'])]);
    expect(await says(store, 'comet')).toEqual({ comet: 'second' });
    await store.settle('comet withdrawn', sent, 2);

    expect(await told(store, 'comet', 'tail')).toEqual({ comet: 'comet second', tail: 'comet second' });
    expect(await says(store, 'comet', 'comet second')).toEqual({ 'comet second': 'second' });
    expect(await store.claim(channelId, 3)).toMatchObject({
      kind: 'post',
      id: 'comet second',
      cardId: 'comet second',
      attempts: 1,
      firstClaimedAt: 3,
    });
    await store.settle('comet second', sent, 4);
    await store.decide([edit('comet second', 'third')]);
    expect(await drain(store)).toEqual(['edit comet second: third']);
  });

  it('a story that comes back to a closed feed gets no new card', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await store.claim(channelId, 1);
    await store.closeFeed(channelId);
    await store.decide([edit('comet', 'second')]);
    await store.settle('comet withdrawn', sent, 2);
    expect(await drain(store)).toEqual([]);
    expect(await told(store, 'comet')).toEqual({});
  });

  it('a story that comes back and goes again while its card is being taken away stays gone', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await store.claim(channelId, 1);
    await store.decide([edit('comet', 'second'), withdraw('comet', 'again')]);
    await store.settle('comet withdrawn', sent, 2);
    expect(await store.totals()).toMatchObject({ pending: 0 });
    expect(await told(store, 'comet')).toEqual({});
  });

  it('a withdrawal that has to be repeated gives way to the story that came back', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await store.claim(channelId, 1);
    await store.decide([edit('comet', 'second')]);
    await store.settle('comet withdrawn', again, 2);
    expect(await drain(store)).toEqual(['edit comet: second']);
  });

  it('a card withdrawn while it is being posted is taken away afterwards', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.claim(channelId, 1);
    await store.decide([withdraw('comet')]);
    expect(await store.channelsDue(1, 10)).toEqual([]);
    await store.settle('comet', sent, 2);
    expect(await drain(store)).toEqual(['withdraw comet: first']);
    expect(await told(store, 'comet')).toEqual({});
  });

  it('a card withdrawn while it is being posted is not posted if that has to be repeated', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.claim(channelId, 1);
    await store.decide([withdraw('comet')]);
    await store.settle('comet', again, 2);
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 0, sent: 0 });
    expect(await told(store, 'comet')).toEqual({});
  });

  it('a withdrawal that waits while the card is edited goes next, and is not lost when that edit is repeated', async ({
    store,
  }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await store.claim(channelId, 1);
    await store.decide([withdraw('comet')]);
    await store.settle('comet second', again, 2);
    expect(await drain(store)).toEqual(['withdraw comet: second']);
  });

  it('a withdrawal that failed for good leaves the card as one that can be changed', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await carryOut(store, failed);
    expect(await says(store, 'comet')).toEqual({ comet: 'first' });
    await store.decide([withdraw('comet', 'again')]);
    expect(await drain(store)).toEqual(['withdraw comet: first']);
  });
}
