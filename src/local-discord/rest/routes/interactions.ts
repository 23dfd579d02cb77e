import { type Context, Hono } from 'hono';
import { appPermissions } from '../../interactions/installation.ts';
import type { Interaction } from '../../interactions/interaction.ts';
import type { Interactions, Reply } from '../../interactions/interactions.ts';
import { type Channel, guildOf } from '../../state/channel.ts';
import { type Draft, isEmpty } from '../../state/draft.ts';
import type { Held } from '../../state/message-log.ts';
import { type Message, messageFlags } from '../../state/model.ts';
import { has, permission } from '../../state/permissions.ts';
import { present } from '../../state/present.ts';
import type { State } from '../../state/state.ts';
import { attach } from '../attachments.ts';
import { readBody, type Upload } from '../body.ts';
import { compose, composeChange, wouldBeEmpty } from '../compose.ts';
import { type CallbackForm, checkCallbackForm } from '../form/callback-form.ts';
import { notOneOf } from '../form/codes.ts';
import { toComponents } from '../form/component-tree.ts';
import type { MessageForm } from '../form/forms.ts';
import { checkMessageForm } from '../form/message-form.ts';
import { flagIn } from '../query.ts';
import { invalidForm, Refusal, refusalOf } from '../refusal.ts';

/** What a bot answers to interactions, and changes of its answers. The tokens in the URLs are the authority. */
export function createInteractionRoutes(state: State, interactions: Interactions): Hono {
  const routes = new Hono();
  const { botId } = state.identity;
  const shown = (message: Message) => present(state, message, botId);

  routes.post('/interactions/:id/:token/callback', async (context) => {
    const { id, token } = context.req.param();
    const open = refuseUnless(interactions.peek(id, token));
    const { json, files } = await readBody(context);
    const before = pressedIn(open.interaction);
    const checked = await checkCallbackForm(json, { files, ...(before && { before }) });
    if (!checked.ok) throw refusalOf(checked);
    const reply = replyOf(checked.form, files, open.interaction);
    channelOf(open.interaction);
    const accepted = interactions.reply(id, token, reply);
    if (accepted.result !== 'accepted') throw notOpen(accepted.result);
    if (!flagIn(context, 'with_response')) return context.body(null, 204);
    const message = accepted.message && shown(accepted.message);
    return context.json(describe(open.interaction, checked.form.type, message));
  });

  routes.post(`/webhooks/${botId}/:token`, async (context) => {
    const interaction = interactionOf(context);
    const { json, files } = await readBody(context);
    const checked = await checkMessageForm('IncomingWebhookInteractionRequest', json, { files });
    if (!checked.ok) throw refusalOf(checked);
    const draft = draftOf(checked.form, files, interaction);
    const message = interactions.followUp(interactionOf(context), draft);
    if (message === 'too many') throw new Refusal(40094);
    return context.json(shown(message));
  });

  routes.get(`/webhooks/${botId}/:token/messages/:message`, (context) =>
    context.json(shown(messageOf(context, interactionOf(context)).message)),
  );

  routes.patch(`/webhooks/${botId}/:token/messages/:message`, async (context) => {
    const interaction = interactionOf(context);
    messageOf(context, interaction);
    const { json, files } = await readBody(context);
    const checked = await checkMessageForm('IncomingWebhookUpdateForInteractionCallbackRequestPartial', json, {
      files,
      before: messageOf(context, interaction).message,
    });
    if (!checked.ok) throw refusalOf(checked);
    const held = messageOf(context, interactionOf(context));
    return context.json(shown(interactions.edit(held, changeOf(checked.form, files, interaction, held.message))));
  });

  routes.delete(`/webhooks/${botId}/:token/messages/:message`, (context) => {
    interactions.remove(messageOf(context, interactionOf(context)));
    return context.body(null, 204);
  });

  function interactionOf(context: Context): Interaction {
    const found = interactions.answered(context.req.param('token') ?? '');
    if (found === 'unknown') throw new Refusal(10015);
    if (found === 'expired') throw new Refusal(50027);
    channelOf(found);
    return found;
  }

  /** The interaction's channel as it is now, if it is still there. */
  function channelOf({ channel: { id } }: Interaction): Channel {
    const channel = state.channels.get(id);
    if (channel === undefined) throw new Refusal(10003);
    return channel;
  }

  function messageOf(context: Context, interaction: Interaction): Held {
    const held = interactions.message(interaction, context.req.param('message') ?? '');
    if (held === undefined) throw new Refusal(10008);
    return held;
  }

  /** The message whose component was pressed, as it is now. */
  function pressedIn({ message, channel }: Interaction): Message | undefined {
    return message && state.messages.find(channel.id, message.message.id)?.message;
  }

  function replyOf(form: CallbackForm, files: readonly Upload[], interaction: Interaction): Reply {
    const { type } = form;
    if (!fitting(interaction).includes(type)) throw invalidForm([notOneOf(['type'], fitting(interaction))]);
    switch (type) {
      case 4:
        return { kind: 'message', draft: draftOf(form.data, files, interaction) };
      case 5:
        return { kind: 'deferred', ephemeral: form.ephemeral };
      case 6:
        return { kind: 'deferred update' };
      case 7: {
        const before = pressedIn(interaction);
        if (before === undefined) throw new Refusal(10008);
        return { kind: 'update', change: changeOf(form.data, files, interaction, before) };
      }
      case 8:
        return { kind: 'choices', choices: form.choices };
      case 9: {
        const { custom_id, title, components } = form.data;
        return { kind: 'modal', modal: { custom_id, title, components: toComponents(components) } };
      }
    }
  }

  function draftOf(form: MessageForm, files: readonly Upload[], interaction: Interaction): Draft {
    const draft = compose(state, form, {
      way: 'interaction',
      guildId: guildOf(interaction.channel),
      mayMentionEveryone: mayMentionEveryone(interaction),
      attachments: attach(state, interaction.channel.id, files, form),
    });
    if (isEmpty(draft)) throw new Refusal(50006);
    return draft;
  }

  function changeOf(
    form: MessageForm,
    files: readonly Upload[],
    interaction: Interaction,
    before: Message,
  ): Partial<Draft> {
    const change = composeChange(state, form, before, {
      way: 'interaction',
      guildId: guildOf(interaction.channel),
      mayMentionEveryone: mayMentionEveryone(interaction),
      mayEmbed: true,
      added: attach(state, interaction.channel.id, files, form),
    });
    if (wouldBeEmpty(before, change)) throw new Refusal(50006);
    return change;
  }

  function mayMentionEveryone(interaction: Interaction): boolean {
    return has(appPermissions(state, interaction.user.id, channelOf(interaction)), permission.mentionEveryone);
  }

  return routes;
}

/**
 * The types of callback that an interaction can be answered with: choices answer typing and nothing else does, only a
 * component has a message to update, and a modal does not follow on a modal. Discord's documentation, "Interaction
 * Callback Type".
 */
function fitting({ kind, message }: Interaction): number[] {
  if (kind === 4) return [8];
  return [4, 5, ...(message === undefined ? [] : [6, 7]), ...(kind === 5 ? [] : [9])];
}

function refuseUnless(found: ReturnType<Interactions['peek']>): { readonly interaction: Interaction } {
  if ('result' in found) throw notOpen(found.result);
  return found;
}

function notOpen(result: 'unknown' | 'acknowledged already'): Refusal {
  return new Refusal(result === 'unknown' ? 10062 : 40060);
}

const deferredUpdate = 6;

/** The answer to a callback that asks for one: what has become of the interaction. */
function describe({ id, kind }: Interaction, type: number, message: Message | undefined) {
  const flags = message?.flags ?? 0;
  return {
    interaction: {
      id,
      type: kind,
      ...(message !== undefined && {
        response_message_id: message.id,
        response_message_loading: (flags & messageFlags.loading) !== 0,
        response_message_ephemeral: (flags & messageFlags.ephemeral) !== 0,
      }),
    },
    resource: { type, ...(message !== undefined && type !== deferredUpdate && { message }) },
  };
}
