import * as z from 'zod';
import type { DeskChange, DeskDraft } from './article-desk.ts';
import type { PanelAction, PanelChange, PanelDraft } from './contract.ts';
import { administrator, channelBits } from './permission-names.ts';

const snowflake = z.string().regex(/^\d{17,20}$/, 'An id has 17 to 20 digits.');
/** Something that can be seen: no format characters, spaces or lone marks. */
const visible = /[^\p{C}\p{Z}\p{M}]/u;
const overwritable = z.enum(channelBits.map(({ name }) => name));
const grantable = z.enum([administrator, ...channelBits].map(({ name }) => name));

export const panelAction = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('overwrite'),
    channel: snowflake,
    whom: z.enum(['bot', 'everyone']),
    permission: overwritable,
    value: z.enum(['allow', 'neutral', 'deny']),
  }),
  z.strictObject({ do: z.literal('role'), role: snowflake, permission: grantable, on: z.boolean() }),
  z.strictObject({ do: z.literal('timeout'), guild: snowflake, minutes: z.int().min(0).max(40_320) }),
  z.strictObject({ do: z.literal('outage'), guild: snowflake, on: z.boolean() }),
  z.strictObject({ do: z.literal('bot'), guild: snowflake, on: z.boolean() }),
  z.strictObject({
    do: z.literal('create channel'),
    guild: snowflake,
    name: z
      .string()
      .transform((name) =>
        name
          .trim()
          .toLowerCase()
          .replace(/\s+/gu, '-')
          .replace(/\p{Cc}+/gu, ''),
      )
      .pipe(z.string().regex(visible, 'A channel needs a name.').max(100, 'A name has at most 100 characters.')),
    type: z.literal([0, 5, 15]),
  }),
  z.strictObject({ do: z.literal('delete channel'), channel: snowflake }),
  z.strictObject({ do: z.literal('rate limits'), on: z.boolean() }),
  // What it holds, the faults themselves check.
  z.strictObject({ do: z.literal('faults'), order: z.unknown() }),
]) satisfies z.ZodType<PanelAction>;

const heat = z.int('A whole number.').min(-1, 'At least -1, which is “not rated”.').max(999, 'At most 999.');
const address = (text: z.ZodString) =>
  text.refine(isWebAddress, 'An address that begins with http:// or https://, without a password.');
const line = (most: number) => z.string().trim().max(most, `At most ${most} characters.`);

/** The form of an article; what is left empty is not written. */
export const articleDraft = z
  .strictObject({
    title: line(256).regex(visible, 'An article needs a title.'),
    excerpt: line(4000),
    link: address(line(2048)),
    topics: z.array(line(100).min(1, 'A topic has a name.')).max(20, 'At most 20 topics.'),
    provider: line(100),
    heat,
    published: z.boolean(),
    picture: address(line(2048)),
  } satisfies Record<keyof PanelDraft, z.ZodType>)
  .transform(
    ({ excerpt, link, provider, picture, ...draft }): DeskDraft => ({
      ...draft,
      ...(excerpt !== '' && { excerpt }),
      ...(link !== '' && { link }),
      ...(provider !== '' && { provider }),
      ...(picture !== '' && { picture }),
    }),
  );

export const articleChange = z
  .strictObject({
    id: z.string().max(1024),
    heat: heat.exactOptional(),
    published: z.boolean().exactOptional(),
  } satisfies Record<keyof PanelChange, z.ZodType>)
  .transform(({ id, ...change }): { readonly id: string; readonly change: DeskChange } => ({ id, change }));

/** What is wrong with which field of a form: the first thing of each. */
export function wrongFields({ issues }: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { path, message } of issues) fields[String(path[0] ?? 'form')] ??= message;
  return fields;
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return text === '' || (url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '');
}
