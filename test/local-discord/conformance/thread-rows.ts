import type { Answer, Ask, Row, Scene, Source } from './row.ts';

const codes = 'docs: topics/opcodes-and-status-codes#json-json-error-codes' as const;
const fromMessage = 'docs: resources/channel#start-thread-from-message' as const;
const bare = 'docs: resources/channel#start-thread-without-message' as const;
const inForum = 'docs: resources/channel#start-thread-in-forum-or-media-channel' as const;
const modify = 'docs: resources/channel#modify-channel' as const;

const invalid = (errors?: Record<string, string>): Answer => ({ status: 400, code: 50035, ...(errors && { errors }) });
const threads = (scene: Scene, channel = 'news'): string => `/channels/${scene.channel(channel)}/threads`;
const row = (what: string, ask: Row['ask'], answer: Answer, source: Source): Row => ({ what, ask, answer, source });
const onMessage = async (scene: Scene, body: object): Promise<Ask> => ({
  method: 'POST',
  path: `/channels/${scene.channel('news')}/messages/${await scene.message()}/threads`,
  body,
});
const post =
  (body: unknown, channel = 'stories') =>
  (scene: Scene): Ask => ({ method: 'POST', path: threads(scene, channel), body });
/** A new thread of the bot's, as a path. */
async function thread(scene: Scene, patch?: object): Promise<string> {
  const made = await scene.send(post({ name: 'Talk', type: 11 }, 'news')(scene));
  const path = `/channels/${(made.body as { id: string }).id}`;
  if (patch !== undefined) await scene.send({ method: 'PATCH', path, body: patch });
  return path;
}
const tags = async (scene: Scene): Promise<string[]> => {
  const forum = await scene.send({ method: 'GET', path: `/channels/${scene.channel('stories')}` });
  return (forum.body as { available_tags: { id: string }[] }).available_tags.map(({ id }) => id);
};
const story = { name: 'Story', message: { content: 'It began' } };

export const threadRows: readonly Row[] = [
  row(
    'a thread from a message',
    (scene) => onMessage(scene, { name: 'Talk' }),
    { status: 201, body: { type: 11, name: 'Talk', thread_metadata: { archived: false, locked: false } } },
    fromMessage,
  ),
  row(
    'a thread of 100 characters',
    (scene) => onMessage(scene, { name: 'x'.repeat(100) }),
    { status: 201 },
    fromMessage,
  ),
  row(
    'a thread of 101 characters',
    (scene) => onMessage(scene, { name: 'x'.repeat(101) }),
    invalid({ name: 'BASE_TYPE_BAD_LENGTH' }),
    fromMessage,
  ),
  row('a thread without a name', (scene) => onMessage(scene, {}), invalid({ name: 'BASE_TYPE_REQUIRED' }), fromMessage),
  row(
    'a thread that goes to sleep after two minutes',
    (scene) => onMessage(scene, { name: 'Talk', auto_archive_duration: 2 }),
    invalid(),
    'docs: resources/channel#thread-metadata-object',
  ),
  row(
    'a second thread from one message',
    async (scene) => {
      const ask = await onMessage(scene, { name: 'Talk' });
      await scene.send(ask);
      return ask;
    },
    { status: 400, code: 160004 },
    codes,
  ),
  row(
    'a public thread without a message',
    post({ name: 'Talk', type: 11 }, 'news'),
    { status: 201, body: { type: 11 } },
    bare,
  ),
  row('an announcement thread in a text channel', post({ name: 'Talk', type: 10 }, 'news'), { status: 400 }, bare),
  row(
    'a thread in an announcement channel',
    post({ name: 'Talk', type: 10 }, 'announcements'),
    { status: 201, body: { type: 10 } },
    bare,
  ),
  row(
    'a thread is put to sleep',
    async (scene) => ({ method: 'PATCH', path: await thread(scene), body: { archived: true } }),
    { status: 200, body: { thread_metadata: { archived: true } } },
    modify,
  ),
  row(
    'writing wakes a sleeping thread',
    async (scene) => ({
      method: 'POST',
      path: `${await thread(scene, { archived: true })}/messages`,
      body: { content: 'x' },
    }),
    { status: 200 },
    'docs: topics/threads#active-archived-threads',
  ),
  row(
    'editing in a sleeping thread',
    async (scene) => {
      const path = await thread(scene);
      const made = await scene.send({ method: 'POST', path: `${path}/messages`, body: { content: 'x' } });
      await scene.send({ method: 'PATCH', path, body: { archived: true } });
      return { method: 'PATCH', path: `${path}/messages/${(made.body as { id: string }).id}`, body: { content: 'y' } };
    },
    { status: 400, code: 50083 },
    codes,
  ),
  row(
    'joining a thread',
    async (scene) => ({ method: 'PUT', path: `${await thread(scene)}/thread-members/@me` }),
    { status: 204 },
    'docs: resources/channel#join-thread',
  ),
  row(
    'the threads of a guild',
    ({ discord }) => ({ method: 'GET', path: `/guilds/${discord.guildId}/threads/active` }),
    { status: 200, body: {} },
    'docs: resources/guild#list-active-guild-threads',
  ),

  row(
    'a post in a forum',
    post(story),
    { status: 201, body: { type: 11, name: 'Story', message: { content: 'It began' } } },
    inForum,
  ),
  row('a post without a message', post({ name: 'Story' }), invalid(), inForum),
  row('a post with an empty message', post({ name: 'Story', message: {} }), { status: 400, code: 50006 }, inForum),
  row(
    'a post with a tag',
    async (scene) => post({ ...story, applied_tags: (await tags(scene)).slice(0, 1) })(scene),
    { status: 201 },
    inForum,
  ),
  row(
    'a post with a tag that the forum does not have',
    post({ ...story, applied_tags: ['900000000000000000'] }),
    { status: 404, code: 10087 },
    codes,
  ),
  row(
    'a post with six tags',
    post({ ...story, applied_tags: Array.from({ length: 6 }, (_, at) => `90000000000000000${at}`) }),
    invalid({ applied_tags: 'BASE_TYPE_MAX_LENGTH' }),
    inForum,
  ),
  row(
    'a message into a forum',
    (scene) => ({ method: 'POST', path: `/channels/${scene.channel('stories')}/messages`, body: { content: 'x' } }),
    { status: 400, code: 40058 },
    codes,
  ),
];
