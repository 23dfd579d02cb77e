import { createDesk } from '../../src/desk/create-desk.ts';
import type { Store } from '../../src/desk/delivery-ports.ts';
import type { OpenFeedRequest } from '../../src/desk/desk.ts';
import { createPauses, type Pauses } from '../../src/desk/pauses.ts';
import type { ArticleIndex, ArticleSource, Clock, Log, Random } from '../../src/desk/ports.ts';
import { createPublisher } from '../../src/desk/publisher.ts';
import { createScanner, type ScanResult } from '../../src/desk/scanner.ts';
import type { Notifier, Transport } from '../../src/desk/transport-port.ts';
import { createTurns } from '../../src/desk/turns.ts';

export interface Ports {
  readonly store: Store;
  readonly index: ArticleIndex;
  readonly source: ArticleSource;
  readonly transport: Transport;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** The desk and all that works for it, put together as the program does. */
export interface Program {
  /** Takes up what an earlier run left, with what the gateway says of the servers. */
  start(guildIds: ReadonlySet<string>): void;
  scan(): Promise<ScanResult>;
  openFeed(request: OpenFeedRequest): Promise<unknown>;
  closeFeed(channelId: string): Promise<boolean>;
  readonly pauses: Pauses;
  /** Ends in an orderly way. */
  stop(): Promise<void>;
}

/**
 * @param onStop the token was refused: the program is to end
 * @param onScanned a scan, whoever asked for it, has decided on all that it listed
 */
export function createProgram(ports: Ports, { onStop, onScanned }: { onStop(): void; onScanned(): void }): Program {
  const { store, log } = ports;
  const ending = new AbortController();
  const stopping = ending.signal;
  const turns = createTurns();
  const publisher = createPublisher({ ...ports, onPaused: () => void pauses.announce(), onStop });
  const pauses = createPauses({ ...ports, resume: publisher.resume, stopping });
  const decided = (): void => publisher.wake();
  const desk = createDesk({ ...ports, turns, stopping, decided });
  const scanner = createScanner({ ...ports, turns, stopping, decided, afterDecisions: async () => onScanned() });

  async function greet(guildIds: ReadonlySet<string>): Promise<void> {
    try {
      await pauses.serversAre(guildIds);
    } catch (err) {
      log.error({ err }, 'The servers could not be looked through');
    }
    await pauses.announce();
  }

  return {
    start(guildIds) {
      void scanner.scan();
      publisher.start();
      void greet(guildIds);
    },
    scan: () => scanner.scan(),
    openFeed: (request) => desk.openFeed(request),
    closeFeed: (channelId) => desk.closeFeed(channelId),
    pauses,
    async stop() {
      ending.abort();
      await scanner.idle();
      await publisher.stop();
      await store.close();
    },
  };
}
