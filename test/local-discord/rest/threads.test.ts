import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

const hour = 3_600_000;
let ahead = 0;
let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({
    rateLimits: 'off',
    clock: { now: () => Date.now() + ahead },
    limits: { threadMembers: 2 },
  });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

const parent = (): string => discord.channels['news'] ?? '';
const allow = (...rights: Parameters<typeof discord.setPermissions>[1]['allow'] & object) =>
  discord.setPermissions(parent(), { allow: ['CreatePublicThreads', 'CreatePrivateThreads', ...rights] });

async function startThread(body: object = {}): Promise<string> {
  const { body: thread } = await calls.call('POST', `${calls.channel()}/threads`, { name: 'Talk', type: 11, ...body });
  return `/channels/${thread.id}`;
}
const send = (path: string, body: object = { content: 'x' }) => calls.call('POST', `${path}/messages`, body);

describe('a thread that is started from a message', () => {
  it('has its id, shows at it, and can be started once', async () => {
    await allow();
    const { body: message } = await calls.post({ content: 'Let us talk' });
    const path = `${calls.channel()}/messages/${message.id}`;
    const started = await calls.call('POST', `${path}/threads`, { name: 'Talk' });
    expect(started).toMatchObject({
      status: 201,
      body: { id: message.id, type: 11, parent_id: parent(), member_count: 1, member: { user_id: discord.botId } },
    });
    expect((await calls.call('POST', `${path}/threads`, { name: 'Again' })).body).toMatchObject({ code: 160004 });
    expect((await calls.call('GET', path)).body).toMatchObject({ flags: 32, thread: { id: message.id } });
    const { body: inside } = await calls.call('GET', `/channels/${message.id}/messages`);
    expect(inside).toMatchObject([{ type: 21, referenced_message: { content: 'Let us talk' } }]);

    await send(`/channels/${message.id}`);
    expect((await calls.call('GET', `/channels/${message.id}`)).body).toMatchObject({ message_count: 1 });

    await allow('ManageThreads');
    await calls.call('DELETE', `/channels/${message.id}`);
    const { body: alone } = await calls.call('GET', path);
    expect(alone).toMatchObject({ flags: 0 });
    expect(alone).not.toHaveProperty('thread');
  });

  it('is of the announcement kind in an announcement channel', async () => {
    await discord.setPermissions(discord.channels['announcements'] ?? '', { allow: ['CreatePublicThreads'] });
    const channel = calls.channel('announcements');
    const { body: message } = await calls.call('POST', `${channel}/messages`, { content: 'x' });
    const { body } = await calls.call('POST', `${channel}/messages/${message.id}/threads`, { name: 'Talk' });
    expect(body).toMatchObject({ type: 10 });
  });
});

describe('a thread without a message', () => {
  it('is private unless it says otherwise, and told of in its channel only when it is public', async () => {
    await allow();
    const start = (body: object) => calls.call('POST', `${calls.channel()}/threads`, { name: 'Quiet', ...body });
    const before = await calls.call('GET', `${calls.channel()}/messages?limit=1`);
    expect(await start({})).toMatchObject({ status: 201, body: { type: 12 } });
    expect((await calls.call('GET', `${calls.channel()}/messages?limit=1`)).body).toEqual(before.body);

    const { body: open } = await start({ type: 11, name: 'Open' });
    expect((await calls.call('GET', `${calls.channel()}/messages?limit=1`)).body).toMatchObject([
      { type: 18, content: 'Open', message_reference: { channel_id: open.id } },
    ]);
    expect((await start({ type: 10 })).body).toMatchObject({ code: 50024 });
  });

  it('is seen by its members and by moderators alone when it is private', async () => {
    await allow('ManageThreads');
    const path = await startThread({ type: 12 });
    const sees = async (as: string): Promise<boolean> => {
      const guild = (await discord.state(as)).guilds.find(({ id }) => id === discord.guildId);
      return guild?.channels.some(({ id }) => path.endsWith(id)) ?? false;
    };
    expect(await sees(discord.memberId)).toBe(false);
    expect(await sees(discord.ownerId)).toBe(true);
    expect(await calls.call('PUT', `${path}/thread-members/${discord.memberId}`)).toMatchObject({ status: 204 });
    expect(await sees(discord.memberId)).toBe(true);
    expect((await calls.call('PUT', `${path}/thread-members/${discord.ownerId}`)).body).toMatchObject({ code: 30033 });

    await allow();
    expect(await calls.call('DELETE', `${path}/thread-members/@me`)).toMatchObject({ status: 204 });
    expect((await calls.call('GET', path)).body).toMatchObject({ code: 50001 });
  });
});

describe('an archived thread', () => {
  it('is so after as long as it says, is listed as such, and opens again with a message', async () => {
    await allow();
    const path = await startThread({ auto_archive_duration: 60 });
    const archived = async () =>
      ((await calls.call('GET', path)).body['thread_metadata'] as { archived: boolean }).archived;
    ahead += hour - 60_000;
    expect(await archived()).toBe(false);
    const { body: message } = await send(path);
    ahead += hour - 60_000;
    expect(await archived()).toBe(false);
    ahead += 120_000;
    expect(await archived()).toBe(true);

    const listed = (await calls.call('GET', `${calls.channel()}/threads/archived/public`)).body;
    expect(listed).toMatchObject({ threads: [{ id: path.slice(10) }], has_more: false });
    const on = `${path}/messages/${message.id}`;
    expect((await calls.call('PATCH', on, { content: 'y' })).body).toMatchObject({ code: 50083 });
    expect((await calls.call('PUT', `${on}/reactions/%F0%9F%94%A5/@me`)).body).toMatchObject({ code: 50083 });

    expect(await send(path)).toMatchObject({ status: 200 });
    expect(await archived()).toBe(false);
    const active = (await calls.call('GET', `/guilds/${discord.guildId}/threads/active`)).body;
    expect(active['threads']).toContainEqual(expect.objectContaining({ id: path.slice(10) }));
  });

  it('stays so when it is locked, but for moderators', async () => {
    await allow('ManageThreads');
    const path = await startThread();
    const locked = await calls.call('PATCH', path, { archived: true, locked: true });
    expect(locked.body).toMatchObject({ thread_metadata: { archived: true, locked: true } });
    await allow();
    expect(await send(path)).toMatchObject({ status: 403, body: { code: 160005 } });
    expect((await calls.call('PATCH', path, { archived: false })).body).toMatchObject({ code: 160005 });
    await allow('ManageThreads');
    expect(await send(path)).toMatchObject({ status: 200 });
    expect((await calls.call('GET', path)).body).toMatchObject({ thread_metadata: { archived: false, locked: true } });
  });

  it('changes in nothing else', async () => {
    await allow('ManageThreads');
    const path = await startThread();
    await calls.call('PATCH', path, { archived: true });
    expect((await calls.call('PATCH', path, { name: 'New' })).body).toMatchObject({ code: 50083 });
    expect((await calls.call('PATCH', path, { name: 'New', archived: false })).body).toMatchObject({ name: 'New' });
  });
});

it('a thread takes messages from who may send in threads, whoever may in its channel', async () => {
  await allow();
  const path = await startThread();
  await discord.setPermissions(parent(), { allow: ['SendMessagesInThreads'], deny: ['SendMessages'] });
  expect(await send(path)).toMatchObject({ status: 200 });
  await discord.setPermissions(parent(), { deny: ['SendMessagesInThreads'] });
  expect((await send(path)).body).toMatchObject({ code: 50013 });
});

it('a guild has only so many active threads', async () => {
  const small = await startLocalDiscord({ rateLimits: 'off', limits: { activeThreads: 1 } });
  const there = discordCalls(small);
  await small.setPermissions(small.channels['news'] ?? '', { allow: ['CreatePublicThreads'] });
  const start = () => there.call('POST', `${there.channel()}/threads`, { name: 'Talk', type: 11 });
  const { body: first } = await start();
  expect((await start()).body).toMatchObject({ code: 160006 });
  await there.call('PATCH', `/channels/${first.id}`, { archived: true });
  expect(await start()).toMatchObject({ status: 201 });
  expect((await there.call('PATCH', `/channels/${first.id}`, { archived: false })).body).toMatchObject({
    code: 160006,
  });
  await small.close();
});
