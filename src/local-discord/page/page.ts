import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { Interactions } from '../interactions/interactions.ts';
import { parseJson, readLimited } from '../json-body.ts';
import type { User } from '../state/model.ts';
import type { State } from '../state/state.ts';
import type { PageDone, PageInteractionResult } from './contract.ts';
import { streamEvents } from './events.ts';
import { createFileRoutes } from './files.ts';
import { type Pictures, serveAvatar, servePicture } from './media.ts';
import { createPeople } from './people.ts';
import { viewMessages, viewPosts, viewState } from './views.ts';

const opening = z.object({ viewer: z.string().exactOptional() });
const writing = opening.extend({
  channel_id: z.string(),
  content: z.string(),
  reply_to: z.string().exactOptional(),
});

const pointing = opening.extend({ channel_id: z.string(), message_id: z.string() });
const editing = pointing.extend({ content: z.string() });
const pinning = pointing.extend({ on: z.boolean() });
const reacting = pinning.extend({ emoji: z.string() });

/** The room that a picture is shown in, in CSS pixels. */
const pixels = z.coerce.number().int().min(1).max(4096);
const shownIn = z.object({ width: pixels, height: pixels });

const interacting = opening.extend({
  locale: z.string().max(10).exactOptional(),
  type: z.literal([2, 3, 4, 5]),
  channel_id: z.string(),
  message_id: z.string().exactOptional(),
  data: z.unknown(),
});

export interface PageOptions {
  readonly clientDir: string;
  /** Under which browsers keep the page's files. */
  readonly edition: string;
  readonly pictures: Pictures;
}

/** More than anything that a person can ask for, in bytes. */
const maxBytes = 1024 * 1024;

/** The page and what it asks of this server; `contract.ts` says what. */
export function createPage(state: State, interactions: Interactions, options: PageOptions): Hono {
  const { clientDir, edition, pictures } = options;
  const page = new Hono();
  const people = createPeople(state);
  const person = (id: string | undefined): User | undefined => {
    const user = state.user(id ?? state.identity.ownerId);
    return user === undefined || user.bot ? undefined : user;
  };
  const viewerOf = (context: Context): User | undefined => person(context.req.query('viewer'));
  const stranger = (context: Context) => context.json({ reason: 'There is no such person.' }, 404);

  page.get('/local/state', (context) => {
    const viewer = viewerOf(context);
    return viewer === undefined ? stranger(context) : context.json(viewState(state, viewer));
  });

  page.get('/local/channels/:channel/messages', (context) => {
    const viewer = viewerOf(context);
    if (viewer === undefined) return stranger(context);
    const messages = viewMessages(state, viewer, context.req.param('channel'));
    return messages === undefined ? context.json({ reason: 'There is no such channel.' }, 404) : context.json(messages);
  });

  page.get('/local/events', (context) => {
    const viewer = viewerOf(context);
    return viewer === undefined ? stranger(context) : streamEvents(context, state, viewer);
  });

  page.get('/local/channels/:channel/posts', (context) => {
    const viewer = viewerOf(context);
    if (viewer === undefined) return stranger(context);
    const posts = viewPosts(state, viewer, context.req.param('channel'));
    return posts === undefined ? context.json({ reason: 'There is no such channel.' }, 404) : context.json(posts);
  });

  /** Lets a person do what a request's body says. */
  const act =
    <T extends z.ZodType<{ viewer?: string }>>(
      form: T,
      carryOut: (person: User, asked: z.infer<T>) => PageDone | Promise<PageInteractionResult>,
    ) =>
    async (context: Context) => {
      const bytes = await readLimited(context.req.raw, maxBytes);
      const request = form.safeParse(parseJson(bytes?.toString('utf8') ?? '')?.value);
      if (!request.success) return context.json({ result: 'failed', reason: z.prettifyError(request.error) }, 400);
      const viewer = person(request.data.viewer);
      if (viewer === undefined) return context.json({ result: 'failed', reason: 'There is no such person.' });
      return context.json(await carryOut(viewer, request.data));
    };

  page.post(
    '/local/messages',
    act(writing, (viewer, { channel_id, content, reply_to }) =>
      people.write(viewer, { channelId: channel_id, content, ...(reply_to !== undefined && { replyTo: reply_to }) }),
    ),
  );
  page.post(
    '/local/messages/edit',
    act(editing, (viewer, { channel_id, message_id, content }) =>
      people.edit(viewer, { channelId: channel_id, messageId: message_id, content }),
    ),
  );
  page.post(
    '/local/messages/delete',
    act(pointing, (viewer, { channel_id, message_id }) =>
      people.remove(viewer, { channelId: channel_id, messageId: message_id }),
    ),
  );
  page.post(
    '/local/messages/pin',
    act(pinning, (viewer, { channel_id, message_id, on }) =>
      people.pin(viewer, { channelId: channel_id, messageId: message_id, on }),
    ),
  );
  page.post(
    '/local/reactions',
    act(reacting, (viewer, { channel_id, message_id, emoji, on }) =>
      people.react(viewer, { channelId: channel_id, messageId: message_id, emoji, on }),
    ),
  );
  page.post(
    '/local/direct',
    act(opening, (viewer) => people.openConversation(viewer)),
  );

  page.post(
    '/local/interactions',
    act(interacting, ({ id: viewerId }, { locale, type, channel_id, message_id, data }) =>
      interactions.ask({
        viewerId,
        type,
        channelId: channel_id,
        data,
        ...(locale !== undefined && { locale }),
        ...(message_id !== undefined && { messageId: message_id }),
      }),
    ),
  );

  page.get('/local/media', (context) => {
    const { url = '', ...query } = context.req.query();
    const room = shownIn.safeParse(query);
    return servePicture({ url, ...(room.success && { room: room.data }) }, pictures, state.messages.file);
  });

  page.get('/local/avatars/:user', (context) => {
    const name = state.user(context.req.param('user'))?.username ?? context.req.query('name');
    return name === undefined ? context.notFound() : serveAvatar(name);
  });

  page.route('/', createFileRoutes(clientDir, edition));
  return page;
}
