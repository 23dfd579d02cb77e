import type { Feed, Pause } from '../news/feed.ts';
import { backoff } from './backoff.ts';
import type { Store } from './delivery-ports.ts';
import type { Clock, Log, Random } from './ports.ts';
import type { Notifier } from './transport-port.ts';

const day = 24 * 3_600_000;
/** Feeds whose channel or server is gone are kept for so long: people remove a bot by mistake, and invite it again. */
const keptFor = 30 * day;
/** A notice that could not be sent so often is given up: it stands in the log, and `/feed list` shows the pause. */
const noticeAttempts = 5;
/** A notice whose answer was lost is not repeated after a longer wait, in milliseconds: Discord might not recognise it. */
const repeatableFor = 10_000;

/** Feeds that cannot be told anything for now: why, who is told of it, and when they go on. */
export interface Pauses {
  /** Tells the server of a pause, once; also takes up what an earlier run left untold. Never rejects. */
  announce(): Promise<void>;
  /** The bot was removed from a server: its feeds are kept for 30 days. */
  serverRemoved(guildId: string): Promise<void>;
  /** The servers that the bot is on, all of them: those that are missing removed it, those that are back go on. */
  serversAre(guildIds: ReadonlySet<string>): Promise<void>;
  /** Feeds of these channels may be told again. */
  channelsAllow(channelIds: readonly string[]): Promise<void>;
  /** Closes feeds whose channel or server has been gone for 30 days. */
  purge(): Promise<void>;
}

type PausedFeed = Feed & { readonly paused: Pause };

export function createPauses(deps: {
  store: Store;
  notifier: Notifier;
  clock: Clock;
  random: Random;
  log: Log;
  /** Takes up what waits for channels, and ends their pauses when it gets through. */
  resume(channelIds: readonly string[]): Promise<void>;
  stopping: AbortSignal;
}): Pauses {
  const { store, notifier, clock, random, log, stopping } = deps;
  let announcing: Promise<void> = Promise.resolve();
  /** The announcement that has not begun: it takes up all pauses that there are when it does. */
  let nextAnnouncement: Promise<void> | undefined;

  async function pausedFeeds(): Promise<PausedFeed[]> {
    return (await store.feeds()).filter((feed): feed is PausedFeed => feed.paused !== undefined);
  }

  async function announceAll(): Promise<void> {
    nextAnnouncement = undefined;
    for (const feed of await pausedFeeds()) {
      if (stopping.aborted) return;
      const { channelId, guildId, paused } = feed;
      // Remembered first: a notice that is lost is better than one that is repeated.
      if (paused.noticed || !(await store.noticed(channelId, paused.since))) continue;
      log.warn({ channelId, guildId, reason: paused.reason }, 'A feed is paused');
      if (!(await notify(feed))) log.warn({ channelId, guildId }, 'Nobody could be told that the feed is paused');
    }
  }

  async function notify(feed: PausedFeed): Promise<boolean> {
    let mayBeSent = false;
    for (let attempts = 1; attempts <= noticeAttempts && !stopping.aborted; attempts++) {
      const outcome = await notifier.notify(feed);
      if (outcome.result !== 'later' && outcome.result !== 'unanswered') return outcome.result === 'delivered';
      mayBeSent ||= outcome.result === 'unanswered';
      const asked = outcome.result === 'later' ? (outcome.afterMs ?? 0) : 0;
      const waitMs = Math.max(asked, backoff(attempts, random.next(), { base: 1_000, cap: 60_000 }));
      if (mayBeSent && waitMs > repeatableFor) return false;
      await clock.wait(waitMs, stopping);
    }
    return false;
  }

  return {
    announce() {
      nextAnnouncement ??= announcing
        .then(announceAll)
        .catch((err: unknown) => log.error({ err }, 'A paused feed could not be announced'));
      announcing = nextAnnouncement;
      return announcing;
    },
    async serverRemoved(guildId) {
      const feeds = (await store.feeds()).filter((feed) => feed.guildId === guildId);
      await pauseRemoved(feeds);
    },
    async serversAre(guildIds) {
      const [here, missing] = partition(
        await store.feeds(),
        ({ guildId }) => guildId === undefined || guildIds.has(guildId),
      );
      await pauseRemoved(missing);
      const back = here.filter(({ paused }) => paused?.obstacle === 'removed');
      await goOn(back, 'The bot is back on a server: its feeds go on');
    },
    async channelsAllow(channelIds) {
      const allowed = new Set(channelIds);
      const waiting = (await pausedFeeds()).filter(({ channelId }) => allowed.has(channelId));
      await goOn(waiting, 'What stood in the way of paused feeds is mended: they are tried again');
    },
    async purge() {
      const now = clock.now();
      for (const { channelId, guildId, paused } of await pausedFeeds()) {
        const isGone = paused.obstacle === 'gone' || paused.obstacle === 'removed';
        if (!isGone || now - paused.since < keptFor) continue;
        await store.closeFeed(channelId);
        log.info({ channelId, guildId }, 'A feed is closed: its channel or server has been gone for 30 days');
      }
    },
  };

  async function goOn(feeds: readonly Feed[], message: string): Promise<void> {
    if (feeds.length === 0) return;
    const channelIds = feeds.map(({ channelId }) => channelId);
    log.info({ channelIds: channelIds.slice(0, 20), channels: feeds.length }, message);
    await deps.resume(channelIds);
  }

  async function pauseRemoved(feeds: readonly Feed[]): Promise<void> {
    const running = feeds.filter(({ paused }) => paused?.obstacle !== 'removed').map(({ channelId }) => channelId);
    if (running.length === 0) return;
    const reason = 'The bot is no longer on this server: invite it again.';
    await store.pauseFeeds(running, { since: clock.now(), obstacle: 'removed', reason, noticed: true });
    log.warn({ channels: running.length, reason }, 'Feeds of a server that removed the bot are paused');
  }
}

function partition<T>(values: readonly T[], test: (value: T) => boolean): [T[], T[]] {
  const { yes = [], no = [] } = Object.groupBy(values, (value) => (test(value) ? 'yes' : 'no'));
  return [yes, no];
}
