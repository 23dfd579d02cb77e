import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskedBot, messageOf, startAskedBot } from '../../support/asked-bot.ts';

let bot: AskedBot;
let discord: AskedBot['discord'];

const command = (name: string, contexts: number[], integration_types: number[]) => ({
  name,
  description: name,
  contexts,
  integration_types,
});

beforeAll(async () => {
  bot = await startAskedBot([
    { ...command('guild', [0], [0]), default_member_permissions: '0' },
    command('conversation', [1], [0]),
    { ...command('both', [0, 1], [0, 1]), default_member_permissions: '0' },
    command('mine', [0, 1, 2], [1]),
    {
      ...command('typed', [0], [0]),
      options: [{ type: 3, name: 'day', description: 'Day', autocomplete: true }],
    },
  ]);
  ({ discord } = bot);
});
afterAll(() => bot.stop());

const { EmbedLinks, AttachFiles, MentionEveryone, UseExternalEmojis, UseExternalApps, ViewChannel } =
  PermissionFlagsBits;
const owners = async (asking: Parameters<AskedBot['takes']>[0]) => {
  const { interaction, payload } = await bot.takes(asking);
  await bot.callback(interaction, { type: 4, data: { content: 'Here' } });
  const { context, authorizing_integration_owners, app_permissions } = payload;
  return { context, owners: authorizing_integration_owners, rights: BigInt(app_permissions) };
};
/** Puts the guild into a state of its own, and back. */
async function withoutBot(run: (guildId: string) => Promise<void>): Promise<void> {
  discord.control.removeBot(discord.guildId);
  await run(discord.guildId);
  discord.control.inviteBot(discord.guildId);
}

describe('where a command can be used', () => {
  it('is as it was registered, and is offered so', async () => {
    const { guilds, directCommands } = await discord.state();
    expect(guilds[0]?.commands.map(({ name }) => name)).toEqual(['guild', 'both', 'mine', 'typed']);
    expect(directCommands.map(({ name }) => name)).toEqual(['conversation', 'both', 'mine']);
    const channelId = await discord.direct(discord.ownerId);
    const unknown = { result: 'failed', reason: 'The bot has no such command.' };
    expect(await discord.command('guild', {}, { channelId })).toEqual(unknown);
    expect(await discord.command('conversation')).toEqual(unknown);
  });

  it('tells the bot by whose installation it is used', async () => {
    const { guildId, ownerId } = discord;
    expect(await owners(discord.command('guild'))).toMatchObject({ context: 0, owners: { '0': guildId } });
    expect(await owners(discord.command('both'))).toMatchObject({ owners: { '0': guildId, '1': ownerId } });
    expect((await owners(discord.command('mine'))).owners).toEqual({ '1': ownerId });
  });

  it('is a conversation too, in which nobody needs rights', async () => {
    const as = discord.memberId;
    const channelId = await discord.direct(as);
    const { interaction, payload, seen } = await bot.takes(discord.command('both', {}, { as, channelId }));
    await bot.callback(interaction, { type: 4, data: { content: 'Hello' } });
    expect(messageOf(await seen)).toMatchObject({ channel_id: channelId, content: 'Hello' });
    expect(payload).toMatchObject({
      context: 1,
      channel: { id: channelId, type: 1 },
      user: { id: as },
      authorizing_integration_owners: { '0': '0', '1': as },
    });
    expect(payload).not.toHaveProperty('member');
    expect(payload).not.toHaveProperty('guild_id');
    const always = EmbedLinks | AttachFiles | MentionEveryone | UseExternalEmojis;
    expect(BigInt(payload.app_permissions) & always).toBe(always);
    expect(await discord.command('both', {}, { as: discord.ownerId, channelId })).toMatchObject({
      reason: 'There is no such channel.',
    });
  });
});

describe('a command that people have installed for themselves', () => {
  it('is left where the bot is not a member, with the rights of the person', async () => {
    await withoutBot(async () => {
      const { guilds } = await discord.state();
      expect(guilds[0]).toMatchObject({ hasBot: false, commands: [{ name: 'both' }, { name: 'mine' }] });
      expect(await discord.command('guild')).toMatchObject({ result: 'failed' });
      const used = await owners(discord.command('both'));
      expect(used).toMatchObject({ context: 0, owners: { '1': discord.ownerId } });
      expect(used.rights & (EmbedLinks | AttachFiles | ViewChannel)).toBe(EmbedLinks | AttachFiles | ViewChannel);
    });
  });

  it('has its components and modals answered there too, for everyone', async () => {
    await withoutBot(async () => {
      const { interaction, seen } = await bot.takes(discord.command('mine'));
      const button = { type: 2, style: 1, custom_id: 'more', label: 'More' };
      await bot.callback(interaction, {
        type: 4,
        data: { content: 'x', components: [{ type: 1, components: [button] }] },
      });
      const pressed = await bot.takes(discord.press(messageOf(await seen), 'more', { as: discord.memberId }));
      expect(pressed.payload).toMatchObject({
        authorizing_integration_owners: { '1': discord.ownerId },
        member: { user: { id: discord.memberId } },
      });
      await bot.callback(pressed.interaction, { type: 6 });
    });
  });

  it('is followed up five times at most', async () => {
    const { interaction } = await bot.takes(discord.command('mine'));
    await bot.callback(interaction, { type: 5 });
    const followUp = () => bot.call('POST', bot.webhook(interaction), { content: 'more' });
    // The first takes the place of "thinking", and is no follow-up.
    for (let count = 0; count < 6; count += 1) expect(await followUp()).toMatchObject({ status: 200 });
    expect(await followUp()).toEqual({ status: 400, code: 40094 });
    const free = await bot.takes(discord.command('both'));
    await bot.callback(free.interaction, { type: 4, data: { content: 'x' } });
    for (let count = 0; count < 6; count += 1)
      expect(await bot.call('POST', bot.webhook(free.interaction), { content: 'more' })).toMatchObject({ status: 200 });
  });

  it('is answered to the person alone where they may not let such applications speak', async () => {
    const { memberId } = discord;
    const answer = async () => {
      const { interaction, seen } = await bot.takes(discord.command('mine', {}, { as: memberId }));
      await bot.callback(interaction, { type: 4, data: { content: 'Hello' } });
      return messageOf(await seen).flags & 64;
    };
    const general = discord.channels['general'] ?? '';
    const deny = (bits: bigint) =>
      discord.control.setOverwrite(general, { id: memberId, type: 1, allow: '0', deny: String(bits) });
    await withoutBot(async () => {
      expect(await answer()).toBe(0);
      deny(UseExternalApps);
      expect(await answer()).toBe(64);
    });
    expect(await answer()).toBe(0);
    deny(0n);
  });
});

it.each([
  ['de', 'de'],
  ['he', 'he'],
  ['tlh', 'en-US'],
  [undefined, 'en-US'],
])('the language %s reaches the bot as %s', async (locale, told) => {
  const { interaction, payload } = await bot.takes(discord.command('mine', {}, locale === undefined ? {} : { locale }));
  expect(payload).toMatchObject({ locale: told, guild_locale: 'en-US' });
  await bot.callback(interaction, { type: 5 });
});

it.each([
  ['de', 'Heute'],
  ['en-US', 'Today, mate'],
  ['fr', 'Today'],
])('choices are offered in the language of the person: %s', async (locale, name) => {
  const data = { name: 'typed', options: [{ name: 'day', value: '', focused: true }] };
  const asking = { type: 4, channel_id: discord.channels['general'] ?? '', locale, data } as const;
  const { interaction, seen } = await bot.takes(discord.ask(asking));
  const choice = { name: 'Today', name_localizations: { de: 'Heute', 'en-GB': 'Today, mate' }, value: 'today' };
  await bot.callback(interaction, { type: 8, data: { choices: [choice] } });
  expect(await seen).toEqual({ result: 'choices', choices: [{ name, value: 'today' }] });
});

it('someone who is timed out, or does not see the channel, cannot use commands', async () => {
  const { guildId, memberId, control, channels } = discord;
  const use = () => discord.command('mine', {}, { as: memberId });
  control.setTimeout(guildId, memberId, Date.now() + 60_000);
  expect(await use()).toMatchObject({ reason: 'You do not have permission to use this command.' });
  control.setTimeout(guildId, memberId, undefined);
  control.setOverwrite(channels['general'] ?? '', { id: memberId, type: 1, allow: '0', deny: String(ViewChannel) });
  expect(await use()).toMatchObject({ reason: 'There is no such channel.' });
});
