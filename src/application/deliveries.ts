import { catchUpAfterRestore, type RestoredMemory } from '../desk/after-restore.ts';
import type { Store } from '../desk/delivery-ports.ts';
import { HeatwireError } from '../desk/errors.ts';
import { createFeedWatch, type FeedWatch } from '../desk/feed-watch.ts';
import { createPauses } from '../desk/pauses.ts';
import type { Clock, Log, Random } from '../desk/ports.ts';
import { createPublisher } from '../desk/publisher.ts';
import { cardIdIn, renderCard } from '../discord/cards.ts';
import { createChannelHistory } from '../discord/channel-history.ts';
import { deskStanding } from '../discord/channel-standing.ts';
import type { DiscordConnection } from '../discord/connection.ts';
import { createServerNotices } from '../discord/server-notices.ts';
import { createDiscordTransport } from '../discord/transport.ts';

/** How long a stop waits for a notice to a server. */
const lastNoticeMs = 5_000;

/** What brings decisions to channels, and keeps feeds in step with the channels that there are. */
export interface Deliveries {
  readonly feedWatch: FeedWatch;
  /** Says that there may be something to send. */
  wake(): void;
  /**
   * Begins to send, once the bot is connected.
   *
   * @param scanned resolves when all articles are known
   */
  begin(scanned: Promise<void>): Promise<void>;
}

/** @param opened ends it, after what is in flight */
export function createDeliveries(
  deps: {
    store: Store & { readonly restored: RestoredMemory };
    connection: DiscordConnection;
    clock: Clock;
    random: Random;
    log: Log;
    onFatal(error: unknown): void;
    stopping: AbortSignal;
  },
  opened: AsyncDisposableStack,
): Deliveries {
  const { store, connection, clock, random, log, onFatal, stopping } = deps;
  const { rest } = connection;
  const cards = { rest, bot: connection, render: renderCard, cardIdIn, log };
  const transport = createDiscordTransport({ ...cards, clock, stopping });
  const publisher = createPublisher({
    ...{ store, transport, clock, random, log },
    onPaused(channelId) {
      void pauses.announce();
      feedWatch.paused(channelId);
    },
    onStop: (reason) => onFatal(new HeatwireError('TOKEN_INVALID', reason)),
  });
  opened.defer(() => publisher.stop());
  const notifier = createServerNotices({ rest, server: connection.server, feeds: store.feeds, log });
  const pauses = createPauses({ ...{ store, notifier, clock, random, log, stopping }, resume: publisher.resume });
  const feedWatch = createFeedWatch({
    ...{ store, pauses, transport, clock, log, stopping },
    standing: (channelId) => deskStanding(connection.standing(channelId), clock.now()),
  });
  // The notice that is on its way, if any, may end: no other begins while stopping.
  opened.defer(async () => {
    const ended = new AbortController();
    await Promise.race([pauses.announce(), clock.wait(lastNoticeMs, ended.signal)]);
    ended.abort();
  });
  opened.defer(() => feedWatch.idle());

  /** What was posted after a copy that was put back must be known before anything is sent. */
  async function catchUp(scanned: Promise<void>): Promise<void> {
    if ((await store.restored.knowsUntil()) === undefined) return;
    await scanned;
    const history = createChannelHistory(cards);
    await catchUpAfterRestore({ memory: store.restored, history, clock, random, log, stopping });
  }

  return {
    feedWatch,
    wake: publisher.wake,
    async begin(scanned) {
      await catchUp(scanned);
      if (stopping.aborted) return;
      publisher.start();
      void pauses.announce();
      void feedWatch.tidy();
    },
  };
}
