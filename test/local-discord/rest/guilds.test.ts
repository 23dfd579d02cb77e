import { afterAll, beforeAll, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;
const guild = (): string => `/guilds/${discord.guildId}`;
const get = (path: string) => calls.call('GET', path);

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off', privilegedIntents: ['GUILD_MEMBERS'] });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

it('a guild tells how many are in it when it is asked', async () => {
  expect((await get(`${guild()}?with_counts=true`)).body).toMatchObject({ approximate_member_count: 4 });
  expect((await get(guild())).body).not.toHaveProperty('approximate_member_count');
});

it('one role can be read', async () => {
  expect((await get(`${guild()}/roles/${discord.guildId}`)).body).toMatchObject({ name: '@everyone' });
  expect(await get(`${guild()}/roles/${discord.botId}`)).toMatchObject({ status: 404, body: { code: 10011 } });
});

it('members are listed in the order of their ids, a page at a time, and found by their names', async () => {
  const names = async (query: string) => {
    const { body } = await get(`${guild()}/members${query}`);
    return Array.isArray(body) ? body.map(({ user }) => user.username) : body;
  };
  expect(await names('')).toEqual(['owner']);
  expect(await names(`?limit=2&after=${discord.ownerId}`)).toEqual(['manager', 'member']);
  expect(await names('/search?query=ME&limit=5')).toEqual(['member']);
  expect(await names('/search?limit=5')).toMatchObject({ code: 50035, errors: { query: {} } });
  expect(await names('?limit=1001')).toMatchObject({ code: 50035, errors: { limit: {} } });
});

it('a bot leaves a guild by itself', async () => {
  const other = `/guilds/${discord.guildIds['Other Guild']}`;
  expect(await calls.call('DELETE', `/users/@me${other}`)).toMatchObject({ status: 204 });
  expect(await get(other)).toMatchObject({ status: 403, body: { code: 50001 } });
  expect((await get('/users/@me/guilds')).body).toMatchObject([{ id: discord.guildId }]);
});
