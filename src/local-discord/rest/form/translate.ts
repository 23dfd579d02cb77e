import type * as z from 'zod/mini';
import {
  badLength,
  malformedUrl,
  notNumber,
  notOneOf,
  notTime,
  required,
  tooBig,
  tooLong,
  tooShort,
  tooSmall,
  withoutType,
  wrongKind,
  wrongScheme,
  wrongUnionType,
} from './codes.ts';
import type { Path, Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** What zod found wrong with a value, as Discord would say it. */
export function translate(issue: Issue, whole: unknown, schema: Schema): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const value = path.reduce(at, whole);
  switch (issue.code) {
    case 'too_big':
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? [wrongLength(path, schemasAt(schema, path, whole))]
        : [issue.code === 'too_big' ? tooBig(path, Number(issue.maximum)) : tooSmall(path, Number(issue.minimum))];
    case 'invalid_type':
      if (value === undefined || value === null) return [required(path)];
      return ['number', 'int'].includes(issue.expected)
        ? [notNumber(path, typeof value === 'object' ? 'object' : value, 'int')]
        : [wrongKind(path, issue.expected, value)];
    case 'invalid_value':
      return [value === undefined ? required(path) : notOneOf(path, issue.values)];
    case 'invalid_format':
      return [wrongFormat(path, issue.format, String(value))];
    case 'invalid_union':
      return insideUnion(issue, path, value, schemasAt(schema, path, whole, true));
    default:
      return [{ path, code: 'BASE_TYPE_INVALID', message: issue.message }];
  }
}

/** The problems of the alternative that was meant: the one whose `type` fits. */
function insideUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  value: unknown,
  unions: readonly Schema[],
): Problem[] {
  if (value === undefined) return [required(path)];
  const inside = (issues: readonly Issue[], index: number): Problem[] => {
    const alternative = unions.flatMap((one) => optionsOf(one) ?? [])[index];
    if (alternative === undefined) return [];
    return issues
      .flatMap((inner) => translate(inner, value, alternative))
      .map((one) => ({ ...one, path: [...path, ...one.path] }));
  };
  const meant = issue.errors.findIndex((issues) =>
    issues.every(({ path: [key] }) => key !== 'type' && key !== undefined),
  );
  if (meant !== -1) return inside(issue.errors[meant] ?? [], meant);
  const types = issue.errors.flatMap((issues) =>
    issues.flatMap((inner) => (inner.code === 'invalid_value' && inner.path[0] === 'type' ? inner.values : [])),
  );
  if (types.length === 0) return inside(issue.errors[0] ?? [], 0);
  if (at(value, 'type') === undefined) return [withoutType(path)];
  return [
    wrongUnionType(
      path,
      types.map(Number).sort((a, b) => a - b),
    ),
  ];
}

/** The problem of a text or list that is too long or too short for a schema: Discord names both ends, if it has both. */
function wrongLength(path: Path, schemas: readonly Schema[]): Problem {
  const checks = schemas.flatMap((schema) => definition(schema).checks ?? []);
  // Zod's checks as the union of all their kinds, as above.
  const said = checks.map((check) => (check as z.core.$ZodChecks)._zod.def);
  const least = said.find((one) => one.check === 'min_length')?.minimum;
  const most = said.find((one) => one.check === 'max_length')?.maximum;
  if (least !== undefined && most !== undefined) return badLength(path, least, most);
  return most === undefined ? tooShort(path, least ?? 1) : tooLong(path, most);
}

function wrongFormat(path: Path, format: string, value: string): Problem {
  if (format === 'datetime') return notTime(path, value);
  if (format !== 'url') return notNumber(path, value, 'snowflake');
  return /^(https?|discord|attachment):/i.test(value)
    ? malformedUrl(path)
    : wrongScheme(path, value, ['http', 'https']);
}

/** The schemas that could be meant for the value at a path; unions themselves, or the alternatives in them. */
function schemasAt(schema: Schema, path: Path, whole: unknown, unions = false): Schema[] {
  const [key, ...rest] = path;
  if (key === undefined && unions) return [unwrapped(schema)];
  return alternatives(schema, whole).flatMap((one) => {
    if (key === undefined) return [one];
    const child = childOf(one, key);
    return child ? schemasAt(child, rest, at(whole, key), unions) : [];
  });
}

function alternatives(schema: Schema, value: unknown): Schema[] {
  const one = unwrapped(schema);
  const options = optionsOf(one);
  if (options === undefined) return [one];
  return options.flatMap((option) => alternatives(option, value)).filter((option) => allowsType(option, value));
}

/** Zod's schemas as the union of all their kinds, which is how zod documents looking into them. */
function definition(schema: Schema): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

function unwrapped(schema: Schema): Schema {
  const def = definition(schema);
  if (def.type === 'lazy') return unwrapped(def.getter());
  return def.type === 'optional' || def.type === 'nullable' ? unwrapped(def.innerType) : schema;
}

function optionsOf(schema: Schema): readonly Schema[] | undefined {
  const def = definition(schema);
  return def.type === 'union' ? def.options : undefined;
}

function childOf(schema: Schema, key: string | number): Schema | undefined {
  const def = definition(schema);
  if (def.type === 'object') return def.shape[key];
  if (def.type === 'array') return def.element;
  return def.type === 'record' ? def.valueType : undefined;
}

function allowsType(schema: Schema, value: unknown): boolean {
  const type = childOf(schema, 'type');
  const def = type && definition(unwrapped(type));
  return def?.type !== 'literal' || def.values.some((one) => one === at(value, 'type'));
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
