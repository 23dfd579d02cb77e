import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let discord: LocalDiscordHarness;

beforeAll(async () => {
  discord = await startLocalDiscord();
});
afterAll(() => discord.close());

interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly code?: number;
    readonly errors?: object;
    readonly [key: string]: unknown;
  };
}

async function call(method: string, path: string, body?: unknown, token = discord.token): Promise<Answer> {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

const channel = (name = 'news'): string => `/channels/${discord.channels[name]}`;
const post = (body: unknown): Promise<Answer> => call('POST', `${channel()}/messages`, body);
const nowhere = '1234567890123456789';

describe('what does not exist is refused by its code', () => {
  it.each<[string, string, () => string, number, number]>([
    ['a channel', 'GET', () => `/channels/${nowhere}`, 404, 10003],
    ['messages of a channel', 'GET', () => `/channels/${nowhere}/messages`, 404, 10003],
    ['a message', 'GET', () => `${channel()}/messages/${nowhere}`, 404, 10008],
    ['a message to edit', 'PATCH', () => `${channel()}/messages/${nowhere}`, 404, 10008],
    ['a message to delete', 'DELETE', () => `${channel()}/messages/${nowhere}`, 404, 10008],
    ['a message id that is no number', 'GET', () => `${channel()}/messages/latest`, 404, 10008],
    ['a guild', 'GET', () => `/guilds/${nowhere}`, 404, 10004],
    ['a member', 'GET', () => `/guilds/${discord.guildId}/members/${nowhere}`, 404, 10007],
    ['an application', 'GET', () => `/applications/${nowhere}/commands`, 404, 10002],
    ['a command', 'DELETE', () => `/applications/${discord.botId}/commands/${nowhere}`, 404, 10063],
    ['an interaction', 'POST', () => `/interactions/${nowhere}/token/callback`, 404, 10062],
    ['the token of an interaction', 'POST', () => `/webhooks/${discord.botId}/token`, 404, 10015],
    ['a route', 'GET', () => '/weather', 404, 0],
    ['a message in a category', 'POST', () => `${channel('Newsroom')}/messages`, 400, 50008],
  ])('%s', async (_what, method, path, status, code) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : { type: 4, content: 'x' };
    expect(await call(method, path(), body)).toMatchObject({ status, body: { code } });
  });
});

it('a wrong token is refused with 401, whatever is asked', async () => {
  const unauthorized = { status: 401, body: { code: 0, message: '401: Unauthorized' } };
  expect(await call('GET', '/gateway/bot', undefined, 'wrong')).toMatchObject(unauthorized);
  expect(await call('POST', `${channel()}/messages`, { content: 'x' }, 'wrong')).toMatchObject(unauthorized);
});

describe('a body with a mistake is refused with its place and Discord’s code for it', () => {
  const row = (...components: object[]) => ({ content: 'x', components: [{ type: 1, components }] });
  const button = (more: object) => ({ type: 2, style: 1, label: 'x', custom_id: 'x', ...more });
  const link = (url: string) => ({ type: 2, style: 5, label: 'x', url });
  const embed = (more: object) => ({ embeds: [{ title: 'x', ...more }] });
  const embeds = (count: number, length: number) =>
    Array.from({ length: count }, () => ({ description: 'x'.repeat(length) }));
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` }));

  it.each([
    ['content of 2,001 characters', { content: 'x'.repeat(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
    ['content that is a number', { content: 5 }, 'content', 'STRING_TYPE_CONVERT'],
    ['a title of 257', embed({ title: 'x'.repeat(257) }), 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
    [
      'a description of 4,097',
      embed({ description: 'x'.repeat(4097) }),
      'embeds.0.description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field without a value',
      embed({ fields: [{ name: 'x', value: ' ' }] }),
      'embeds.0.fields.0.value',
      'BASE_TYPE_REQUIRED',
    ],
    [
      '26 fields',
      embed({ fields: Array(26).fill({ name: 'x', value: 'x' }) }),
      'embeds.0.fields',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['an empty address', embed({ url: '' }), 'embeds.0.url', 'URL_TYPE_INVALID_SCHEME'],
    ['a javascript address', embed({ url: 'javascript:alert(1)' }), 'embeds.0.url', 'URL_TYPE_INVALID_SCHEME'],
    ['an attachment as a link', embed({ url: 'attachment://a.png' }), 'embeds.0.url', 'URL_TYPE_INVALID_SCHEME'],
    [
      'an ftp picture',
      embed({ image: { url: 'ftp://a.example/b.png' } }),
      'embeds.0.image.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['a malformed address', embed({ url: 'https://' }), 'embeds.0.url', 'URL_TYPE_INVALID_URL'],
    [
      'an address of 2,049',
      embed({ url: `https://a.example/${'x'.repeat(2031)}` }),
      'embeds.0.url',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a colour too big', embed({ color: 16_777_216 }), 'embeds.0.color', 'NUMBER_TYPE_MAX'],
    ['half a colour', embed({ color: 0.5 }), 'embeds.0.color', 'NUMBER_TYPE_COERCE'],
    ['a time that is none', embed({ timestamp: 'yesterday' }), 'embeds.0.timestamp', 'DATE_TIME_TYPE_PARSE'],
    ['11 embeds', { embeds: embeds(11, 1) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
    [
      '6,001 characters over all embeds',
      { embeds: [...embeds(2, 3000), { title: 'x' }] },
      'embeds',
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a nonce of 26', { content: 'x', nonce: 'x'.repeat(26) }, 'nonce', 'BASE_TYPE_MAX_LENGTH'],
    [
      'a label of 81',
      row(button({ label: 'x'.repeat(81) })),
      'components.0.components.0.label',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a custom_id of 101',
      row(button({ custom_id: 'x'.repeat(101) })),
      'components.0.components.0.custom_id',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['an empty custom_id', row(button({ custom_id: '' })), 'components.0.components.0.custom_id', 'BASE_TYPE_REQUIRED'],
    [
      'a button without a custom_id',
      row({ type: 2, style: 1, label: 'x' }),
      'components.0.components.0.custom_id',
      'BASE_TYPE_REQUIRED',
    ],
    [
      'one custom_id twice',
      row(button({}), button({})),
      'components.0.components.1.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a link of 513',
      row(link(`https://a.example/${'x'.repeat(495)}`)),
      'components.0.components.0.url',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a link to a script',
      row(link('javascript:alert(1)')),
      'components.0.components.0.url',
      'URL_TYPE_INVALID_SCHEME',
    ],
    [
      'six buttons in a row',
      row(...Array.from({ length: 6 }, (_, n) => button({ custom_id: `${n}` }))),
      'components.0.components',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a menu beside a button',
      row(button({}), { type: 3, custom_id: 'y', options: options(1) }),
      'components.0',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      '26 options',
      row({ type: 3, custom_id: 'y', options: options(26) }),
      'components.0.components.0.options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an option twice',
      row({ type: 3, custom_id: 'y', options: [...options(1), ...options(1)] }),
      'components.0.components.0.options.1',
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'six rows',
      {
        content: 'x',
        components: Array.from({ length: 6 }, (_, n) => row(button({ custom_id: `${n}` })).components[0]),
      },
      'components',
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a button outside a row', { content: 'x', components: [button({})] }, 'components.0', 'UNION_TYPE_CHOICES'],
    ['Components V2', { content: 'x', flags: 1 << 15 }, 'flags', 'BASE_TYPE_CHOICES'],
    [
      'users parsed and listed',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'allowed_mentions',
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
  ])('%s', async (_what, body, path, code) => {
    const before = await discord.messages(discord.channels['news'] ?? '');
    const { status, body: answer } = await post(body);
    expect({ status, code: answer.code, message: answer['message'] }).toEqual({
      status: 400,
      code: 50035,
      message: 'Invalid Form Body',
    });
    expect(answer.errors).toHaveProperty(`${path}._errors.0.code`, code);
    expect(await discord.messages(discord.channels['news'] ?? '')).toEqual(before);
  });

  it('counts code points, without white space around them', async () => {
    expect(await post({ content: `  ${'🔥'.repeat(2000)}  ` })).toMatchObject({ status: 200 });
    expect(await post(embed({ title: '🔥'.repeat(256) }))).toMatchObject({ status: 200 });
    expect(await post(embed({ title: '🔥'.repeat(257) }))).toMatchObject({ status: 400 });
  });

  it.each([
    ['nothing', {}],
    ['white space', { content: ' \n ' }],
    ['an embed that shows nothing', { embeds: [{ color: 1 }] }],
  ])('a message of %s is empty', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: 50006 } });
  });

  it('what is not JSON is refused with 50109', async () => {
    expect(await post('{"content":')).toMatchObject({ status: 400, body: { code: 50109 } });
    expect(await post('['.repeat(10_000) + ']'.repeat(10_000))).toMatchObject({ status: 400, body: { code: 50109 } });
  });
});

describe('a command with a mistake is refused likewise', () => {
  const command = { name: 'news', description: 'News' };
  const option = { type: 3, name: 'topic', description: 'Topic' };
  it.each([
    ['a name with a capital', [{ ...command, name: 'News' }], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', [{ ...command, name: 'the news' }], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name of 33', [{ ...command, name: 'x'.repeat(33) }], '0.name', 'BASE_TYPE_MAX_LENGTH'],
    ['no description', [{ name: 'news' }], '0.description', 'BASE_TYPE_REQUIRED'],
    ['a description of 101', [{ ...command, description: 'x'.repeat(101) }], '0.description', 'BASE_TYPE_MAX_LENGTH'],
    ['a name twice', [command, command], '1', 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
    [
      '26 options',
      [{ ...command, options: Array.from({ length: 26 }, (_, n) => ({ ...option, name: `o${n}` })) }],
      '0.options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a required option last',
      [{ ...command, options: [option, { ...option, name: 'b', required: true }] }],
      '0.options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      '26 choices',
      [
        {
          ...command,
          options: [{ ...option, choices: Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` })) }],
        },
      ],
      '0.options.0.choices',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      '8,001 characters in all',
      [
        {
          ...command,
          options: Array.from({ length: 4 }, (_, n) => ({
            ...option,
            name: `o${n}`,
            choices: Array.from({ length: 25 }, (_c, c) => ({
              name: `${c}`.padEnd(50, 'x'),
              value: `${c}`.padEnd(50, 'x'),
            })),
          })),
        },
      ],
      '0',
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
    [
      '101 commands',
      Array.from({ length: 101 }, (_, n) => ({ ...command, name: `n${n}` })),
      '',
      'BASE_TYPE_MAX_LENGTH',
    ],
  ])('%s', async (_what, body, path, code) => {
    const { status, body: answer } = await call('PUT', `/applications/${discord.botId}/commands`, body);
    expect({ status, code: answer.code }).toEqual({ status: 400, code: 50035 });
    expect(answer.errors).toHaveProperty(`${path}${path && '.'}_errors.0.code`, code);
  });
});

it('a failure of the server is told as Discord tells it, and why to whoever runs it', async () => {
  const reason = new Error('The clock has stopped.');
  let stopped = false;
  const broken = await startLocalDiscord({
    clock: {
      now: () => {
        if (stopped) throw reason;
        return Date.now();
      },
    },
  });
  stopped = true;
  const response = await fetch(`${broken.apiUrl}/v10/channels/${broken.channels['news']}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${broken.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'x' }),
  });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: '500: Internal Server Error', code: 0 });
  expect(broken.failures).toEqual([reason]);
  stopped = false;
  await broken.close();
});

describe('rights that the bot lacks are refused', () => {
  let message: string;
  beforeEach(async () => {
    await discord.setPermissions(discord.channels['ai'] ?? '', {});
    message = (await call('POST', `${channel('ai')}/messages`, { content: 'x', embeds: [{ title: 't' }] })).body.id;
  });

  it.each([
    ['posting without SendMessages', 'SendMessages', 'POST', '/messages', { content: 'x' }, 403, 50013],
    ['an embed without EmbedLinks', 'EmbedLinks', 'POST', '/messages', { embeds: [{ title: 'x' }] }, 403, 50013],
    ['a channel without ViewChannel', 'ViewChannel', 'GET', '', undefined, 403, 50001],
    ['posting without ViewChannel', 'ViewChannel', 'POST', '/messages', { content: 'x' }, 403, 50001],
    ['a message without ReadMessageHistory', 'ReadMessageHistory', 'GET', '/messages/MESSAGE', undefined, 403, 50013],
  ] as const)('%s', async (_what, right, method, path, body, status, code) => {
    await discord.setPermissions(discord.channels['ai'] ?? '', { deny: [right] });
    const answer = await call(method, channel('ai') + path.replace('MESSAGE', message), body);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('a channel reads as empty without ReadMessageHistory', async () => {
    await discord.setPermissions(discord.channels['ai'] ?? '', { deny: ['ReadMessageHistory'] });
    expect((await call('GET', `${channel('ai')}/messages`)).body).toEqual([]);
  });

  it('an edit loses its embeds without EmbedLinks, and says nothing', async () => {
    await discord.setPermissions(discord.channels['ai'] ?? '', { deny: ['EmbedLinks'] });
    const answer = await call('PATCH', `${channel('ai')}/messages/${message}`, { embeds: [{ title: 'new' }] });
    expect(answer).toMatchObject({ status: 200, body: { content: 'x', embeds: [] } });
  });
});

describe('messages', () => {
  it('are read back in pages, newest first', async () => {
    const path = `${channel('general')}/messages`;
    const ids: string[] = [];
    for (const content of ['1', '2', '3', '4', '5']) ids.push((await call('POST', path, { content })).body.id);
    const read = async (query: string) => {
      const { body } = await call('GET', `${path}?${query}`);
      return Array.isArray(body) ? body.map(({ content }) => content) : body;
    };
    expect(await read('limit=2')).toEqual(['5', '4']);
    expect(await read(`limit=2&before=${ids[3]}`)).toEqual(['3', '2']);
    expect(await read(`limit=2&after=${ids[0]}`)).toEqual(['3', '2']);
    expect(await read(`limit=3&around=${ids[2]}`)).toEqual(['4', '3', '2']);
    expect(await read('limit=101')).toMatchObject({ code: 50035, errors: { limit: {} } });
  });

  it('keep what an edit does not name, and lose what it clears', async () => {
    const { body } = await post({ content: 'x', embeds: [{ title: 't' }] });
    const path = `${channel()}/messages/${body.id}`;
    expect((await call('PATCH', path, { content: 'y' })).body).toMatchObject({
      content: 'y',
      embeds: [{ title: 't' }],
    });
    expect((await call('PATCH', path, { content: null })).body).toMatchObject({
      content: '',
      embeds: [{ title: 't' }],
    });
    expect((await call('PATCH', path, { embeds: [] })).body).toMatchObject({ code: 50006 });
    expect(await call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await call('DELETE', path)).toMatchObject({ status: 404, body: { code: 10008 } });
  });

  it('notify only whom allowed_mentions allows', async () => {
    const content = `<@${discord.memberId}> @everyone`;
    const notified = async (more: object) => {
      const { mentions, mention_everyone } = (await post({ content, ...more })).body;
      return { people: Array.isArray(mentions) ? mentions.length : mentions, everyone: mention_everyone };
    };
    expect(await notified({})).toEqual({ people: 1, everyone: false });
    expect(await notified({ allowed_mentions: { parse: [] } })).toEqual({ people: 0, everyone: false });
    await discord.setPermissions(discord.channels['news'] ?? '', { allow: ['MentionEveryone'] });
    expect(await notified({})).toEqual({ people: 1, everyone: true });
    expect(await notified({ allowed_mentions: { users: [discord.memberId] } })).toEqual({ people: 1, everyone: false });
  });

  it('take files along, in a form', async () => {
    const form = new FormData();
    form.set('payload_json', JSON.stringify({ content: 'see' }));
    form.set('files[0]', new File(['hello'], 'a b.txt', { type: 'text/plain' }));
    const headers = { authorization: `Bot ${discord.token}` };
    const response = await fetch(`${discord.apiUrl}/v10${channel()}/messages`, { method: 'POST', headers, body: form });
    expect(await response.json()).toMatchObject({ content: 'see', attachments: [{ filename: 'a_b.txt', size: 5 }] });
  });
});
