import { describe, test } from 'vitest';
import type { Store } from '../../src/desk/delivery-ports.ts';
import { cardsContract } from './contract/cards.ts';
import { decisionsContract } from './contract/decisions.ts';
import { deliveriesContract } from './contract/deliveries.ts';
import { feedsContract } from './contract/feeds.ts';
import { keepsakesContract } from './contract/keepsakes.ts';
import { neverTwiceContract } from './contract/never-twice.ts';
import { obstaclesContract } from './contract/obstacles.ts';
import { withdrawalsContract } from './contract/withdrawals.ts';

/** An empty database of its own for one test. Opening it again stands for a restart, or for a second instance. */
export interface Place {
  open(): Promise<Store>;
}

export type StoreTest = ReturnType<typeof storeTest>;

/** What every adapter of the store port promises, whatever database it keeps its data in. */
export function storeContract(newPlace: () => Promise<Place>): void {
  const it = storeTest(newPlace);
  describe('decisions', () => decisionsContract(it));
  describe('deliveries', () => deliveriesContract(it));
  describe('cards', () => cardsContract(it));
  describe('withdrawals', () => withdrawalsContract(it));
  describe('obstacles', () => obstaclesContract(it));
  describe('feeds', () => feedsContract(it));
  describe('what is kept for later', () => keepsakesContract(it));
  describe('whatever happens in whatever order', () => neverTwiceContract(it));
}

/** A test with a store in a place of its own. */
export function storeTest(newPlace: () => Promise<Place>) {
  return test.extend<{ place: Place; store: Store }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted
    place: async ({}, use) => {
      const opened: Store[] = [];
      const place = await newPlace();
      await use({
        async open() {
          const store = await place.open();
          opened.push(store);
          return store;
        },
      });
      for (const store of opened) await store.close();
    },
    store: async ({ place }, use) => use(await place.open()),
  });
}
