import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageModal } from '../../../src/local-discord/page/contract.ts';
import { type Asked, type AskedBot, messageOf, modalOf, startAskedBot } from '../../support/asked-bot.ts';
import type { FilledIn } from '../../support/components.ts';

let bot: AskedBot;
let discord: AskedBot['discord'];

beforeAll(async () => {
  bot = await startAskedBot([{ name: 'ask', description: 'Asks' }]);
  ({ discord } = bot);
});
afterAll(() => bot.stop());

const input = (custom_id: string, more: object = {}) => ({ type: 4, custom_id, style: 1, ...more });
const label = (title: string, component: object) => ({ type: 18, label: title, component });
const options = ['red', 'blue'].map((value) => ({ label: value, value }));
const form = {
  custom_id: 'form',
  title: 'About you',
  components: [
    { type: 10, content: 'Please fill in' },
    label('Name', input('name', { min_length: 2, max_length: 5 })),
    label('Colour', { type: 3, custom_id: 'colour', options }),
    label('Friend', { type: 5, custom_id: 'friend', required: false }),
    label('Remark', input('remark', { required: false, style: 2 })),
  ],
};
const rows = {
  custom_id: 'rows',
  title: 'About you',
  components: ['first', 'second'].map((id) => ({
    type: 1,
    components: [input(id, { label: id, required: id === 'first' })],
  })),
};

async function opened(data: object = form, by?: Promise<Asked>): Promise<PageModal> {
  const { interaction, seen } = await (by ?? bot.takes(discord.command('ask')));
  expect(await bot.callback(interaction, { type: 9, data })).toEqual({ status: 204 });
  return modalOf(await seen);
}
async function submitted(modal: PageModal, filledIn: FilledIn) {
  const asked = await bot.takes(discord.submit(modal, filledIn));
  if (!asked.interaction.isModalSubmit()) throw new Error('A modal was submitted.');
  return { ...asked, interaction: asked.interaction };
}

describe('a modal', () => {
  it('with labels reaches the person as it is, and the bot with what they filled in', async () => {
    const modal = await opened();
    expect(modal).toMatchObject({ custom_id: 'form', title: 'About you', components: form.components });
    const filledIn = { name: 'Ada', colour: ['blue'], friend: [discord.memberId] };
    const { interaction, payload, seen } = await submitted(modal, filledIn);
    expect(payload.data).toMatchObject({
      custom_id: 'form',
      components: [
        { type: 10 },
        { type: 18, component: { type: 4, custom_id: 'name', value: 'Ada' } },
        { type: 18, component: { type: 3, custom_id: 'colour', values: ['blue'] } },
        { type: 18, component: { type: 5, custom_id: 'friend', values: [discord.memberId] } },
        { type: 18, component: { type: 4, custom_id: 'remark', value: '' } },
      ],
      resolved: { users: { [discord.memberId]: { username: 'member' } } },
    });
    expect(payload).not.toHaveProperty('message');
    const { fields } = interaction;
    expect(fields.getTextInputValue('name')).toBe('Ada');
    expect(fields.getStringSelectValues('colour')).toEqual(['blue']);
    expect(fields.getSelectedUsers('friend')?.map(({ id }) => id)).toEqual([discord.memberId]);
    await interaction.reply('Thank you');
    expect(messageOf(await seen).content).toBe('Thank you');
  });

  it('with rows, the older form, comes back in rows', async () => {
    const { interaction, payload, seen } = await submitted(await opened(rows), { first: 'one' });
    expect(payload.data).toMatchObject({
      components: [
        { type: 1, components: [{ type: 4, custom_id: 'first', value: 'one' }] },
        { type: 1, components: [{ type: 4, custom_id: 'second', value: '' }] },
      ],
    });
    await interaction.reply(`${interaction.fields.getTextInputValue('first')}!`);
    expect(messageOf(await seen).content).toBe('one!');
  });

  it('that a button opened works on the message of the button', async () => {
    const { interaction, seen } = await bot.takes(discord.command('ask'));
    const components = [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'edit', label: 'Edit' }] }];
    await bot.callback(interaction, { type: 4, data: { content: 'before', components } });
    const message = messageOf(await seen);
    for (const later of [false, true]) {
      const modal = await opened(form, bot.takes(discord.press(message, 'edit')));
      const sent = await submitted(modal, { name: 'Ada', colour: ['red'] });
      expect(sent.payload.message).toMatchObject({ id: message.id });
      if (!sent.interaction.isFromMessage()) throw new Error('The modal is from a message.');
      const content = `edited by Ada ${later ? 'later' : 'at once'}`;
      if (later) {
        await sent.interaction.deferUpdate();
        await sent.interaction.editReply({ content });
      } else await sent.interaction.update({ content });
      expect((await discord.messages(message.channel_id)).find(({ id }) => id === message.id)?.content).toBe(content);
    }
  });
});

describe('a person cannot send a modal', () => {
  const whole = { name: 'Ada', colour: ['red'] };

  it.each<[string, FilledIn, string]>([
    ['without a field that is required', { colour: ['red'] }, 'Name: This field is required.'],
    ['with nothing but spaces in it', { ...whole, name: '   ' }, 'Name: This field is required.'],
    ['with a text that is too short', { ...whole, name: 'A' }, 'Name: At least 2 characters are wanted.'],
    ['with a text that is too long', { ...whole, name: 'Augusta' }, 'Name: At most 5 characters are allowed.'],
    ['with a list for a text', { ...whole, name: ['Ada'] }, 'Name: This field is required.'],
    ['with a choice that is not offered', { ...whole, colour: ['green'] }, 'Colour: This is not one of the choices.'],
    ['with too many choices', { ...whole, colour: ['red', 'blue'] }, 'Colour: Choose 1.'],
    ['with someone who does not exist', { ...whole, friend: ['1'] }, 'Friend: There is no such thing to choose.'],
  ])('%s', async (_what, filledIn, reason) => {
    expect(await discord.submit(await opened(), filledIn)).toEqual({ result: 'failed', reason });
  });

  it('with fields that it does not have, that are of another kind, or twice', async () => {
    const { id, custom_id } = await opened();
    const send = (components: object[], form_id = custom_id) =>
      discord.ask({
        type: 5,
        channel_id: discord.channels['general'] ?? '',
        data: { id, custom_id: form_id, components },
      });
    const name = { type: 18, component: { type: 4, custom_id: 'name', value: 'Ada' } };
    const refused = async (components: object[], reason: RegExp, form_id?: string) =>
      expect(await send(components, form_id)).toEqual({ result: 'failed', reason: expect.stringMatching(reason) });
    await refused(
      [{ type: 18, component: { type: 4, custom_id: 'age', value: '36' } }],
      /^age: There is no such field/,
    );
    await refused([name, name], /^name: There is no such field, or it is given twice/);
    await refused([{ type: 18, component: { type: 3, custom_id: 'name', values: [] } }], /^Name: .*another kind/);
    await refused([{ type: 99 }], /not a form/);
    await refused([name], /another form/, 'other');
  });

  it('that someone else was shown', async () => {
    const modal = await opened();
    const reason = 'This form has expired.';
    expect(await discord.submit(modal, whole, { as: discord.memberId })).toEqual({ result: 'failed', reason });
  });
});
