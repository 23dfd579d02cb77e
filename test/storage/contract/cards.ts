import { expect } from 'vitest';
import { always } from '../../support/builders.ts';
import type { StoreTest } from '../store-contract.ts';
import {
  about,
  again,
  carryOut,
  channelId,
  described,
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

export function cardsContract(it: StoreTest): void {
  it('an edit of a card that is not posted yet changes what will be posted', async ({ store }) => {
    await openFeed(store, post('comet'), post('hotter', { heat: 95 }));
    const telling = about('comet', { heat: 99, title: 'second' });
    await store.decide([
      { kind: 'edit', deliveryId: 'e', cardId: 'comet', articleIds: ['tail'], telling, usefulUntil: always },
    ]);

    expect(await told(store, 'tail')).toEqual({ tail: 'comet' });
    expect(await says(store, 'comet')).toEqual({ comet: 'second' });
    expect(await drain(store)).toEqual(['post comet: second', 'post hotter: first']);
  });

  it('an edit of a posted card is carried out, and joins its articles to the card', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second', ['comet', 'tail'])]);
    expect(await told(store, 'comet', 'tail')).toEqual({ comet: 'comet', tail: 'comet' });
    expect(await drain(store)).toEqual(['edit comet: second']);
  });

  it('articles that another card told stay with that card', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([post('moon'), edit('comet', 'second', ['comet', 'moon'])]);
    expect(await told(store, 'moon')).toEqual({ moon: 'moon' });
  });

  it('of several edits that wait only the last is carried out, when the time of the first has come', async ({
    store,
  }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await carryOut(store, { event: 'postponed', notBefore: 9_000, reason: 'busy' });
    await store.decide([edit('comet', 'third')]);

    expect(await store.claim(channelId, 8_999)).toBeUndefined();
    const delivery = await store.claim(channelId, 9_000);
    expect(delivery && described(delivery)).toBe('edit comet: third');
    expect(delivery).toMatchObject({ attempts: 1, firstClaimedAt: 9_000 });
    await store.settle(delivery?.id ?? '', sent, 9_000);
    expect(await drain(store, 10_000)).toEqual([]);
  });

  it('an edit decided while an older one is being sent follows it', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await store.claim(channelId, 1);
    await store.decide([edit('comet', 'third')]);
    await store.settle('comet second', sent, 2);
    expect(await drain(store)).toEqual(['edit comet: third']);
  });

  it('an older edit that has to be repeated gives way to the newer one', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await store.claim(channelId, 1);
    await store.decide([edit('comet', 'third')]);
    await store.settle('comet second', { event: 'postponed', notBefore: 5_000, reason: 'busy' }, 2);
    expect(await drain(store, 4_999)).toEqual([]);
    expect(await drain(store, 5_000)).toEqual(['edit comet: third']);
  });

  it('a post that has to be repeated takes up the edit decided meanwhile', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.claim(channelId, 1);
    await store.decide([edit('comet', 'second')]);
    await store.settle('comet', again, 2);
    await store.decide([edit('comet', 'third')]);
    expect(await drain(store)).toEqual(['post comet: third']);
  });

  it('say what was decided last, at every stage', async ({ store }) => {
    await openFeed(store, post('comet'));
    expect(await says(store, 'comet')).toEqual({ comet: 'first' });
    await store.claim(channelId, 1);
    expect(await says(store, 'comet')).toEqual({ comet: 'first' });
    await store.decide([edit('comet', 'second')]);
    expect(await says(store, 'comet')).toEqual({ comet: 'second' });
    await store.settle('comet', sent, 2);
    expect(await says(store, 'comet')).toEqual({ comet: 'second' });
    await store.claim(channelId, 3);
    await store.decide([edit('comet', 'third')]);
    expect(await says(store, 'comet')).toEqual({ comet: 'third' });
    await drain(store);
    await store.settle('comet second', sent, 4);
    await drain(store);
    expect(await says(store, 'comet')).toEqual({ comet: 'third' });
  });

  it('say what they said before an edit that failed for good', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await carryOut(store, sent);
    await store.decide([edit('comet', 'third')]);
    await carryOut(store, failed);
    expect(await says(store, 'comet')).toEqual({ comet: 'second' });
  });

  it('whose message somebody removed are left alone for ever, and stay told', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await carryOut(store, gone);

    expect(await says(store, 'comet')).toEqual({});
    await store.decide([
      edit('comet', 'third', ['comet', 'tail']),
      withdraw('comet'),
      post('comet-2', { articleIds: ['comet'] }),
    ]);
    expect(await drain(store)).toEqual([]);
    expect(await told(store, 'comet', 'tail')).toEqual({ comet: 'comet' });
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 0, sent: 2 });
  });

  it.for([
    ['edit', edit('comet', 'third')],
    ['withdrawal', withdraw('comet')],
  ] as const)('the %s that waits for a message that turns out to be gone is dropped', async ([, change], { store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    await store.claim(channelId, 1);
    await store.decide([change]);
    await store.settle('comet second', gone, 2);
    expect(await store.totals()).toMatchObject({ pending: 0 });
    expect(await told(store, 'comet')).toEqual({ comet: 'comet' });
  });

  it('are found one by one for as long as their message may carry buttons', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second')]);
    expect(await store.card('comet')).toMatchObject({
      cardId: 'comet',
      channelId,
      telling: about('comet', { title: 'second' }),
    });
    await store.decide([withdraw('comet')]);
    await drain(store);
    expect(await store.card('comet')).toMatchObject({ cardId: 'comet' });
    expect(await store.card('comet second')).toBeUndefined();
    expect(await store.card('unknown')).toBeUndefined();
  });
}
