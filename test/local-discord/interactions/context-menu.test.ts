import { ApplicationCommandType } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageMessage } from '../../../src/local-discord/page/message-contract.ts';
import { type AskedBot, messageOf, startAskedBot } from '../../support/asked-bot.ts';

let bot: AskedBot;
let discord: AskedBot['discord'];
let message: PageMessage;
let whisper: PageMessage;

const general = (): string => discord.channels['general'] ?? '';

async function answered(flags: number): Promise<PageMessage> {
  const { interaction, seen } = await bot.takes(discord.userCommand('Who', discord.memberId));
  await bot.callback(interaction, { type: 4, data: { content: 'An answer', flags } });
  return messageOf(await seen);
}

beforeAll(async () => {
  bot = await startAskedBot([
    { name: 'Who', type: ApplicationCommandType.User },
    { name: 'Keep', type: ApplicationCommandType.Message },
    { name: 'keep', description: 'Keeps' },
  ]);
  ({ discord } = bot);
  message = await answered(0);
  whisper = await answered(64);
});
afterAll(() => bot.stop());

describe('a command in the menu of a person', () => {
  it('reaches the bot with that person, and its answer names them', async () => {
    const { interaction, payload, seen } = await bot.takes(discord.userCommand('Who', discord.memberId));
    if (!interaction.isUserContextMenuCommand()) throw new Error('A user command was used.');
    expect(interaction.targetUser.username).toBe('member');
    expect(payload.data).toMatchObject({
      name: 'Who',
      type: 2,
      target_id: discord.memberId,
      resolved: { users: { [discord.memberId]: {} }, members: { [discord.memberId]: { roles: [] } } },
    });
    expect(payload.data).not.toHaveProperty('options');
    await interaction.reply('The member');
    expect(messageOf(await seen)).toMatchObject({
      type: 23,
      interaction_metadata: { name: 'Who', command_type: 2, target_user: { id: discord.memberId } },
    });
  });

  it('needs the right to send messages, which a slash command does not', async () => {
    const { guildId, memberId } = discord;
    discord.control.setOverwrite(general(), { id: guildId, type: 0, allow: '0', deny: String(1n << 11n) });
    expect(await discord.userCommand('Who', guildId, { as: memberId })).toMatchObject({
      result: 'failed',
      reason: expect.stringMatching(/permission/),
    });
    const { interaction } = await bot.takes(discord.command('keep', {}, { as: memberId }));
    await bot.callback(interaction, { type: 4, data: { content: 'Kept' } });
    discord.control.setOverwrite(general(), { id: guildId, type: 0, allow: '0', deny: '0' });
  });

  it('is not used on someone who does not exist', async () => {
    expect(await discord.userCommand('Who', '1')).toMatchObject({ reason: 'There is no such person.' });
  });
});

describe('a command in the menu of a message', () => {
  it('reaches the bot with the message, and its answer replies to it', async () => {
    const { interaction, payload, seen } = await bot.takes(discord.messageCommand('Keep', message));
    if (!interaction.isMessageContextMenuCommand()) throw new Error('A message command was used.');
    expect(interaction.targetMessage.content).toBe('An answer');
    expect(payload.data).toMatchObject({
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: {} } },
    });
    await interaction.reply('Kept');
    expect(messageOf(await seen)).toMatchObject({
      type: 23,
      message_reference: { message_id: message.id },
      interaction_metadata: { name: 'Keep', command_type: 3, target_message_id: message.id },
    });
  });

  it('is not used on a message of another channel, nor on one that one person alone sees', async () => {
    const refused = { result: 'failed', reason: 'There is no such message.' };
    const channelId = discord.channels['news'] ?? '';
    expect(await discord.messageCommand('Keep', message, { channelId })).toEqual(refused);
    expect(await discord.messageCommand('Keep', whisper)).toEqual(refused);
  });
});
