import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Answer, discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;
let hot: string;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());
beforeEach(async () => {
  await allow();
  const { body } = await calls.call('GET', calls.channel('stories'));
  hot = (body['available_tags'] as { id: string }[])[0]?.id ?? '';
});

const allow = (...rights: Parameters<typeof discord.setPermissions>[1]['allow'] & object) =>
  discord.setPermissions(discord.channels['stories'] ?? '', { allow: ['ManageChannels', 'AttachFiles', ...rights] });
const post = (more: object = {}): Promise<Answer> =>
  calls.call('POST', `${calls.channel('stories')}/threads`, { name: 'A story', message: { content: 'x' }, ...more });

it('a post is a thread whose first message has its id', async () => {
  const file = new File(['bytes'], 'a.png', { type: 'image/png' });
  const message = { content: 'What happened', embeds: [{ image: { url: 'attachment://a.png' } }] };
  const { status, body } = await calls.send(
    'POST',
    `${calls.channel('stories')}/threads`,
    { name: 'A story', message, applied_tags: [hot] },
    [file],
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({
    type: 11,
    parent_id: discord.channels['stories'],
    applied_tags: [hot],
    message_count: 0,
    message: { id: body.id, channel_id: body.id, content: 'What happened', attachments: [] },
  });
  const first = await calls.call('GET', `/channels/${body.id}/messages/${body.id}`);
  expect(first.body['embeds']).toMatchObject([
    { image: { url: expect.stringContaining(`https://cdn.discordapp.com/attachments/${body.id}/`) } },
  ]);
  const posts = await fetch(`${discord.url}/local/channels/${discord.channels['stories']}/posts`);
  expect(await posts.json()).toMatchObject([{ first: { content: 'What happened' } }]);
});

it('messages go into posts, not into the forum', async () => {
  const refused = await calls.call('POST', `${calls.channel('stories')}/messages`, { content: 'x' });
  expect(refused).toMatchObject({ status: 400, body: { code: 40058 } });
  expect((await post({ message: {} })).body).toMatchObject({ code: 50006 });
  expect((await post({ message: undefined })).body).toMatchObject({ code: 50035, errors: { message: {} } });
});

it('takes SendMessages to post, and the right to start threads makes no difference', async () => {
  const forum = discord.channels['stories'] ?? '';
  await discord.setPermissions(forum, { deny: ['CreatePublicThreads'] });
  expect(await post()).toMatchObject({ status: 201 });
  await discord.setPermissions(forum, { allow: ['CreatePublicThreads'], deny: ['SendMessages'] });
  expect((await post()).body).toMatchObject({ code: 50013 });
});

it('tags must be there, may be required, and some are for moderators', async () => {
  expect((await post({ applied_tags: [discord.guildId] })).body).toMatchObject({ code: 10087 });
  expect((await post({ applied_tags: Array(6).fill(hot) })).body).toMatchObject({ code: 50035 });
  const change = (body: object) => calls.call('PATCH', calls.channel('stories'), body);
  await change({ flags: 16 });
  expect((await post()).body).toMatchObject({ code: 40067 });
  const { body: forum } = await change({ available_tags: [{ id: hot, name: 'Hot', moderated: true }] });
  expect(forum['available_tags']).toMatchObject([{ id: hot, moderated: true }]);
  expect((await post()).body).toMatchObject({ code: 40066 });
  expect((await post({ applied_tags: [hot] })).body).toMatchObject({ code: 50013 });
  await allow('ManageThreads');
  expect(await post({ applied_tags: [hot] })).toMatchObject({ status: 201 });
  expect((await change({ available_tags: [{ name: 'One' }, { name: 'one' }] })).body).toMatchObject({ code: 40061 });
  await change({ flags: 0 });
});

it('one post is pinned at a time', async () => {
  await allow('ManageThreads');
  const [first, second] = [(await post()).body.id, (await post()).body.id];
  expect((await calls.call('PATCH', `/channels/${first}`, { flags: 2 })).body).toMatchObject({ flags: 2 });
  expect((await calls.call('PATCH', `/channels/${second}`, { flags: 2 })).body).toMatchObject({ code: 30047 });
  expect((await calls.call('PATCH', `/channels/${first}`, { flags: 0 })).body).toMatchObject({ flags: 0 });
  expect((await calls.call('PATCH', `/channels/${second}`, { flags: 2 })).body).toMatchObject({ flags: 2 });
});
