import { afterAll, beforeAll, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';
import { until } from '../../support/until.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;
const scope = (): string => `/applications/${discord.botId}/guilds/${discord.guildId}/commands`;
const named = (name: string, type = 1) => ({ name, type, ...(type === 1 && { description: 'x' }) });

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

it('a scope has so many commands of a type and no more, each with a name of its own', async () => {
  const menu = Array.from({ length: 15 }, (_, at) => named(`User ${at}`, 2));
  expect(await calls.call('PUT', scope(), menu)).toMatchObject({ status: 200 });
  expect(await calls.call('POST', scope(), named('User 16', 2))).toMatchObject({ status: 400, body: { code: 30032 } });
  expect(await calls.call('POST', scope(), named('User 3', 2))).toMatchObject({ status: 200 });
  const { body } = await calls.call('POST', scope(), named('news'));
  await calls.call('POST', scope(), named('other'));
  const renamed = await calls.call('PATCH', `${scope()}/${body.id}`, { name: 'other' });
  expect(renamed).toMatchObject({ status: 400, body: { code: 40041 } });
});

it('nobody has set permissions of commands', async () => {
  expect(await calls.call('GET', `${scope()}/permissions`)).toEqual({ status: 200, body: [] });
  const { body } = await calls.call('POST', scope(), named('news'));
  expect((await calls.call('GET', `${scope()}/${body.id}/permissions`)).body).toMatchObject({ code: 10066 });
});

it('a command that goes while its change is read stays gone', async () => {
  const { body } = await calls.call('POST', scope(), named('fleeting'));
  const path = `${scope()}/${body.id}`;
  const slow = new TransformStream<Uint8Array, Uint8Array>();
  const writer = slow.writable.getWriter();
  const request: RequestInit & { duplex: 'half' } = {
    method: 'PATCH',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: slow.readable,
    duplex: 'half',
  };
  const answer = fetch(`${discord.apiUrl}/v10${path}`, request);
  const encoder = new TextEncoder();
  await writer.write(encoder.encode('{"description":'));
  await until('the change has begun', () =>
    discord.requests.some((one) => one.method === 'PATCH' && one.path.endsWith(path)),
  );
  await calls.call('DELETE', path);
  await writer.write(encoder.encode('"y"}'));
  await writer.close();
  const response = await answer;
  expect({ status: response.status, body: await response.json() }).toMatchObject({
    status: 404,
    body: { code: 10063 },
  });
});
