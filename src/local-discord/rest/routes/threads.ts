import { type Context, Hono } from 'hono';
import { channelType, type GuildChannel, isForum, type Thread } from '../../state/channel.ts';
import { channelPayload } from '../../state/channel-payload.ts';
import { makeMessage, nothing } from '../../state/draft.ts';
import { messageFlags, messageType } from '../../state/model.ts';
import { has, permission } from '../../state/permissions.ts';
import { present } from '../../state/present.ts';
import type { State } from '../../state/state.ts';
import { createAccess, demand, type Place } from '../access.ts';
import { type Body, readBody } from '../body.ts';
import { checkForumPostForm, checkMessageThreadForm, checkNewThreadForm } from '../form/place-form.ts';
import { draftFor, refuseTooManyThreads } from '../posting.ts';
import { numberIn, timeIn } from '../query.ts';
import { Refusal, refusalOf } from '../refusal.ts';
import { isWritten } from '../reply.ts';
import { chosenTags } from '../tags.ts';
import { newThread, publicTypeIn } from '../thread-start.ts';

/** How threads and forum posts begin, and lists of them. */
export function createThreadRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;

  function withThreads(context: Context): Place<GuildChannel> {
    const place = access.guildChannel(context);
    if (!havingThreads.includes(place.channel.type)) throw new Refusal(50024);
    return place;
  }

  /** Brings a thread to life, with the bot in it. */
  function begin(thread: Thread): Thread {
    state.channels.create(thread);
    state.threads.join(thread.id, botId);
    return state.channels.thread(thread.id) ?? thread;
  }

  routes.post('/channels/:channel/messages/:message/threads', async (context) => {
    const current = () => {
      const { channel, held } = withThreads(context);
      if (isForum(channel)) throw new Refusal(50024);
      demand(held, [permission.createPublicThreads]);
      return { channel, message: access.message(context, channel) };
    };
    current();
    const checked = await checkMessageThreadForm((await readBody(context)).json);
    if (!checked.ok) throw refusalOf(checked);
    const { channel, message } = current();
    if (!isWritten(message)) throw new Refusal(50021);
    if (state.channels.thread(message.id) !== undefined) throw new Refusal(160004);
    refuseTooManyThreads(state, channel.guild_id, channel);
    const thread = state.inTransaction(() => {
      const begun = begin(
        newThread(state, channel, checked.form, { id: message.id, type: publicTypeIn(channel), ownerId: botId }),
      );
      state.messages.edit({ ...message, flags: message.flags | messageFlags.hasThread });
      const pointer = { message_id: message.id, channel_id: channel.id, guild_id: channel.guild_id };
      state.messages.post(
        makeMessage(state, begun.id, nothing, {
          type: messageType.threadStarter,
          message_reference: { type: 0, ...pointer },
        }),
      );
      return begun;
    });
    return context.json(channelPayload(state, thread, botId), 201);
  });

  routes.post('/channels/:channel/threads', async (context) => {
    const { channel } = withThreads(context);
    const body = await readBody(context);
    return isForum(channel) ? beginPost(context, body) : beginAlone(context, body);
  });

  async function beginAlone(context: Context, { json }: Body): Promise<Response> {
    const checked = await checkNewThreadForm(json);
    if (!checked.ok) throw refusalOf(checked);
    const { form } = checked;
    const { channel, held } = withThreads(context);
    const type = form.type ?? channelType.privateThread;
    const isPrivate = type === channelType.privateThread;
    if (isPrivate ? channel.type !== channelType.text : type !== publicTypeIn(channel)) throw new Refusal(50024);
    demand(held, [isPrivate ? permission.createPrivateThreads : permission.createPublicThreads]);
    refuseTooManyThreads(state, channel.guild_id, channel);
    const id = state.ids.next();
    const thread = state.inTransaction(() => {
      const made = begin(newThread(state, channel, form, { id, type, ownerId: botId }));
      if (!isPrivate)
        state.messages.post(
          makeMessage(
            state,
            channel.id,
            { ...nothing, content: made.name },
            {
              type: messageType.threadCreated,
              message_reference: { type: 0, channel_id: id, guild_id: channel.guild_id },
            },
          ),
        );
      return made;
    });
    return context.json(channelPayload(state, thread, botId), 201);
  }

  async function beginPost(context: Context, { json, files }: Body): Promise<Response> {
    const checked = await checkForumPostForm(json, { files });
    if (!checked.ok) throw refusalOf(checked);
    const { form } = checked;
    const { channel, held } = withThreads(context);
    demand(held, [permission.sendMessages]);
    const applied_tags = chosenTags(channel, form.applied_tags ?? [], held);
    refuseTooManyThreads(state, channel.guild_id, channel);
    const id = state.ids.next();
    const draft = draftFor(state, { channel, held }, { form: form.message, files }, id);
    const { thread, message } = state.inTransaction(() => {
      const begun = newThread(state, channel, form, { id, type: channelType.publicThread, ownerId: botId });
      state.channels.create({ ...begun, applied_tags });
      const first = { ...makeMessage(state, id, draft), id };
      state.messages.post(first);
      return { thread: state.channels.thread(id) ?? begun, message: first };
    });
    return context.json({ ...channelPayload(state, thread, botId), message: present(state, message, botId) }, 201);
  }

  routes.get('/guilds/:guild/threads/active', (context) => {
    const threads = state.channels
      .threads(access.guild(context))
      .filter(({ thread_metadata }) => !thread_metadata.archived)
      .filter((thread) => has(state.permissions(botId, thread), permission.viewChannel));
    return context.json({ ...listed(threads.toReversed()) });
  });

  routes.get('/channels/:channel/threads/archived/public', (context) => {
    const { channel } = archivedIn(context);
    return context.json(archived(context, channel, ({ type }) => type !== channelType.privateThread));
  });
  routes.get('/channels/:channel/threads/archived/private', (context) => {
    const { channel, held } = archivedIn(context);
    demand(held, [permission.manageThreads]);
    return context.json(archived(context, channel, ({ type }) => type === channelType.privateThread));
  });

  routes.get('/channels/:channel/users/@me/threads/archived/private', (context) => {
    const { channel } = archivedIn(context);
    const joined = ({ id, type }: Thread): boolean =>
      type === channelType.privateThread && state.threads.member(id, botId) !== undefined;
    return context.json(archived(context, channel, joined));
  });

  function archivedIn(context: Context): Place<GuildChannel> {
    const place = withThreads(context);
    demand(place.held, [permission.readMessageHistory]);
    return place;
  }

  /** A page of a channel's archived threads, those archived last first. */
  function archived(context: Context, { id }: GuildChannel, isMeant: (thread: Thread) => boolean) {
    const limit = numberIn(context, 'limit', { least: 2, most: 100, otherwise: 50 });
    const before = timeIn(context, 'before') ?? Number.POSITIVE_INFINITY;
    const end = ({ thread_metadata }: Thread): number => Date.parse(thread_metadata.archive_timestamp);
    const found = state.threads
      .in(id)
      .filter((thread) => thread.thread_metadata.archived && isMeant(thread) && end(thread) < before)
      .sort((a, b) => end(b) - end(a));
    return { ...listed(found.slice(0, limit)), has_more: found.length > limit };
  }

  /** Threads with the bot's own memberships beside them. */
  function listed(threads: readonly Thread[]) {
    return {
      threads: threads.map((thread) => channelPayload(state, thread, botId)),
      members: threads.flatMap(({ id }) => state.threads.member(id, botId) ?? []),
    };
  }

  return routes;
}

const havingThreads: readonly number[] = [
  channelType.text,
  channelType.announcement,
  channelType.forum,
  channelType.media,
];
