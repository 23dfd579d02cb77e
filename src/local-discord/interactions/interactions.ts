import { localize } from '../page/client/locales.ts';
import type { CommandChoice } from '../state/command.ts';
import { type Draft, edited, makeMessage, nothing } from '../state/draft.ts';
import type { Held } from '../state/message-log.ts';
import { type Message, messageFlags } from '../state/model.ts';
import type { State } from '../state/state.ts';
import { isForcedEphemeral } from './installation.ts';
import { type Interaction, type Modal, tokenLifeMs } from './interaction.ts';
import { createModals } from './modals.ts';
import { interactionPayload } from './payload.ts';
import { type Asking, prepare } from './prepare.ts';
import { provenanceOf } from './provenance.ts';

/** What a person is told of their interaction. The message itself reaches them as an event. */
type Outcome =
  | { readonly result: 'answered'; readonly message_id?: string }
  | { readonly result: 'choices'; readonly choices: readonly CommandChoice[] }
  | { readonly result: 'modal'; readonly modal: Modal & { readonly id: string } }
  | { readonly result: 'failed'; readonly reason: string };

/** The bot's first answer to an interaction. */
export type Reply =
  | { readonly kind: 'message'; readonly draft: Draft }
  /** "Thinking": the answer comes as an edit. */
  | { readonly kind: 'deferred'; readonly ephemeral: boolean }
  | { readonly kind: 'deferred update' }
  | { readonly kind: 'update'; readonly change: Partial<Draft> }
  | { readonly kind: 'choices'; readonly choices: readonly OfferedChoice[] }
  | { readonly kind: 'modal'; readonly modal: Modal };

/** A choice for someone who is typing, perhaps in several languages. */
type OfferedChoice = CommandChoice & { readonly name_localizations?: Readonly<Record<string, string>> | null };

type Acceptance =
  | { readonly result: 'accepted'; readonly message?: Message }
  | { readonly result: 'unknown' | 'acknowledged already' };

export interface Interactions {
  /** Sends what a person did to the bot, and waits for its answer. */
  ask(asking: Asking): Promise<Outcome>;
  /** What `reply` would answer now, without a reply. */
  peek(
    id: string,
    token: string,
  ): { readonly interaction: Interaction } | { readonly result: 'unknown' | 'acknowledged already' };
  reply(id: string, token: string, reply: Reply): Acceptance;
  /** An interaction that the bot has answered, by its token, which works for 15 minutes. */
  answered(token: string): Interaction | 'unknown' | 'expired';
  /** The message behind `@original`, or another message that answers this interaction. */
  message(interaction: Interaction, messageId: string): Held | undefined;
  followUp(interaction: Interaction, draft: Draft): Message | 'too many';
  edit(held: Held, change: Partial<Draft>): Message;
  remove(held: Held): void;
}

export interface InteractionOptions {
  readonly random: { id(): string };
  /** Discord gives a bot 3 seconds. */
  readonly answerWithinMs: number;
}

interface Entry {
  readonly interaction: Interaction;
  stage: 'waiting' | 'answered';
  originalId?: string;
  readonly messageIds: Set<string>;
  followUps: number;
  settle(outcome: Outcome): void;
}

/** Of an application that only a person has installed: Discord's documentation, "Create Followup Message". */
const maxFollowUps = 5;

/** Carries what people do to the bot, and its answers back; keeps both of Discord's deadlines. */
export function createInteractions(state: State, { random, answerWithinMs }: InteractionOptions): Interactions {
  const entries = new Map<string, Entry>();
  const secret = (): string => `${random.id()}${random.id()}${random.id()}`;
  const modals = createModals({ now: () => state.now(), newId: secret });

  function forgetOld(): void {
    // Twice the life, so that a late bot is told that its token has expired rather than that it never was.
    for (const [token, { interaction }] of entries)
      if (state.now() - interaction.askedAt > 2 * tokenLifeMs) entries.delete(token);
  }

  function post({ interaction, originalId, messageIds }: Entry, draft: Draft): Message {
    const { user, channel } = interaction;
    const isWhisper = (draft.flags & messageFlags.ephemeral) !== 0 || isForcedEphemeral(state, user.id, channel);
    const message = makeMessage(
      state,
      channel.id,
      isWhisper ? { ...draft, flags: draft.flags | messageFlags.ephemeral } : draft,
      provenanceOf(interaction, state.identity.botId, originalId),
    );
    messageIds.add(message.id);
    state.messages.post(message, isWhisper ? { onlyFor: user.id } : {});
    return message;
  }

  function carryOut(entry: Entry, reply: Reply): { outcome: Outcome; message?: Message } {
    const { message: pressed, locale } = entry.interaction;
    switch (reply.kind) {
      case 'choices': {
        const choices = reply.choices.map(({ name, name_localizations, value }) => ({
          name: localize(name, name_localizations, locale),
          value,
        }));
        return { outcome: { result: 'choices', choices } };
      }
      case 'modal': {
        const { id, custom_id, title, components } = modals.open(reply.modal, entry.interaction);
        return { outcome: { result: 'modal', modal: { id, custom_id, title, components } } };
      }
      case 'message':
      case 'deferred': {
        const draft =
          reply.kind === 'message'
            ? reply.draft
            : { ...nothing, flags: messageFlags.loading | (reply.ephemeral ? messageFlags.ephemeral : 0) };
        const message = post(entry, draft);
        entry.originalId = message.id;
        return { outcome: { result: 'answered', message_id: message.id }, message };
      }
      default: {
        if (pressed === undefined) return { outcome: { result: 'answered' } };
        entry.originalId = pressed.message.id;
        entry.messageIds.add(pressed.message.id);
        const message = reply.kind === 'update' ? edit(pressed, reply.change) : pressed.message;
        return { outcome: { result: 'answered', message_id: message.id }, message };
      }
    }
  }

  function edit(held: Held, change: Partial<Draft>): Message {
    const { message } = state.messages.find(held.message.channel_id, held.message.id) ?? held;
    const wasLoading = (message.flags & messageFlags.loading) !== 0;
    const flags = (change.flags ?? message.flags) & ~messageFlags.loading;
    const after = edited(state, message, { ...change, flags });
    // What takes the place of "thinking" is the first version, and no edit that a reader is told of.
    const told = wasLoading ? { ...after, edited_timestamp: null } : after;
    state.messages.edit(told);
    return told;
  }

  function peek(id: string, token: string): Entry | { result: 'unknown' | 'acknowledged already' } {
    const entry = entries.get(token);
    if (entry === undefined || entry.interaction.id !== id) return { result: 'unknown' };
    return entry.stage === 'answered' ? { result: 'acknowledged already' } : entry;
  }

  return {
    async ask(asking) {
      const prepared = prepare(state, modals, asking);
      if ('reason' in prepared) return { result: 'failed', reason: prepared.reason };
      if (!state.online) return { result: 'failed', reason: 'The bot is offline.' };

      forgetOld();
      const token = secret();
      const interaction: Interaction = { ...prepared, id: state.ids.next(), token, askedAt: state.now() };
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const entry: Entry = { interaction, stage: 'waiting', messageIds: new Set(), followUps: 0, settle: resolve };
      entries.set(token, entry);
      const deadline = setTimeout(() => {
        entries.delete(token);
        resolve({ result: 'failed', reason: 'The application did not respond.' });
      }, answerWithinMs).unref();
      state.events.publish({ t: 'INTERACTION_CREATE', d: interactionPayload(state, interaction) });
      return promise.finally(() => clearTimeout(deadline));
    },
    peek,
    reply(id, token, reply) {
      const entry = peek(id, token);
      if ('result' in entry) return entry;
      entry.stage = 'answered';
      const { outcome, message } = carryOut(entry, reply);
      // A modal stays open until the bot has answered what was filled in.
      if (entry.interaction.modal !== undefined) modals.close(entry.interaction.modal.id);
      entry.settle(outcome);
      return { result: 'accepted', ...(message !== undefined && { message }) };
    },
    answered(token) {
      const entry = entries.get(token);
      // What was offered to someone typing is no message, and gives the right to none.
      if (entry?.stage !== 'answered' || entry.interaction.kind === 4) return 'unknown';
      return state.now() - entry.interaction.askedAt > tokenLifeMs ? 'expired' : entry.interaction;
    },
    message({ token, channel }, messageId) {
      const entry = entries.get(token);
      const id = messageId === '@original' ? entry?.originalId : messageId;
      return id !== undefined && entry?.messageIds.has(id) ? state.messages.find(channel.id, id) : undefined;
    },
    followUp(interaction, draft) {
      const entry = entries.get(interaction.token);
      if (entry === undefined) throw new Error('An interaction that is followed up is known.');
      const original = entry.originalId && state.messages.find(interaction.channel.id, entry.originalId);
      // Discord's old rule: the first follow-up of a deferred answer takes the place of "thinking".
      if (original && (original.message.flags & messageFlags.loading) !== 0) {
        const { ephemeral } = messageFlags;
        const flags = (draft.flags & ~ephemeral) | (original.message.flags & ephemeral);
        return edit(original, { ...draft, flags });
      }
      if (interaction.owners['0'] === undefined && entry.followUps >= maxFollowUps) return 'too many';
      entry.followUps += 1;
      return post(entry, draft);
    },
    edit,
    remove: (held) => state.messages.remove(held),
  };
}
