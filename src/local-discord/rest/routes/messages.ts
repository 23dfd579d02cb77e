import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { type Channel, channelType, guildOf } from '../../state/channel.ts';
import { edited, isEmpty, makeMessage } from '../../state/draft.ts';
import type { Attachment, Message } from '../../state/model.ts';
import { has, permission } from '../../state/permissions.ts';
import { isSnowflake } from '../../state/snowflake.ts';
import type { State } from '../../state/state.ts';
import { readBody } from '../body.ts';
import { compose, composeChange, wouldBeEmpty } from '../compose.ts';
import { storedFilename } from '../form/filename.ts';
import type { MessageForm } from '../form/forms.ts';
import { checkMessageForm } from '../form/message-form.ts';
import type { Problem } from '../form/problem.ts';
import { invalidForm, Refusal, refusalOf } from '../refusal.ts';

const id = z.string().refine(isSnowflake);
const range = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: id.exactOptional(),
  after: id.exactOptional(),
  around: id.exactOptional(),
});

/** The messages of channels, as the bot may post, read, edit and delete them. */
export function createMessageRoutes(state: State): Hono {
  const routes = new Hono();
  const { botId } = state.identity;

  /** The channel of a request, in which the bot has all these rights. */
  function channelOf(context: Context, ...wanted: bigint[]): { channel: Channel; held: bigint } {
    const channel = state.channels.get(context.req.param('channel') ?? '');
    if (channel === undefined) throw new Refusal(10003);
    const held = state.permissions(botId, channel);
    if (!has(held, permission.viewChannel)) throw new Refusal(50001);
    if (channel.type === channelType.category) throw new Refusal(50008);
    if (!wanted.every((bit) => has(held, bit))) throw new Refusal(50013);
    return { channel, held };
  }

  function messageOf(context: Context, channel: Channel): Message {
    const held = state.messages.find(channel.id, context.req.param('message') ?? '');
    if (held === undefined || held.onlyFor !== undefined) throw new Refusal(10008);
    return held.message;
  }

  routes.get('/channels/:channel/messages', (context) => {
    const { channel, held } = channelOf(context);
    const query = range.safeParse(context.req.query());
    if (!query.success) throw invalidForm(query.error.issues.flatMap(rangeProblem));
    // Without the right to read history, Discord shows an empty channel.
    if (!has(held, permission.readMessageHistory)) return context.json([]);
    const { limit, before, after, around } = query.data;
    if (around === undefined)
      return context.json(
        state.messages.list(channel.id, { limit, ...(before && { before }), ...(after && { after }) }),
      );
    const half = Math.floor(limit / 2);
    const newer = state.messages.list(channel.id, { after: around, limit: half });
    const rest = state.messages.list(channel.id, { before: String(BigInt(around) + 1n), limit: limit - newer.length });
    return context.json([...newer, ...rest]);
  });

  routes.get('/channels/:channel/messages/:message', (context) => {
    const { channel } = channelOf(context, permission.readMessageHistory);
    return context.json(messageOf(context, channel));
  });

  routes.post('/channels/:channel/messages', async (context) => {
    channelOf(context, permission.sendMessages);
    const { json, files } = await readBody(context);
    const checked = await checkMessageForm('MessageCreateRequest', json, { files: files.map(({ name }) => name) });
    if (!checked.ok) throw refusalOf(checked);
    const { form } = checked;

    // From here to the post nothing waits, so that the rights still hold and two equal nonces cannot both pass.
    const { channel, held } = channelOf(context, permission.sendMessages);
    if ((form.embeds ?? []).length > 0 && !has(held, permission.embedLinks)) throw new Refusal(50013);
    if (files.length > 0 && !has(held, permission.attachFiles)) throw new Refusal(50013);
    const mayMentionEveryone = has(held, permission.mentionEveryone);
    const draft = compose(state, form, {
      way: 'message',
      guildId: guildOf(channel),
      mayMentionEveryone,
      attachments: attach(state, files, form),
    });
    if (isEmpty(draft)) throw new Refusal(50006);

    const nonce = form.nonce ?? undefined;
    const earlier =
      nonce !== undefined && form.enforce_nonce === true ? state.messages.findNonce(botId, nonce) : undefined;
    if (earlier !== undefined) {
      const known = state.messages.get(earlier)?.message;
      if (known === undefined) throw new Refusal(10008);
      return context.json({ ...known, nonce });
    }
    const message = makeMessage(state, channel.id, draft);
    state.messages.post(message, nonce === undefined ? {} : { nonce });
    return context.json(nonce === undefined ? message : { ...message, nonce });
  });

  routes.patch('/channels/:channel/messages/:message', async (context) => {
    messageOf(context, channelOf(context).channel);
    const { json, files } = await readBody(context);
    const checked = await checkMessageForm('MessageEditRequestPartial', json, {
      files: files.map(({ name }) => name),
      before: messageOf(context, channelOf(context).channel),
    });
    if (!checked.ok) throw refusalOf(checked);
    const { channel, held } = channelOf(context);
    const before = messageOf(context, channel);
    if (before.author.id !== botId) throw new Refusal(50005);
    if (files.length > 0 && !has(held, permission.attachFiles)) throw new Refusal(50013);
    const change = composeChange(state, checked.form, before, {
      way: 'message',
      guildId: guildOf(channel),
      mayMentionEveryone: has(held, permission.mentionEveryone),
      mayEmbed: has(held, permission.embedLinks),
      added: attach(state, files, checked.form),
    });
    if (wouldBeEmpty(before, change)) throw new Refusal(50006);
    const after = edited(state, before, change);
    state.messages.edit(after);
    return context.json(after);
  });

  routes.delete('/channels/:channel/messages/:message', (context) => {
    const { channel, held } = channelOf(context);
    const message = messageOf(context, channel);
    if (message.author.id !== botId && !has(held, permission.manageMessages)) throw new Refusal(50013);
    state.messages.remove({ message });
    return context.body(null, 204);
  });

  return routes;
}

function rangeProblem({ code, path: [field] }: z.core.$ZodIssue): Problem[] {
  const path = [String(field)];
  if (field !== 'limit') return [{ path, code: 'NUMBER_TYPE_COERCE', message: 'Value is not snowflake.' }];
  if (code === 'too_big')
    return [{ path, code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 100.' }];
  if (code === 'too_small')
    return [{ path, code: 'NUMBER_TYPE_MIN', message: 'int value should be greater than or equal to 1.' }];
  return [{ path, code: 'NUMBER_TYPE_COERCE', message: 'Value is not int.' }];
}

/** Files as a message names them, with what its form says of each: `files[n]` has the id n there. */
export function attach(state: State, files: readonly File[], { attachments }: MessageForm): Attachment[] {
  return files.map(({ name, size, type }, index) => {
    const form = attachments?.find(({ id }) => id === String(index));
    const attachmentId = state.ids.next();
    const filename = storedFilename(form?.filename ?? name);
    const url = `https://cdn.discordapp.com/attachments/${attachmentId}/${filename}`;
    return {
      id: attachmentId,
      filename,
      size,
      content_type: type,
      url,
      proxy_url: url,
      ...(typeof form?.description === 'string' && { description: form.description }),
    };
  });
}
