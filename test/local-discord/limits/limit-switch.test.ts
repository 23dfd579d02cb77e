import { afterAll, beforeAll, expect, it } from 'vitest';
import { listenToPanel } from '../../support/event-stream.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
});
afterAll(() => discord.close());

it('limits are switched on and off from the panel, which is told of it, while the bot is there', async () => {
  const panel = await listenToPanel(discord);
  const states = () => panel.events.flatMap(({ t, d }) => (t === 'VITALS' ? [d.rateLimits] : []));
  const limit = async (on: boolean) => {
    const body = JSON.stringify({ do: 'rate limits', on });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${discord.url}/local/panel/do`, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ result: 'done' });
    await panel.hears(() => states().at(-1) === on);
  };
  const ask = async () => {
    const headers = { authorization: `Bot ${discord.token}` };
    return (await fetch(`${discord.apiUrl}/v10/gateway/bot`, { headers })).status;
  };
  expect(states()).toEqual([false]);
  await limit(true);
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  await limit(false);
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 200]);
  await panel.close();
});
