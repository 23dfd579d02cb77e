import { expect } from 'vitest';
import type { Decision } from '../../../src/desk/delivery-ports.ts';
import { aFeed, always } from '../../support/builders.ts';
import type { StoreTest } from '../store-contract.ts';
import { about, channelId, described, drain, edit, mark, openFeed, post, sent, told, withdraw } from './steps.ts';

export function decisionsContract(it: StoreTest): void {
  it('a post waits in the outbox, and its story counts as told', async ({ store }) => {
    await openFeed(store);
    await store.decide([post('comet', { articleIds: ['comet', 'comet-again'] })]);

    expect(await told(store, 'comet', 'comet-again', 'other')).toEqual({ comet: 'comet', 'comet-again': 'comet' });
    expect(await store.totals()).toMatchObject({ pending: 1, sending: 0, failed: 0, sent: 0 });
    expect(await drain(store)).toEqual(['post comet: first']);
  });

  it.for([
    ['was told by a card', post('comet', { articleIds: ['comet', 'tail'] })],
    ['is from before the feed', mark('tail')],
  ] as const)('a story is not told if any article of it %s', async ([, earlier], { store }) => {
    await openFeed(store, earlier);
    const before = await store.totals();
    await store.decide([post('comet-2', { articleIds: ['comet-2', 'tail'] })]);

    expect(await told(store, 'comet-2')).toEqual({});
    expect(await store.totals()).toEqual(before);
  });

  it('one skipped post leaves the other decisions of the batch alone', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.decide([post('a'), post('comet-2', { articleIds: ['comet', 'comet-2'] }), post('b')]);
    expect(await drain(store)).toEqual(['post comet: first', 'post a: first', 'post b: first']);
  });

  it('the same decision, made again after a crash, does nothing', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.decide([post('comet')]);
    expect(await drain(store)).toEqual(['post comet: first']);
  });

  it('each channel is told for itself', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.openFeed(aFeed({ channelId: '2' }), [post('comet', { channel: '2', deliveryId: 'second' })]);
    expect(await store.told(['comet'])).toHaveLength(2);
    expect((await store.channelsDue(0, 10)).toSorted()).toEqual([channelId, '2'].toSorted());
  });

  it('a post for a channel whose feed was closed meanwhile is skipped', async ({ store }) => {
    await store.decide([post('comet')]);
    expect(await told(store, 'comet')).toEqual({});
    expect(await store.totals()).toMatchObject({ pending: 0 });
  });

  it('marks do not take a story from the card that told it', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.decide([mark('comet', 'older', 'older')]);
    expect(await told(store, 'comet', 'older')).toEqual({ comet: 'comet', older: 'from before' });
  });

  it('what joins a story counts as told by the same card or mark, and by none when the story is untold again', async ({
    store,
  }) => {
    const join = (to: string, ...articleIds: string[]): Decision => ({
      kind: 'join',
      channelId,
      toldArticleId: to,
      articleIds,
    });
    await openFeed(store, post('comet'), mark('older'));
    await store.decide([join('comet', 'tail', 'older'), join('older', 'oldest'), join('unknown', 'nothing')]);
    expect(await told(store, 'comet', 'tail', 'older', 'oldest', 'nothing')).toEqual({
      comet: 'comet',
      tail: 'comet',
      older: 'from before',
      oldest: 'from before',
    });
    await store.decide([withdraw('comet'), join('comet', 'late')]);
    expect(await told(store, 'comet', 'tail', 'late')).toEqual({});
  });

  it('takes and finds tens of thousands of articles at once', async ({ store }) => {
    const many = Array.from({ length: 40_000 }, (_, index) => `article ${index}`);
    await openFeed(store, mark(...many));
    expect(await store.told([...many, ...many])).toHaveLength(40_000);
    expect((await store.standing(many)).cards).toEqual([]);
    await store.decide([post('comet', { articleIds: [...many.slice(1).map((id) => `${id} new`), 'article 39999'] })]);
    expect(await store.totals()).toMatchObject({ pending: 0 });
  });

  it('progress becomes durable with the decisions', async ({ store, place }) => {
    expect(await store.progress()).toBeUndefined();
    await openFeed(store);
    const progress = { position: { generation: 'g', sequence: 7 }, dueUntil: 1_800_000_000_123 };
    await store.decide([post('comet')], progress);
    await store.decide([]);

    const reopened = await place.open();
    expect(await reopened.progress()).toEqual(progress);
    expect(await told(reopened, 'comet')).toEqual({ comet: 'comet' });
  });

  it('a batch that fails in the middle has not happened', async ({ store }) => {
    await openFeed(store);
    const taken = post('b', { deliveryId: 'a' });
    await expect(store.decide([post('a'), taken], { position: { generation: 'g', sequence: 1 }, dueUntil: 1 }))
      .rejects //
      .toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await told(store, 'a', 'b')).toEqual({});
    expect(await store.progress()).toBeUndefined();
    expect(await store.totals()).toMatchObject({ pending: 0 });
  });

  it('calls at the same time do not mix', async ({ store }) => {
    await openFeed(store);
    const failing = post('never', { deliveryId: 'story 0' });
    const results = await Promise.allSettled([
      ...Array.from({ length: 20 }, (_, index) => store.decide([post(`story ${index}`)])),
      store.decide([post('undone'), failing]),
      ...Array.from({ length: 20 }, () => store.told(['story 3', 'undone'])),
    ]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await store.totals()).toMatchObject({ pending: 20 });
    expect(await told(store, 'undone', 'never')).toEqual({});
  });

  it('a telling comes back as it was, to the byte of its JSON', async ({ store }) => {
    const telling = about('comet', { title: `"Ünï©ode" 🛰️ \\ ' ; drop table told; -- \u2028 \u0000 \ud800` });
    const decision = {
      kind: 'post',
      deliveryId: 'd',
      channelId,
      articleIds: ['comet'],
      telling,
      usefulUntil: always,
    } as const;
    await openFeed(store, decision);

    const delivery = await store.claim(channelId, 1);
    expect(JSON.stringify(delivery?.telling)).toBe(JSON.stringify(telling));
    expect(JSON.stringify((await store.standing(['comet'])).cards[0]?.telling)).toBe(JSON.stringify(telling));
    expect(JSON.stringify((await store.card('d'))?.telling)).toBe(JSON.stringify(telling));
  });

  it.for([-1, 0.5, 57.49, 2 ** 40, -(2 ** 40), Number.MAX_VALUE])(
    'a claimed heat of %d stops nothing',
    async (heat, { store }) => {
      await openFeed(store, post('comet', { heat }));
      expect(await drain(store)).toEqual(['post comet: first']);
    },
  );

  it('an edit of a card that nobody knows does nothing', async ({ store }) => {
    await openFeed(store);
    await store.decide([edit('unknown', 'second')]);
    expect(await told(store, 'unknown')).toEqual({});
    expect(await store.totals()).toMatchObject({ pending: 0 });
  });

  it('a post that was decided is claimed once, by its own id', async ({ store }) => {
    await openFeed(store, post('comet'));
    const delivery = await store.claim(channelId, 5);
    expect(delivery && described(delivery)).toBe('post comet: first');
    expect(delivery).toMatchObject({ id: 'comet', cardId: 'comet', channelId, attempts: 1, firstClaimedAt: 5 });
    expect(delivery).not.toHaveProperty('messageId');
    await store.settle('comet', sent, 6);
    expect(await store.claim(channelId, 7)).toBeUndefined();
  });
}
