import type * as z from 'zod/mini';
import type { ChoicesForm, CommandForm, MessageForm } from './forms.ts';
import { lengthOf, notInt, type Problem, required, tooLong } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** The bodies that the official description of the API is asked about. */
interface SpecForms {
  readonly MessageCreateRequest: MessageForm;
  readonly MessageEditRequestPartial: MessageForm;
  readonly IncomingWebhookInteractionRequest: MessageForm;
  readonly IncomingWebhookUpdateForInteractionCallbackRequestPartial: MessageForm;
  readonly ApplicationCommandAutocompleteCallbackRequest: ChoicesForm;
  readonly ApplicationCommandUpdateRequest: CommandForm;
}

export type Checked<T> =
  | { readonly ok: true; readonly form: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

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
  const measured = measure(body);
  const { data, error } = spec[`${name}Schema`].safeParse(measured);
  if (error) return { ok: false, problems: error.issues.flatMap((issue) => translate(issue, measured)) };
  // The package has no types; that this is the named form is what its schema has just found.
  return { ok: true, form: project(data, body) as SpecForms[Name] };
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

/**
 * The body in a form that zod, which counts UTF-16 units, measures as Discord does: texts without white space around
 * them and one unit a code point, times in UTC, bit sets as numbers.
 */
function measure(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (key === 'timestamp' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)))
      return new Date(value).toISOString();
    if (key === 'default_member_permissions' && /^\d{1,20}$/.test(value)) return Number(value);
    return lengthOf(value) === value.length ? value : value.trim().replace(/[\u{10000}-\u{10FFFF}]/gu, '\u25a1');
  }
  if (Array.isArray(value)) return value.map((item) => measure(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, measure(item, name)]));
  return value;
}

function translate(issue: Issue, body: unknown): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    body,
  );
  const problem = (code: string, message: string): Problem[] => [{ path, code, message }];

  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? [tooLong(path, Number(issue.maximum))]
        : problem('NUMBER_TYPE_MAX', `int value should be less than or equal to ${issue.maximum}.`);
    case 'too_small':
      if (value === '' || (Array.isArray(value) && value.length === 0)) return [required(path)];
      return issue.origin === 'string' || issue.origin === 'array'
        ? problem('BASE_TYPE_MIN_LENGTH', `Must be ${issue.minimum} or more in length.`)
        : problem('NUMBER_TYPE_MIN', `int value should be greater than or equal to ${issue.minimum}.`);
    case 'invalid_type':
      if (value === undefined || value === null) return [required(path)];
      return ['number', 'int'].includes(issue.expected)
        ? [notInt(path, typeof value === 'object' ? 'object' : value)]
        : problem(...wrongType(issue.expected, value));
    case 'invalid_value':
      return value === undefined
        ? [required(path)]
        : problem('BASE_TYPE_CHOICES', `Value must be one of {${issue.values.map(String).join(', ')}}.`);
    case 'invalid_format':
      return problem(...wrongFormat(issue.format, String(value)));
    case 'invalid_union':
      return insideUnion(issue, path, value);
    default:
      return problem('BASE_TYPE_INVALID', issue.message);
  }
}

/** The problems of the alternative that was meant: the one whose `type` fits. */
function insideUnion(issue: z.core.$ZodIssueInvalidUnion, path: Problem['path'], value: unknown): Problem[] {
  if (value === undefined) return [required(path)];
  const meant = issue.errors.find((issues) => issues.every(({ path: [key] }) => key !== 'type' && key !== undefined));
  if (meant !== undefined)
    return meant.flatMap((inner) => translate(inner, value)).map((one) => ({ ...one, path: [...path, ...one.path] }));
  const types = issue.errors.flatMap((issues) =>
    issues.flatMap((inner) => (inner.code === 'invalid_value' && inner.path[0] === 'type' ? inner.values : [])),
  );
  const [first] = issue.errors.flat();
  if (types.length === 0 && first !== undefined)
    return translate(first, value).map((one) => ({ ...one, path: [...path, ...one.path] }));
  const sorted = types.map(Number).sort((a, b) => a - b);
  const tuple = sorted.length === 1 ? `(${sorted[0]},)` : `(${sorted.join(', ')})`;
  return [{ path, code: 'UNION_TYPE_CHOICES', message: `Value of field "type" must be one of ${tuple}.` }];
}

function wrongType(expected: string, value: unknown): [code: string, message: string] {
  const shown = typeof value === 'string' ? value.slice(0, 100) : typeof value;
  switch (expected) {
    case 'string':
      return ['STRING_TYPE_CONVERT', `Could not interpret "${shown}" as string.`];
    case 'boolean':
      return ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'];
    case 'array':
      return ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'];
    default:
      return ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'];
  }
}

function wrongFormat(format: string, value: string): [code: string, message: string] {
  const shown = value.slice(0, 100);
  if (format === 'datetime') return ['DATE_TIME_TYPE_PARSE', `Could not parse ${shown}. Should be ISO8601.`];
  if (format !== 'url') return ['NUMBER_TYPE_COERCE', `Value "${shown}" is not snowflake.`];
  return /^https?:/i.test(value)
    ? ['URL_TYPE_INVALID_URL', 'Not a well formed URL.']
    : ['URL_TYPE_INVALID_SCHEME', wrongScheme(value, ['http', 'https'])];
}

/** Discord's sentence about an address whose scheme is not among `allowed`. */
export function wrongScheme(url: string, allowed: readonly string[]): string {
  const scheme = url.includes(':') ? url.slice(0, url.indexOf(':')).toLowerCase() : url;
  return `Scheme "${scheme.slice(0, 100)}" is not supported. Scheme must be one of (${allowed.map((one) => `'${one}'`).join(', ')}).`;
}
