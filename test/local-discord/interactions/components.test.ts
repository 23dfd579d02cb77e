import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageMessage } from '../../../src/local-discord/page/message-contract.ts';
import { type AskedBot, messageOf, startAskedBot } from '../../support/asked-bot.ts';

let bot: AskedBot;
let discord: AskedBot['discord'];
let message: PageMessage;

const v2 = 1 << 15;
const button = (custom_id: string, more: object = {}) => ({ type: 2, style: 1, custom_id, label: custom_id, ...more });
const row = (...components: object[]) => ({ type: 1, components });
const options = ['1', '2', '3'].map((value) => ({ label: value, value }));
const text = { type: 10, content: 'text' };
const components = [
  { type: 9, components: [text], accessory: button('beside') },
  {
    type: 17,
    components: [
      { type: 9, components: [text], accessory: button('deep') },
      row(button('asleep', { disabled: true }), button('awake')),
      row({ type: 3, custom_id: 'some', options, min_values: 0, max_values: 2 }),
    ],
  },
  row({ type: 5, custom_id: 'user' }),
  row({ type: 6, custom_id: 'role' }),
  row({ type: 7, custom_id: 'mentionable', max_values: 2 }),
  row({ type: 8, custom_id: 'channel', channel_types: [0] }),
];

beforeAll(async () => {
  bot = await startAskedBot([{ name: 'list', description: 'A list' }]);
  ({ discord } = bot);
});
afterAll(() => bot.stop());
beforeEach(async () => {
  const { interaction, seen } = await bot.takes(discord.command('list'));
  await bot.callback(interaction, { type: 4, data: { components, flags: v2 } });
  message = messageOf(await seen);
});

describe('a component anywhere in a message', () => {
  it.each(['beside', 'deep', 'awake'])('reaches the bot with its message: %s', async (custom_id) => {
    const { interaction, payload, seen } = await bot.takes(discord.press(message, custom_id, { as: discord.memberId }));
    expect(payload).toMatchObject({
      type: 3,
      data: { custom_id, component_type: 2 },
      message: {
        id: message.id,
        flags: v2,
        components: [{ type: 9 }, { type: 17 }, row({ min_values: 1, max_values: 1 }), {}, {}, {}],
      },
      member: { user: { id: discord.memberId } },
      authorizing_integration_owners: { '0': discord.guildId },
    });
    await bot.callback(interaction, { type: 7, data: { components: [text] } });
    expect(messageOf(await seen)).toMatchObject({ id: message.id, components: [{ content: 'text' }] });
  });

  it('that is disabled cannot be used', async () => {
    const reason = 'The component is disabled.';
    expect(await discord.press(message, 'asleep')).toEqual({ result: 'failed', reason });
  });
});

describe('a menu', () => {
  const guildId = (): string => discord.guildId;
  const memberId = (): string => discord.memberId;
  const channelId = (name: string): string => discord.channels[name] ?? '';

  it.each<[string, string, () => string[], (ids: string[]) => object]>([
    ['nothing, where nothing is enough', 'some', () => [], () => ({ component_type: 3, values: [] })],
    ['several texts', 'some', () => ['3', '1'], (values) => ({ component_type: 3, values })],
    [
      'a person',
      'user',
      () => [memberId()],
      ([id = '']) => ({ resolved: { users: { [id]: { username: 'member' } }, members: { [id]: { roles: [] } } } }),
    ],
    ['a role', 'role', () => [guildId()], ([id = '']) => ({ resolved: { roles: { [id]: { name: '@everyone' } } } })],
    [
      'a person and a role',
      'mentionable',
      () => [memberId(), guildId()],
      ([user = '', role = '']) => ({
        resolved: { users: { [user]: {} }, members: { [user]: {} }, roles: { [role]: {} } },
      }),
    ],
    [
      'a channel',
      'channel',
      () => [channelId('news')],
      ([id = '']) => ({
        resolved: { channels: { [id]: { name: 'news', type: 0, app_permissions: expect.stringMatching(/^\d+$/) } } },
      }),
    ],
  ])('sends what was chosen, and what stands behind it: %s', async (_what, menu, chosen, data) => {
    const values = chosen();
    const { interaction, payload, seen } = await bot.takes(discord.choose(message, menu, values));
    expect(payload.data).toMatchObject({ custom_id: menu, values, ...data(values) });
    await bot.callback(interaction, { type: 6 });
    expect(messageOf(await seen).id).toBe(message.id);
  });

  it.each<[string, string, () => string[], string]>([
    ['too many', 'some', () => ['1', '2', '3'], 'Choose 0 to 2.'],
    ['the same twice', 'some', () => ['1', '1'], 'Choose 0 to 2.'],
    ['none where one is needed', 'user', () => [], 'Choose 1.'],
    ['what is not offered', 'some', () => ['4'], 'This is not one of the choices.'],
    ['a role as a person', 'user', () => [guildId()], 'There is no such thing to choose.'],
    [
      'a channel of another kind',
      'channel',
      () => [channelId('announcements')],
      'This kind of channel cannot be chosen.',
    ],
  ])('does not take %s', async (_what, menu, chosen, reason) => {
    expect(await discord.choose(message, menu, chosen())).toEqual({ result: 'failed', reason });
  });
});
