import type { Answer, Ask, Row, Scene, Source } from './row.ts';

const create = 'docs: resources/message#create-message' as const;
const limits = 'openapi: MessageCreateRequest' as const;

const post =
  (body: unknown, channel = 'news') =>
  (scene: Scene): Ask => ({ method: 'POST', path: `/channels/${scene.channel(channel)}/messages`, body });

const posted = (what: string, body: object, answer: Answer, source: Source): Row => ({
  what,
  ask: post(body),
  answer,
  source,
});
const invalid = (errors: Record<string, string>): Answer => ({ status: 400, code: 50035, errors });

export const messageRows: readonly Row[] = [
  posted(
    'a text',
    { content: 'Hello' },
    { status: 200, body: { content: 'Hello', type: 0, pinned: false, tts: false } },
    create,
  ),
  posted(
    'white space around a text is gone',
    { content: '  a \n' },
    { status: 200, body: { content: 'a' } },
    'thread: discord/discord-api-docs#1315',
  ),
  posted('2,000 characters', { content: 'x'.repeat(2000) }, { status: 200 }, create),
  posted('2,001 characters', { content: 'x'.repeat(2001) }, invalid({ content: 'BASE_TYPE_MAX_LENGTH' }), create),
  posted(
    '2,000 characters beyond the basic plane',
    { content: '🔥'.repeat(2000) },
    { status: 200 },
    'thread: discord/discord-api-docs#1315',
  ),
  posted('nothing at all', {}, { status: 400, code: 50006 }, create),
  posted('white space alone', { content: ' \n ' }, { status: 400, code: 50006 }, create),
  posted('ten embeds', { embeds: Array(10).fill({ title: 'x' }) }, { status: 200 }, create),
  posted(
    'eleven embeds',
    { embeds: Array(11).fill({ title: 'x' }) },
    invalid({ embeds: 'BASE_TYPE_MAX_LENGTH' }),
    create,
  ),
  posted(
    'a nonce of 25 characters',
    { content: 'x', nonce: 'n'.repeat(25) },
    { status: 200, body: { nonce: 'n'.repeat(25) } },
    create,
  ),
  posted('a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }, { status: 400, code: 50035 }, create),
  posted(
    'four stickers',
    { sticker_ids: ['1', '2', '3', '4'] },
    invalid({ sticker_ids: 'BASE_TYPE_MAX_LENGTH' }),
    create,
  ),
  posted(
    'everyone in parse and no ids',
    { content: 'x', allowed_mentions: { parse: ['everyone'] } },
    { status: 200 },
    'docs: resources/message#allowed-mentions-object',
  ),
  posted(
    'an unknown kind of mention',
    { content: 'x', allowed_mentions: { parse: ['cats'] } },
    { status: 400, code: 50035 },
    limits,
  ),
  posted(
    '101 users to mention',
    { content: 'x', allowed_mentions: { users: Array.from({ length: 101 }, (_, id) => String(id)) } },
    invalid({ 'allowed_mentions.users': 'BASE_TYPE_MAX_LENGTH' }),
    'docs: resources/message#allowed-mentions-object',
  ),
  posted(
    'no notifications',
    { content: 'x', flags: 1 << 12 },
    { status: 200, body: { flags: 1 << 12 } },
    'docs: resources/message#message-object-message-flags',
  ),
  posted(
    'suppressed embeds',
    { content: 'x', flags: 1 << 2 },
    { status: 200, body: { flags: 1 << 2 } },
    'docs: resources/message#message-object-message-flags',
  ),
  posted(
    'a flag that nobody can set is ignored',
    { content: 'x', flags: 1 << 0 },
    { status: 200, body: { flags: 0 } },
    create,
  ),
  {
    what: 'a body that is no JSON object',
    ask: post([1]),
    answer: { status: 400, code: 50035 },
    source: limits,
  },
  {
    what: 'a text into a category',
    ask: post({ content: 'x' }, 'Newsroom'),
    answer: { status: 400, code: 50008 },
    source: 'docs: topics/opcodes-and-status-codes#json-json-error-codes',
  },
  {
    what: 'a text to a channel that does not exist',
    ask: () => ({ method: 'POST', path: '/channels/900000000000000000/messages', body: { content: 'x' } }),
    answer: { status: 404, code: 10003 },
    source: 'docs: topics/opcodes-and-status-codes#json-json-error-codes',
  },
  {
    what: 'a request without a token',
    ask: (scene) => ({ ...post({ content: 'x' })(scene), as: 'none' }),
    answer: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
    source: 'docs: reference#authentication',
  },
  {
    what: 'a request with a wrong token',
    ask: (scene) => ({ ...post({ content: 'x' })(scene), as: 'wrong' }),
    answer: { status: 401, body: { code: 0 } },
    source: 'docs: reference#authentication',
  },
  {
    what: 'an edit of the text keeps the embeds',
    ask: async (scene) => {
      const id = await scene.message({ content: 'before', embeds: [{ title: 'kept' }] });
      return { method: 'PATCH', path: `/channels/${scene.channel('news')}/messages/${id}`, body: { content: 'after' } };
    },
    answer: { status: 200, body: { content: 'after', embeds: [{ title: 'kept' }] } },
    source: 'docs: resources/message#edit-message',
  },
  {
    what: 'an edit of a message that does not exist',
    ask: (scene) => ({
      method: 'PATCH',
      path: `/channels/${scene.channel('news')}/messages/900000000000000000`,
      body: { content: 'after' },
    }),
    answer: { status: 404, code: 10008 },
    source: 'docs: topics/opcodes-and-status-codes#json-json-error-codes',
  },
];
