import { type Context, Hono } from 'hono';
import { channelType, guildOf, isDirect } from '../../state/channel.ts';
import { edited, makeMessage } from '../../state/draft.ts';
import { readable } from '../../state/message-content.ts';
import { type Message, messageFlags, messageType } from '../../state/model.ts';
import { has, permission } from '../../state/permissions.ts';
import { present } from '../../state/present.ts';
import { timeOf } from '../../state/snowflake.ts';
import type { State } from '../../state/state.ts';
import { createAccess, demand, type Place, refuseArchived, refuseLocked, sending } from '../access.ts';
import { attach } from '../attachments.ts';
import { readBody } from '../body.ts';
import { composeChange, wouldBeEmpty } from '../compose.ts';
import type { MessageForm } from '../form/forms.ts';
import { checkMessageForm } from '../form/message-form.ts';
import { checkBulkDeleteForm } from '../form/place-form.ts';
import { draftFor, refuseRevival, refuseStranger } from '../posting.ts';
import { idQuery, numberIn } from '../query.ts';
import { Refusal, refusalOf } from '../refusal.ts';
import { isWritten, replyIn } from '../reply.ts';

/** What bulk deletion leaves alone: messages older than this. */
const bulkWithinMs = 14 * 86_400_000;

/** The messages of channels, as the bot may post, read, edit, publish and delete them. */
export function createMessageRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;
  const shown = (message: Message) => readable(state, present(state, message, botId));

  routes.get('/channels/:channel/messages', (context) => {
    const { channel, held } = access.textChannel(context);
    const limit = numberIn(context, 'limit', { least: 1, most: 100, otherwise: 50 });
    const [around, before, after] = ['around', 'before', 'after'].map((name) => idQuery(context, name));
    // Without the right to read history, Discord shows an empty channel.
    if (!has(held, permission.readMessageHistory)) return context.json([]);
    if (around === undefined) {
      const range = { limit, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
      return context.json(state.messages.list(channel.id, range).map(shown));
    }
    const half = Math.floor(limit / 2);
    const newer = state.messages.list(channel.id, { after: around, limit: half });
    const rest = state.messages.list(channel.id, { before: String(BigInt(around) + 1n), limit: limit - newer.length });
    return context.json([...newer, ...rest].map(shown));
  });

  routes.get('/channels/:channel/messages/:message', (context) => {
    const { channel } = access.channel(context, permission.readMessageHistory);
    return context.json(shown(access.message(context, channel)));
  });

  /** The channel of a request, into which the bot may write. */
  function writable(context: Context): Place {
    const place = access.textChannel(context);
    demand(place.held, [sending(place.channel)]);
    refuseLocked(place);
    refuseStranger(state, place.channel);
    return place;
  }

  /** The answer to a nonce that was used before, if it was. */
  function earlier({ nonce, enforce_nonce }: MessageForm) {
    if (nonce === undefined || nonce === null || enforce_nonce !== true) return undefined;
    const id = state.messages.findNonce(botId, nonce);
    if (id === undefined) return undefined;
    const known = state.messages.get(id)?.message;
    if (known === undefined) throw new Refusal(10008);
    return { ...shown(known), nonce };
  }

  routes.post('/channels/:channel/messages', async (context) => {
    writable(context);
    const { json, files } = await readBody(context);
    const checked = await checkMessageForm('MessageCreateRequest', json, { files });
    if (!checked.ok) throw refusalOf(checked);
    const { form } = checked;

    // From here to the post nothing waits, so that the rights still hold and two equal nonces cannot both pass.
    const place = writable(context);
    const { channel } = place;
    // What was posted stays posted, though what it replied to may be gone.
    const known = earlier(form);
    if (known !== undefined) return context.json(known);
    const reply = replyIn(state, place, form);
    const draft = draftFor(state, place, { form, files, repliedTo: reply && state.user(reply.to.author.id) });
    refuseRevival(state, channel);
    const message = makeMessage(state, channel.id, draft, reply?.provenance);
    const nonce = form.nonce ?? undefined;
    state.messages.post(message, nonce === undefined ? {} : { nonce });
    return context.json(nonce === undefined ? shown(message) : { ...shown(message), nonce });
  });

  routes.patch('/channels/:channel/messages/:message', async (context) => {
    access.message(context, access.channel(context).channel);
    const { json, files } = await readBody(context);
    const checked = await checkMessageForm('MessageEditRequestPartial', json, {
      files,
      before: access.message(context, access.channel(context).channel),
    });
    if (!checked.ok) throw refusalOf(checked);
    const { form } = checked;
    const place = access.channel(context);
    const { channel, held } = place;
    const before = access.message(context, channel);
    const own = before.author.id === botId;
    if (own && !isWritten(before)) throw new Refusal(50021);
    if (!own && !onlySuppresses(form, held)) throw new Refusal(50005);
    refuseArchived(channel);
    refuseLocked(place);
    if (files.length > 0 && !has(held, permission.attachFiles)) throw new Refusal(50013);
    if (!own) {
      const flags = (before.flags & ~messageFlags.suppressEmbeds) | ((form.flags ?? 0) & messageFlags.suppressEmbeds);
      const after = { ...before, flags };
      state.messages.edit(after);
      return context.json(shown(after));
    }
    const change = composeChange(state, form, before, {
      way: 'message',
      guildId: guildOf(channel),
      mayMentionEveryone: has(held, permission.mentionEveryone),
      mayEmbed: has(held, permission.embedLinks),
      repliedTo: repliedTo(before),
      added: attach(state, channel.id, files, form),
    });
    if (wouldBeEmpty(before, change)) throw new Refusal(50006);
    const after = edited(state, before, change);
    state.messages.edit(after);
    return context.json(shown(after));
  });

  /** Who wrote what a message replies to. */
  function repliedTo({ type, message_reference: reference }: Message) {
    if (type !== messageType.reply || reference?.message_id === undefined) return undefined;
    const replied = state.messages.find(reference.channel_id, reference.message_id)?.message;
    return replied && state.user(replied.author.id);
  }

  routes.delete('/channels/:channel/messages/:message', (context) => {
    const { channel, held } = access.channel(context);
    const message = access.message(context, channel);
    if (message.author.id !== botId) {
      if (isDirect(channel)) throw new Refusal(50003);
      demand(held, [permission.manageMessages]);
    }
    if (undeletable.includes(message.type)) throw new Refusal(50021);
    state.messages.remove({ message });
    return context.body(null, 204);
  });

  routes.post('/channels/:channel/messages/bulk-delete', async (context) => {
    if (isDirect(access.channel(context).channel)) throw new Refusal(50003);
    access.textChannel(context, permission.manageMessages);
    const checked = await checkBulkDeleteForm((await readBody(context)).json);
    if (!checked.ok) throw refusalOf(checked);
    const { channel } = access.textChannel(context, permission.manageMessages);
    const ids = [...new Set(checked.form.messages)];
    if (ids.some((id) => timeOf(id) < state.now() - bulkWithinMs)) throw new Refusal(50034);
    const found = ids.flatMap((id) => {
      const held = state.messages.find(channel.id, id);
      return held === undefined || held.onlyFor !== undefined ? [] : [held.message];
    });
    if (found.length > 0) state.messages.removeMany(channel.id, found);
    return context.body(null, 204);
  });

  routes.post('/channels/:channel/messages/:message/crosspost', (context) => {
    const { channel, held } = access.channel(context);
    if (channel.type !== channelType.announcement) throw new Refusal(50024);
    const message = access.message(context, channel);
    const own = message.author.id === botId;
    demand(held, own ? [permission.sendMessages] : [permission.sendMessages, permission.manageMessages]);
    if (!isWritten(message)) throw new Refusal(50068);
    if ((message.flags & messageFlags.crossposted) !== 0) throw new Refusal(40033);
    const after = { ...message, flags: message.flags | messageFlags.crossposted };
    state.messages.edit(after);
    return context.json(shown(after));
  });

  return routes;
}

/** What Discord keeps: the message that points to where a thread began. */
const undeletable: readonly number[] = [messageType.threadStarter];

/** Whether a change is one that a moderator may make to another's message: hiding its embeds, or showing them again. */
function onlySuppresses(form: MessageForm, held: bigint): boolean {
  const fields = Object.entries(form).filter(([, value]) => value !== undefined);
  return fields.length > 0 && fields.every(([name]) => name === 'flags') && has(held, permission.manageMessages);
}
