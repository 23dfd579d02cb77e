import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyBody } from '../../support/any-body.ts';
import { type AskedBot, modalOf, startAskedBot } from '../../support/asked-bot.ts';

let bot: AskedBot;
let discord: AskedBot['discord'];

beforeAll(async () => {
  bot = await startAskedBot([{ name: 'news', description: 'News' }]);
  ({ discord } = bot);
});
afterAll(async () => {
  expect(discord.failures).toEqual([]);
  await bot.stop();
});

it('an answer of any shape is accepted or refused, and what was refused leaves the interaction open', async () => {
  const right = { type: 4, data: { content: 'x' } };
  await fc.assert(
    fc.asyncProperty(anyBody, fc.constantFrom(...[undefined, 4, 5, 6, 7, 8, 9]), async (body, type) => {
      const { interaction } = await bot.takes(discord.command('news'));
      const sent = type === undefined ? body : { type, data: body };
      const { status, code } = await bot.callback(interaction, Object(sent));
      expect(status).toBeLessThan(500);
      if (status >= 400) expect(code).toEqual(expect.any(Number));
      expect((await bot.callback(interaction, right)).status).toBe(status === 204 ? 400 : 204);
    }),
    { numRuns: 60 },
  );
});

it('a modal that is filled in with anything is refused in words, and stays open', async () => {
  const components = [{ type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1 } }];
  const first = await bot.takes(discord.command('news'));
  await bot.callback(first.interaction, { type: 9, data: { custom_id: 'form', title: 'Form', components } });
  const modal = modalOf(await first.seen);
  const { id, custom_id } = modal;
  await fc.assert(
    fc.asyncProperty(anyBody, fc.boolean(), async (body, nested) => {
      const parts = nested ? [{ type: 18, component: body }] : body;
      const data = { id, custom_id, components: parts };
      const seen = await discord.ask({ type: 5, channel_id: discord.channels['general'] ?? '', data });
      expect(seen).toEqual({ result: 'failed', reason: expect.stringMatching(/\S/) });
    }),
    { numRuns: 100 },
  );
  const { interaction } = await bot.takes(discord.submit(modal, { name: 'Ada' }));
  expect(await bot.callback(interaction, { type: 4, data: { content: 'Thank you' } })).toEqual({ status: 204 });
});
