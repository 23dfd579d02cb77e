import { Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, type AskedBot, messageOf, modalOf, startAskedBot } from '../../support/asked-bot.ts';
import { eventually } from '../../support/eventually.ts';

let bot: AskedBot;
let discord: AskedBot['discord'];

beforeAll(async () => {
  const topic = { type: 3, name: 'topic', description: 'Topic', autocomplete: true };
  bot = await startAskedBot([{ name: 'news', description: 'News', options: [topic] }]);
  ({ discord } = bot);
});
afterAll(() => bot.stop());

const modal = {
  custom_id: 'form',
  title: 'Form',
  components: [{ type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1 } }],
};
const button = { type: 1, components: [{ type: 2, style: 1, custom_id: 'more', label: 'More' }] };
const bodies: Readonly<Record<number, object>> = {
  1: {},
  4: { content: 'An answer' },
  5: {},
  6: {},
  7: { content: 'An update' },
  8: { choices: [] },
  9: modal,
  10: {},
  12: {},
};

const command = (): Promise<Asked> => bot.takes(discord.command('news'));
async function press(): Promise<Asked> {
  const { interaction, seen } = await command();
  await bot.callback(interaction, { type: 4, data: { content: 'A list', components: [button] } });
  return bot.takes(discord.press(messageOf(await seen), 'more'));
}
async function submission(first: Asked): Promise<Asked> {
  await bot.callback(first.interaction, { type: 9, data: modal });
  return bot.takes(discord.submit(modalOf(await first.seen), { name: 'Ada' }));
}
const typing = (): Promise<Asked> => {
  const data = { name: 'news', options: [{ name: 'topic', value: 'A', focused: true }] };
  return bot.takes(discord.ask({ type: 4, channel_id: discord.channels['general'] ?? '', data }));
};

describe('the first answer', () => {
  it.each<[string, () => Promise<Asked>, number[]]>([
    ['to a command', command, [4, 5, 9]],
    ['to a component', press, [4, 5, 6, 7, 9]],
    ['to typing', typing, [8]],
    ['to a modal that a command opened', async () => submission(await command()), [4, 5]],
    ['to a modal that a component opened', async () => submission(await press()), [4, 5, 6, 7]],
  ])('%s is of certain types', async (_what, asked, accepted) => {
    const [right = 4] = accepted;
    for (const type of Object.keys(bodies).map(Number)) {
      const { interaction } = await asked();
      const answer = await bot.callback(interaction, { type, data: bodies[type] });
      const expected = accepted.includes(type) ? { status: 204 } : { status: 400, code: 50035 };
      expect({ type, ...answer }).toEqual({ type, ...expected });
      // A refused answer leaves the interaction open.
      const again = await bot.callback(interaction, { type: right, data: bodies[right] });
      expect({ type, ...again }).toEqual({
        type,
        ...(accepted.includes(type) ? { status: 400, code: 40060 } : { status: 204 }),
      });
    }
  });

  it.each<[string, () => Promise<Asked>, number, object, object]>([
    ['a message', command, 4, { response_message_ephemeral: false }, { message: { content: 'An answer' } }],
    ['thinking', command, 5, { response_message_loading: true }, { message: { flags: 128 } }],
    ['an update', press, 7, { response_message_loading: false }, { message: { content: 'An update' } }],
    ['an update to come', press, 6, { response_message_id: expect.any(String) }, {}],
    ['a modal', command, 9, {}, {}],
  ])('says what became of it on request: %s', async (_what, asked, type, interaction, resource) => {
    const taken = await asked();
    const { body } = await bot.callback(taken.interaction, { type, data: bodies[type] }, '?with_response=true');
    expect(body).toMatchObject({
      interaction: { id: taken.interaction.id, type: taken.payload.type, ...interaction },
      resource: { type, ...resource },
    });
    const { resource: told } = body as { resource: object };
    expect('message' in told).toBe('message' in resource);
  });
});

describe('the message that answers', () => {
  it('a command says which one, and its follow-up which answer it follows', async () => {
    const { interaction, seen } = await command();
    await bot.callback(interaction, { type: 4, data: { content: 'first' } });
    const first = messageOf(await seen);
    const { body } = await bot.call('POST', bot.webhook(interaction), { content: 'second' });
    const metadata = {
      id: interaction.id,
      type: 2,
      user: { id: discord.ownerId },
      authorizing_integration_owners: { '0': discord.guildId },
      name: 'news',
      command_type: 1,
    };
    expect(first).toMatchObject({ type: 20, webhook_id: discord.botId, interaction_metadata: metadata });
    expect(body).toMatchObject({
      type: 19,
      message_reference: { message_id: first.id, channel_id: first.channel_id, guild_id: discord.guildId },
      interaction_metadata: { ...metadata, original_response_message_id: first.id },
    });
  });

  it('a component, or a modal that it opened, replies to its message', async () => {
    const pressed = await press();
    const list = pressed.payload.message?.id;
    const submitted = await submission(pressed);
    await bot.callback(submitted.interaction, { type: 4, data: bodies[4] });
    expect(messageOf(await submitted.seen)).toMatchObject({
      type: 19,
      message_reference: { message_id: list },
      interaction_metadata: {
        type: 5,
        triggering_interaction_metadata: { id: pressed.interaction.id, type: 3, interacted_message_id: list },
      },
    });
  });
});

describe('an answer that comes later', () => {
  const components = [{ type: 17, components: [{ type: 10, content: 'All the news' }] }];
  const v2 = 1 << 15;

  it('takes the place of "thinking" as it was deferred: ephemeral then, Components V2 only now', async () => {
    const { interaction, seen } = await command();
    const flags = 64 | (1 << 12) | v2;
    const original = bot.webhook(interaction, '/messages/@original');
    await bot.callback(interaction, { type: 5, data: { flags } });
    expect(messageOf(await seen)).toMatchObject({ flags: 64 | 128 });
    const { body } = await bot.call('PATCH', original, { components, flags: v2 });
    expect(body).toMatchObject({ flags: 64 | v2, edited_timestamp: null, components: [{ type: 17 }] });
    expect(await bot.call('PATCH', original, { content: 'text' })).toEqual({ status: 400, code: 50035 });
    expect((await bot.call('GET', original)).body).toEqual(body);
  });

  it('brings files, as the first answer and a follow-up do', async () => {
    const file = (name: string) => ({ attachment: Buffer.from(name), name });
    const { interaction, seen } = await command();
    if (!interaction.isRepliable()) throw new Error('A command can be replied to.');
    await interaction.reply({ files: [file('first.txt')] });
    expect(messageOf(await seen).attachments).toMatchObject([{ filename: 'first.txt', size: 9 }]);
    // An edit that names attachments keeps no others, and discord.js names those that it brings.
    const edited = await interaction.editReply({ files: [file('second.txt')] });
    expect(edited.attachments.map(({ name }) => name)).toEqual(['second.txt']);
    const { attachments } = await interaction.followUp({ files: [file('third.txt')], flags: 64 });
    expect(attachments.map(({ name }) => name)).toEqual(['third.txt']);
  });

  it('does not become ephemeral, nor public', async () => {
    const { interaction } = await command();
    await bot.callback(interaction, { type: 4, data: { content: 'for all' } });
    const edited = await bot.call('PATCH', bot.webhook(interaction, '/messages/@original'), {
      content: 'x',
      flags: 64,
    });
    expect(edited.body).toMatchObject({ flags: 0 });
    const { body } = await bot.call('POST', bot.webhook(interaction), { content: 'for one', flags: 64 });
    const { id } = body as { id: string };
    const public_ = await bot.call('PATCH', bot.webhook(interaction, `/messages/${id}`), { content: 'y', flags: 0 });
    expect(public_.body).toMatchObject({ content: 'y', flags: 64 });
  });

  it('can be taken back, also when one person alone sees it', async () => {
    const { interaction, seen } = await command();
    await bot.callback(interaction, { type: 4, data: { content: 'psst', flags: 64 | (1 << 12) } });
    const message = messageOf(await seen);
    expect(message.flags).toBe(64 | (1 << 12));
    const original = bot.webhook(interaction, '/messages/@original');
    const shown = async (as?: string) => (await discord.messages(message.channel_id, as)).map(({ id }) => id);
    expect(await shown()).toContain(message.id);
    expect(await shown(discord.memberId)).not.toContain(message.id);
    const read = await bot.client.rest.get(Routes.channelMessages(message.channel_id));
    expect(JSON.stringify(read)).not.toContain(message.id);
    expect(await bot.call('DELETE', original)).toEqual({ status: 204 });
    await eventually(async () => expect(await shown()).not.toContain(message.id));
    expect(await bot.call('GET', original)).toEqual({ status: 404, code: 10008 });
  });
});

it('a bot that may not speak in a channel answers there, with embeds, but does not call everyone', async () => {
  const channelId = discord.channels['ai'] ?? '';
  await discord.setPermissions(channelId, { deny: ['SendMessages', 'EmbedLinks'] });
  const { interaction, seen } = await bot.takes(discord.command('news', {}, { channelId }));
  const data = { content: '@everyone', embeds: [{ title: 'News' }], allowed_mentions: { parse: ['everyone'] } };
  expect(await bot.callback(interaction, { type: 4, data })).toEqual({ status: 204 });
  expect(messageOf(await seen)).toMatchObject({ embeds: [{ title: 'News' }], mention_everyone: false });
});
