import { type AutocompleteInteraction, type ChatInputCommandInteraction, type Client, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { type LocalDiscordHarness, type Seen, startLocalDiscord } from '../support/local-discord.ts';

const minute = 60_000;
let time: number;
let discord: LocalDiscordHarness;
let client: Client<true>;

async function start(options: { answerWithinMs?: number } = {}): Promise<void> {
  time = Date.UTC(2026, 10, 20, 12);
  discord = await startLocalDiscord({ clock: { now: () => time }, ...options });
  client = await connect(discord);
  const topic = { type: 3, name: 'topic', description: 'Topic', autocomplete: true };
  await client.application.commands.set([{ name: 'news', description: 'News', options: [topic] }]);
}
async function stop(): Promise<void> {
  await client.destroy();
  await discord.close();
}

beforeEach(() => start());
afterEach(stop);

/** A person sends the command; the interaction that the bot got, and what the person will see. */
async function asked(): Promise<{ interaction: ChatInputCommandInteraction; seen: Promise<Seen> }> {
  const got = new Promise<ChatInputCommandInteraction>((resolve) =>
    client.once(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) resolve(interaction);
    }),
  );
  const seen = discord.command('news');
  return { interaction: await got, seen };
}

/** A person types an option of the command; the interaction that the bot got, and what the person is offered. */
async function typed(): Promise<{ interaction: AutocompleteInteraction; offered: Promise<unknown> }> {
  const got = new Promise<AutocompleteInteraction>((resolve) =>
    client.once(Events.InteractionCreate, (interaction) => {
      if (interaction.isAutocomplete()) resolve(interaction);
    }),
  );
  const offered = discord.autocomplete('news', 'topic');
  return { interaction: await got, offered };
}

async function call(method: string, path: string, body?: object): Promise<{ status: number; code?: number }> {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = response.status === 204 ? {} : await response.json();
  return { status: response.status, code: Reflect.get(Object(answer), 'code') };
}

type Asked = Pick<ChatInputCommandInteraction, 'id' | 'token'>;
const callback = ({ id, token }: Asked, body: object) => call('POST', `/interactions/${id}/${token}/callback`, body);
const webhook = ({ token }: Asked, rest = '') => `/webhooks/${discord.botId}/${token}${rest}`;
const hello = { type: 4, data: { content: 'hello' } };

describe('an interaction', () => {
  it('that was not answered in time is unknown afterwards', async () => {
    await stop();
    await start({ answerWithinMs: 20 });
    const { interaction, seen } = await asked();
    expect(await seen).toEqual({ result: 'failed', reason: 'The application did not respond.' });
    expect(await callback(interaction, hello)).toEqual({ status: 404, code: 10062 });
    expect(await call('POST', webhook(interaction), { content: 'x' })).toEqual({ status: 404, code: 10015 });
  });

  it('has no messages before it is answered, and takes one answer', async () => {
    const { interaction } = await asked();
    expect(await call('GET', webhook(interaction, '/messages/%40original'))).toEqual({ status: 404, code: 10015 });
    expect(await callback(interaction, hello)).toMatchObject({ status: 204 });
    expect(await callback(interaction, hello)).toEqual({ status: 400, code: 40060 });
  });

  it('is still open after an answer that was refused', async () => {
    const { interaction, seen } = await asked();
    expect(await callback(interaction, { type: 4, data: { content: '' } })).toEqual({ status: 400, code: 50006 });
    expect(await callback(interaction, { type: 4, data: { content: 'x'.repeat(2001) } })).toEqual({
      status: 400,
      code: 50035,
    });
    expect(await callback(interaction, { type: 8, data: { choices: [] } })).toEqual({ status: 400, code: 50035 });
    expect(await callback(interaction, hello)).toMatchObject({ status: 204 });
    expect(await seen).toMatchObject({ message: { content: 'hello' } });
  });

  it('can be followed up, edited and taken back for 15 minutes', async () => {
    const { interaction, seen } = await asked();
    await callback(interaction, hello);
    await seen;
    const original = webhook(interaction, '/messages/%40original');
    time += 15 * minute;
    expect(await call('PATCH', original, { content: 'later' })).toMatchObject({ status: 200 });
    expect(await call('POST', webhook(interaction), { content: 'more' })).toMatchObject({ status: 200 });
    time += 1;
    expect(await call('PATCH', original, { content: 'too late' })).toEqual({ status: 401, code: 50027 });
    expect(await call('DELETE', original)).toEqual({ status: 401, code: 50027 });
    const messages = await discord.messages(discord.channels['general'] ?? '');
    expect(messages.map(({ content }) => content)).toEqual(['later', 'more']);
  });

  it('gives no power over messages that do not answer it', async () => {
    const channel = await client.channels.fetch(discord.channels['general'] ?? '');
    const { id } = channel?.isSendable() ? await channel.send('a card') : { id: '' };
    const { interaction } = await asked();
    await callback(interaction, hello);
    expect(await call('PATCH', webhook(interaction, `/messages/${id}`), { content: 'x' })).toEqual({
      status: 404,
      code: 10008,
    });
  });

  it('of someone typing gives no right to messages', async () => {
    const { interaction, offered } = await typed();
    const choices = [{ name: 'AI', value: 'AI' }];
    expect(await callback(interaction, { type: 8, data: { choices } })).toMatchObject({ status: 204 });
    expect(await offered).toEqual(choices);
    expect(await call('POST', webhook(interaction), { content: 'x' })).toEqual({ status: 404, code: 10015 });
    expect(await discord.messages(discord.channels['general'] ?? '')).toEqual([]);
  });

  it('whose channel is gone takes neither an answer nor more of it', async () => {
    const gone = { status: 404, code: 10003 };
    const [answered, waiting] = [await asked(), await asked()];
    waiting.seen.catch(() => undefined);
    await callback(answered.interaction, hello);
    await answered.seen;
    await discord.deleteChannel(discord.channels['general'] ?? '');
    expect(await callback(waiting.interaction, hello)).toEqual(gone);
    expect(await callback(waiting.interaction, { type: 5 })).toEqual(gone);
    expect(await call('POST', webhook(answered.interaction), { content: 'more' })).toEqual(gone);
    expect(await call('PATCH', webhook(answered.interaction, '/messages/%40original'), { content: 'x' })).toEqual(gone);
  });

  it('that was deferred shows that the bot is thinking, and then its first follow-up', async () => {
    const { interaction, seen } = await asked();
    await callback(interaction, { type: 5, data: { flags: 64 } });
    const loading = 128;
    const ephemeral = 64;
    expect(await seen).toMatchObject({ message: { content: '', flags: loading | ephemeral } });
    await call('POST', webhook(interaction), { content: 'here' });
    expect(await discord.messages(discord.channels['general'] ?? '')).toMatchObject([
      { content: 'here', flags: ephemeral },
    ]);
  });
});
