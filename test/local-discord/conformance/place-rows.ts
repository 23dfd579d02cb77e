import type { PermissionsString } from 'discord.js';
import type { Ask, Row, Scene, Source } from './row.ts';

const codes = 'docs: topics/opcodes-and-status-codes#json-json-error-codes' as const;
const rights = 'docs: topics/permissions#permission-hierarchy' as const;
const nowhere = '900000000000000000';

/** What the bot may not do in #ai, and what it asks for then. */
const without = (
  denied: readonly PermissionsString[],
  what: string,
  ask: (scene: Scene) => Ask | Promise<Ask>,
  code: 50001 | 50013 | undefined,
  source: Source = rights,
): Row => ({
  what: `without ${denied.join(' and ')}: ${what}`,
  async ask(scene) {
    await scene.discord.setPermissions(scene.channel('ai'), { deny: [] });
    const asked = await ask(scene);
    await scene.discord.setPermissions(scene.channel('ai'), { deny: denied });
    return asked;
  },
  answer: code === undefined ? { status: 200 } : { status: 403, code },
  source,
});
const get =
  (path: (scene: Scene) => string): ((scene: Scene) => Ask) =>
  (scene) => ({ method: 'GET', path: path(scene) });
const posting =
  (body: object) =>
  (scene: Scene): Ask => ({ method: 'POST', path: `/channels/${scene.channel('ai')}/messages`, body });
const posted = async (scene: Scene, body: object): Promise<string> => {
  const { id } = (await scene.send(posting(body)(scene))).body as { id: string };
  return `/channels/${scene.channel('ai')}/messages/${id}`;
};

const found = (what: string, path: (scene: Scene) => string, body: object, source: Source): Row => ({
  what,
  ask: get(path),
  answer: { status: 200, body },
  source,
});
const missing = (what: string, path: (scene: Scene) => string, code: number): Row => ({
  what,
  ask: get(path),
  answer: { status: 404, code },
  source: codes,
});

export const placeRows: readonly Row[] = [
  without(
    ['ViewChannel'],
    'reading the channel',
    get((scene) => `/channels/${scene.channel('ai')}`),
    50001,
  ),
  without(['ViewChannel'], 'posting', posting({ content: 'x' }), 50001),
  without(['SendMessages'], 'posting', posting({ content: 'x' }), 50013),
  without(
    ['SendMessages'],
    'reading messages',
    get((scene) => `/channels/${scene.channel('ai')}/messages`),
    undefined,
    'docs: resources/channel#get-channel-messages',
  ),
  without(
    ['EmbedLinks'],
    'posting an embed',
    posting({ embeds: [{ title: 'x' }] }),
    50013,
    'docs: topics/permissions#permissions-bitwise-permission-flags',
  ),
  without(['EmbedLinks'], 'posting a text', posting({ content: 'x' }), undefined),
  without(
    ['AttachFiles'],
    'posting a file',
    (scene) => ({ ...posting({ content: 'x' })(scene), files: [{ name: 'a.txt', text: 'x' }] }),
    50013,
    'docs: topics/permissions#permissions-bitwise-permission-flags',
  ),
  without(
    ['ReadMessageHistory'],
    'reading one message',
    async (scene) => ({ method: 'GET', path: await posted(scene, { content: 'x' }) }),
    50013,
    'docs: resources/message#get-channel-message',
  ),
  without(
    ['SendMessages'],
    'editing its own message',
    async (scene) => ({ method: 'PATCH', path: await posted(scene, { content: 'x' }), body: { content: 'y' } }),
    undefined,
    'docs: resources/message#edit-message',
  ),
  without(
    ['ManageWebhooks'],
    'making a webhook',
    (scene) => ({ method: 'POST', path: `/channels/${scene.channel('ai')}/webhooks`, body: { name: 'Wire' } }),
    50013,
    'docs: resources/webhook#create-webhook',
  ),
  without(
    ['CreatePublicThreads'],
    'starting a thread',
    async (scene) => ({
      method: 'POST',
      path: `${await posted(scene, { content: 'x' })}/threads`,
      body: { name: 'Talk' },
    }),
    50013,
    'docs: resources/channel#start-thread-from-message',
  ),

  found(
    'the bot itself',
    () => '/users/@me',
    { bot: true, username: 'Newsbot' },
    'docs: resources/user#get-current-user',
  ),
  found(
    'its application',
    () => '/applications/@me',
    { name: 'Newsbot' },
    'docs: resources/application#get-current-application',
  ),
  found('where the gateway is', () => '/gateway', {}, 'docs: events/gateway#get-gateway'),
  found(
    'how to log in',
    () => '/gateway/bot',
    { shards: 1, session_start_limit: { total: 1000, max_concurrency: 1 } },
    'docs: events/gateway#get-gateway-bot',
  ),
  found(
    'a channel',
    ({ channel }) => `/channels/${channel('news')}`,
    { type: 0, name: 'news', topic: 'The news' },
    'docs: resources/channel#channel-object',
  ),
  found(
    'a forum',
    ({ channel }) => `/channels/${channel('stories')}`,
    { type: 15, available_tags: [{ name: 'Hot', moderated: false }, { name: 'Quiet' }] },
    'docs: resources/channel#forum-tag-object',
  ),
  found(
    'a guild',
    ({ discord }) => `/guilds/${discord.guildId}`,
    { name: 'Test Guild' },
    'docs: resources/guild#get-guild',
  ),
  found(
    'how many are in a guild',
    ({ discord }) => `/guilds/${discord.guildId}?with_counts=true`,
    { approximate_member_count: 4 },
    'docs: resources/guild#get-guild',
  ),
  found(
    'a role',
    ({ discord }) => `/guilds/${discord.guildId}/roles/${discord.guildId}`,
    { name: '@everyone' },
    'docs: resources/guild#get-guild-role',
  ),
  found(
    'members by the beginning of their names',
    ({ discord }) => `/guilds/${discord.guildId}/members/search?query=Me&limit=10`,
    [{ user: { username: 'member' } }],
    'docs: resources/guild#search-guild-members',
  ),
  {
    what: 'the members of a guild without the intent for them',
    ask: get(({ discord }) => `/guilds/${discord.guildId}/members`),
    answer: { status: 403, code: 50001 },
    source: 'docs: resources/guild#list-guild-members',
  },
  {
    what: 'a guild is left',
    ask: ({ discord }) => ({ method: 'DELETE', path: `/users/@me/guilds/${discord.guildIds['Other Guild']}` }),
    answer: { status: 204 },
    source: 'docs: resources/user#leave-guild',
  },
  found(
    'a member',
    ({ discord }) => `/guilds/${discord.guildId}/members/${discord.botId}`,
    { user: { username: 'Newsbot' } },
    'docs: resources/guild#get-guild-member',
  ),
  missing('a channel that does not exist', () => `/channels/${nowhere}`, 10003),
  missing('a guild that does not exist', () => `/guilds/${nowhere}`, 10004),
  missing('a role that does not exist', ({ discord }) => `/guilds/${discord.guildId}/roles/${nowhere}`, 10011),
  missing('a member that does not exist', ({ discord }) => `/guilds/${discord.guildId}/members/${nowhere}`, 10007),
  missing('a message that does not exist', ({ channel }) => `/channels/${channel('news')}/messages/${nowhere}`, 10008),
  missing('a webhook that does not exist', () => `/webhooks/${nowhere}`, 10015),
  missing('a route that does not exist', () => '/nowhere', 0),
  {
    what: 'an id that is no id',
    ask: () => ({ method: 'GET', path: '/channels/news' }),
    answer: { status: 400, code: 50035 },
    source: 'docs: reference#snowflakes',
  },
  {
    what: 'more than 100 messages at once',
    ask: get((scene) => `/channels/${scene.channel('news')}/messages?limit=101`),
    answer: { status: 400, code: 50035, errors: { limit: 'NUMBER_TYPE_MAX' } },
    source: 'docs: resources/channel#get-channel-messages',
  },
];
