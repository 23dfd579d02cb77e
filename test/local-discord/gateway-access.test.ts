import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { intent } from '../../src/local-discord/gateway/intents.ts';
import { newThread } from '../../src/local-discord/rest/thread-start.ts';
import type { Thread } from '../../src/local-discord/state/channel.ts';
import { member, user } from '../../src/local-discord/state/make.ts';
import type { Member } from '../../src/local-discord/state/model.ts';
import { permission } from '../../src/local-discord/state/permissions.ts';
import { connect } from '../support/connect.ts';
import { type RunningGateway, startGateway } from '../support/gateway.ts';
import type { Socket } from '../support/gateway-socket.ts';
import { until } from '../support/until.ts';

let running: RunningGateway;
let client: Socket;

beforeAll(async () => {
  running = await startGateway({ privilegedIntents: ['GUILD_MEMBERS', 'GUILD_PRESENCES'] });
});
afterAll(() => running.close());
beforeEach(async () => {
  show();
  client = await running.ready();
  return async () => void (await client.close(1000));
});

const { viewChannel } = permission;
const overwrite = (allow: bigint, deny: bigint): void =>
  running.control.setOverwrite(running.general.id, {
    id: running.state.identity.botId,
    type: 1,
    allow: String(allow),
    deny: String(deny),
  });
const hide = (): void => overwrite(0n, viewChannel);
const show = (): void => overwrite(0n, 0n);

function startThread(more: Partial<Thread> = {}): Thread {
  const { state, general } = running;
  const beginning = { id: state.ids.next(), type: 11, ownerId: state.identity.ownerId } as const;
  const thread = { ...newThread(state, general, { name: 'thread' }, beginning), ...more };
  state.channels.create(thread);
  return thread;
}
/** What was heard of a kind, of one guild. */
const heard = (socket: Socket, name: string) =>
  socket.heard.flatMap(({ t, d }) => (t === name ? [Object(d)] : [])).filter(({ id }) => id !== running.guildIds[1]);

describe('a bot that may look into a channel again', () => {
  it.each<[string, () => void]>([
    ['the channel', show],
    [
      'a role of its own',
      () => {
        const { guildId, botId } = running.state.identity;
        const [own = ''] = running.state.guilds.member(guildId, botId)?.roles ?? [];
        running.control.setRolePermissions(own, permission.administrator);
        running.control.setRolePermissions(own, viewChannel);
      },
    ],
  ])('through a change of %s is told of the threads there, after that change', async (_what, letIn) => {
    hide();
    const thread = startThread();
    const archived = startThread();
    running.state.channels.update({ ...archived, thread_metadata: { ...archived.thread_metadata, archived: true } });
    running.state.threads.join(thread.id, running.state.identity.botId);
    await client.caughtUp();
    expect(heard(client, 'THREAD_CREATE')).toEqual([]);
    letIn();
    await client.caughtUp();
    const sync = heard(client, 'THREAD_LIST_SYNC');
    expect(sync).toMatchObject([{ guild_id: running.guildIds[0], channel_ids: [running.general.id] }]);
    const ids = sync[0].threads.map(({ id }: Thread) => id);
    expect(ids).toContain(thread.id);
    expect(ids).not.toContain(archived.id);
    expect(sync[0].members).toContainEqual(running.state.threads.member(thread.id, running.state.identity.botId));
    const [change] = client.events().slice(client.events().indexOf('THREAD_LIST_SYNC') - 1);
    expect(change).toMatch(/^(CHANNEL|GUILD_ROLE)_UPDATE$/);
  });

  it('is told nothing when it could look into it all the time, or no longer can', async () => {
    startThread();
    show();
    hide();
    await client.caughtUp();
    expect(heard(client, 'THREAD_LIST_SYNC')).toEqual([]);
  });

  it('finds the threads in discord.js', async () => {
    hide();
    const { id } = startThread({ name: 'unseen' });
    const bot = await connect(running);
    expect(bot.channels.cache.has(id)).toBe(false);
    show();
    await until('the thread is there', () => bot.channels.cache.has(id));
    await bot.destroy();
  });
});

describe('a private thread', () => {
  it('is described to a bot that is let in', async () => {
    const { id } = startThread({ type: 12, name: 'private' });
    await client.caughtUp();
    expect(heard(client, 'THREAD_CREATE')).toEqual([]);
    running.state.threads.join(id, running.state.identity.botId);
    await client.caughtUp();
    expect(heard(client, 'THREAD_CREATE')).toMatchObject([
      { id, name: 'private', member: { user_id: running.state.identity.botId } },
    ]);
    expect(heard(client, 'THREAD_MEMBERS_UPDATE')).toMatchObject([
      { id, added_members: [{ member: { user: { id: running.state.identity.botId } }, presence: null }] },
    ]);
  });
});

describe('the members of a guild', () => {
  const membersOf = async (identify: object): Promise<string[]> => {
    const one = await running.ready(identify);
    const [guild] = heard(one, 'GUILD_CREATE');
    await one.close(1000);
    expect(guild).toMatchObject({ member_count: 3, large: false });
    return guild.members.map(({ user }: { user: { username: string } }) => user.username);
  };

  it('come with it only with the intent for presences', async () => {
    expect(await membersOf({ intents: intent.guilds | intent.guildMembers })).toEqual(['Newsbot']);
    expect(await membersOf({ intents: intent.guilds | intent.guildPresences })).toHaveLength(3);
  });

  it.each([
    [
      'everybody, with the intent for members',
      intent.guildMembers,
      { query: '', limit: 0 },
      ['owner', 'member', 'Newsbot'],
    ],
    ['everybody, without it', 0, { query: '', limit: 0 }, undefined],
    ['those whose name begins so', 0, { query: 'MEM', limit: 10 }, ['member']],
    ['nobody in particular', 0, {}, undefined],
  ])('can be asked for: %s', async (_what, given, asked, names) => {
    const one = await running.ready({ intents: intent.guilds | given });
    await one.say({ op: 8, d: { guild_id: running.guildIds[0], nonce: 'n', ...asked } });
    await one.caughtUp();
    const chunks = heard(one, 'GUILD_MEMBERS_CHUNK');
    await one.close(1000);
    expect(
      chunks.map(({ members }) => members.map(({ user }: { user: { username: string } }) => user.username)),
    ).toEqual(names === undefined ? [] : [names]);
    if (names !== undefined) expect(chunks).toMatchObject([{ chunk_index: 0, chunk_count: 1, nonce: 'n' }]);
  });

  it('are those who stand out where there are more than the client wants, and come in chunks of a thousand', async () => {
    const { state, guildIds } = running;
    const [, guildId = ''] = guildIds;
    for (let made = 0; made < 1000; made += 1)
      state.guilds.putMember(guildId, member(user(state.ids.next(), `many${made}`, false), state.now(), []));
    const intents = intent.guilds | intent.guildPresences | intent.guildMembers;
    const one = await running.ready({ intents, large_threshold: 100 });
    const described = one.heard.find(({ t, d }) => t === 'GUILD_CREATE' && Object(d).id === guildId);
    expect(described).toMatchObject({ d: { large: true, member_count: 1003 } });
    const names = Object(described?.d).members.map((each: Member) => each.user.username);
    expect(names).toEqual(['owner', 'Newsbot']);
    await one.say({ op: 8, d: { guild_id: guildId, query: '', limit: 0 } });
    await one.caughtUp();
    const chunks = heard(one, 'GUILD_MEMBERS_CHUNK');
    expect(chunks.map(({ chunk_index, chunk_count, members }) => [chunk_index, chunk_count, members.length])).toEqual([
      [0, 2, 1000],
      [1, 2, 3],
    ]);
    await one.close(1000);
  });

  it('can be asked for by discord.js', async () => {
    const bot = await connect(running, { intents: ['Guilds', 'GuildMembers'] });
    const guild = bot.guilds.cache.get(running.guildIds[0] ?? '');
    expect((await guild?.members.fetch())?.map(({ user }) => user.username)).toEqual(['owner', 'member', 'Newsbot']);
    const { ownerId } = running.state.identity;
    expect((await guild?.members.fetch({ user: [ownerId] }))?.map(({ id }) => id)).toEqual([ownerId]);
    await bot.destroy();
  });
});

it('a client that is asked for a heartbeat gives it at once', async () => {
  running.gateway.askHeartbeats();
  await client.hears(1);
  const bot = await connect(running);
  const latestBeat = () => running.gateway.log.list().findLast(({ way, op }) => way === 'in' && op === 1)?.n;
  const before = latestBeat();
  running.gateway.askHeartbeats();
  await until('the heart beats', () => latestBeat() !== before);
  await bot.destroy();
});
