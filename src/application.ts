import { Hono } from 'hono';
import type { Logger } from 'pino';
import { type Account, createBot } from './application/bot.ts';
import { createDeliveries } from './application/deliveries.ts';
import { openMemory } from './application/memory.ts';
import { createArticleDesk } from './article-desk.ts';
import { createFolderSource } from './articles/folder-source.ts';
import { watchOver } from './data-folder/data-folder.ts';
import { createDesk } from './desk/create-desk.ts';
import { HeatwireError } from './desk/errors.ts';
import type { Clock, Random } from './desk/ports.ts';
import { createScanner } from './desk/scanner.ts';
import { createHider } from './desk/tokens.ts';
import { createTurns } from './desk/turns.ts';
import { loadCommands } from './discord/load-commands.ts';
import { type Environment, secretsOf } from './environment.ts';
import { createEnvironmentFeed } from './environment-feed.ts';
import { openLocalNewsroom } from './local-newsroom.ts';
import type { Present } from './operations/health.ts';
import { listen, operationsRoutes } from './operations/http.ts';
import { createMetrics } from './operations/metrics.ts';
import { scheduleJob } from './schedule/job.ts';
import { createStoredVitals } from './stored-vitals.ts';

export interface Application {
  /** Where `/healthz` is, and the local Discord's page if there is one. */
  readonly url: string;
  /** Resolves when Discord is connected, the first scan is done, and what it found is on its way. */
  readonly ready: Promise<void>;
  /** Finishes what is in flight, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Puts the program together and starts it. What is opened later ends earlier. Functions handed to a part may name one that
 * is made further down: they are called only when all is put together.
 *
 * @param onFatal called when it cannot go on and a supervisor should start it anew
 * @throws HeatwireError when it cannot start at all
 */
export async function startApplication(
  environment: Environment,
  outside: { clock: Clock; random: Random; log: Logger; onFatal(error: unknown): void },
): Promise<Application> {
  const { clock, random, log, onFatal } = outside;
  const opened = new AsyncDisposableStack();
  const ending = new AbortController();
  const stopping = ending.signal;
  try {
    const memory = await openMemory(environment, outside, opened);
    const { store, index, backups } = memory;
    const commands = await loadCommands(new URL('../commands/', import.meta.url));
    const roots = environment.articlesDirs;

    const { dataDir } = environment;
    const articles = createArticleDesk({ index, roots, clock, random });
    const local = environment.discord ? undefined : await openLocalNewsroom({ ...outside, dataDir, articles });
    if (local !== undefined) opened.defer(() => local.close());

    const turns = createTurns();
    const decided = (): void => deliveries.wake();
    const ports = { index, store, clock, random, log, turns, stopping, decided };
    const desk = createDesk(ports);
    const source = createFolderSource({ roots, log, clock });
    const afterDecisions = createEnvironmentFeed(ports, environment.feed, local?.channelIds['news']);
    const scanner = createScanner({ ...ports, source, afterDecisions });

    const present = (): Present => ({
      scan: scanner.report(),
      backup: backups.report(),
      discord: bot.connection.status(),
    });
    const stored = createStoredVitals({ store, index, clock });
    const metrics = createMetrics();
    const hide = createHider(secretsOf(environment));
    const app = new Hono().route('/', operationsRoutes({ present, stored, metrics, hide, log, clock }));
    if (local !== undefined) app.route('/', local.app);
    const http = await listen(app, environment.http);
    opened.defer(() => http.close());
    if (local !== undefined) opened.defer(local.attach(http.server));

    const account: Account = environment.discord
      ? { ...environment.discord, countsLogins: true }
      : // Only the local Discord itself knows its token, and it is on this machine.
        { token: local?.token ?? '', apiUrl: `${http.url}/api`, countsLogins: false };
    const bot = createBot(
      {
        ...{ account, commands, desk, clock, random, log, onFatal, stopping },
        remembered: { get: store.setting, set: store.setSetting },
        observe: metrics.observeInteraction,
        servers: {
          onServers: (guildIds) => deliveries.feedWatch.servers(guildIds),
          onServerRemoved: (guildId) => deliveries.feedWatch.serverRemoved(guildId),
          onChannelsChanged: (guildIds) => deliveries.feedWatch.channelsChanged(guildIds),
          onChannelDeleted,
        },
      },
      opened,
    );
    const deliveries = createDeliveries({ ...outside, store, connection: bot.connection, stopping }, opened);

    opened.defer(() => scanner.idle());
    for (const [times, job] of [
      [environment.scanCron, scan],
      ['23 4 * * *', () => deliveries.feedWatch.tidy()],
      [environment.backup.cron, backups.run],
    ] as const) {
      const scheduled = scheduleJob(times, job, clock);
      opened.defer(() => scheduled.stop());
    }
    if (environment.watch) {
      const watching = source.watch((files) => void scan(files));
      opened.defer(() => watching.close());
    }
    void watchOver(memory.folder, { clock, stopping, onLost: onFatal });

    const firstScan = scanFirst();
    const lateCopy = firstScan.then(
      () => (stopping.aborted ? undefined : backups.runIfLate()),
      () => undefined,
    );
    opened.defer(() => lateCopy);
    opened.defer(() => ending.abort());
    const ready = Promise.all([firstScan, connect()]).then(() => undefined);
    return { url: http.url, ready, stop: () => opened.disposeAsync() };

    async function scan(files?: readonly string[]): Promise<void> {
      const result = await scanner.scan(files);
      // Nothing that is open can be mended.
      if (!result.done && result.cause instanceof HeatwireError && result.cause.code === 'STORE_DAMAGED')
        onFatal(result.cause);
    }

    async function scanFirst(): Promise<void> {
      const first = await scanner.scan();
      // Later a folder may be away for a while; at the start it is more likely that its name is wrong.
      if (!first.done && !stopping.aborted) throw first.cause;
    }

    async function connect(): Promise<void> {
      await bot.connection.start(stopping);
      await deliveries.begin(firstScan);
      if (!stopping.aborted) await bot.register();
    }

    function onChannelDeleted(channelId: string): void {
      desk.closeFeed(channelId).then(
        (closed) => closed && log.info({ channelId }, 'The channel was deleted, and its feed is closed'),
        (err: unknown) => log.error({ err, channelId }, 'The feed of a deleted channel could not be closed'),
      );
    }
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
