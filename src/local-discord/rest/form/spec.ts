import type * as z from 'zod/mini';
import { notNumber } from './codes.ts';
import type { CommandForm } from './command-shapes.ts';
import type { MessageForm, ModalForm } from './forms.ts';
import type { ChannelForm, ConversationForm, ForumPostForm, NewThreadForm, ThreadForm } from './place-shapes.ts';
import { lengthOf, type Path, type Problem } from './problem.ts';
import { translate } from './translate.ts';
import type { WebhookMessageForm } from './webhook-form.ts';

/** The bodies that the official description of the API is asked about. */
interface SpecForms {
  readonly MessageCreateRequest: MessageForm;
  readonly MessageEditRequestPartial: MessageForm;
  readonly BaseCreateMessageCreateRequest: MessageForm;
  readonly IncomingWebhookInteractionRequest: MessageForm;
  readonly IncomingWebhookUpdateForInteractionCallbackRequestPartial: MessageForm;
  readonly IncomingWebhookRequestPartial: WebhookMessageForm;
  readonly IncomingWebhookUpdateRequestPartial: MessageForm;
  readonly ModalInteractionCallbackRequestData: ModalForm;
  readonly ApplicationCommandUpdateRequest: CommandForm;
  readonly CreateGuildChannelRequest: ChannelForm & { readonly name: string };
  readonly UpdateGuildChannelRequestPartial: ChannelForm;
  readonly CreateTextThreadWithMessageRequest: NewThreadForm;
  readonly CreateTextThreadWithoutMessageRequest: NewThreadForm;
  readonly CreateForumThreadRequest: ForumPostForm;
  readonly UpdateThreadRequestPartial: ThreadForm;
  readonly CreatePrivateChannelRequest: ConversationForm;
}

/** A body that Discord refuses with 50035. */
export interface Invalid {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

export type Checked<T> = { readonly ok: true; readonly form: T } | Invalid;

/**
 * Holds a body against Discord's official OpenAPI description. The form has no fields that Discord does not know there.
 *
 * The description is loaded with the first body: it costs 150 ms and 40 MB that a start should not pay.
 */
export async function checkAgainstSpec<Name extends keyof SpecForms>(
  name: Name,
  body: unknown,
): Promise<Checked<SpecForms[Name]>> {
  const spec = await import('discord-api-spec/zod');
  // The package has no types; that this is the named form is what its schema finds.
  return checkAgainst(spec[`${name}Schema`] as z.ZodMiniType<SpecForms[Name]>, body);
}

/** Holds a body against a schema, with lengths as Discord counts them. */
export function checkAgainst<T>(schema: z.ZodMiniType<T>, body: unknown): Checked<T> {
  const measured = measure(body);
  const { data, error } = schema.safeParse(measured);
  if (error) return { ok: false, problems: error.issues.flatMap((issue) => translate(issue, measured, schema)) };
  const problems = fractions(data, []);
  if (problems.length > 0) return { ok: false, problems };
  // The original has the shape of what was parsed: measuring changes no keys and no kinds but those of bit sets.
  return { ok: true, form: project(data, body) as T };
}

/** The form, unless there are problems. */
export function fitting<T>(form: T, problems: readonly Problem[]): Checked<T> {
  return problems.length > 0 ? { ok: false, problems } : { ok: true, form };
}

/** The parts of `original` that are also in `shape`. */
function project(shape: unknown, original: unknown): unknown {
  if (Array.isArray(shape) && Array.isArray(original))
    return shape.map((item, index) => project(item, original[index]));
  if (typeof shape !== 'object' || shape === null || typeof original !== 'object' || original === null) return original;
  return Object.fromEntries(
    Object.entries(shape).map(([key, item]) => [key, project(item, Reflect.get(original, key))]),
  );
}

/** Bit sets, which Discord takes as text too. */
const bitSets = ['default_member_permissions', 'allow', 'deny'];

/**
 * The body in a form that zod, which counts UTF-16 units, measures as Discord does: texts without white space around
 * them and one unit a code point, times in UTC, bit sets as numbers.
 */
function measure(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (key === 'timestamp' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)))
      return new Date(value).toISOString();
    if (bitSets.includes(key) && /^\d{1,20}$/.test(value)) return Number(value);
    return lengthOf(value) === value.length ? value : value.trim().replace(/[\u{10000}-\u{10FFFF}]/gu, '\u25a1');
  }
  if (Array.isArray(value)) return value.map((item) => measure(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, measure(item, name)]));
  return value;
}

/** Where Discord takes numbers with a fraction; everywhere else the specification means whole numbers, and lacks it. */
const fractional = ['value', 'min_value', 'max_value', 'duration_secs', 'nonce'];

function fractions(value: unknown, path: Path): Problem[] {
  if (typeof value === 'number') {
    const free = fractional.includes(String(path.at(-1)));
    return free || Number.isInteger(value) ? [] : [notNumber(path, value, 'int')];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => fractions(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => fractions(item, [...path, key]));
}
