import { describe, expect, it } from 'vitest';
import { filterPosts } from '../../../src/local-discord/page/client/forum/filter-posts.ts';
import { mergeGalleries } from '../../../src/local-discord/page/client/message/embed-gallery.ts';
import { mosaic } from '../../../src/local-discord/page/client/message/mosaic.ts';
import { type ChannelRow, channelRows } from '../../../src/local-discord/page/client/sidebar/channel-list.ts';
import { rowsBetween } from '../../../src/local-discord/page/client/sidebar/rows-between.ts';
import { unreadPlaces } from '../../../src/local-discord/page/client/state/places.ts';
import type { PageChannel, PageThread } from '../../../src/local-discord/page/contract.ts';
import { pageChannel, pageGuild, pageState } from '../../support/page-state.ts';

function thread(id: string, parent_id: string, overrides: Partial<PageThread> = {}): PageChannel {
  const facts = {
    archived: false,
    locked: false,
    pinned: false,
    message_count: 1,
    last_message_id: id,
    applied_tags: [],
  };
  return pageChannel(id, {
    type: 11,
    parent_id,
    thread: { ...facts, created_timestamp: '2026-11-21T10:00:00.000Z', ...overrides },
  });
}

describe('the list of channels', () => {
  const channels = [
    pageChannel('10', { type: 4, position: 1 }),
    pageChannel('12', { position: 2, parent_id: '10' }),
    pageChannel('11', { position: 1, parent_id: '10', type: 15 }),
    pageChannel('13', { position: 0 }),
    pageChannel('14', { type: 4, position: 0 }),
    ...['21', '22', '23', '24', '25', '26', '27'].map((id) => thread(id, '12')),
    thread('28', '12', { archived: true }),
    thread('31', '11'),
    thread('32', '11'),
  ];
  const rows = (shown: Partial<Parameters<typeof channelRows>[1]> = {}): string[] =>
    channelRows(pageGuild(channels), { openId: undefined, unread: new Set(), folded: new Set(), ...shown }).map(said);
  const said = ({ kind, channel: { id }, unread }: ChannelRow): string => `${kind} ${id}${unread ? ' unread' : ''}`;
  const latest = ['27', '26', '25', '24', '23'].map((id) => `thread ${id}`);

  it('has categories below the channels that are in none, the latest threads, and no category without channels', () => {
    expect(rows()).toEqual(['channel 13', 'category 10', 'channel 11', 'channel 12', ...latest]);
  });

  it('has the open thread as well, and of posts only those that are open or unread', () => {
    expect(rows({ openId: '28' }).slice(-6)).toEqual([...latest, 'thread 28']);
    expect(rows({ openId: '31', unread: new Set(['11', '32']) }).slice(1, 5)).toEqual([
      'category 10',
      'channel 11 unread',
      'thread 32 unread',
      'thread 31',
    ]);
  });

  it('keeps of a category that is folded away what is open or unread', () => {
    const folded = new Set(['10']);
    expect(rows({ folded })).toEqual(['channel 13', 'category 10']);
    expect(rows({ folded, openId: '11', unread: new Set(['25']) }).slice(2)).toEqual([
      'channel 11',
      'thread 25 unread',
    ]);
  });

  it('marks the channel of an unread thread, and its server', () => {
    expect([...unreadPlaces(pageState(channels), new Set(['31', 'gone']))].sort()).toEqual(['1', '11', '31']);
  });

  it('draws only what is seen, and keeps room for the rest', () => {
    const many = Array.from({ length: 10_000 }, () => ({ height: 30 }));
    expect(rowsBetween(many, 3000, 3100)).toEqual({ first: 100, end: 104, before: 3000, after: 296_880 });
    expect(rowsBetween(many, -600, 50)).toEqual({ first: 0, end: 2, before: 0, after: 299_940 });
    expect(rowsBetween([], 0, 100)).toEqual({ first: 0, end: 0, before: 0, after: 0 });
  });
});

describe('pictures beside each other', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('%i of them fill whole rows of six columns', (count) => {
    const tiles = mosaic(count);
    expect(tiles).toHaveLength(count);
    expect(tiles.reduce((sum, { columns, rows }) => sum + columns * rows, 0) % 6).toBe(0);
  });
});

describe('embeds with one address', () => {
  it('become one with the first four pictures; others stay as they are', () => {
    const picture = (at: number, url?: string) => ({ image: { url: `https://p.example/${at}` }, ...(url && { url }) });
    const one = 'https://a.example/';
    const embeds = [
      picture(1, one),
      picture(2),
      picture(3, one),
      { url: one },
      picture(4, one),
      picture(5, one),
      picture(6, one),
    ];
    expect(mergeGalleries(embeds).map(({ pictures }) => pictures.map((url) => url.at(-1)).join(''))).toEqual([
      '1345',
      '2',
    ]);
  });
});

describe('the posts of a forum', () => {
  it('are those with any of the wanted tags, and all when none is wanted', () => {
    const posts = ['a', 'b', ''].map((tag, at) => ({
      channel: thread(`${at}`, '9', { applied_tags: tag === '' ? [] : [tag] }),
      first: null,
    }));
    const found = (...tags: string[]) => filterPosts(posts, new Set(tags)).map(({ channel }) => channel.id);
    expect([found(), found('a'), found('a', 'b'), found('c')]).toEqual([['0', '1', '2'], ['0'], ['0', '1'], []]);
  });
});
