import { Routes } from 'discord.js';
import { describe, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createTestRandom } from '../support/clock.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';
import { until } from '../support/until.ts';

type Options = Parameters<typeof startLocalDiscord>[0];

interface Bot {
  readonly discord: LocalDiscordHarness;
  readonly connection: DiscordConnection;
  /** The ids of interactions that were handed on. */
  readonly interactions: string[];
  /** The servers of the bot, as often as they were told. */
  readonly servers: string[][];
  readonly removed: string[];
  readonly deleted: string[];
  readonly changes: string[][];
  readonly fatal: unknown[];
  readonly logged: (message: string) => number;
  /** Resolves when the connection broke, and came back, so many times in all. */
  cameBack(times: number): Promise<unknown>;
}

/** Makes a bot that is logged in to a Discord of its own; `aheadMs` is how far its clock is ahead. */
const it = test.extend<{ login: (options?: Options, aheadMs?: number) => Promise<Bot> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which other fixtures this one needs.
  login: async ({}, use) => {
    const opened: { close(): Promise<void> }[] = [];
    await use(async (options, aheadMs = 0) => {
      const discord = await startLocalDiscord(options);
      opened.push(discord);
      const log = createTestLog();
      const told = {
        interactions: [] as string[],
        servers: [] as string[][],
        removed: [] as string[],
        deleted: [] as string[],
        changes: [] as string[][],
        fatal: [] as unknown[],
      };
      const connection = createDiscordConnection({
        ...{
          token: discord.token,
          apiUrl: discord.apiUrl,
          log,
          random: createTestRandom(),
          remembered: createMemory(),
        },
        clock: { ...systemClock, now: () => Date.now() + aheadMs },
        onInteraction: ({ id }) => told.interactions.push(id),
        servers: {
          onServers: (ids) => told.servers.push([...ids].sort()),
          onServerRemoved: (id) => told.removed.push(id),
          onChannelDeleted: (id) => told.deleted.push(id),
          onChannelsChanged: (ids) => told.changes.push([...ids]),
        },
        onFatal: (error) => told.fatal.push(error),
      });
      opened.push({ close: () => connection.stop() });
      await connection.start(new AbortController().signal);
      const body = [{ name: 'news', description: 'The news' }];
      await connection.rest.put(Routes.applicationCommands(discord.botId), { body });
      const logged = (words: string) => log.lines.filter(({ message }) => message.includes(words)).length;
      return {
        ...{ discord, connection, ...told },
        logged,
        cameBack: (times) =>
          until(
            'it came back',
            () => logged('Connected to Discord again') === times && connection.status().state === 'ready',
          ),
      };
    });
    for (const one of opened.reverse()) await one.close();
  },
});

/** Nobody answers: the dispatcher is not part of this. */
const ask = (discord: LocalDiscordHarness): void => void discord.command('news').catch(() => undefined);

describe.concurrent('a connection', () => {
  it('whose heartbeats are no longer answered is replaced, and its age tells', async ({ login, expect }) => {
    const { discord, connection, fatal, logged } = await login({ heartbeatMs: 300 });
    const age = () => connection.status().heartbeatAgeMs ?? Number.NaN;
    await until('a heartbeat was answered', () => logged('Heartbeat acknowledged') > 0);
    discord.control.faults.add({ fault: { kind: 'gateway-ignore-heartbeat' }, times: 1_000 });
    await until('it is noticed', () => logged('Zombie connection') > 0);
    await until('it is older than two heartbeats', () => age() > 600);
    discord.control.faults.clear();
    await until('it came back', () => connection.status().state === 'ready');
    await until('it lives', () => age() < 300);
    expect(fatal).toEqual([]);
  });

  it('survives a storm of resumptions, and hands on each interaction once', async ({ login, expect }) => {
    const { discord, connection, cameBack, interactions, fatal } = await login();
    const { faults } = discord.control;
    for (const strike of [
      () => faults.reconnect(),
      () => faults.invalidate(true),
      () => faults.drop(4009),
      () => faults.drop(4000),
    ]) {
      strike();
      const asked = interactions.length;
      ask(discord);
      await until('the interaction is handed on', () => interactions.length > asked);
      await until('it is ready', () => connection.status().state === 'ready');
    }
    // Of an invalid session that can be resumed, the library resumes without a new connection.
    await cameBack(3);
    expect(interactions).toHaveLength(4);
    expect(new Set(interactions).size).toBe(4);
    expect(fatal).toEqual([]);
  });

  it('does not hand on what nobody waits for any more when it resumes', async ({ login, expect }) => {
    const { discord, cameBack, interactions } = await login({}, 10_000);
    discord.control.faults.drop(4009);
    ask(discord);
    await cameBack(1);
    // The clock is ahead, so only the resumption tells a replay from what is new.
    ask(discord);
    await until('the new interaction is handed on', () => interactions.length > 0);
    expect(interactions).toHaveLength(1);
  });

  it('has as many shards as Discord recommends, and knows the servers of all', async ({ login, expect }) => {
    const { discord, connection, cameBack, servers } = await login({
      gatewayLimits: { guildsPerShard: 1, maxConcurrency: 16 },
    });
    expect(servers).toEqual([Object.values(discord.guildIds).sort()]);
    expect(connection.status()).toMatchObject({ state: 'ready', guilds: 2 });
    discord.control.faults.drop(4009);
    await cameBack(1);
  });

  it('learns at its next session which servers removed the bot meanwhile, and forgets them', async ({
    login,
    expect,
  }) => {
    const { discord, connection, cameBack, servers, removed } = await login();
    discord.control.faults.add({ match: { event: 'GUILD_DELETE' }, fault: { kind: 'gateway-lose-event' } });
    discord.control.removeBot(discord.guildId);
    discord.control.faults.invalidate(false);
    await cameBack(1);
    expect(servers.at(-1)).toEqual([discord.guildIds['Other Guild']]);
    expect(removed).toEqual([]);
    expect(connection.status().guilds).toBe(1);
  });

  it('tells a removal and an invitation from an outage', async ({ login, expect }) => {
    const { discord, connection, servers, removed } = await login();
    const news = discord.channels['news'] as string;
    discord.control.setOutage(discord.guildId, true);
    await until('the outage is known', () => connection.standing(news).known === 'nothing');
    discord.control.setOutage(discord.guildId, false);
    await until('it is over', () => connection.standing(news).known === 'channel');
    expect([servers.length, removed]).toEqual([1, []]);
    discord.control.removeBot(discord.guildId);
    await until('the removal is known', () => removed.length > 0);
    discord.control.inviteBot(discord.guildId);
    await until('the invitation is known', () => servers.length > 1);
    expect([servers[1], removed]).toEqual([servers[0], [discord.guildId]]);
  });

  it('tells of channels and threads that are deleted', async ({ login, expect }) => {
    const { discord, connection, deleted } = await login();
    const news = discord.channels['news'] as string;
    const { id } = (await connection.rest.post(Routes.threads(news), { body: { name: 'one', type: 11 } })) as {
      id: string;
    };
    await until('the thread is known', () => connection.standing(id).known === 'channel');
    discord.control.deleteChannel(id);
    discord.control.deleteChannel(news);
    await until('both deletions are known', () => deleted.length === 2);
    expect(deleted).toEqual([id, news]);
  });

  it('tells once of changes that come together', async ({ login, expect }) => {
    const { discord, connection, changes } = await login();
    const news = discord.channels['news'] as string;
    await until('it is told of the servers that there are', () => changes.length > 0);
    for (let deny = 0; deny <= 40; deny++)
      discord.control.setOverwrite(news, { id: discord.botId, type: 1, allow: '0', deny: deny < 40 ? '0' : '2048' });
    await until('the last change is known', () => JSON.stringify(connection.standing(news)).includes('Send Messages'));
    await until('it is told of them', () => changes.length > 1);
    expect(changes.length).toBeLessThan(10);
  });
});
