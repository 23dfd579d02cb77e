import { type Message, messageFlags } from '../../state/model.ts';
import {
  emptyItem,
  legacyField,
  parsedAndListed,
  problem,
  repeatedItem,
  tooLong,
  tooSmall,
  unsupported,
} from './codes.ts';
import { embedProblems } from './embed-rules.ts';
import { storedFilename } from './filename.ts';
import type { AllowedMentions, AttachmentForm, MessageForm } from './forms.ts';
import { layoutProblems, legacyTypeProblems, tooHeavy } from './layout-rules.ts';
import { lengthOf, type Problem, repeatedAt } from './problem.ts';
import { type Checked, checkAgainstSpec, type Invalid } from './spec.ts';

const voiceMessage = 1 << 13;
/** The specification says 4,000, which is for people with Nitro. */
const maxContent = 2000;
const contentTooLong = tooLong(['content'], maxContent);

/** The bodies of which a message is made or changed. */
export type MessageFormName =
  | 'MessageCreateRequest'
  | 'MessageEditRequestPartial'
  | 'BaseCreateMessageCreateRequest'
  | 'IncomingWebhookInteractionRequest'
  | 'IncomingWebhookUpdateForInteractionCallbackRequestPartial'
  | 'IncomingWebhookRequestPartial'
  | 'IncomingWebhookUpdateRequestPartial';

/** What a message body is checked against besides itself. */
export interface MessageContext {
  /** The files that came with the request; their ids are the n of `files[n]`. */
  readonly files?: readonly { readonly id: string; readonly name: string }[];
  /** The message that the body changes. */
  readonly before?: Pick<Message, 'flags' | 'content' | 'embeds' | 'attachments'>;
}

/** A message that Discord fails to take, with 500, though nothing about it is wrong; see {@link tooHeavy}. */
export interface TooHeavy {
  readonly ok: false;
  readonly tooHeavy: true;
}

/** Holds a message body against the specification, and then against what the specification lacks or states too wide. */
export async function checkMessageForm(
  name: MessageFormName,
  body: unknown,
  context: MessageContext = {},
): Promise<Checked<MessageForm> | TooHeavy> {
  const checked = await checkAgainstSpec(name, withTextIds(body));
  const isV2 = staysV2(flagsIn(body), context.before?.flags ?? 0);
  const misplaced = isV2 ? [] : legacyTypeProblems(Reflect.get(Object(body), 'components'));
  if (!checked.ok) return { ok: false, problems: withoutBelow(misplaced, renamed(checked, body)) };
  const { form } = checked;
  const problems = [
    ...misplaced,
    ...(misplaced.length > 0 ? [] : flagProblems(form, context, isV2)),
    ...(lengthOf(form.content ?? '') > maxContent ? [contentTooLong] : []),
    ...embedProblems(form.embeds ?? []),
    ...layoutProblems(form.components ?? [], isV2, filenames(form, context)),
    ...mentionProblems(form.allowed_mentions ?? {}),
    ...attachmentProblems(form.attachments ?? [], context),
    ...nonceProblems(form.nonce),
    ...missing(form),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return isV2 && tooHeavy(form.components ?? []) ? { ok: false, tooHeavy: true } : checked;
}

/** The body with ids of attachments as texts: in requests they may be numbers, as in the examples of "Uploading Files". */
function withTextIds(body: unknown): unknown {
  const attachments: unknown = Reflect.get(Object(body), 'attachments');
  if (typeof body !== 'object' || body === null || !Array.isArray(attachments)) return body;
  const asText = (one: unknown): unknown =>
    typeof one === 'object' && one !== null && 'id' in one && Number.isSafeInteger(one.id)
      ? { ...one, id: String(one.id) }
      : one;
  return { ...body, attachments: attachments.map(asText) };
}

function flagsIn(body: unknown): number | undefined {
  const flags = Reflect.get(Object(body), 'flags');
  return typeof flags === 'number' ? flags : undefined;
}

function staysV2(flags: number | undefined, before: number): boolean {
  return ((flags ?? before) & messageFlags.componentsV2) !== 0;
}

/** Problems with those left out that lie below one that makes Discord look no further. */
function withoutBelow(misplaced: readonly Problem[], others: readonly Problem[]): Problem[] {
  const isBelow = (one: Problem): boolean =>
    misplaced.some(({ path }) => path.every((key, index) => one.path[index] === key));
  return [...misplaced, ...others.filter((one) => !isBelow(one))];
}

/** The specification's problems, with the limit of content that bots have and Discord's own codes for nonces. */
function renamed({ problems }: Invalid, body: unknown): Problem[] {
  const others = problems.filter(({ path }) => path[0] !== 'nonce');
  return [
    ...others.map((one) => (one.path[0] === 'content' && one.code === contentTooLong.code ? contentTooLong : one)),
    ...(others.length < problems.length ? nonceProblems(Reflect.get(Object(body), 'nonce')) : []),
  ];
}

function nonceProblems(nonce: unknown): Problem[] {
  if (nonce === undefined || nonce === null) return [];
  if (typeof nonce === 'string') return lengthOf(nonce) > 25 ? [problem('NONCE_TYPE_TOO_LONG', ['nonce'])] : [];
  if (typeof nonce !== 'number' || !Number.isInteger(nonce)) return [problem('NONCE_TYPE_INVALID_TYPE', ['nonce'])];
  return Math.abs(nonce) > 2 ** 63 ? [problem('NONCE_TYPE_OUT_OF_BOUNDS', ['nonce'])] : [];
}

/** The rules of IS_COMPONENTS_V2: nothing of the older kind beside it, and once set it stays. */
function flagProblems(form: MessageForm, { before }: MessageContext, isV2: boolean): Problem[] {
  if ((form.flags ?? 0) < 0) return [tooSmall(['flags'], 0)];
  if (!isV2)
    return staysV2(undefined, before?.flags ?? 0)
      ? [problem('MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', ['flags'])]
      : [];
  const content = form.content === undefined ? before?.content : form.content;
  // Null does not reset embeds (discord-api-docs#7787).
  const embeds = form.embeds ?? before?.embeds;
  return [
    ...(content?.trim() ? [legacyField('content')] : []),
    ...(embeds && embeds.length > 0 ? [legacyField('embeds')] : []),
    ...(form.sticker_ids && form.sticker_ids.length > 0 ? [legacyField('sticker_ids')] : []),
    ...(form.poll ? [legacyField('poll')] : []),
    ...(form.shared_client_theme ? [legacyField('shared_client_theme')] : []),
  ];
}

/** What Discord has and this server has not. */
function missing({ flags, sticker_ids, poll, shared_client_theme }: MessageForm): Problem[] {
  return [
    ...(sticker_ids && sticker_ids.length > 0 ? [unsupported(['sticker_ids'], 'stickers')] : []),
    ...(poll ? [unsupported(['poll'], 'polls')] : []),
    ...(shared_client_theme ? [unsupported(['shared_client_theme'], 'themes')] : []),
    ...(Math.max(flags ?? 0, 0) & voiceMessage ? [unsupported(['flags'], 'voice messages')] : []),
  ];
}

function mentionProblems({ parse, users, roles }: AllowedMentions): Problem[] {
  const lists = { parse: parse ?? [], users: users ?? [], roles: roles ?? [] };
  return [
    ...Object.entries(lists).flatMap(([key, list]) => [
      ...repeatedAt(list).map((index) => repeatedItem(['allowed_mentions', key, index])),
      ...list.flatMap((item: unknown, index) => (item === null ? [emptyItem(['allowed_mentions', key, index])] : [])),
    ]),
    ...(['users', 'roles'] as const)
      .filter((kind) => lists.parse.includes(kind) && lists[kind].length > 0)
      .map(parsedAndListed),
  ];
}

/** The file of the request that an attachment of a body describes, if it is one: `files[n]` has the id n. */
function fileOf({ id }: AttachmentForm, files: NonNullable<MessageContext['files']>): string | undefined {
  return files.find((file) => file.id === id)?.name;
}

function attachmentProblems(attachments: readonly AttachmentForm[], { files = [], before }: MessageContext): Problem[] {
  const kept = new Set(before?.attachments.map(({ id }) => id));
  return attachments.flatMap((one, index) =>
    fileOf(one, files) === undefined && !kept.has(one.id)
      ? [problem('ATTACHMENT_NOT_FOUND', ['attachments', index])]
      : [],
  );
}

/** The names that `attachment://` may point to: new files as they will be called, and those that the message keeps. */
function filenames({ attachments }: MessageForm, { files = [], before }: MessageContext): string[] {
  const renames = new Map(attachments?.map(({ id, filename }) => [id, filename]));
  const had = before?.attachments ?? [];
  const kept = attachments ? had.filter(({ id }) => renames.has(id)) : had;
  return [
    ...files.map(({ id, name }) => storedFilename(renames.get(id) ?? name)),
    ...kept.map(({ filename }) => filename),
  ];
}
