import type { Context } from 'hono';
import { snowflake } from './access.ts';
import { notNumber, notTime, tooBig, tooSmall } from './form/codes.ts';
import { invalidForm } from './refusal.ts';

/** A whole number in the query of a request. @throws a Refusal of anything else */
export function numberIn(
  context: Context,
  name: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const text = context.req.query(name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) throw invalidForm([notNumber([name], text, 'int')]);
  if (value > most) throw invalidForm([tooBig([name], most)]);
  if (value < least) throw invalidForm([tooSmall([name], least)]);
  return value;
}

/** An id in the query of a request, if there is one. @throws a Refusal of what is no id */
export function idQuery(context: Context, name: string): string | undefined {
  const text = context.req.query(name);
  return text === undefined ? undefined : snowflake(name, text);
}

/** Discord's documentation, "Boolean Query Strings". */
export function flagIn(context: Context, name: string): boolean {
  return ['true', 'True', '1'].includes(context.req.query(name) ?? '');
}

/** A moment in the query of a request, in milliseconds since 1970. */
export function timeIn(context: Context, name: string): number | undefined {
  const text = context.req.query(name);
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw invalidForm([notTime([name], text)]);
  return time;
}
