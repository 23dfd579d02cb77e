import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;
let webhook: string;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off', limits: { webhooks: 3 } });
  calls = discordCalls(discord);
  for (const name of ['news', 'stories', 'ai'])
    await discord.setPermissions(discord.channels[name] ?? '', { allow: ['ManageWebhooks', 'CreatePublicThreads'] });
});
afterAll(() => discord.close());

const make = (name: string, channel = 'news') => calls.call('POST', `${calls.channel(channel)}/webhooks`, { name });

/** What someone does who knows a webhook's address and nothing else. */
async function anyone(method: string, path: string, body?: object) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

beforeEach(async () => {
  for (const { id } of (await calls.call('GET', `${calls.channel()}/webhooks`)).body as unknown as { id: string }[])
    await calls.call('DELETE', `/webhooks/${id}`);
  const { body } = await make('Wire');
  webhook = `/webhooks/${body.id}/${body['token']}`;
});

describe('a webhook', () => {
  it('is made, listed, renamed, moved and deleted by who may manage webhooks', async () => {
    const id = webhook.split('/')[2];
    expect((await make('Second')).body).toMatchObject({ type: 1, application_id: discord.botId });
    await make('Third');
    expect((await make('Fourth')).body).toMatchObject({ code: 30007 });
    const listed = await calls.call('GET', `${calls.channel()}/webhooks`);
    expect(listed.body).toMatchObject([{ name: 'Wire' }, { name: 'Second' }, { name: 'Third' }]);
    const moved = await calls.call('PATCH', `/webhooks/${id}`, { name: 'New', channel_id: discord.channels['ai'] });
    expect(moved.body).toMatchObject({ name: 'New', channel_id: discord.channels['ai'] });
    expect(await calls.call('DELETE', `/webhooks/${id}`)).toMatchObject({ status: 204 });
    expect(await anyone('GET', webhook)).toMatchObject({ status: 404, body: { code: 10015 } });
  });

  it('is changed by who knows its token, and nobody else', async () => {
    const [, , id, token = ''] = webhook.split('/');
    expect(await anyone('GET', `/webhooks/${id}`)).toMatchObject({ status: 401 });
    expect(await anyone('GET', `/webhooks/${id}/${'x'.repeat(token.length)}`)).toMatchObject({
      status: 401,
      body: { code: 50027 },
    });
    const seen = (await anyone('PATCH', webhook, { name: 'Mine' })).body;
    expect(seen).toMatchObject({ name: 'Mine' });
    expect(seen).not.toHaveProperty('user');
    expect(await anyone('DELETE', webhook)).toMatchObject({ status: 204 });
  });
});

describe('a message of a webhook', () => {
  it('has a name of its own, and is edited and deleted by the webhook alone', async () => {
    expect(await anyone('POST', webhook, { content: 'x' })).toMatchObject({ status: 204 });
    const { body } = await anyone('POST', `${webhook}?wait=true`, {
      content: `<@${discord.memberId}> @everyone`,
      username: 'Desk',
      avatar_url: 'https://pictures.example/desk.png',
    });
    expect(body).toMatchObject({
      author: { username: 'Desk', bot: true, id: webhook.split('/')[2] },
      webhook_id: webhook.split('/')[2],
      mentions: [{ id: discord.memberId }],
      mention_everyone: false,
    });
    const [shown] = (await discord.messages(discord.channels['news'] ?? '')).slice(-1);
    expect(shown?.author).toMatchObject({ username: 'Desk', avatarUrl: expect.stringContaining('/local/media?url=') });

    const bots = `${calls.channel()}/messages/${body.id}`;
    expect((await calls.call('PATCH', bots, { content: 'y' })).body).toMatchObject({ code: 50005 });
    const own = `${webhook}/messages/${body.id}`;
    expect((await anyone('PATCH', own, { content: 'y' })).body).toMatchObject({ content: 'y' });
    expect((await anyone('GET', own)).body).toMatchObject({ content: 'y', author: { username: 'Desk' } });
    expect(await anyone('DELETE', own)).toMatchObject({ status: 204 });
    expect((await anyone('GET', own)).body).toMatchObject({ code: 10008 });
    const { body: others } = await calls.post({ content: 'x' });
    expect((await anyone('DELETE', `${webhook}/messages/${others.id}`)).body).toMatchObject({ code: 10008 });
  });

  it('goes into a thread of its channel when it says which', async () => {
    const { body: message } = await calls.post({ content: 'x' });
    await calls.call('POST', `${calls.channel()}/messages/${message.id}/threads`, { name: 'Talk' });
    const { body } = await anyone('POST', `${webhook}?wait=true&thread_id=${message.id}`, { content: 'x' });
    expect(body).toMatchObject({ channel_id: message.id });
    expect((await anyone('GET', `${webhook}/messages/${body.id}`)).body).toMatchObject({ code: 10008 });
    expect(await anyone('GET', `${webhook}/messages/${body.id}?thread_id=${message.id}`)).toMatchObject({
      status: 200,
    });
    const elsewhere = `${webhook}?thread_id=${discord.channels['ai']}`;
    expect((await anyone('POST', elsewhere, { content: 'x' })).body).toMatchObject({ code: 10003 });
  });

  it('begins a post in a forum, and nowhere else', async () => {
    expect((await anyone('POST', webhook, { content: 'x', thread_name: 'A' })).body).toMatchObject({ code: 220003 });
    const { body } = await make('Stories', 'stories');
    const forum = `/webhooks/${body.id}/${body['token']}`;
    expect((await anyone('POST', forum, { content: 'x' })).body).toMatchObject({ code: 220001 });
    const post = (await anyone('POST', `${forum}?wait=true`, { content: 'x', thread_name: 'A story' })).body;
    expect(post.channel_id).toBe(post.id);
    expect((await calls.call('GET', `/channels/${post.id}`)).body).toMatchObject({ name: 'A story', type: 11 });
    const both = await anyone('POST', `${forum}?thread_id=${post.id}`, { content: 'x', thread_name: 'Another' });
    expect(both.body).toMatchObject({ code: 220002 });
  });
});
