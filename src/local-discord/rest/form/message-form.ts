import type { Embed } from '../../state/model.ts';
import { componentProblems } from './component-rules.ts';
import { lengthOf, type Problem, required, tooLong } from './problem.ts';
import { checkAgainstSpec, type SpecForm, wrongScheme } from './spec.ts';

type Maybe<T> = { readonly [K in keyof T]?: T[K] | null };

/** A message's content as a body gives it; null is the same as absent when posting, and clears when editing. */
export type MessageForm = Maybe<{
  content: string;
  embeds: readonly EmbedForm[];
  components: readonly ComponentForm[];
  flags: number;
  allowed_mentions: AllowedMentions;
  nonce: string | number;
  enforce_nonce: boolean;
  tts: boolean;
  attachments: readonly { readonly id: string }[];
}>;

export type EmbedForm = Maybe<{
  title: string;
  description: string;
  url: string;
  timestamp: string;
  color: number;
  author: Maybe<{ name: string; url: string; icon_url: string }>;
  footer: Maybe<{ text: string; icon_url: string }>;
  image: Maybe<{ url: string }>;
  thumbnail: Maybe<{ url: string }>;
  fields: readonly { readonly name: string; readonly value: string; readonly inline?: boolean | null }[];
}>;

export type ComponentForm = { readonly type: number } & Maybe<{
  id: number;
  style: number;
  label: string;
  emoji: Maybe<{ id: string; name: string }>;
  custom_id: string;
  url: string;
  disabled: boolean;
  placeholder: string;
  min_values: number;
  max_values: number;
  options: readonly ({ readonly label: string; readonly value: string } & Maybe<{ description: string }>)[];
  channel_types: readonly number[];
  components: readonly ComponentForm[];
  accessory: ComponentForm;
}>;

export type AllowedMentions = Maybe<{
  parse: readonly ('users' | 'roles' | 'everyone')[];
  users: readonly string[];
  roles: readonly string[];
}>;

export type MessageFormName = Extract<
  SpecForm,
  | 'MessageCreateRequest'
  | 'MessageEditRequestPartial'
  | 'IncomingWebhookInteractionRequest'
  | 'IncomingWebhookUpdateForInteractionCallbackRequestPartial'
>;

export type Checked<T> = { readonly ok: true; readonly form: T } | { readonly ok: false; readonly problems: Problem[] };

/** Holds a message body against the specification, and then against what the specification lacks or states too wide. */
export async function checkMessageForm(name: MessageFormName, body: unknown): Promise<Checked<MessageForm>> {
  const problems = await checkAgainstSpec(name, body);
  if (!fitsSpec(body, problems)) return { ok: false, problems };
  const more = [
    ...(lengthOf(body.content ?? '') > 2000 ? [tooLong(['content'], 2000)] : []),
    ...embedProblems(body.embeds ?? []),
    ...componentProblems(body.components ?? [], body.flags ?? 0),
    ...mentionProblems(body.allowed_mentions ?? {}),
  ];
  return more.length > 0 ? { ok: false, problems: more } : { ok: true, form: body };
}

function fitsSpec(_body: unknown, problems: readonly Problem[]): _body is MessageForm {
  return problems.length === 0;
}

function embedProblems(embeds: readonly EmbedForm[]): Problem[] {
  const each = embeds.flatMap((embed, index) => {
    const at = (...path: readonly string[]): Problem['path'] => ['embeds', index, ...path];
    const web = ['http', 'https'];
    const media = [...web, 'attachment'];
    return [
      ...scheme(at('url'), embed.url, web),
      ...scheme(at('author', 'url'), embed.author?.url, web),
      ...scheme(at('author', 'icon_url'), embed.author?.icon_url, media),
      ...scheme(at('footer', 'icon_url'), embed.footer?.icon_url, media),
      ...scheme(at('image', 'url'), embed.image?.url, media),
      ...scheme(at('thumbnail', 'url'), embed.thumbnail?.url, media),
      ...(embed.fields ?? []).flatMap(({ name, value }, field) => [
        ...(name.trim() === '' ? [required(['embeds', index, 'fields', field, 'name'])] : []),
        ...(value.trim() === '' ? [required(['embeds', index, 'fields', field, 'value'])] : []),
      ]),
    ];
  });
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (total <= 6000) return each;
  return [
    ...each,
    { path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' },
  ];
}

/** The characters of an embed that count towards a message's 6,000. */
function embedLength({ title, description, author, footer, fields }: EmbedForm): number {
  const texts = [title, description, author?.name, footer?.text, ...(fields ?? []).flatMap((f) => [f.name, f.value])];
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}

/** A problem if an address has a scheme that is not allowed at its place. */
export function scheme(path: Problem['path'], url: string | null | undefined, allowed: readonly string[]): Problem[] {
  if (typeof url !== 'string' || allowed.some((one) => url.trim().toLowerCase().startsWith(`${one}://`))) return [];
  return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message: wrongScheme(url, allowed) }];
}

function mentionProblems({ parse, users, roles }: AllowedMentions): Problem[] {
  return (['users', 'roles'] as const)
    .filter((kind) => parse?.includes(kind) && ({ users, roles }[kind] ?? []).length > 0)
    .map((kind) => ({
      path: ['allowed_mentions'],
      code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
    }));
}

/** An embed as Discord stores it: texts trimmed, nothing empty, nothing that a bot cannot set. */
export function toEmbed(form: EmbedForm): Embed {
  const { author, footer, image, thumbnail, color, timestamp, fields } = form;
  const text = <K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } | undefined => {
    const trimmed = value?.trim() ?? '';
    return trimmed === '' ? undefined : Object.assign({}, { [key]: trimmed } as { [P in K]: string });
  };
  const authorName = author?.name?.trim() ?? '';
  const footerText = footer?.text?.trim() ?? '';
  return {
    type: 'rich',
    ...text('url', form.url),
    ...text('title', form.title),
    ...text('description', form.description),
    ...(typeof color === 'number' && { color }),
    ...(typeof timestamp === 'string' && { timestamp: new Date(timestamp).toISOString().replace('Z', '000+00:00') }),
    ...(authorName !== '' && {
      author: { name: authorName, ...text('url', author?.url), ...text('icon_url', author?.icon_url) },
    }),
    ...(footerText !== '' && { footer: { text: footerText, ...text('icon_url', footer?.icon_url) } }),
    ...(typeof image?.url === 'string' && { image: { url: image.url.trim() } }),
    ...(typeof thumbnail?.url === 'string' && { thumbnail: { url: thumbnail.url.trim() } }),
    ...(fields &&
      fields.length > 0 && {
        fields: fields.map(({ name, value, inline }) => ({
          name: name.trim(),
          value: value.trim(),
          inline: inline ?? false,
        })),
      }),
  };
}
