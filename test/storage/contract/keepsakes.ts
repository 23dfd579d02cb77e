import { expect } from 'vitest';
import type { SavedStory } from '../../../src/desk/delivery-ports.ts';
import type { StoreTest } from '../store-contract.ts';

export function keepsakesContract(it: StoreTest): void {
  it('a person saves a story once, and finds it as it was', async ({ store, place }) => {
    const story: SavedStory = {
      articleId: 'comet',
      title: 'A comet "returns" 🛰️',
      link: 'https://daily.example/comet',
      provider: 'The Daily Example',
      savedAt: 1_800_000_000_000,
    };
    expect(await store.save('ada', story)).toBe(true);
    expect(await store.save('ada', { ...story, title: 'Changed', savedAt: 1 })).toBe(false);

    const reopened = await place.open();
    expect(await reopened.saved('ada', { offset: 0, limit: 5 })).toEqual({ items: [story], total: 1 });
    expect(await reopened.saved('bob', { offset: 0, limit: 5 })).toEqual({ items: [], total: 0 });
  });

  it('saved stories come in pages, latest first', async ({ store }) => {
    for (const savedAt of [3, 1, 5, 2, 4])
      await store.save('ada', { articleId: `story ${savedAt}`, title: 'A story', savedAt });
    await store.save('bob', { articleId: 'story 9', title: 'A story', savedAt: 9 });

    const page = async (offset: number) => {
      const { items, total } = await store.saved('ada', { offset, limit: 2 });
      return { ids: items.map(({ articleId }) => articleId), total };
    };
    expect(await page(0)).toEqual({ ids: ['story 5', 'story 4'], total: 5 });
    expect(await page(4)).toEqual({ ids: ['story 1'], total: 5 });
    expect(await page(6)).toEqual({ ids: [], total: 5 });
  });

  it('a person removes their own saved stories only', async ({ store }) => {
    const story = { articleId: 'comet', title: 'A comet', savedAt: 1 };
    await store.save('ada', story);
    expect(await store.unsave('bob', 'comet')).toBe(false);
    expect(await store.unsave('ada', 'comet')).toBe(true);
    expect(await store.unsave('ada', 'comet')).toBe(false);
    expect(await store.save('ada', story)).toBe(true);
  });

  it('settings keep their latest value', async ({ store, place }) => {
    expect(await store.setting('commands')).toBeUndefined();
    await store.setSetting('commands', 'one');
    await store.setSetting('commands', 'two');
    await store.setSetting('other', '');

    const reopened = await place.open();
    expect(await reopened.setting('commands')).toBe('two');
    expect(await reopened.setting('other')).toBe('');
  });
}
