import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageDone, PagePost } from '../../../src/local-discord/page/contract.ts';
import type { PageMessage } from '../../../src/local-discord/page/message-contract.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
beforeAll(async () => {
  discord = await startLocalDiscord();
});
afterAll(() => discord.close());

async function does(path: string, body: object): Promise<PageDone> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(discord.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as PageDone;
}
const channel = (name: string): string => discord.channels[name] ?? '';
const writes = (content: string, more: object = {}) =>
  does('/local/messages', { viewer: discord.memberId, channel_id: channel('general'), content, ...more });

describe('what a person writes', () => {
  it('is theirs, and answers the message that it replies to', async () => {
    const first = await writes(' Good morning ');
    if (first.result !== 'done') throw new Error(first.reason);
    await writes('And to you', { viewer: discord.ownerId, reply_to: first.id });
    const [said, answered] = (await discord.messages(channel('general'))).slice(-2);
    expect(said).toMatchObject({ id: first.id, content: 'Good morning', type: 0, author: { id: discord.memberId } });
    expect(answered).toMatchObject({
      type: 19,
      author: { id: discord.ownerId },
      message_reference: { message_id: first.id },
    });
  });

  it.each<[string, () => string, object, string]>([
    ['nothing', () => '  ', {}, 'There is nothing to send.'],
    ['too much', () => 'x'.repeat(2001), {}, 'A message has at most 2000 characters.'],
    ['to nowhere', () => 'x', { channel_id: '1' }, 'There is no such channel.'],
    ['where they are a stranger', () => 'x', { viewer: 'stranger' }, 'There is no such channel.'],
    ['to a message that is gone', () => 'x', { reply_to: '1' }, 'The message that you reply to is gone.'],
    [
      'into a forum',
      () => 'x',
      { channel_id: 'stories' },
      'You do not have permission to send messages in this channel.',
    ],
  ])('is refused with the reason: %s', async (_what, content, more, reason) => {
    const named = {
      ...more,
      ...('viewer' in more && { viewer: discord.strangerId }),
      ...('channel_id' in more && { channel_id: channel(String(more.channel_id)) || '1' }),
    };
    expect(await writes(content(), named)).toEqual({ result: 'failed', reason });
  });

  it('has as many characters as a reader counts', async () => {
    expect(await writes('🔥'.repeat(2000))).toMatchObject({ result: 'done' });
  });
});

describe('a message', () => {
  const latest = async () => (await discord.messages(channel('general'))).at(-1);
  const write = async (content: string): Promise<string> => {
    const done = await writes(content);
    if (done.result !== 'done') throw new Error(done.reason);
    return done.id;
  };
  const acts = (what: string, message_id: string, more: object = {}) =>
    does(`/local/messages/${what}`, { viewer: discord.memberId, channel_id: channel('general'), message_id, ...more });

  it('is edited by whoever wrote it, and by nobody else', async () => {
    const id = await write('Frist');
    const refused = await acts('edit', id, { viewer: discord.ownerId, content: 'Mine' });
    expect(refused).toEqual({ result: 'failed', reason: 'You can only edit what you have written yourself.' });
    expect(await acts('edit', id, { content: '' })).toMatchObject({ result: 'failed' });
    expect(await acts('edit', id, { content: ' First ' })).toEqual({ result: 'done', id });
    expect(await latest()).toMatchObject({ id, content: 'First', edited_timestamp: expect.any(String) });
  });

  it('still notifies the one it replies to after an edit', async () => {
    const first = await write('Who is there?');
    const reply = await writes('Me', { viewer: discord.ownerId, reply_to: first });
    const id = reply.result === 'done' ? reply.id : '';
    await acts('edit', id, { viewer: discord.ownerId, content: 'I am' });
    expect(await latest()).toMatchObject({ content: 'I am', mentions: [{ id: discord.memberId }] });
  });

  it('is deleted by its author and by those who manage messages, the bot’s own too', async () => {
    const [own, other] = [await write('Mine'), await write('Mine too')];
    const headers = { 'content-type': 'application/json', authorization: `Bot ${discord.token}` };
    const posted = await fetch(`${discord.apiUrl}/v10/channels/${channel('general')}/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ content: 'A card' }),
    });
    const { id: card } = (await posted.json()) as { id: string };
    const refused = { result: 'failed', reason: 'You do not have permission to delete this message.' };
    expect(await acts('delete', card)).toEqual(refused);
    expect(await acts('delete', own)).toEqual({ result: 'done', id: own });
    for (const id of [other, card]) expect(await acts('delete', id, { viewer: discord.ownerId })).toMatchObject({ id });
    const left = (await discord.messages(channel('general'))).map(({ id }) => id);
    expect(left.filter((id) => [own, other, card].includes(id))).toEqual([]);
  });

  it('is pinned by those who may, which a line of theirs tells', async () => {
    const id = await write('Keep this');
    expect(await acts('pin', id, { on: true })).toMatchObject({ result: 'failed' });
    expect(await acts('pin', id, { on: true, viewer: discord.ownerId })).toEqual({ result: 'done', id });
    expect(await latest()).toMatchObject({ type: 6, author: { id: discord.ownerId } });
    await acts('pin', id, { on: false, viewer: discord.ownerId });
    expect((await discord.messages(channel('general'))).find((one) => one.id === id)).toMatchObject({ pinned: false });
  });

  it('tells those whom it names, by name or with everyone', async () => {
    const seenBy = async (viewer: string) => {
      const response = await fetch(`${discord.url}/local/channels/${channel('general')}/messages?viewer=${viewer}`);
      return ((await response.json()) as PageMessage[]).at(-1)?.mentions_viewer;
    };
    await write(`Hello <@${discord.ownerId}>`);
    expect([await seenBy(discord.ownerId), await seenBy(discord.memberId)]).toEqual([true, false]);
    await writes('@everyone', { viewer: discord.ownerId });
    expect(await seenBy(discord.memberId)).toBe(true);
  });
});

describe('a conversation with the bot', () => {
  it('is opened once, and nobody else sees it', async () => {
    const opened = await does('/local/direct', { viewer: discord.memberId });
    expect(await does('/local/direct', { viewer: discord.memberId })).toEqual(opened);
    const id = opened.result === 'done' ? opened.id : '';
    expect(await writes('Hello?', { channel_id: id })).toMatchObject({ result: 'done' });
    expect(await writes('Hello?', { channel_id: id, viewer: discord.ownerId })).toMatchObject({ result: 'failed' });
    expect((await discord.state(discord.memberId)).direct).toMatchObject([{ id, name: 'Newsbot', type: 1 }]);
    expect((await discord.state(discord.ownerId)).direct).toEqual([]);
  });
});

describe('servers', () => {
  it('are those that a person is a member of', async () => {
    const guilds = async (id: string) => (await discord.state(id)).guilds.map(({ name }) => name);
    expect(await guilds(discord.ownerId)).toEqual(['Test Guild']);
    expect(await guilds(discord.strangerId)).toEqual(['Other Guild']);
    expect(await guilds(discord.memberId)).toEqual(['Test Guild', 'Other Guild']);
  });

  it('tell what everybody is in each of them', async () => {
    const {
      people,
      guilds: [first, second],
    } = await discord.state(discord.memberId);
    expect(people.map(({ id }) => first?.standings[id])).toEqual(['owner', 'manager', 'member', 'stranger']);
    expect(second?.standings[discord.strangerId]).toBe('owner');
    expect(second?.standings[discord.ownerId]).toBe('stranger');
  });

  it('have forums whose posts nobody has written yet', async () => {
    const response = await fetch(`${discord.url}/local/channels/${channel('stories')}/posts`);
    expect((await response.json()) as PagePost[]).toEqual([]);
    const stories = (await discord.state()).guilds[0]?.channels.find(({ name }) => name === 'stories');
    expect(stories).toMatchObject({ type: 15, writable: false, available_tags: [{ name: 'Hot' }, { name: 'Quiet' }] });
  });

  it('have forums with the pinned post first, then the one that was written in last', async () => {
    const asBot = async (method: string, path: string, body: object): Promise<string> => {
      const headers = { 'content-type': 'application/json', authorization: `Bot ${discord.token}` };
      const response = await fetch(`${discord.apiUrl}/v10${path}`, { method, headers, body: JSON.stringify(body) });
      expect(response.ok, await response.clone().text()).toBe(true);
      return ((await response.json()) as { id: string }).id;
    };
    await discord.setPermissions(channel('stories'), { allow: ['ManageThreads'] });
    const ids: string[] = [];
    for (const name of ['pinned', 'answered', 'newest'])
      ids.push(await asBot('POST', `/channels/${channel('stories')}/threads`, { name, message: { content: name } }));
    const [pinned = '', answered = ''] = ids;
    await asBot('POST', `/channels/${answered}/messages`, { content: 'And one thing more' });
    await asBot('PATCH', `/channels/${pinned}`, { flags: 2 });
    const posts = await fetch(`${discord.url}/local/channels/${channel('stories')}/posts`);
    expect((await posts.json()) as PagePost[]).toMatchObject([
      { channel: { name: 'pinned', thread: { pinned: true } }, first: { content: 'pinned' } },
      { channel: { name: 'answered' }, first: { content: 'answered' } },
      { channel: { name: 'newest' }, first: { content: 'newest' } },
    ]);
  });
});
