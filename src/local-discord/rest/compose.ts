import { type Draft, isEmpty } from '../state/draft.ts';
import { type Attachment, messageFlags } from '../state/model.ts';
import type { State } from '../state/state.ts';
import { toComponents } from './form/component-rules.ts';
import { isVisible, toEmbed } from './form/embed.ts';
import type { AllowedMentions, MessageForm } from './form/forms.ts';

const { suppressEmbeds, ephemeral } = messageFlags;
const suppressNotifications = 1 << 12;
/** What a bot may ask for by `flags` of a message. */
const settable = suppressEmbeds | suppressNotifications;

/** Who is notified by a text when `allowed_mentions` says nothing: Discord's documentation, "Allowed Mentions". */
const parsedByDefault = {
  message: ['users', 'roles', 'everyone'],
  interaction: ['users'],
} as const;

type Mentions = Pick<Draft, 'mentions' | 'mention_roles' | 'mention_everyone'>;

/** How a message comes to be: by a post of the bot, or as an answer to an interaction. */
export type Way = keyof typeof parsedByDefault;

interface Place {
  readonly way: Way;
  /** Where the message is; nothing for a conversation. */
  readonly guildId: string | undefined;
  readonly mayMentionEveryone: boolean;
}

/** The content that a checked body stands for. */
export function compose(
  state: State,
  form: MessageForm,
  { attachments, ...place }: Place & { readonly attachments: readonly Attachment[] },
): Draft {
  const content = form.content?.trim() ?? '';
  const flags = form.flags ?? 0;
  return {
    content,
    embeds: shown(form.embeds ?? []),
    components: toComponents(form.components ?? []),
    flags: flags & (place.way === 'interaction' ? settable | ephemeral : settable),
    tts: form.tts ?? false,
    attachments,
    ...notified(state, content, form.allowed_mentions ?? {}, place),
  };
}

/** What a checked body changes of a message; null clears, absence keeps. */
export function composeChange(
  state: State,
  form: MessageForm,
  before: Draft,
  { mayEmbed, ...place }: Place & { readonly mayEmbed: boolean },
): Partial<Draft> {
  const { content, embeds, components, flags, attachments } = form;
  const text = content === undefined ? before.content : (content?.trim() ?? '');
  const kept = new Set(attachments?.map(({ id }) => id));
  return {
    ...(content !== undefined && { content: text }),
    // Without the right to embed, Discord drops an edit's embeds and says nothing.
    ...(embeds !== undefined && { embeds: mayEmbed ? shown(embeds ?? []) : [] }),
    ...(components !== undefined && { components: toComponents(components ?? []) }),
    ...(typeof flags === 'number' && {
      flags: (before.flags & ~suppressEmbeds) | (flags & suppressEmbeds),
    }),
    ...(attachments !== undefined && { attachments: before.attachments.filter(({ id }) => kept.has(id)) }),
    ...notified(state, text, form.allowed_mentions ?? {}, place),
  };
}

/** Whether a message would show nothing at all after a change. */
export function wouldBeEmpty(before: Draft, change: Partial<Draft>): boolean {
  return isEmpty({ ...before, ...change });
}

function shown(forms: NonNullable<MessageForm['embeds']>): Draft['embeds'] {
  return forms.map(toEmbed).filter(isVisible);
}

function notified(
  state: State,
  content: string,
  { parse, users, roles }: AllowedMentions,
  { way, guildId, mayMentionEveryone }: Place,
): Mentions {
  const says = parse !== undefined || users !== undefined || roles !== undefined;
  const parsed: readonly string[] = says ? (parse ?? []) : parsedByDefault[way];
  const named = (pattern: RegExp): Set<string> => new Set([...content.matchAll(pattern)].map(([, id = '']) => id));
  const userIds = named(/<@!?(\d+)>/g);
  const roleIds = named(/<@&(\d+)>/g);
  return {
    mentions: [...userIds]
      .flatMap((id) => state.user(id) ?? [])
      .filter(({ id }) => parsed.includes('users') || users?.includes(id)),
    mention_roles: state.guilds
      .roles(guildId ?? '')
      .filter(({ id, mentionable }) => roleIds.has(id) && (mentionable || mayMentionEveryone))
      .map(({ id }) => id)
      .filter((id) => parsed.includes('roles') || roles?.includes(id)),
    mention_everyone: /@(everyone|here)\b/.test(content) && parsed.includes('everyone') && mayMentionEveryone,
  };
}
