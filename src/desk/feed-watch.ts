import type { Feed } from '../news/feed.ts';
import type { Store } from './delivery-ports.ts';
import type { Pauses } from './pauses.ts';
import type { Clock, Log } from './ports.ts';
import type { Inspection, Transport } from './transport-port.ts';

/**
 * How the bot stands in a channel, as far as that is known without asking Discord: nothing is missing (`fine`), something
 * is (`hindered`), no server of the bot has such a channel (`absent`), or nothing is known just now.
 */
export type Standing = 'fine' | 'hindered' | 'absent' | 'unknown';

/** Keeps feeds in step with the servers and channels that there are. No method rejects; what is asked for is done in order. */
export interface FeedWatch {
  /** The bot's servers, all of them. */
  servers(guildIds: ReadonlySet<string>): void;
  serverRemoved(guildId: string): void;
  /** What the bot may do on these servers may have changed. */
  channelsChanged(guildIds: ReadonlySet<string>): void;
  /** The channel's feed was paused. */
  paused(channelId: string): void;
  /** Closes feeds that were given up, and looks at all others again: for now and then. */
  tidy(): Promise<void>;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
}

export function createFeedWatch(deps: {
  store: Pick<Store, 'feed' | 'feeds' | 'pauseFeeds'>;
  pauses: Pauses;
  transport: Pick<Transport, 'inspect'>;
  standing(channelId: string): Standing;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
}): FeedWatch {
  const { store, pauses, transport, clock, log, stopping } = deps;
  /** Channels of paused feeds where the obstacle shows: when it no longer does, the feed goes on. */
  const hindered = new Set<string>();
  /** Channels of which Discord was asked, once, because what is known does not explain how their feeds are. */
  const asked = new Set<string>();
  /** The bot's servers, once they are known. */
  let here: ReadonlySet<string> | undefined;
  /** Servers that wait to be looked at: however many changes there are, one look sees them all. */
  const changed = new Set<string>();
  let last: Promise<void> = Promise.resolve();

  function inOrder(work: () => Promise<void>): void {
    last = last
      .then(() => (stopping.aborted ? undefined : work()))
      .catch((err: unknown) =>
        log.error({ err }, 'What changed on a server could not be taken in; it will be looked at again'),
      );
  }

  async function look(guildIds?: ReadonlySet<string>): Promise<void> {
    await lookAt(
      (await store.feeds()).filter(
        ({ guildId }) => guildIds === undefined || guildId === undefined || guildIds.has(guildId),
      ),
    );
  }

  async function lookAtChanged(): Promise<void> {
    const guildIds = new Set(changed);
    changed.clear();
    await look(guildIds);
  }

  async function lookAt(feeds: readonly Feed[]): Promise<void> {
    const goOn: string[] = [];
    for (const feed of feeds) {
      if (stopping.aborted) return;
      if (await mayGoOn(feed)) goOn.push(feed.channelId);
    }
    if (goOn.length > 0) await pauses.channelsAllow(goOn);
  }

  /** Whether a paused feed may be told again. Pauses one that runs when its channel turns out to be gone. */
  async function mayGoOn({ channelId, guildId, paused }: Feed): Promise<boolean> {
    const standing = deps.standing(channelId);
    if (paused === undefined) {
      hindered.delete(channelId);
      if (standing === 'absent' && guildId !== undefined) await pauseIfGone(channelId);
      return false;
    }
    if (paused.obstacle === 'removed') return false;
    if (standing === 'fine') return hindered.delete(channelId) || (await ask(channelId)).result === 'fine';
    hindered.add(channelId);
    return false;
  }

  async function pauseIfGone(channelId: string): Promise<void> {
    const found = await ask(channelId);
    if (found.result !== 'blocked') return;
    const { obstacle, reason } = found;
    await store.pauseFeeds([channelId], { since: clock.now(), obstacle, reason, noticed: false });
    void pauses.announce();
  }

  async function ask(channelId: string): Promise<Inspection> {
    if (asked.has(channelId)) return { result: 'unknown' };
    const found = await transport.inspect(channelId);
    if (found.result !== 'unknown') asked.add(channelId);
    return found;
  }

  return {
    servers(guildIds) {
      here = guildIds;
      inOrder(() => pauses.serversAre(guildIds));
    },
    serverRemoved(guildId) {
      here = here?.difference(new Set([guildId]));
      inOrder(() => pauses.serverRemoved(guildId));
    },
    channelsChanged(guildIds) {
      const isFirst = changed.size === 0;
      for (const guildId of guildIds) changed.add(guildId);
      if (isFirst) inOrder(lookAtChanged);
    },
    paused: (channelId) =>
      inOrder(async () => {
        const feed = await store.feed(channelId);
        if (feed !== undefined) await lookAt([feed]);
      }),
    tidy() {
      inOrder(async () => {
        if (here !== undefined) await pauses.serversAre(here);
        await pauses.purge();
        await look();
      });
      return last;
    },
    idle: () => last,
  };
}
