import { expect } from 'vitest';
import { everything } from '../../../src/news/feed.ts';
import { aFeed } from '../../support/builders.ts';
import type { StoreTest } from '../store-contract.ts';
import {
  again,
  carryOut,
  channelId,
  drain,
  edit,
  failed,
  mark,
  openFeed,
  post,
  sent,
  told,
  withdraw,
  withPostedCard,
} from './steps.ts';

export function feedsContract(it: StoreTest): void {
  it('come back as they were opened, oldest first', async ({ store, place }) => {
    const rules = {
      ...everything,
      topics: { any: ['C++', "d'être"], all: [], none: ['x'] },
      minHeat: 60,
      maxAgeHours: 48,
    };
    const feed = aFeed({ guildId: '9', rules, createdAt: 1_800_000_000_000 });
    const older = aFeed({ channelId: '7', createdAt: 5 });
    expect(await store.openFeed(feed, [])).toBe(true);
    await store.openFeed(older, []);

    const reopened = await place.open();
    expect(await reopened.feeds()).toEqual([older, feed]);
    expect(await reopened.feed(channelId)).toEqual(feed);
    expect(await reopened.feed('8')).toBeUndefined();
  });

  it('are opened once; a second opening does nothing at all', async ({ store }) => {
    await openFeed(store);
    expect(await store.openFeed(aFeed({ createdAt: 3 }), [post('comet'), mark('older')])).toBe(false);
    expect(await store.feed(channelId)).toEqual(aFeed());
    expect(await told(store, 'comet', 'older')).toEqual({});
  });

  it('are opened together with their first decisions', async ({ store }) => {
    await openFeed(store, post('comet'), mark('older', 'oldest'));
    expect(await told(store, 'comet', 'older', 'oldest')).toEqual({
      comet: 'comet',
      older: 'from before',
      oldest: 'from before',
    });
  });

  it('that cannot be opened with all their decisions are not opened', async ({ store }) => {
    const twice = [post('a'), post('b', { deliveryId: 'a' })];
    await expect(store.openFeed(aFeed(), twice)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await store.feeds()).toEqual([]);
  });

  it('take other rules together with decisions', async ({ store }) => {
    await openFeed(store);
    const changed = aFeed({ rules: { ...everything, minHeat: 70 } });
    expect(await store.changeFeed(changed, [mark('older')])).toBe(true);
    expect(await store.feed(channelId)).toEqual(changed);
    expect(await told(store, 'older')).toEqual({ older: 'from before' });
  });

  it('that are not there cannot be changed or closed', async ({ store }) => {
    expect(await store.changeFeed(aFeed(), [mark('older')])).toBe(false);
    expect(await store.closeFeed(channelId)).toBe(false);
    expect(await store.feeds()).toEqual([]);
    expect(await told(store, 'older')).toEqual({});
  });

  it('when closed, drop what waits to be told and their marks, and remember what they told', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([edit('comet', 'second'), post('moon'), mark('older')]);
    await store.openFeed(aFeed({ channelId: '2' }), [post('elsewhere', { channel: '2' })]);

    expect(await store.closeFeed(channelId)).toBe(true);
    expect(await store.feed(channelId)).toBeUndefined();
    expect(await drain(store)).toEqual(['edit comet: second']);
    expect(await told(store, 'comet', 'moon', 'older', 'elsewhere')).toEqual({
      comet: 'comet',
      elsewhere: 'elsewhere',
    });
  });

  it('when closed, still take away what was to be taken away', async ({ store }) => {
    await withPostedCard(store);
    await store.decide([withdraw('comet')]);
    await store.closeFeed(channelId);
    expect(await drain(store)).toEqual(['withdraw comet: first']);
  });

  it('when closed while a post is being sent, remember it if it arrived', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.claim(channelId, 1);
    await store.closeFeed(channelId);
    await store.settle('comet', sent, 2);
    expect(await told(store, 'comet')).toEqual({ comet: 'comet' });
  });

  it('when closed while a post is being sent, do not repeat it', async ({ store }) => {
    await openFeed(store, post('comet'));
    await store.claim(channelId, 1);
    await store.closeFeed(channelId);
    await store.settle('comet', again, 2);
    expect(await drain(store)).toEqual([]);
    expect(await told(store, 'comet')).toEqual({});
  });

  it.for([
    ['posted', sent],
    ['given up', failed],
  ] as const)('opened anew, do not tell again what was %s before', async ([, settlement], { store }) => {
    await openFeed(store, post('comet'));
    await carryOut(store, settlement);
    await store.closeFeed(channelId);
    await openFeed(store, post('comet-2', { articleIds: ['comet'] }), post('moon'));
    expect(await drain(store)).toEqual(['post moon: first']);
  });

  it('opened anew, may tell what was only marked or waiting before', async ({ store }) => {
    await openFeed(store, post('comet'), mark('older'));
    await store.closeFeed(channelId);
    await openFeed(store, post('comet-2', { articleIds: ['comet'] }), post('older'));
    expect(await drain(store)).toEqual(['post comet-2: first', 'post older: first']);
  });

  it('when closed, leave their cards to be kept true', async ({ store }) => {
    await withPostedCard(store);
    await store.closeFeed(channelId);
    await store.decide([edit('comet', 'second')]);
    await carryOut(store, again);
    expect(await drain(store)).toEqual(['edit comet: second']);
  });
}
