import { beforeEach, describe, expect, it } from 'vitest';
import { createFeedWatch, type FeedWatch, type Standing } from '../../src/desk/feed-watch.ts';
import type { Inspection } from '../../src/desk/transport-port.ts';
import type { Feed, Obstacle } from '../../src/news/feed.ts';
import { aFeed } from '../support/builders.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';

const channelId = '100000000000000001';
const guildId = '100000000000000002';
const guilds = new Set([guildId]);

let feed: Feed;
let standing: Standing;
let answer: Inspection;
/** What was asked of Discord, and done about feeds, in order. */
let done: string[];
let watch: FeedWatch;
let storeFails: boolean;
let feedsRead: number;
let others: Feed[];
let stopping: AbortController;
/** What happens while Discord is asked. */
let meanwhile: () => Promise<void> | void;

function pausedAs(obstacle: Obstacle): Feed {
  return aFeed({ channelId, guildId, paused: { since: 1, obstacle, reason: 'Mend it.', noticed: true } });
}

beforeEach(() => {
  done = [];
  feed = aFeed({ channelId, guildId });
  standing = 'fine';
  answer = { result: 'fine' };
  storeFails = false;
  feedsRead = 0;
  others = [];
  stopping = new AbortController();
  meanwhile = () => {};
  const does =
    (what: string) =>
    async (...about: unknown[]) =>
      void done.push([what, ...about.filter((one) => typeof one === 'string')].join(' '));
  watch = createFeedWatch({
    store: {
      async feeds() {
        if (storeFails) throw new Error('disk full');
        feedsRead++;
        return [feed, ...others];
      },
      feed: async () => feed,
      pauseFeeds: async (_, { obstacle }) => void done.push(`pause as ${obstacle}`),
    },
    pauses: {
      announce: does('announce'),
      serverRemoved: does('removed'),
      serversAre: async (guildIds) => void done.push(['servers', ...guildIds].join(' ')),
      channelsAllow: does('allow'),
      purge: does('purge'),
    },
    transport: {
      async inspect() {
        done.push('inspect');
        await meanwhile();
        return answer;
      },
    },
    standing: () => standing,
    clock: createTestClock(),
    log: createTestLog(),
    stopping: stopping.signal,
  });
});

async function looks(): Promise<string[]> {
  done = [];
  watch.channelsChanged(guilds);
  await watch.idle();
  return done;
}

describe('a paused feed', () => {
  it('goes on when what was missing is there, and only then', async () => {
    feed = pausedAs('rights');
    standing = 'hindered';
    expect(await looks()).toEqual([]);
    expect(await looks()).toEqual([]);
    standing = 'fine';
    expect(await looks()).toEqual(['allow']);
  });

  it('goes on after an outage in which it was paused', async () => {
    feed = pausedAs('rights');
    standing = 'unknown';
    watch.paused(channelId);
    await watch.idle();
    standing = 'fine';
    expect(await looks()).toEqual(['allow']);
  });

  it('whose obstacle does not show is asked about once, and not woken by every change on its server', async () => {
    feed = pausedAs('rights');
    answer = { result: 'blocked', obstacle: 'rights', reason: 'Mend it.' };
    expect(await looks()).toEqual(['inspect']);
    expect(await looks()).toEqual([]);
  });

  it('whose right came back while the program was away goes on', async () => {
    feed = pausedAs('rights');
    expect(await looks()).toEqual(['inspect', 'allow']);
  });

  it('is asked about again when there was no answer', async () => {
    feed = pausedAs('gone');
    answer = { result: 'unknown' };
    expect([await looks(), await looks()]).toEqual([['inspect'], ['inspect']]);
  });

  it('of a server that removed the bot waits for the list of servers', async () => {
    feed = pausedAs('removed');
    expect(await looks()).toEqual([]);
  });

  it('of another server is left alone', async () => {
    feed = { ...pausedAs('rights'), guildId: 'another' };
    expect(await looks()).toEqual([]);
  });
});

describe('a feed that runs', () => {
  it('is paused when no server has its channel, once Discord confirms it', async () => {
    standing = 'absent';
    answer = { result: 'blocked', obstacle: 'gone', reason: 'The channel is gone.' };
    expect(await looks()).toEqual(['inspect', 'pause as gone', 'announce']);
  });

  it('goes on in a thread that is archived, and is asked about once', async () => {
    standing = 'absent';
    expect([await looks(), await looks()]).toEqual([['inspect'], []]);
  });
});

it('does all that once a day, and goes on after a failure', async () => {
  storeFails = true;
  watch.servers(guilds);
  await watch.tidy();
  storeFails = false;
  feed = pausedAs('rights');
  await watch.tidy();
  const servers = `servers ${guildId}`;
  expect(done).toEqual([servers, servers, 'purge', servers, 'purge', 'inspect', 'allow']);
});

it('does not take a server that has removed the bot for one that is there', async () => {
  watch.servers(new Set([guildId, 'another']));
  watch.serverRemoved('another');
  await watch.tidy();
  expect(done).toEqual([`servers ${guildId} another`, 'removed another', `servers ${guildId}`, 'purge']);
});

it('looks once at all that changed while it was busy', async () => {
  feed = pausedAs('rights');
  answer = { result: 'unknown' };
  for (let changes = 0; changes < 100; changes++) watch.channelsChanged(changes === 1 ? guilds : new Set(['another']));
  await watch.idle();
  expect(done).toEqual(['inspect']);
  expect(feedsRead).toBeLessThan(5);
});

it('asks no more when it is told to stop', async () => {
  feed = pausedAs('rights');
  others = [{ ...feed, channelId: 'another' }];
  answer = { result: 'unknown' };
  meanwhile = () => stopping.abort();
  expect(await looks()).toEqual(['inspect']);
});
