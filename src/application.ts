import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interaction } from 'discord.js';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { createArticleIndex } from './articles/article-index.ts';
import { createFolderSource } from './articles/folder-source.ts';
import { createDesk, ensureFeed } from './desk/create-desk.ts';
import { HeatwireError } from './desk/errors.ts';
import type { Clock, Random } from './desk/ports.ts';
import { createPublisher } from './desk/publisher.ts';
import { createScanner } from './desk/scanner.ts';
import { createTurns } from './desk/turns.ts';
import { cardIdIn, renderCard } from './discord/cards.ts';
import type { CommandContext } from './discord/command.ts';
import { createDiscordConnection } from './discord/connection.ts';
import { createDispatcher } from './discord/dispatch.ts';
import { loadCommands } from './discord/load-commands.ts';
import { registerCommands } from './discord/registration.ts';
import { createDiscordTransport } from './discord/transport.ts';
import type { Environment } from './environment.ts';
import { openLocalNewsroom } from './local-newsroom.ts';
import { everything } from './news/feed.ts';
import type { Vitals } from './operations/health.ts';
import { listen, operationsRoutes } from './operations/http.ts';
import { createMetrics } from './operations/metrics.ts';
import { scheduleScans } from './schedule/scan-job.ts';
import { openStore } from './storage/open-store.ts';

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
    await mkdir(environment.dataDir, { recursive: true });
    const index = createArticleIndex({ file: join(environment.dataDir, 'index.db') });
    opened.defer(() => index.close());
    const { databaseUrl } = environment;
    const store = await openStore({ dataFile: join(environment.dataDir, 'desk.db'), databaseUrl });
    opened.defer(() => store.close());

    // ── The desk ──
    const turns = createTurns();
    const decided = (): void => publisher.wake();
    const source = createFolderSource({ roots: environment.articlesDirs, log });
    const scanner = createScanner({ source, index, store, clock, random, log, turns, decided });
    const deskDependencies = { index, store, clock, random, turns, decided };
    const desk = createDesk(deskDependencies);

    // ── Its HTTP port, with a Discord behind it when there is no other ──
    const commands = await loadCommands(new URL('../commands/', import.meta.url));
    const vitals = async (): Promise<Vitals> => {
      const heats = (await store.feeds()).map(({ rules }) => rules.minHeat);
      const { count, eligible, problems } = await index.counts(heats.length > 0 ? Math.min(...heats) : 0);
      return {
        articles: { count, eligible, problems },
        scan: scanner.report(),
        queue: await store.totals(),
        discord: connection.status(),
      };
    };
    const metrics = createMetrics(vitals);
    const app = new Hono().route('/', operationsRoutes(vitals, metrics));
    const local =
      environment.discord === undefined ? await openLocalNewsroom(environment.dataDir, clock, random, log) : undefined;
    if (local !== undefined) {
      opened.defer(() => local.close());
      app.route('/', local.app);
    }
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
    const connection = createDiscordConnection({ token, apiUrl, log, clock, random, onInteraction, onFatal });
    opened.defer(() => connection.stop());

    const { rest } = connection;
    const transport = createDiscordTransport({ rest, bot: connection, render: renderCard, cardIdIn, log, clock });
    const onStop = (reason: string): void => onFatal(new HeatwireError('TOKEN_INVALID', reason));
    const publisher = createPublisher({ store, transport, clock, random, log, onStop });
    opened.defer(() => publisher.stop());

    // ── What keeps it going ──
    opened.defer(() => scanner.stop());
    const jobs = scheduleScans(environment.scanCron, () => scanner.scan());
    opened.defer(() => jobs.stop());
    if (environment.watch) {
      const watching = source.watch(() => void scanner.scan());
      opened.defer(() => watching.close());
    }
    const starting = new AbortController();
    opened.defer(() => starting.abort());

    async function scanFirst(): Promise<void> {
      await scanner.scan();
      const { error } = scanner.report();
      // A feed that began with articles missing would later tell them all as new.
      if (error !== null) throw new HeatwireError('SOURCE_UNREADABLE', error);
      const channelId = environment.feed.channelId ?? local?.channelIds['news'];
      if (channelId === undefined) return;
      const { topics, minHeat, catchUp } = environment.feed;
      const rules = { ...everything, topics: { ...everything.topics, any: topics }, minHeat };
      const outcome = await ensureFeed(deskDependencies, { channelId, rules, catchUp });
      if (outcome !== 'kept') log.info({ channelId, rules, outcome }, 'The feed of FEED_CHANNEL_ID');
    }

    async function connect(): Promise<void> {
      await connection.start(starting.signal);
      publisher.start();
      const applicationId = connection.applicationId();
      if (applicationId === undefined) return;
      const remembered = { get: store.setting, set: store.setSetting };
      try {
        registered = await registerCommands({ rest, applicationId, commands, remembered, log });
      } catch (error) {
        // Cards do not need commands, and those of an earlier start still work.
        log.error({ err: error }, 'The commands could not be registered; "npm run register" tries again');
      }
    }

    const ready = Promise.all([scanFirst(), connect()]).then(() => undefined);
    return { url: http.url, ready, stop: () => opened.disposeAsync() };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
