import { join } from 'node:path';
import type { Interaction } from 'discord.js';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { createArticleDesk } from './article-desk.ts';
import { createArticleIndex } from './articles/article-index.ts';
import { createFolderSource } from './articles/folder-source.ts';
import { openDataFolder, watchOver } from './data-folder/data-folder.ts';
import { catchUpAfterRestore } from './desk/after-restore.ts';
import { backoff } from './desk/backoff.ts';
import { createDesk } from './desk/create-desk.ts';
import { HeatwireError } from './desk/errors.ts';
import { createFeedWatch, type Standing } from './desk/feed-watch.ts';
import { createPauses } from './desk/pauses.ts';
import type { Clock, Random } from './desk/ports.ts';
import { createPublisher } from './desk/publisher.ts';
import { createScanner } from './desk/scanner.ts';
import { createHider } from './desk/tokens.ts';
import { createTurns } from './desk/turns.ts';
import { cardIdIn, renderCard } from './discord/cards.ts';
import { createChannelHistory } from './discord/channel-history.ts';
import { deskStanding } from './discord/channel-standing.ts';
import type { CommandContext } from './discord/command.ts';
import { createDiscordConnection } from './discord/connection.ts';
import { createDispatcher } from './discord/dispatch.ts';
import { loadCommands } from './discord/load-commands.ts';
import { registerCommands } from './discord/registration.ts';
import { createServerNotices } from './discord/server-notices.ts';
import { createDiscordTransport } from './discord/transport.ts';
import { type Environment, secretsOf } from './environment.ts';
import { createEnvironmentFeed } from './environment-feed.ts';
import type { LocalDiscord } from './local-discord/local-discord.ts';
import { openLocalNewsroom } from './local-newsroom.ts';
import type { Present } from './operations/health.ts';
import { listen, operationsRoutes } from './operations/http.ts';
import { createMetrics } from './operations/metrics.ts';
import { scheduleJob } from './schedule/job.ts';
import { createAutomaticBackups } from './storage/automatic-backups.ts';
import { openStore } from './storage/open-store.ts';
import { becomeSoleUser } from './storage/sole-user.ts';
import { createStoredVitals } from './stored-vitals.ts';

/** How long a stop waits for answers to people that are on their way; Discord gives up on one after 3 s. */
const lastAnswersMs = 3_000;

export interface Application {
  /** Where `/healthz` is, and the local Discord's page if there is one. */
  readonly url: string;
  /** Resolves when Discord is connected, the first scan is done, and what it found is on its way. */
  readonly ready: Promise<void>;
  /** Finishes what is in flight, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Puts the program together and starts it.
 *
 * @param onFatal called when it cannot go on and a supervisor should start it anew
 * @throws HeatwireError when it cannot start at all
 */
export async function startApplication(
  environment: Environment,
  { clock, random, log, onFatal }: { clock: Clock; random: Random; log: Logger; onFatal(error: unknown): void },
): Promise<Application> {
  const opened = new AsyncDisposableStack();
  try {
    const { dataDir, databaseUrl } = environment;
    const folder = await openDataFolder(dataDir);
    opened.defer(() => folder.release());
    if (databaseUrl !== undefined) opened.defer(await becomeSoleUser({ databaseUrl, clock, log, onTaken: onFatal }));
    const index = createArticleIndex({ file: join(dataDir, 'index.db'), log });
    opened.defer(() => index.close());
    const keep = databaseUrl === undefined ? environment.backup.keep : 0;
    const backups = createAutomaticBackups({ dataDir, keep, clock, log });
    const watched = { verify: folder.verify, beforeUpdate: backups.insist, onDamage: onFatal };
    const store = await openStore({ dataFile: join(dataDir, 'desk.db'), databaseUrl, ...watched });
    opened.defer(() => store.close());
    const commands = await loadCommands(new URL('../commands/', import.meta.url));
    const openLocal = (): Promise<LocalDiscord> => {
      const articles = createArticleDesk({ index, roots: environment.articlesDirs, clock, random });
      return openLocalNewsroom({ dataDir, articles, clock, random, log });
    };
    const local = environment.discord === undefined ? await openLocal() : undefined;
    if (local !== undefined) opened.defer(() => local.close());

    // ── The desk ──
    const ending = new AbortController();
    const stopping = ending.signal;
    const decided = (): void => publisher.wake();
    const ports = { index, store, clock, random, log, decided };
    const turns = createTurns();
    const desk = createDesk({ ...ports, turns, stopping });
    const source = createFolderSource({ roots: environment.articlesDirs, log, clock });
    const afterDecisions = createEnvironmentFeed(ports, environment.feed, local?.channelIds['news']);
    const scanner = createScanner({ ...ports, source, turns, stopping, afterDecisions });

    // ── Its HTTP port, with a Discord behind it when there is no other ──
    const present = (): Present => ({
      scan: scanner.report(),
      backup: backups.report(),
      discord: connection.status(),
    });
    const stored = createStoredVitals({ store, index, clock });
    const metrics = createMetrics(async () => ({ ...present(), ...(await stored()) }));
    const hide = createHider(secretsOf(environment));
    const app = new Hono().route('/', operationsRoutes({ present, stored, metrics, hide, log, clock }));
    if (local !== undefined) app.route('/', local.app);
    const http = await listen(app, environment.http);
    opened.defer(() => http.close());
    if (local !== undefined) opened.defer(local.attach(http.server));

    // ── Discord ──
    const { token, apiUrl } = environment.discord ?? {
      // Only the local Discord itself knows its token, and it is on this machine.
      token: local?.token ?? '',
      apiUrl: `${http.url}/api`,
    };
    let registered: CommandContext['commands'] = [];
    const context: CommandContext = {
      desk,
      clock,
      get commands() {
        return registered;
      },
    };
    const dispatcher = createDispatcher({ commands, context, log, clock, observe: metrics.observeInteraction });
    const onInteraction = (interaction: Interaction): void => void dispatcher.handle(interaction);
    const onChannelDeleted = (channelId: string): void => {
      desk.closeFeed(channelId).then(
        (closed) => closed && log.info({ channelId }, 'The channel was deleted, and its feed is closed'),
        (err: unknown) => log.error({ err, channelId }, 'The feed of a deleted channel could not be closed'),
      );
    };
    const remembered = { get: store.setting, set: store.setSetting };
    const connection = createDiscordConnection({
      ...{ token, apiUrl, log, clock, random, onInteraction, onFatal },
      // The local Discord counts logins anew when it starts.
      remembered: local === undefined ? remembered : { get: async () => undefined, set: async () => undefined },
      servers: {
        onServers: (guildIds) => feedWatch.servers(guildIds),
        onServerRemoved: (guildId) => feedWatch.serverRemoved(guildId),
        onChannelsChanged: (guildIds) => feedWatch.channelsChanged(guildIds),
        onChannelDeleted,
      },
    });
    opened.defer(() => connection.stop());
    opened.defer(async () => {
      const answered = new AbortController();
      await Promise.race([dispatcher.idle(), clock.wait(lastAnswersMs, answered.signal)]);
      answered.abort();
    });

    const { rest } = connection;
    const transport = createDiscordTransport({ rest, bot: connection, render: renderCard, cardIdIn, log, clock });
    const onStop = (reason: string): void => onFatal(new HeatwireError('TOKEN_INVALID', reason));
    const onPaused = (channelId: string): void => {
      void pauses.announce();
      feedWatch.paused(channelId);
    };
    const publisher = createPublisher({ store, transport, clock, random, log, onPaused, onStop });
    opened.defer(() => publisher.stop());
    const notifier = createServerNotices({ rest, server: connection.server, feeds: store.feeds, log });
    const pauses = createPauses({ ...{ store, notifier, clock, random, log, stopping }, resume: publisher.resume });
    const standing = (channelId: string): Standing => deskStanding(connection.standing(channelId), clock.now());
    const feedWatch = createFeedWatch({ store, pauses, transport, standing, clock, log, stopping });
    // Resolves when the notice that is on its way, if any, has ended: no other begins while stopping.
    opened.defer(() => pauses.announce());
    opened.defer(() => feedWatch.idle());

    // ── What keeps it going ──
    void watchOver(folder, { clock, stopping, onLost: onFatal });
    opened.defer(() => scanner.idle());
    const scans = scheduleJob(environment.scanCron, scan, clock);
    opened.defer(() => scans.stop());
    const tidying = scheduleJob('23 4 * * *', () => feedWatch.tidy(), clock);
    opened.defer(() => tidying.stop());
    const copies = scheduleJob(environment.backup.cron, backups.run, clock);
    opened.defer(() => copies.stop());
    if (environment.watch) {
      const watching = source.watch(() => void scan());
      opened.defer(() => watching.close());
    }
    opened.defer(() => ending.abort());

    async function scan(): Promise<void> {
      const result = await scanner.scan();
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
      await connection.start(stopping);
      await catchUp();
      if (stopping.aborted) return;
      publisher.start();
      void pauses.announce();
      void feedWatch.tidy();
      if (!(await register())) void registerLater();
    }

    /** What was posted after a copy that was put back must be known before anything is sent. */
    async function catchUp(): Promise<void> {
      if ((await store.restored.knowsUntil()) === undefined) return;
      await firstScan;
      const history = createChannelHistory({ rest, bot: connection, render: renderCard, cardIdIn, log });
      await catchUpAfterRestore({ memory: store.restored, history, clock, random, log, stopping });
    }

    /** Cards do not need commands, and those of an earlier start still work: a failure is no reason to end. */
    async function register(): Promise<boolean> {
      const applicationId = connection.applicationId();
      if (applicationId === undefined) return false;
      try {
        registered = await registerCommands({ rest, applicationId, commands, remembered, log });
        return true;
      } catch (error) {
        if (error instanceof HeatwireError && error.code === 'TOKEN_INVALID') onFatal(error);
        else if (!stopping.aborted)
          log.error({ err: error }, 'The commands could not be registered; trying again later');
        return false;
      }
    }

    async function registerLater(): Promise<void> {
      for (let attempts = 1; !stopping.aborted; attempts++) {
        await clock.wait(backoff(attempts, random.next(), { base: 60_000, cap: 3_600_000 }), stopping);
        if (stopping.aborted || (await register())) return;
      }
    }

    const firstScan = scanFirst();
    const lateCopy = firstScan.then(backups.runIfLate, () => undefined);
    opened.defer(() => lateCopy);
    const ready = Promise.all([firstScan, connect()]).then(() => undefined);
    return { url: http.url, ready, stop: () => opened.disposeAsync() };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
