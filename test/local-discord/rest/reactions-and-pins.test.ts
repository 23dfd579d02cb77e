import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off', limits: { pins: 2, reactions: 2 } });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

const news = (): string => discord.channels['news'] ?? '';
const fire = encodeURIComponent('🔥');

async function posted(): Promise<string> {
  return `${calls.channel()}/messages/${(await calls.post({ content: 'x' })).body.id}`;
}

describe('reactions', () => {
  it('are counted, listed, and taken away by their owners or by moderators', async () => {
    const path = await posted();
    const react = (emoji: string, who = '@me', method = 'PUT') =>
      calls.call(method, `${path}/reactions/${emoji}/${who}`);
    expect(await react(fire)).toMatchObject({ status: 204 });
    expect(await react(fire)).toMatchObject({ status: 204 });
    expect((await calls.call('GET', path)).body).toMatchObject({
      reactions: [{ emoji: { id: null, name: '🔥' }, count: 1, me: true }],
    });
    const shown = (await discord.messages(news(), discord.memberId)).at(-1);
    expect(shown?.reactions).toEqual([{ emoji: '🔥', count: 1, me: false }]);
    expect((await calls.call('GET', `${path}/reactions/${fire}`)).body).toMatchObject([{ id: discord.botId }]);

    const body = { viewer: discord.memberId, channel_id: news(), message_id: path.split('/').at(-1), emoji: '🔥' };
    const onPage = async (on: boolean) => {
      const headers = { 'content-type': 'application/json' };
      const sent = { method: 'POST', headers, body: JSON.stringify({ ...body, on }) };
      return (await fetch(`${discord.url}/local/reactions`, sent)).json();
    };
    expect(await onPage(true)).toMatchObject({ result: 'done' });
    const both = (await calls.call('GET', `${path}/reactions/${fire}`)).body as unknown as { id: string }[];
    expect(both.map(({ id }) => id).sort()).toEqual([discord.botId, discord.memberId].sort());
    const others = `${path}/reactions/${fire}/${discord.memberId}`;
    expect((await calls.call('DELETE', others)).body).toMatchObject({ code: 50013 });
    expect(await onPage(false)).toMatchObject({ result: 'done' });

    expect((await calls.call('DELETE', `${path}/reactions`)).body).toMatchObject({ code: 50013 });
    expect(await react(fire, '@me', 'DELETE')).toMatchObject({ status: 204 });
    expect((await calls.call('GET', path)).body).not.toHaveProperty('reactions');
  });

  it('are emoji, of so many kinds, and a new kind takes a right of its own', async () => {
    const path = await posted();
    const react = (emoji: string) => calls.call('PUT', `${path}/reactions/${encodeURIComponent(emoji)}/@me`);
    for (const none of ['x', 'wave:1234567890123456789', '🔥🔥', '1'])
      expect((await react(none)).body).toMatchObject({ code: 10014 });
    // Without its selector it is the same heart.
    await react('❤');
    await react('❤️');
    await react('👨‍👩‍👧');
    expect((await calls.call('GET', path)).body['reactions']).toHaveLength(2);
    expect((await react('🔥')).body).toMatchObject({ code: 30010 });
    await discord.setPermissions(news(), { deny: ['AddReactions'] });
    expect(await react('❤️')).toMatchObject({ status: 204 });
    expect((await calls.call('PUT', `${await posted()}/reactions/${fire}/@me`)).body).toMatchObject({ code: 50013 });
    await discord.setPermissions(news(), {});
  });
});

describe('pins', () => {
  it('are set with a right of their own, told of, limited, and listed latest first', async () => {
    const [first, second, third] = [await posted(), await posted(), await posted()];
    const pin = (path: string, method = 'PUT') => calls.call(method, path.replace('/messages/', '/messages/pins/'));
    await discord.setPermissions(news(), { allow: ['ManageMessages'] });
    expect((await pin(first)).body).toMatchObject({ code: 50013 });
    await discord.setPermissions(news(), { allow: ['PinMessages'] });

    expect(await pin(first)).toMatchObject({ status: 204 });
    const id = first.split('/').at(-1);
    expect((await calls.call('GET', `${calls.channel()}/messages?limit=1`)).body).toMatchObject([
      { type: 6, message_reference: { message_id: id } },
    ]);
    // By the older route as well.
    expect(await calls.call('PUT', second.replace('/messages/', '/pins/'))).toMatchObject({ status: 204 });
    expect((await pin(third)).body).toMatchObject({ code: 30003 });

    const { body: listed } = await calls.call('GET', `${calls.channel()}/messages/pins?limit=1`);
    expect(listed).toMatchObject({
      items: [{ message: { id: second.split('/').at(-1), pinned: true } }],
      has_more: true,
    });
    expect((await calls.call('GET', `${calls.channel()}/pins`)).body).toHaveLength(2);

    expect(await pin(second, 'DELETE')).toMatchObject({ status: 204 });
    await calls.call('DELETE', first);
    expect((await calls.call('GET', `${calls.channel()}/pins`)).body).toEqual([]);
    await discord.setPermissions(news(), {});
  });
});

describe('many messages', () => {
  it('are deleted at once, by moderators, when they are young', async () => {
    const paths = [await posted(), await posted(), await posted()];
    const ids = paths.map((path) => path.split('/').at(-1));
    const remove = (messages: unknown[]) => calls.call('POST', `${calls.channel()}/messages/bulk-delete`, { messages });
    expect((await remove(ids)).body).toMatchObject({ code: 50013 });
    await discord.setPermissions(news(), { allow: ['ManageMessages'] });
    expect((await remove(ids.slice(0, 1))).body).toMatchObject({ code: 50035 });
    expect((await remove([ids[0], '1000000000000000000'])).body).toMatchObject({ code: 50034 });
    expect(await remove(ids.slice(0, 2))).toMatchObject({ status: 204 });
    for (const [index, path] of paths.entries())
      expect((await calls.call('GET', path)).status).toBe(index < 2 ? 404 : 200);
    await discord.setPermissions(news(), {});
  });
});

describe('an announcement', () => {
  it('is published once, and only where announcements are', async () => {
    const path = `${calls.channel('announcements')}/messages`;
    const { body } = await calls.call('POST', path, { content: 'x' });
    const publish = () => calls.call('POST', `${path}/${body.id}/crosspost`);
    expect((await publish()).body).toMatchObject({ id: body.id, flags: 1 });
    expect((await publish()).body).toMatchObject({ code: 40033 });
    expect((await calls.call('POST', `${await posted()}/crosspost`)).body).toMatchObject({ code: 50024 });
  });
});
