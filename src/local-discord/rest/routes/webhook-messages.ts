import { type Context, Hono } from 'hono';
import { type Channel, channelType, type GuildChannel, isDirect, isForum, isThread } from '../../state/channel.ts';
import { type Draft, edited, isEmpty, makeMessage } from '../../state/draft.ts';
import { componentType, type Message } from '../../state/model.ts';
import { present } from '../../state/present.ts';
import type { State } from '../../state/state.ts';
import type { Webhook } from '../../state/webhooks.ts';
import { idIn } from '../access.ts';
import { attach } from '../attachments.ts';
import { readBody, type Upload } from '../body.ts';
import { compose, composeChange, wouldBeEmpty } from '../compose.ts';
import { unsupported } from '../form/codes.ts';
import { placed } from '../form/component-tree.ts';
import { checkMessageForm } from '../form/message-form.ts';
import { checkWebhookMessageForm, type WebhookMessageForm } from '../form/webhook-form.ts';
import { refuseRevival, refuseTooManyThreads } from '../posting.ts';
import { flagIn, idQuery } from '../query.ts';
import { invalidForm, Refusal, refusalOf } from '../refusal.ts';
import { chosenTags } from '../tags.ts';
import { newThread } from '../thread-start.ts';
import { webhookAuthor, webhookByToken } from '../webhook-access.ts';

const messages = '/webhooks/:webhook/:token/messages/:message';

/** What webhooks post, and changes of it. The token in the address is the authority; no right of the bot matters. */
export function createWebhookMessageRoutes(state: State): Hono {
  const routes = new Hono();
  const { botId } = state.identity;
  const shown = (message: Message) => present(state, message, botId);

  function homeOf(webhook: Webhook): GuildChannel {
    const channel = state.channels.get(webhook.channel_id);
    if (channel === undefined || isDirect(channel) || isThread(channel)) throw new Refusal(10015);
    return channel;
  }

  /** The thread of a webhook's channel that a request names, or the channel itself. */
  function placeOf(context: Context, webhook: Webhook): Exclude<Channel, { type: 1 }> {
    const home = homeOf(webhook);
    const threadId = idQuery(context, 'thread_id');
    if (threadId === undefined) return home;
    const thread = state.channels.thread(threadId);
    if (thread?.parent_id !== home.id) throw new Refusal(10003);
    return thread;
  }

  routes.post('/webhooks/:webhook/:token', async (context) => {
    placeOf(context, webhookByToken(state, context));
    const { json, files } = await readBody(context);
    const checked = await checkWebhookMessageForm(json, { files });
    if (!checked.ok) throw refusalOf(checked);

    const webhook = webhookByToken(state, context);
    const place = placeOf(context, webhook);
    const form = withComponents(checked.form, webhook, flagIn(context, 'with_components'));
    const message =
      isForum(place) || form.thread_name ? beginPost(webhook, form, files, place) : post(webhook, form, files, place);
    return flagIn(context, 'wait') ? context.json(shown(message)) : context.body(null, 204);
  });

  function post(webhook: Webhook, form: WebhookMessageForm, files: readonly Upload[], place: Channel): Message {
    refuseRevival(state, place);
    const draft = draftOf(webhook, form, files, place.id);
    const message = makeMessage(state, place.id, draft, signature(webhook, form));
    state.messages.post(message);
    return message;
  }

  /** A post in a forum: a thread with the message as its first. */
  function beginPost(webhook: Webhook, form: WebhookMessageForm, files: readonly Upload[], place: Channel): Message {
    const { thread_name: name } = form;
    if (isThread(place)) throw new Refusal(220002);
    if (!isForum(place)) throw new Refusal(220003);
    if (!name) throw new Refusal(220001);
    const applied_tags = chosenTags(place, form.applied_tags ?? [], 0n);
    refuseTooManyThreads(state, place.guild_id, place);
    const id = state.ids.next();
    const draft = draftOf(webhook, form, files, id);
    const message = { ...makeMessage(state, id, draft, signature(webhook, form)), id };
    const thread = newThread(state, place, { name }, { id, type: channelType.publicThread, ownerId: webhook.id });
    state.inTransaction(() => {
      state.channels.create({ ...thread, applied_tags });
      state.messages.post(message);
    });
    return message;
  }

  function draftOf(webhook: Webhook, form: WebhookMessageForm, files: readonly Upload[], channelId: string): Draft {
    const draft = compose(state, form, {
      way: 'webhook',
      guildId: webhook.guild_id,
      mayMentionEveryone: true,
      attachments: attach(state, channelId, files, form),
    });
    if (isEmpty(draft)) throw new Refusal(50006);
    return draft;
  }

  /** Whose message it is: the webhook's, under the name and picture that the message asks for. */
  function signature(webhook: Webhook, { username, avatar_url }: WebhookMessageForm) {
    const { application_id } = webhook;
    return {
      author: webhookAuthor(webhook, {
        ...(username && { username: username.trim() }),
        ...(avatar_url && { avatar: state.webhooks.keepPicture(avatar_url) }),
      }),
      webhook_id: webhook.id,
      ...(application_id !== null && { application_id }),
    };
  }

  function messageOf(context: Context): Message {
    const webhook = webhookByToken(state, context);
    const found = state.messages.find(placeOf(context, webhook).id, idIn(context, 'message'))?.message;
    if (found === undefined || found.author.id !== webhook.id) throw new Refusal(10008);
    return found;
  }

  routes.get(messages, (context) => context.json(shown(messageOf(context))));

  routes.patch(messages, async (context) => {
    messageOf(context);
    const { json, files } = await readBody(context);
    const checked = await checkMessageForm('IncomingWebhookUpdateRequestPartial', json, {
      files,
      before: messageOf(context),
    });
    if (!checked.ok) throw refusalOf(checked);
    const webhook = webhookByToken(state, context);
    const form = withComponents(checked.form, webhook, flagIn(context, 'with_components'));
    const before = messageOf(context);
    const place = placeOf(context, webhook);
    if (isThread(place) && place.thread_metadata.archived) throw new Refusal(50083);
    const change = composeChange(state, form, before, {
      way: 'webhook',
      guildId: webhook.guild_id,
      mayMentionEveryone: true,
      mayEmbed: true,
      added: attach(state, before.channel_id, files, form),
    });
    if (wouldBeEmpty(before, change)) throw new Refusal(50006);
    const after = edited(state, before, change);
    state.messages.edit(after);
    return context.json(shown(after));
  });

  routes.delete(messages, (context) => {
    state.messages.remove({ message: messageOf(context) });
    return context.body(null, 204);
  });

  return routes;
}

/**
 * What a webhook may show of a form's components: everything, when an application made it; else only what cannot be
 * pressed or chosen, and that only when the request asks for it. Discord's documentation, "Execute Webhook".
 */
function withComponents<F extends Pick<WebhookMessageForm, 'components'>>(
  form: F,
  webhook: Webhook,
  asked: boolean,
): F {
  if (webhook.application_id !== null || !form.components) return form;
  if (!asked) return { ...form, components: undefined };
  const isInteractive = ({ type, custom_id }: { type: number; custom_id?: string | null }): boolean =>
    type !== componentType.row && typeof custom_id === 'string';
  const problems = placed(form.components, ['components'])
    .filter(({ component }) => isInteractive(component))
    .map(({ path }) => unsupported(path, 'interactive components for webhooks that no application made'));
  if (problems.length > 0) throw invalidForm(problems);
  return form;
}
