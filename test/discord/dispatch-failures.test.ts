import { afterEach, beforeEach, expect, it } from 'vitest';
import { ephemeral, followUp, original, startBot } from '../support/bot.ts';
import { eventually } from '../support/eventually.ts';

let bot: Awaited<ReturnType<typeof startBot>>;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

const failing = () => Promise.reject(new Error('the database is gone'));
const apology = expect.stringMatching(/^Something went wrong here\. It is not your fault\. \(error [0-9a-z]{6}\)$/);

it('a command that fails is apologised for, and logged under the same id', async () => {
  bot.newsThat({ execute: failing });
  await bot.asks();
  const [answer] = await bot.answers();
  expect(answer?.body).toMatchObject({ type: 4, data: { content: apology, flags: ephemeral } });
  const logged = bot.log.lines.find(({ level }) => level === 'error')?.fields;
  expect(logged).toMatchObject({ command: 'news', error: { message: 'the database is gone' } });
  const { errorId } = logged as { errorId: string };
  expect(JSON.stringify(answer?.body)).toContain(errorId);
  expect(bot.observations).toMatchObject([{ outcome: 'failed' }]);
});

it('so is one that fails before it awaits anything', async () => {
  bot.newsThat({
    execute: () => {
      throw new Error('a bug');
    },
  });
  await bot.asks();
  expect(await bot.answers()).toMatchObject([{ body: { type: 4, data: { content: apology } } }]);
});

it.each([
  ['command', () => bot.asks(), original],
  ['button', () => bot.presses('news:x'), followUp],
])('a %s that fails after it was kept open is apologised for where it still can be', async (_, use, call) => {
  const slow = Promise.withResolvers<never>();
  bot.newsThat({ execute: () => slow.promise, press: () => slow.promise });
  await use();
  await bot.clock.advance(2_000);
  await eventually(() => expect(bot.latest()?.path).toMatch(/callback$/));
  slow.reject(new Error('a bug'));
  expect((await bot.answers()).at(-1)).toMatchObject({ call, body: { content: apology } });
});

it('an answer that Discord does not accept is apologised for', async () => {
  bot.refusals.push({ status: 400, json: { code: 50035, message: 'Invalid Form Body' } });
  await bot.asks();
  expect((await bot.answers()).at(-1)).toMatchObject({ body: { type: 4, data: { content: apology } } });
});

it.each([10062, 40060])('%i: an answer that cannot arrive any more is not repeated', async (code) => {
  bot.refusals.push({ status: 404, json: { code, message: 'No' } });
  await bot.asks();
  expect(await bot.answers()).toHaveLength(1);
  expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it('an apology that fails ends there', async () => {
  bot.newsThat({ execute: failing });
  bot.refusals.push('lost');
  await bot.asks();
  expect(await bot.answers()).toHaveLength(1);
  expect(bot.observations).toMatchObject([{ outcome: 'failed' }]);
});

it("the interaction's token never gets into the log", async () => {
  bot.refusals.push({ status: 400, json: { code: 50035, message: 'Invalid Form Body' } });
  await bot.asks();
  await bot.answers();
  expect(JSON.stringify(bot.log.lines)).not.toContain('interaction-token');
});

it('an interaction that makes no sense is logged, and the next one answered', async () => {
  await bot.pressesNonsense();
  await bot.asks();
  expect(await bot.answers()).toMatchObject([{ body: { type: 4 } }]);
  expect(bot.log.lines).toContainEqual(expect.objectContaining({ message: 'An interaction could not be read' }));
});
