import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asked, type AskedBot, messageOf, modalOf, noAnswer, startAskedBot } from '../../support/asked-bot.ts';

const minute = 60_000;
let time: number;
let bot: AskedBot;
let discord: AskedBot['discord'];

async function start(options: { answerWithinMs?: number } = {}): Promise<void> {
  time = Date.UTC(2026, 10, 20, 12);
  const topic = { type: 3, name: 'topic', description: 'Topic', autocomplete: true };
  const commands = [{ name: 'news', description: 'News', options: [topic] }];
  bot = await startAskedBot(commands, { clock: { now: () => time }, ...options });
  ({ discord } = bot);
}

beforeEach(() => start());
afterEach(() => bot.stop());

const asked = (): Promise<Asked> => bot.takes(discord.command('news'));
const general = (): string => discord.channels['general'] ?? '';
const hello = { type: 4, data: { content: 'hello' } };
const name = { type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1 } };
const modal = { type: 9, data: { custom_id: 'form', title: 'Form', components: [name] } };
const unknownWebhook = { status: 404, code: 10015 };
const expired = { status: 401, code: 50027 };

describe('an interaction', () => {
  it('that was not answered in time is unknown afterwards', async () => {
    await bot.stop();
    await start({ answerWithinMs: 20 });
    const { interaction, seen } = await asked();
    expect(await seen).toEqual({ result: 'failed', reason: noAnswer });
    expect(await bot.callback(interaction, hello)).toEqual({ status: 404, code: 10062 });
    expect(await bot.call('POST', bot.webhook(interaction), { content: 'x' })).toEqual(unknownWebhook);
  });

  it('has no messages before it is answered, and takes one answer', async () => {
    const { interaction } = await asked();
    expect(await bot.call('GET', bot.webhook(interaction, '/messages/@original'))).toEqual(unknownWebhook);
    expect(await bot.callback(interaction, hello)).toEqual({ status: 204 });
    expect(await bot.callback(interaction, hello)).toEqual({ status: 400, code: 40060 });
  });

  it('is still open after an answer that was refused', async () => {
    const { interaction, seen } = await asked();
    const invalid = { status: 400, code: 50035 };
    expect(await bot.callback(interaction, { type: 4, data: { content: '' } })).toEqual({ status: 400, code: 50006 });
    expect(await bot.callback(interaction, { type: 4, data: { content: 'x'.repeat(2001) } })).toEqual(invalid);
    expect(await bot.callback(interaction, { type: 9, data: { ...modal.data, title: '' } })).toEqual(invalid);
    expect(await bot.callback(interaction, hello)).toEqual({ status: 204 });
    expect(messageOf(await seen).content).toBe('hello');
  });

  it('can be followed up, edited and taken back for 15 minutes', async () => {
    const { interaction, seen } = await asked();
    await bot.callback(interaction, hello);
    await seen;
    const original = bot.webhook(interaction, '/messages/@original');
    time += 15 * minute;
    expect(await bot.call('PATCH', original, { content: 'later' })).toMatchObject({ status: 200 });
    expect(await bot.call('POST', bot.webhook(interaction), { content: 'more' })).toMatchObject({ status: 200 });
    time += 1;
    expect(await bot.call('GET', original)).toEqual(expired);
    expect(await bot.call('PATCH', original, { content: 'too late' })).toEqual(expired);
    expect(await bot.call('POST', bot.webhook(interaction), { content: 'too late' })).toEqual(expired);
    expect(await bot.call('DELETE', original)).toEqual(expired);
    const messages = await discord.messages(general());
    expect(messages.map(({ content }) => content)).toEqual(['later', 'more']);
  });

  it('gives no power over messages that do not answer it', async () => {
    const channel = await bot.client.channels.fetch(general());
    const { id } = channel?.isSendable() ? await channel.send('a card') : { id: '' };
    const { interaction } = await asked();
    await bot.callback(interaction, hello);
    expect(await bot.call('PATCH', bot.webhook(interaction, `/messages/${id}`), { content: 'x' })).toEqual({
      status: 404,
      code: 10008,
    });
  });

  it('of someone typing gives no right to messages', async () => {
    const focused = { name: 'topic', value: '', focused: true };
    const data = { name: 'news', options: [focused] };
    const { interaction, seen } = await bot.takes(discord.ask({ type: 4, channel_id: general(), data }));
    const choices = [{ name: 'AI', value: 'AI' }];
    expect(await bot.callback(interaction, { type: 8, data: { choices } })).toEqual({ status: 204 });
    expect(await seen).toEqual({ result: 'choices', choices });
    expect(await bot.call('POST', bot.webhook(interaction), { content: 'x' })).toEqual(unknownWebhook);
    expect(await discord.messages(general())).toEqual([]);
  });

  it('whose channel is gone takes neither an answer nor more of it', async () => {
    const gone = { status: 404, code: 10003 };
    const [answered, waiting] = [await asked(), await asked()];
    await bot.callback(answered.interaction, hello);
    await answered.seen;
    await discord.deleteChannel(general());
    expect(await bot.callback(waiting.interaction, hello)).toEqual(gone);
    expect(await bot.callback(waiting.interaction, { type: 5 })).toEqual(gone);
    expect(await bot.call('POST', bot.webhook(answered.interaction), { content: 'more' })).toEqual(gone);
    const original = bot.webhook(answered.interaction, '/messages/@original');
    expect(await bot.call('PATCH', original, { content: 'x' })).toEqual(gone);
  });

  it('that was deferred shows that the bot is thinking, and then its first follow-up', async () => {
    const { interaction, seen } = await asked();
    await bot.callback(interaction, { type: 5, data: { flags: 64 } });
    const loading = 128;
    const ephemeral = 64;
    expect(messageOf(await seen)).toMatchObject({ content: '', flags: loading | ephemeral });
    await bot.call('POST', bot.webhook(interaction), { content: 'here' });
    expect(await discord.messages(general())).toMatchObject([{ content: 'here', flags: ephemeral }]);
  });
});

describe('a modal', () => {
  it('is no message, but what answers it may be followed up', async () => {
    const { interaction, seen } = await asked();
    await bot.callback(interaction, modal);
    await seen;
    const original = bot.webhook(interaction, '/messages/@original');
    expect(await bot.call('GET', original)).toEqual({ status: 404, code: 10008 });
    expect(await bot.call('POST', bot.webhook(interaction), { content: 'more' })).toMatchObject({ status: 200 });
  });

  it('can be sent as long as the interaction lives that opened it', async () => {
    const first = await asked();
    await bot.callback(first.interaction, modal);
    const shown = modalOf(await first.seen);
    time += 15 * minute;
    const { interaction } = await bot.takes(discord.submit(shown, { name: 'Ada' }));
    time += 1;
    const reason = 'This form has expired.';
    expect(await discord.submit(shown, { name: 'Ada' })).toEqual({ result: 'failed', reason });
    // The submission is an interaction of its own, with 15 minutes of its own.
    expect(await bot.callback(interaction, hello)).toEqual({ status: 204 });
  });

  it('stays open until the bot has answered what was filled in', async () => {
    const first = await asked();
    await bot.callback(first.interaction, modal);
    const shown = modalOf(await first.seen);
    await bot.takes(discord.submit(shown, { name: 'Ada' }));
    const { interaction, seen } = await bot.takes(discord.submit(shown, { name: 'Augusta' }));
    expect(await bot.callback(interaction, hello)).toEqual({ status: 204 });
    expect(messageOf(await seen).content).toBe('hello');
    expect(await discord.submit(shown, { name: 'Ada' })).toMatchObject({ result: 'failed' });
  });
});
