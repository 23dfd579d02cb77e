import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket, type Socket } from '../support/gateway-socket.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { until } from '../support/until.ts';

const intents = { guilds: 1 << 0, guildMembers: 1 << 1 };
const minute = 60_000;
let discord: LocalDiscordHarness;
let time = Date.UTC(2026, 10, 20, 12);

beforeAll(async () => {
  discord = await startLocalDiscord({ clock: { now: () => time }, privilegedIntents: ['GUILD_MEMBERS'] });
});
afterAll(() => discord.close());

const identified = async (more: object = {}): Promise<Socket> => {
  const client = openSocket(discord);
  await client.identify(more);
  await client.hears('READY');
  return client;
};
/** Something happens that every client with the guild hears of. */
const stir = (): Promise<void> => discord.setPermissions(discord.channels['ai'] ?? '', {});

describe('a session whose connection was lost', () => {
  const lost = async (): Promise<() => Promise<Socket>> => {
    const client = await identified();
    const { d } = await client.hears('READY');
    await client.caughtUp();
    const seq = client.events().length;
    await client.close(4000);
    await until('the server knows', async () => !(await discord.state()).bot.online);
    return async () => {
      const again = openSocket(discord);
      const session_id = Reflect.get(Object(d), 'session_id');
      await again.say({ op: 6, d: { token: discord.token, session_id, seq } });
      return again;
    };
  };

  it.each([
    [1000, 'RESUMED'],
    [1001, 9],
  ])('that missed %i events hears %s', async (missed, heard) => {
    const resume = await lost();
    for (let event = 0; event < missed; event++) await stir();
    const client = await resume();
    await client.hears(heard);
    if (heard === 'RESUMED') expect(client.heard.filter(({ t }) => t === 'CHANNEL_UPDATE')).toHaveLength(missed);
    await client.close(1000);
  });

  it.each([
    [5, 'RESUMED'],
    [6, 9],
  ])('for %i minutes hears %s', async (minutes, heard) => {
    const resume = await lost();
    time += minutes * minute;
    const client = await resume();
    await client.hears(heard);
    await client.close(1000);
  });
});

it('a client hears of a guild only in the shard that has it', async () => {
  const count = 3;
  const shardOf = (guildId: string): number => Number((BigInt(guildId) >> 22n) % BigInt(count));
  const shards = await Promise.all([0, 1, 2].map((shard) => identified({ shard: [shard, count] })));
  await stir();
  for (const [shard, client] of shards.entries()) {
    const guilds = Object.values(discord.guildIds).filter((id) => shardOf(id) === shard);
    await client.caughtUp();
    expect(client.events()).toEqual([
      'READY',
      ...guilds.map(() => 'GUILD_CREATE'),
      ...(shardOf(discord.guildId) === shard ? ['CHANNEL_UPDATE'] : []),
    ]);
    expect(await client.hears('READY')).toMatchObject({
      d: { shard: [shard, count], guilds: guilds.map((id) => ({ id, unavailable: true })) },
    });
    await client.close(1000);
  }
});

describe('a change of a member', () => {
  const changed = async (given: number, userId: string): Promise<boolean> => {
    const client = await identified({ intents: given });
    discord.control.setMemberRoles(discord.guildId, userId, []);
    await client.caughtUp();
    await client.close(1000);
    return client.heard.some(({ t }) => t === 'GUILD_MEMBER_UPDATE');
  };

  it('is heard with the intent for members, and of the bot itself always', async () => {
    expect(await changed(intents.guilds, discord.memberId)).toBe(false);
    expect(await changed(intents.guilds | intents.guildMembers, discord.memberId)).toBe(true);
    expect(await changed(intents.guilds, discord.botId)).toBe(true);
  });
});
