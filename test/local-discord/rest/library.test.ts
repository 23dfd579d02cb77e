import { ChannelType, type Client, Events, type Message, MessageType, ThreadAutoArchiveDuration } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../support/connect.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';
import { until } from '../../support/until.ts';

let discord: LocalDiscordHarness;
let client: Client<true>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  const allow = [
    'AttachFiles',
    'CreatePublicThreads',
    'ManageThreads',
    'ManageWebhooks',
    'ManageMessages',
    'PinMessages',
  ] as const;
  for (const id of Object.values(discord.channels)) await discord.setPermissions(id, { allow });
  client = await connect(discord, { intents: ['Guilds', 'GuildMessages', 'GuildMessageReactions', 'GuildWebhooks'] });
});
afterAll(async () => {
  await client.destroy();
  await discord.close();
});

/** A channel as the library knows it. */
async function fetched<T extends ChannelType>(name: string, type: T) {
  const channel = await client.channels.fetch(discord.channels[name] ?? '');
  if (channel?.type !== type) throw new Error(`#${name} is not of the type that was expected.`);
  return channel as Extract<typeof channel, { type: T }>;
}

it('what a discord.js client knows from the start is whole', () => {
  const guild = client.guilds.cache.get(discord.guildId);
  expect(guild?.members.me?.displayHexColor).toBe('#000000');
  expect(guild?.roles.cache.find(({ name }) => name === 'Managers')?.hexColor).toBe('#3498db');
  expect(client.user.flags?.bitfield).toBe(0);
  expect(guild?.channels.cache.get(discord.channels['stories'] ?? '')).toMatchObject({
    defaultForumLayout: 0,
    defaultSortOrder: null,
    defaultReactionEmoji: null,
  });
});

it('a discord.js client uses everything around messages', async () => {
  const news = await fetched('news', ChannelType.GuildText);
  const heard: Message[] = [];
  client.on(Events.MessageCreate, (message) => heard.push(message));

  const file = { attachment: Buffer.from('report'), name: 'report.txt' };
  const posted = await news.send({ content: 'The news', files: [file], enforceNonce: true, nonce: 'one' });
  expect(posted.attachments.first()).toMatchObject({ name: 'report.txt', size: 6 });
  expect((await news.send({ content: 'Again', enforceNonce: true, nonce: 'one' })).id).toBe(posted.id);

  const reply = await posted.reply('And more');
  expect(reply.type).toBe(MessageType.Reply);
  expect((await reply.fetchReference()).id).toBe(posted.id);

  await posted.react('🔥');
  expect((await posted.fetch(true)).reactions.cache.get('🔥')).toMatchObject({ count: 1, me: true });
  await posted.reactions.removeAll();
  expect((await posted.fetch(true)).reactions.cache.size).toBe(0);

  await posted.pin();
  expect((await news.messages.fetchPins()).items.map(({ message }) => message.id)).toEqual([posted.id]);

  const thread = await posted.startThread({ name: 'Talk', autoArchiveDuration: ThreadAutoArchiveDuration.OneHour });
  expect(thread).toMatchObject({ id: posted.id, parentId: news.id, archived: false });
  await thread.send('In the thread');
  await thread.setArchived(true);
  expect((await news.threads.fetchArchived()).threads.has(thread.id)).toBe(true);
  await thread.send('And open again');
  await until(
    'the thread is known to be open',
    () => client.channels.cache.get(thread.id)?.isThread() && !thread.archived,
  );

  await until('the thread’s messages are heard', () => heard.some(({ content }) => content === 'And open again'));
  expect(heard.find(({ id }) => id === reply.id)?.reference?.messageId).toBe(posted.id);
});

it('hears who reacts, though it has never met them', async () => {
  const news = await fetched('news', ChannelType.GuildText);
  const posted = await news.send('Do you like it?');
  expect(client.users.cache.has(discord.memberId)).toBe(false);
  const reacted = posted.awaitReactions({ max: 1, time: 5000 });
  await fetch(`${discord.url}/local/reactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      viewer: discord.memberId,
      channel_id: news.id,
      message_id: posted.id,
      emoji: '👍',
      on: true,
    }),
  });
  const [reaction] = (await reacted).values();
  expect([...(reaction?.users.cache.keys() ?? [])]).toEqual([discord.memberId]);
});

it('hears who is mentioned, though it has never met them', async () => {
  const news = await fetched('news', ChannelType.GuildText);
  const heard = new Promise<Message>((resolve) => client.once(Events.MessageCreate, resolve));
  await news.send(`<@${discord.ownerId}>`);
  expect((await heard).mentions.members?.get(discord.ownerId)?.roles.cache.size).toBe(2);
});

it('posts, publishes, speaks under other names, and writes to people', async () => {
  const forum = await fetched('stories', ChannelType.GuildForum);
  const [tag] = forum.availableTags;
  const post = await forum.threads.create({
    name: 'A story',
    message: { content: 'What happened' },
    appliedTags: [tag?.id ?? ''],
  });
  expect(post.appliedTags).toEqual([tag?.id]);
  expect((await post.fetchStarterMessage())?.content).toBe('What happened');

  const announcements = await fetched('announcements', ChannelType.GuildAnnouncement);
  const announced = await announcements.send('Hear, hear');
  expect((await announced.crosspost()).flags.has('Crossposted')).toBe(true);

  const webhook = await announcements.createWebhook({ name: 'Wire' });
  const wired = await webhook.send({ content: 'From the wire', username: 'The Wire' });
  expect(wired.author).toMatchObject({ username: 'The Wire', bot: true });
  await webhook.editMessage(wired.id, 'From the wire, corrected');
  expect((await announcements.messages.fetch(wired.id)).content).toBe('From the wire, corrected');
  await announcements.bulkDelete([announced.id, wired.id]);
  expect((await announcements.messages.fetch()).size).toBe(0);
  await webhook.delete();

  const person = await client.users.fetch(discord.memberId);
  const whispered = await person.send('For you');
  expect(whispered.inGuild()).toBe(false);
  expect(whispered.channel.type).toBe(ChannelType.DM);
});
