import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Outcome } from '../../src/desk/transport-port.ts';
import type { ChannelStanding } from '../../src/discord/channel-standing.ts';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { inspected } from '../../src/discord/inspect-channel.ts';
import { channelType, type GuildChannel } from '../../src/local-discord/state/channel.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';
import { transportOver } from '../support/transport.ts';

describe('asked of a Discord', () => {
  let discord: LocalDiscordHarness;
  let connection: DiscordConnection;
  // Requests keep a distance in time from each other.
  const clock = { ...createTestClock(Date.now()), wait: systemClock.wait };
  const log = createTestLog();

  beforeAll(async () => {
    discord = await startLocalDiscord();
    connection = createDiscordConnection({
      ...{ token: discord.token, apiUrl: discord.apiUrl, log, clock, random: createTestRandom() },
      remembered: createMemory(),
      onInteraction: () => undefined,
      onFatal: () => undefined,
    });
    await connection.start(new AbortController().signal);
  });
  afterAll(async () => {
    await connection.stop();
    await discord.close();
  });

  const inspect = (channelId: string) => transportOver(connection, { log, clock }).inspect(channelId);
  const channel = (type?: GuildChannel['type']) => discord.control.createChannel(discord.guildId, 'a-channel', type).id;

  it('a channel that can be seen and written to is fine', async () => {
    const id = channel();
    await eventually(async () => expect(await inspect(id)).toEqual({ result: 'fine' }));
  });

  it.each([
    ['SendMessages', 'the permission Send Messages in'],
    ['EmbedLinks', 'the permission Embed Links in'],
    ['ReadMessageHistory', 'the permission Read Message History in'],
    ['ViewChannel', 'the permission View Channel in'],
  ] as const)('without %s the reason names it, and the role to give it to', async (permission, words) => {
    const id = channel();
    await discord.setPermissions(id, { deny: [permission] });
    await eventually(async () =>
      expect(await inspect(id)).toMatchObject({
        result: 'blocked',
        obstacle: 'rights',
        reason: expect.stringMatching(new RegExp(`${words}.*role "Newsbot": Edit Channel → Permissions\\.$`)),
      }),
    );
  });

  it('several missing rights are named together', async () => {
    const id = channel();
    await discord.setPermissions(id, { deny: ['SendMessages', 'EmbedLinks'] });
    await eventually(async () =>
      expect(await inspect(id)).toMatchObject({
        reason: expect.stringContaining('the permissions Send Messages and Embed Links'),
      }),
    );
  });

  it.each([
    ['forum', channelType.forum],
    ['category', channelType.category],
  ])('a %s is unsuitable, whatever the bot may do there', async (_, type) => {
    const id = channel(type);
    await eventually(async () =>
      expect(await inspect(id)).toMatchObject({ result: 'blocked', obstacle: 'unsuitable' }),
    );
  });

  it('a channel that was deleted is gone', async () => {
    const id = channel();
    await discord.deleteChannel(id);
    expect(await inspect(id)).toMatchObject({ result: 'blocked', obstacle: 'gone' });
  });

  it('during a time-out the bot says so', async () => {
    const id = channel();
    discord.control.setTimeout(discord.guildId, discord.botId, clock.now() + 3_600_000);
    await eventually(async () =>
      expect(await inspect(id)).toMatchObject({ obstacle: 'rights', reason: expect.stringContaining('time-out') }),
    );
    discord.control.setTimeout(discord.guildId, discord.botId, undefined);
    await eventually(async () => expect(await inspect(id)).toEqual({ result: 'fine' }));
  });

  it('of a server that removed the bot it says so, and of one in an outage nothing', async () => {
    const other = discord.guildIds['Other Guild'] ?? '';
    const elsewhere = discord.control.createChannel(other, 'another').id;
    await eventually(async () => expect(await inspect(elsewhere)).toEqual({ result: 'fine' }));
    discord.control.setOutage(other, true);
    await eventually(() => expect(connection.standing(elsewhere)).toEqual({ known: 'nothing' }));
    expect(await inspect(elsewhere)).toEqual({ result: 'unknown' });
    discord.control.setOutage(other, false);
    discord.control.removeBot(other);
    await eventually(async () => expect(await inspect(elsewhere)).toMatchObject({ obstacle: 'removed' }));
  });
});

describe('put together', () => {
  const now = Date.UTC(2026, 10, 20);
  const noRights: Outcome = { result: 'blocked', obstacle: 'rights', reason: 'It cannot be seen.' };
  const fine: ChannelStanding = { known: 'channel', missing: [] };
  const text = { type: 0 };

  it.each<[string, Parameters<typeof inspected>[0], ChannelStanding, object]>([
    ['what the gateway told may be out of date', noRights, fine, noRights],
    ['a time-out that is over', text, { ...fine, timedOutUntil: now }, { result: 'fine' }],
    ['a server in an outage', noRights, { known: 'nothing' }, noRights],
    ['a channel of which nothing is known', text, { known: 'no-such-channel' }, { result: 'unknown' }],
    ['an answer that is none', { type: undefined }, fine, { result: 'unknown' }],
    ['a lost answer', { result: 'unanswered', reason: '' }, fine, { result: 'unknown' }],
    ['a limit', { result: 'later', reason: '' }, fine, { result: 'unknown' }],
    ['a refused token', { result: 'stop', reason: 'Token.' }, fine, { result: 'stop', reason: 'Token.' }],
    ['a thread', { type: 11 }, { known: 'channel', missing: ['Send Messages in Threads'] }, { result: 'blocked' }],
    ['a private conversation', { type: 1 }, { known: 'nothing' }, { result: 'blocked', obstacle: 'unsuitable' }],
  ])('%s', (_, answer, standing, expected) => {
    expect(inspected(answer, standing, now)).toMatchObject(expected);
  });

  it('a role is named in one line, whatever it is called', () => {
    const standing: ChannelStanding = {
      known: 'channel',
      missing: ['Connect'],
      role: `Bad\n\u202eRole${'x'.repeat(300)}`,
    };
    const result = inspected(text, standing, now);
    expect('reason' in result && result.reason).toMatch(/^[^\n\u202e]{1,260}$/u);
  });
});
