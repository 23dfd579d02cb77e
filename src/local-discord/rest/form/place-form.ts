import * as z from 'zod/mini';
import { channelType } from '../../state/channel.ts';
import { emptyItem, notNumber, required, tooLong, tooSmall } from './codes.ts';
import { checkMessageForm, type MessageContext, type TooHeavy } from './message-form.ts';
import type {
  ChannelForm,
  ConversationForm,
  ForumPostForm,
  NewThreadForm,
  OverwriteForm,
  TagForm,
  ThreadForm,
} from './place-shapes.ts';
import { below, lengthOf, type Path, type Problem } from './problem.ts';
import { type Checked, checkAgainst, checkAgainstSpec, fitting } from './spec.ts';

const maxTagName = 20;
const maxTopic = 1024;

/** Holds the body that makes a channel of a server against Discord's rules. */
export async function checkNewChannelForm(body: unknown): Promise<Checked<ChannelForm & { readonly name: string }>> {
  const checked = await checkAgainstSpec('CreateGuildChannelRequest', body);
  return checked.ok
    ? fitting(checked.form, channelProblems(checked.form, checked.form.type ?? channelType.text))
    : checked;
}

/** Holds the body that changes a channel of a server, which has `type` so far, against Discord's rules. */
export async function checkChannelForm(
  body: unknown,
  { type }: { readonly type: number },
): Promise<Checked<ChannelForm>> {
  const checked = await checkAgainstSpec('UpdateGuildChannelRequestPartial', body);
  return checked.ok ? fitting(checked.form, channelProblems(checked.form, checked.form.type ?? type)) : checked;
}

function channelProblems({ topic, available_tags, permission_overwrites }: ChannelForm, type: number): Problem[] {
  const long = type !== channelType.forum && type !== channelType.media && lengthOf(topic ?? '') > maxTopic;
  return [
    ...(long ? [tooLong(['topic'], maxTopic)] : []),
    ...(available_tags ?? []).flatMap((tag: TagForm | null, index) => tagProblems(tag, ['available_tags', index])),
    ...(permission_overwrites ?? []).flatMap((one, index) => overwriteProblems(one, ['permission_overwrites', index])),
  ];
}

/** The specification says 50, the documentation 20. */
function tagProblems(tag: TagForm | null, path: Path): Problem[] {
  if (tag === null) return [emptyItem(path)];
  if (tag.name.trim() === '') return [required([...path, 'name'])];
  return lengthOf(tag.name) > maxTagName ? [tooLong([...path, 'name'], maxTagName)] : [];
}

function overwriteProblems({ allow, deny }: Pick<OverwriteForm, 'allow' | 'deny'>, path: Path): Problem[] {
  return Object.entries({ allow, deny }).flatMap(([key, bits]) => {
    if (!Number.isInteger(Number(bits ?? 0))) return [notNumber([...path, key], bits, 'int')];
    return Number(bits ?? 0) < 0 ? [tooSmall([...path, key], 0)] : [];
  });
}

const bitSet = z.union([z.string(), z.number()]);
const overwrite = z.object({
  type: z.literal([0, 1]),
  allow: z.exactOptional(z.nullable(bitSet)),
  deny: z.exactOptional(z.nullable(bitSet)),
});

/** Holds the body that sets rights of a role (type 0) or a member (type 1) in a channel against Discord's rules. */
export async function checkOverwriteForm(body: unknown): Promise<Checked<Omit<OverwriteForm, 'id'>>> {
  const checked = checkAgainst(overwrite, body);
  return checked.ok ? fitting(checked.form, overwriteProblems(checked.form, [])) : checked;
}

/** Holds the body that makes a thread of a message against Discord's rules. */
export async function checkMessageThreadForm(body: unknown): Promise<Checked<NewThreadForm>> {
  return checkAgainstSpec('CreateTextThreadWithMessageRequest', body);
}

/** Holds the body that makes a thread without a message against Discord's rules. */
export async function checkNewThreadForm(body: unknown): Promise<Checked<NewThreadForm>> {
  return checkAgainstSpec('CreateTextThreadWithoutMessageRequest', body);
}

/** Holds the body that makes a post in a forum, with its first message, against Discord's rules. */
export async function checkForumPostForm(
  body: unknown,
  context: MessageContext = {},
): Promise<Checked<ForumPostForm> | TooHeavy> {
  const checked = await checkAgainstSpec('CreateForumThreadRequest', body);
  const given: unknown = Reflect.get(Object(body), 'message');
  if (typeof given !== 'object' || given === null) return checked;
  const message = await checkMessageForm('BaseCreateMessageCreateRequest', given, context);
  if (!message.ok && 'tooHeavy' in message) return checked.ok ? message : checked;
  const own = checked.ok ? [] : checked.problems.filter(({ path }) => path[0] !== 'message');
  if (!message.ok) return { ok: false, problems: [...own, ...below('message', message.problems)] };
  return checked.ok ? { ok: true, form: { ...checked.form, message: message.form } } : checked;
}

/** Holds the body that changes a thread against Discord's rules. */
export async function checkThreadForm(body: unknown): Promise<Checked<ThreadForm>> {
  const checked = await checkAgainstSpec('UpdateThreadRequestPartial', body);
  if (!checked.ok) return checked;
  const { name } = checked.form;
  return fitting(checked.form, name?.trim() === '' ? [required(['name'])] : []);
}

/** Holds the body that opens a conversation with a person against Discord's rules. */
export async function checkConversationForm(body: unknown): Promise<Checked<{ readonly recipient_id: string }>> {
  const checked = await checkAgainstSpec('CreatePrivateChannelRequest', body);
  if (!checked.ok) return checked;
  const { recipient_id }: ConversationForm = checked.form;
  return typeof recipient_id === 'string'
    ? { ok: true, form: { recipient_id } }
    : { ok: false, problems: [required(['recipient_id'])] };
}

const bulk = z.object({
  // No id has more digits, and to read a number of millions of digits takes seconds.
  messages: z.array(z.string().check(z.regex(/^(0|[1-9][0-9]{0,18})$/))).check(z.minLength(2), z.maxLength(100)),
});

/**
 * Holds the body that deletes 2 to 100 messages at once against Discord's rules. Messages of more than 14 days are
 * refused with 50034 by whoever knows the time, not here.
 */
export async function checkBulkDeleteForm(body: unknown): Promise<Checked<{ readonly messages: string[] }>> {
  return checkAgainst(bulk, body);
}
