import { type Draft, isEmpty } from '../state/draft.ts';
import { type Attachment, type Component, type Embed, messageFlags, type User } from '../state/model.ts';
import type { State } from '../state/state.ts';
import { mapMedia, textOf, toComponents } from './form/component-tree.ts';
import { isVisible, toEmbed, withMedia } from './form/embed.ts';
import type { AllowedMentions, MessageForm } from './form/forms.ts';
import { attachmentName } from './form/layout-rules.ts';
import { Refusal } from './refusal.ts';

const { suppressEmbeds, suppressNotifications, ephemeral, componentsV2 } = messageFlags;
/** What a bot may ask for by `flags` of a message. */
const settable = suppressEmbeds | suppressNotifications | componentsV2;

const maxAttachments = 10;

/** Who is notified by a text when `allowed_mentions` says nothing: Discord's documentation, "Allowed Mentions". */
const parsedByDefault = {
  message: ['users', 'roles', 'everyone'],
  interaction: ['users'],
  webhook: ['users'],
} as const;

type Mentions = Pick<Draft, 'mentions' | 'mention_roles' | 'mention_everyone'>;

/** How a message comes to be: by a post of the bot, as an answer to an interaction, or by a webhook. */
export type Way = keyof typeof parsedByDefault;

interface Place {
  readonly way: Way;
  /** Where the message is; nothing for a conversation. */
  readonly guildId: string | undefined;
  readonly mayMentionEveryone: boolean;
  /** Who wrote the message that this one replies to. */
  readonly repliedTo?: User | undefined;
}

/** The content that a checked body stands for. @throws a Refusal of more files than a message can have */
export function compose(
  state: State,
  form: MessageForm,
  { attachments, ...place }: Place & { readonly attachments: readonly Attachment[] },
): Draft {
  refuseTooMany(attachments);
  const content = form.content?.trim() ?? '';
  const flags = form.flags ?? 0;
  const components = stored(form.components ?? [], attachments);
  return {
    content,
    embeds: shown(form.embeds ?? [], attachments),
    components,
    flags: flags & (place.way === 'interaction' ? settable | ephemeral : settable),
    tts: form.tts ?? false,
    attachments,
    ...notified(state, `${content}\n${textOf(components)}`, form.allowed_mentions, place),
  };
}

/**
 * What a checked body changes of a message; null clears, absence keeps.
 *
 * @throws a Refusal of more files than a message can have
 */
export function composeChange(
  state: State,
  form: MessageForm,
  before: Draft,
  {
    mayEmbed,
    added = [],
    ...place
  }: Place & {
    readonly mayEmbed: boolean;
    /** Files that came with the change. */
    readonly added?: readonly Attachment[];
  },
): Partial<Draft> {
  const { content, embeds, flags } = form;
  const text = content === undefined ? before.content : (content?.trim() ?? '');
  const attachments = [...kept(before.attachments, form.attachments), ...added];
  refuseTooMany(attachments);
  const components = form.components === undefined ? undefined : stored(form.components ?? [], attachments);
  const speaks = content !== undefined || components !== undefined || form.allowed_mentions !== undefined;
  return {
    ...(content !== undefined && { content: text }),
    // Without the right to embed, Discord drops an edit's embeds and says nothing.
    ...(embeds !== undefined && { embeds: mayEmbed ? shown(embeds ?? [], attachments) : [] }),
    ...(components !== undefined && { components }),
    ...(typeof flags === 'number' && {
      flags: (before.flags & ~suppressEmbeds) | (flags & (suppressEmbeds | componentsV2)),
    }),
    ...((form.attachments !== undefined || added.length > 0) && { attachments }),
    ...(speaks && notified(state, `${text}\n${textOf(components ?? before.components)}`, form.allowed_mentions, place)),
  };
}

function refuseTooMany(attachments: readonly Attachment[]): void {
  if (attachments.length > maxAttachments) throw new Refusal(30015);
}

/** Whether a message would show nothing at all after a change. */
export function wouldBeEmpty(before: Draft, change: Partial<Draft>): boolean {
  return isEmpty({ ...before, ...change });
}

function shown(forms: NonNullable<MessageForm['embeds']>, attachments: readonly Attachment[]): Embed[] {
  return forms
    .map(toEmbed)
    .filter(isVisible)
    .map((embed) => withMedia(embed, addressAmong(attachments)));
}

function stored(forms: NonNullable<MessageForm['components']>, attachments: readonly Attachment[]): Component[] {
  return mapMedia(toComponents(forms), addressAmong(attachments));
}

/** Where the file is that an address means by `attachment://`. */
function addressAmong(attachments: readonly Attachment[]): (url: string) => string {
  return (url) => attachments.find(({ filename }) => filename === attachmentName(url))?.url ?? url;
}

/** The attachments that a change leaves, with what it says of them; all when it says nothing. */
function kept(before: readonly Attachment[], forms: MessageForm['attachments']): Attachment[] {
  if (forms === undefined) return [...before];
  return before.flatMap((attachment) => {
    const form = forms?.find(({ id }) => id === attachment.id);
    if (form === undefined) return [];
    return [typeof form.description === 'string' ? { ...attachment, description: form.description } : attachment];
  });
}

function notified(
  state: State,
  content: string,
  allowed: AllowedMentions | null | undefined,
  { way, guildId, mayMentionEveryone, repliedTo }: Place,
): Mentions {
  // Whatever `allowed_mentions` is, even without a field, it takes the place of the default: discord-api-docs#4270.
  const { parse, users, roles, replied_user } = allowed ?? { parse: parsedByDefault[way], replied_user: true };
  const parsed: readonly string[] = parse ?? [];
  const named = (pattern: RegExp): Set<string> => new Set([...content.matchAll(pattern)].map(([, id = '']) => id));
  const userIds = named(/<@!?(\d+)>/g);
  const roleIds = named(/<@&(\d+)>/g);
  const told = [...userIds]
    .flatMap((id) => state.user(id) ?? [])
    .filter(({ id }) => parsed.includes('users') || users?.includes(id));
  const more =
    repliedTo !== undefined && replied_user && !told.some(({ id }) => id === repliedTo.id) ? [repliedTo] : [];
  return {
    mentions: [...told, ...more],
    mention_roles: state.guilds
      .roles(guildId ?? '')
      .filter(({ id, mentionable }) => roleIds.has(id) && (mentionable || mayMentionEveryone))
      .map(({ id }) => id)
      .filter((id) => parsed.includes('roles') || roles?.includes(id)),
    mention_everyone: /@(everyone|here)\b/.test(content) && parsed.includes('everyone') && mayMentionEveryone,
  };
}
