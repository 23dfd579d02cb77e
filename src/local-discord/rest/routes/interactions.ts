import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { Interaction, Interactions, Reply } from '../../interactions/interactions.ts';
import { type Channel, guildOf } from '../../state/channel.ts';
import { type Draft, isEmpty, nothing } from '../../state/draft.ts';
import type { Held } from '../../state/message-log.ts';
import { type CommandChoice, type Message, messageFlags } from '../../state/model.ts';
import { has, permission } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { type Body, readBody } from '../body.ts';
import { compose, composeChange, wouldBeEmpty } from '../compose.ts';
import { checkMessageForm } from '../form/message-form.ts';
import { below, lengthOf, type Problem, tooLong } from '../form/problem.ts';
import { checkAgainstSpec } from '../form/spec.ts';
import { invalidForm, Refusal } from '../refusal.ts';
import { attach } from './messages.ts';

const callback = z.object({
  type: z.literal([4, 5, 6, 7, 8]),
  data: z.looseObject({}).nullish(),
});
type Callback = z.infer<typeof callback>;

/** What a bot answers to interactions, and changes of its answers. The tokens in the URLs are the authority. */
export function createInteractionRoutes(state: State, interactions: Interactions): Hono {
  const routes = new Hono();

  routes.post('/interactions/:id/:token/callback', async (context) => {
    const { id, token } = context.req.param();
    const open = refuseUnless(interactions.peek(id, token));
    const body = await readBody(context);
    const given = callback.safeParse(body.json);
    if (!given.success) throw invalidForm([unsupported]);
    const reply = await replyOf(given.data, body, open.interaction);
    channelOf(open.interaction);
    const accepted = interactions.reply(id, token, reply);
    if (accepted.result !== 'accepted') throw notOpen(accepted.result);
    if (context.req.query('with_response') !== 'true') return context.body(null, 204);
    return context.json(describe(open.interaction, given.data.type, accepted.message));
  });

  routes.post('/webhooks/:app/:token', async (context) => {
    const interaction = interactionOf(context);
    const body = await readBody(context);
    const draft = await draftOf(body, interaction);
    return context.json(interactions.followUp(interactionOf(context), draft));
  });

  routes.get('/webhooks/:app/:token/messages/:message', (context) =>
    context.json(messageOf(context, interactionOf(context)).message),
  );

  routes.patch('/webhooks/:app/:token/messages/:message', async (context) => {
    const interaction = interactionOf(context);
    messageOf(context, interaction);
    const change = await changeOf(
      (await readBody(context)).json,
      interaction,
      () => messageOf(context, interaction).message,
    );
    return context.json(interactions.edit(messageOf(context, interactionOf(context)), change));
  });

  routes.delete('/webhooks/:app/:token/messages/:message', (context) => {
    interactions.remove(messageOf(context, interactionOf(context)));
    return context.body(null, 204);
  });

  function interactionOf(context: Context): Interaction {
    if (context.req.param('app') !== state.identity.botId) throw new Refusal(10015);
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

  async function replyOf({ type, data }: Callback, { json, files }: Body, interaction: Interaction): Promise<Reply> {
    const pressed = interaction.message;
    // Choices answer typing and nothing else does; only a component has a message to update.
    const fits = type === 8 ? interaction.kind === 4 : interaction.kind !== 4 && (type < 6 || pressed !== undefined);
    if (!fits) throw invalidForm([unsupported]);
    switch (type) {
      case 4:
        return { kind: 'message', draft: await draftOf({ json: data ?? {}, files }, interaction, 'data') };
      case 5:
        return { kind: 'deferred', ephemeral: (Number(data?.['flags'] ?? 0) & messageFlags.ephemeral) !== 0 };
      case 6:
        return { kind: 'deferred update' };
      case 7: {
        const before = (): Message | undefined =>
          pressed && state.messages.find(interaction.channel.id, pressed.message.id)?.message;
        if (before() === undefined) throw new Refusal(10008);
        return { kind: 'update', change: await changeOf(data ?? {}, interaction, before, 'data') };
      }
      case 8:
        return { kind: 'choices', choices: await choicesOf(json) };
    }
  }

  async function draftOf({ json, files }: Body, interaction: Interaction, key?: string): Promise<Draft> {
    const checked = await checkMessageForm('IncomingWebhookInteractionRequest', json);
    if (!checked.ok) throw invalidForm(under(key, checked.problems));
    const draft = compose(state, checked.form, {
      way: 'interaction',
      guildId: guildOf(interaction.channel),
      mayMentionEveryone: mayMentionEveryone(interaction),
      attachments: attach(state, files),
    });
    if (isEmpty(draft)) throw new Refusal(50006);
    return draft;
  }

  async function changeOf(
    json: unknown,
    interaction: Interaction,
    current: () => Message | undefined,
    key?: string,
  ): Promise<Partial<Draft>> {
    const checked = await checkMessageForm('IncomingWebhookUpdateForInteractionCallbackRequestPartial', json);
    if (!checked.ok) throw invalidForm(under(key, checked.problems));
    const before = current() ?? nothing;
    const change = composeChange(state, checked.form, before, {
      way: 'interaction',
      guildId: guildOf(interaction.channel),
      mayMentionEveryone: mayMentionEveryone(interaction),
      mayEmbed: true,
    });
    if (wouldBeEmpty(before, change)) throw new Refusal(50006);
    return change;
  }

  function mayMentionEveryone(interaction: Interaction): boolean {
    return has(state.permissions(state.identity.botId, channelOf(interaction)), permission.mentionEveryone);
  }

  return routes;
}

const unsupported = {
  path: ['type'],
  code: 'BASE_TYPE_CHOICES',
  message: 'Value must be one of {4, 5, 6, 7, 8} and fit the interaction.',
};

function refuseUnless(found: ReturnType<Interactions['peek']>): { readonly interaction: Interaction } {
  if ('result' in found) throw notOpen(found.result);
  return found;
}

function notOpen(result: 'unknown' | 'acknowledged already'): Refusal {
  return new Refusal(result === 'unknown' ? 10062 : 40060);
}

/** Problems of a value that is at `key` in the body, or is the body. */
function under(key: string | undefined, problems: readonly Problem[]): readonly Problem[] {
  return key === undefined ? problems : below(key, problems);
}

async function choicesOf(body: unknown): Promise<readonly CommandChoice[]> {
  const checked = await checkAgainstSpec('ApplicationCommandAutocompleteCallbackRequest', body);
  if (!checked.ok) throw invalidForm(checked.problems);
  const choices = checked.form.data?.choices ?? [];
  const long = choices.flatMap(({ value }, index) =>
    typeof value === 'string' && lengthOf(value) > 100 ? [tooLong(['data', 'choices', index, 'value'], 100)] : [],
  );
  if (long.length > 0) throw invalidForm(long);
  return choices.map(({ name, value }) => ({ name, value }));
}

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
    ...(message !== undefined && { resource: { type, message } }),
  };
}
