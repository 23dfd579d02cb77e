import { afterAll, beforeAll, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

const flags = 1 << 15;
const text = (content: string) => ({ type: 10, content });

it('a message of Components V2 is stored with numbers and defaults, shown, and read back as it is', async () => {
  const { body: posted } = await calls.post({
    flags,
    components: [
      {
        type: 17,
        id: 2,
        components: [
          text('one'),
          { type: 14 },
          {
            type: 9,
            components: [text('two')],
            accessory: { type: 2, style: 5, label: 'x', url: 'https://a.example' },
          },
        ],
      },
      { type: 12, items: [{ media: { url: 'https://a.example/b.png' }, description: 'B' }] },
    ],
  });
  const components = [
    {
      type: 17,
      id: 2,
      accent_color: null,
      spoiler: false,
      components: [
        { type: 10, id: 1, content: 'one' },
        { type: 14, id: 3, divider: true, spacing: 1 },
        {
          type: 9,
          id: 4,
          components: [{ type: 10, id: 5, content: 'two' }],
          accessory: { type: 2, id: 6, style: 5, label: 'x', url: 'https://a.example' },
        },
      ],
    },
    { type: 12, id: 7, items: [{ media: { url: 'https://a.example/b.png' }, description: 'B', spoiler: false }] },
  ];
  expect(posted).toMatchObject({ content: '', embeds: [], flags, components });
  const read = await calls.call('GET', `${calls.channel()}/messages/${posted.id}`);
  expect(read.body).toMatchObject({ flags, components });
  const shown = (await discord.messages(discord.channels['news'] ?? '')).find(({ id }) => id === posted.id);
  expect(shown).toMatchObject({ components });
});

it('files are shown where a component names them', async () => {
  const path = `${calls.channel()}/messages`;
  const body = { flags, components: [{ type: 13, file: { url: 'attachment://a_b.txt' } }] };
  const { body: posted } = await calls.send('POST', path, body, [new File(['x'], 'a b.txt')]);
  expect(posted).toMatchObject({
    components: [{ type: 13, file: { url: expect.stringMatching(/^https:.*a_b\.txt$/) } }],
  });
});

it('people who are named in a text display are notified', async () => {
  const { body } = await calls.post({
    flags,
    components: [{ type: 17, components: [text(`<@${discord.memberId}>`)] }],
  });
  expect(body).toMatchObject({ mentions: [{ id: discord.memberId }] });
});

it('an edit turns a message into Components V2 for good', async () => {
  const { body } = await calls.post({ content: 'old', embeds: [{ title: 'old' }] });
  const path = `${calls.channel()}/messages/${body.id}`;
  const components = [text('new')];
  expect(await calls.call('PATCH', path, { flags, components })).toMatchObject({
    status: 400,
    body: { errors: { content: {}, embeds: {} } },
  });
  expect(await calls.call('PATCH', path, { flags, components, content: null, embeds: [] })).toMatchObject({
    status: 200,
    body: { flags, content: '', embeds: [], components },
  });
  expect(await calls.call('PATCH', path, { flags: 0 })).toMatchObject({ status: 400, body: { errors: { flags: {} } } });
  expect(await calls.call('PATCH', path, { components: [text('newer')] })).toMatchObject({
    status: 200,
    body: { flags, components: [{ content: 'newer' }] },
  });
  expect(await calls.call('PATCH', path, { components: [] })).toMatchObject({ status: 400, body: { code: 50006 } });
});
