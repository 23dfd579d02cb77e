import { expect } from 'vitest';
import type { StoreTest } from '../store-contract.ts';
import { carryOut, channelId, drain, edit, openFeed, post, sent, told, withdraw } from './steps.ts';

const rounds = Array.from({ length: 15 }, (_, round) => round);

/** What a database that several instances of the program share promises on top. */
export function instancesContract(it: StoreTest): void {
  it('two instances that decide on one story at once tell it once', async ({ store, place }) => {
    const other = await place.open();
    await openFeed(store);
    for (const round of rounds) {
      const articleIds = [`story ${round}`, `coverage ${round}`];
      await Promise.all([
        store.decide([post(`mine ${round}`, { articleIds }), post(`only mine ${round}`)]),
        other.decide([post(`theirs ${round}`, { articleIds: articleIds.toReversed() }), post(`only theirs ${round}`)]),
      ]);
      expect(new Set((await store.told(articleIds)).map(({ cardId }) => cardId)).size).toBe(1);
    }
    expect(await drain(store)).toHaveLength(3 * rounds.length);
  });

  it('two instances that claim at once get one delivery between them', async ({ store, place }) => {
    const other = await place.open();
    await openFeed(store, ...rounds.map((round) => post(`story ${round}`)));
    for (const _ of rounds) {
      const claims = await Promise.all([store, other, store, other].map((each) => each.claim(channelId, 1)));
      const won = claims.flatMap((claim) => claim ?? []);
      expect(won).toHaveLength(1);
      for (const { id } of won) await other.settle(id, sent, 2);
    }
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 0, sent: rounds.length });
  });

  it('a claim and a withdrawal at once either send the post and then take it away, or do neither', async ({
    store,
    place,
  }) => {
    const other = await place.open();
    await openFeed(store);
    for (const round of rounds) {
      await store.decide([post(`story ${round}`)]);
      const [claimed] = await Promise.all([
        store.claim(channelId, 1),
        other.decide([withdraw(`story ${round}`, `withdrawal ${round}`)]),
      ]);
      if (claimed !== undefined) await store.settle(claimed.id, sent, 2);
      expect(await drain(other)).toHaveLength(claimed === undefined ? 0 : 1);
      expect(await told(store, `story ${round}`)).toEqual({});
    }
  });

  it('an edit and the end of a withdrawal at once leave the story told by one card, or untold', async ({
    store,
    place,
  }) => {
    const other = await place.open();
    await openFeed(store);
    for (const round of rounds) {
      const id = `story ${round}`;
      await store.decide([post(id)]);
      await carryOut(store, sent);
      await store.decide([withdraw(id)]);
      await store.claim(channelId, 1);
      await Promise.all([store.settle(`${id} withdrawn`, sent, 2), other.decide([edit(id, 'second')])]);
      const tellers = Object.values(await told(store, id));
      expect(await drain(store)).toEqual(tellers.map((cardId) => `post ${cardId}: second`));
    }
  });
}
