import { afterEach, describe, expect, it } from 'vitest';
import { createDiscordConnection } from '../../src/discord/connection.ts';
import type { Remembered } from '../../src/discord/remembered.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';
import { startScriptedDiscord } from '../support/scripted-discord.ts';
import { until } from '../support/until.ts';

const minute = 60_000;
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function botOn(script: Parameters<typeof startScriptedDiscord>[0], remembered: Remembered = createMemory()) {
  const discord = await startScriptedDiscord(script);
  opened.push(discord);
  const [clock, log, fatal] = [createTestClock(), createTestLog(), [] as unknown[]];
  const connection = createDiscordConnection({
    ...{ token: 'token', apiUrl: discord.apiUrl, clock, log, random: createTestRandom(), remembered },
    onInteraction: () => undefined,
    onFatal: (error) => fatal.push(error),
  });
  opened.push({ close: () => connection.stop() });
  return { discord, connection, clock, log, fatal };
}

const never = new AbortController().signal;

describe('a login', () => {
  it('waits until Discord allows one again when the day’s are used up, and says so', async () => {
    let remaining = 0;
    const { discord, connection, clock } = await botOn({
      answer: ({ path }) =>
        path === '/gateway/bot'
          ? {
              status: 200,
              json: {
                url: discord.apiUrl.replace('http', 'ws'),
                shards: 1,
                session_start_limit: { total: 1_000, remaining, reset_after: 60 * minute, max_concurrency: 1 },
              },
            }
          : undefined,
    });
    const ready = connection.start(never);
    await until('it says what it waits for', () => connection.status().waitingFor !== null);
    const again = new Date(clock.now() + 60 * minute).toISOString();
    expect(connection.status()).toMatchObject({
      state: 'connecting',
      heartbeatAgeMs: null,
      waitingFor: expect.stringContaining(again),
    });
    const asked = discord.requests.length;
    await clock.advance(59 * minute);
    expect([discord.connections(), discord.requests.length]).toEqual([0, asked]);
    remaining = 1_000;
    await clock.advance(minute);
    await ready;
    expect(connection.status()).toMatchObject({ state: 'ready', waitingFor: null });
  });

  it('waits in a process that follows many others, and /healthz can say so', async () => {
    const remembered = createMemory();
    const { discord, connection, clock } = await botOn({}, remembered);
    await remembered.set('discord.sessions', String(clock.now() + 31 * 172_800));
    const ready = connection.start(never);
    await until('it waits', () => connection.status().waitingFor !== null);
    expect(connection.status().waitingFor).toMatch(/^the next login, at 2026-11-20T12:0\d/);
    expect(discord.gatewayMessages.filter(({ op }) => op === 2)).toEqual([]);
    await clock.advance(3 * minute);
    await ready;
    expect(Number(await remembered.get('discord.sessions'))).toBeGreaterThan(clock.now() + 30 * 172_800 - 3 * minute);
  });

  it('happens even if nothing can be remembered', async () => {
    const broken = async () => {
      throw new Error('disk full');
    };
    const { connection, log } = await botOn({}, { get: broken, set: broken });
    await connection.start(never);
    expect(connection.status().state).toBe('ready');
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it('is made anew when a connection has not come back for ten minutes', async () => {
    const { discord, connection, clock, log, fatal } = await botOn({
      gateway: (nth) => (nth === 2 ? 'deaf' : 'ready'),
    });
    await connection.start(never);
    discord.closeGateway(4009);
    await until('it tries to resume', () => discord.gatewayMessages.some(({ op }) => op === 6));
    await clock.advance(10 * minute);
    expect(connection.status()).toMatchObject({ state: 'reconnecting', heartbeatAgeMs: 10 * minute });
    await clock.advance(2 * minute);
    await until('it is ready again', () => connection.status().state === 'ready');
    expect(discord.gatewayMessages.filter(({ op }) => op === 2)).toHaveLength(2);
    await until('the old connection is closed', () => discord.openConnections() === 1);
    expect(log.lines.map(({ message }) => message)).toContain(
      'The connection to Discord does not come back by itself; logging in anew',
    );
    expect(fatal).toEqual([]);
  });
});
