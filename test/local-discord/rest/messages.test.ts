import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

describe('messages', () => {
  it('are read back in pages, newest first', async () => {
    const path = `${calls.channel('general')}/messages`;
    const ids: string[] = [];
    for (const content of ['1', '2', '3', '4', '5']) ids.push((await calls.call('POST', path, { content })).body.id);
    const read = async (query: string) => {
      const { body } = await calls.call('GET', `${path}?${query}`);
      return Array.isArray(body) ? body.map(({ content }) => content) : body;
    };
    expect(await read('limit=2')).toEqual(['5', '4']);
    expect(await read(`limit=2&before=${ids[3]}`)).toEqual(['3', '2']);
    expect(await read(`limit=2&after=${ids[0]}`)).toEqual(['3', '2']);
    expect(await read(`limit=3&around=${ids[2]}`)).toEqual(['4', '3', '2']);
    expect(await read('limit=101')).toMatchObject({ code: 50035, errors: { limit: {} } });
  });

  it('keep what an edit does not name, and lose what it clears', async () => {
    const { body } = await calls.post({ content: 'x', embeds: [{ title: 't' }] });
    const path = `${calls.channel()}/messages/${body.id}`;
    expect((await calls.call('PATCH', path, { content: 'y' })).body).toMatchObject({
      content: 'y',
      embeds: [{ title: 't' }],
    });
    expect((await calls.call('PATCH', path, { content: null })).body).toMatchObject({
      content: '',
      embeds: [{ title: 't' }],
    });
    expect((await calls.call('PATCH', path, { embeds: [] })).body).toMatchObject({ code: 50006 });
    expect(await calls.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await calls.call('DELETE', path)).toMatchObject({ status: 404, body: { code: 10008 } });
  });

  it('notify only whom allowed_mentions allows', async () => {
    const content = `<@${discord.memberId}> @everyone`;
    const notified = async (more: object) => {
      const { mentions, mention_everyone } = (await calls.post({ content, ...more })).body;
      return { people: Array.isArray(mentions) ? mentions.length : mentions, everyone: mention_everyone };
    };
    expect(await notified({})).toEqual({ people: 1, everyone: false });
    for (const allowed_mentions of [{ parse: [] }, {}, { replied_user: false }])
      expect(await notified({ allowed_mentions })).toEqual({ people: 0, everyone: false });
    await discord.setPermissions(discord.channels['news'] ?? '', { allow: ['MentionEveryone'] });
    expect(await notified({})).toEqual({ people: 1, everyone: true });
    expect(await notified({ allowed_mentions: { users: [discord.memberId] } })).toEqual({ people: 1, everyone: false });
  });

  it('take files along, in a form, and keep what is said of them', async () => {
    const file = new File(['hello'], 'a b.txt', { type: 'text/plain' });
    const body = { content: 'see', attachments: [{ id: '0', description: 'A greeting' }] };
    const { body: posted } = await calls.send('POST', `${calls.channel()}/messages`, body, [file]);
    expect(posted).toMatchObject({
      content: 'see',
      attachments: [{ filename: 'a_b.txt', size: 5, description: 'A greeting' }],
    });
    const path = `${calls.channel()}/messages/${posted.id}`;
    const more = await calls.send('PATCH', path, {}, [new File(['x'], 'c.txt')]);
    expect(more.body).toMatchObject({ attachments: [{ filename: 'a_b.txt' }, { filename: 'c.txt' }] });
    expect((await calls.call('PATCH', path, { attachments: [] })).body).toMatchObject({ attachments: [] });
  });
});
