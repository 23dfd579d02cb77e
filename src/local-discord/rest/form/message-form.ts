import { messageFlags } from '../../state/model.ts';
import { componentProblems } from './component-rules.ts';
import type { AllowedMentions, EmbedForm, MessageForm } from './forms.ts';
import { lengthOf, notInt, type Problem, required, tooLong } from './problem.ts';
import { type Checked, checkAgainstSpec, wrongScheme } from './spec.ts';

/** The bodies of which a message is made. */
type MessageFormName =
  | 'MessageCreateRequest'
  | 'MessageEditRequestPartial'
  | 'IncomingWebhookInteractionRequest'
  | 'IncomingWebhookUpdateForInteractionCallbackRequestPartial';

/** Holds a message body against the specification, and then against what the specification lacks or states too wide. */
export async function checkMessageForm(name: MessageFormName, body: unknown): Promise<Checked<MessageForm>> {
  const checked = await checkAgainstSpec(name, body);
  if (!checked.ok) return checked;
  const { content, embeds, components, flags, allowed_mentions } = checked.form;
  const problems = [
    ...(lengthOf(content ?? '') > 2000 ? [tooLong(['content'], 2000)] : []),
    ...embedProblems(embeds ?? []),
    ...flagProblems(flags ?? 0),
    ...componentProblems(components ?? []),
    ...mentionProblems(allowed_mentions ?? {}),
  ];
  return problems.length > 0 ? { ok: false, problems } : checked;
}

function embedProblems(embeds: readonly EmbedForm[]): Problem[] {
  const each = embeds.flatMap((embed, index) => {
    const at = (...path: readonly string[]): Problem['path'] => ['embeds', index, ...path];
    const web = ['http', 'https'];
    const media = [...web, 'attachment'];
    return [
      ...(Number.isInteger(embed.color ?? 0) ? [] : [notInt(at('color'), embed.color)]),
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
function scheme(path: Problem['path'], url: string | null | undefined, allowed: readonly string[]): Problem[] {
  if (typeof url !== 'string' || allowed.some((one) => url.trim().toLowerCase().startsWith(`${one}://`))) return [];
  return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message: wrongScheme(url, allowed) }];
}

function flagProblems(flags: number): Problem[] {
  if ((flags & messageFlags.componentsV2) === 0) return [];
  const message = 'IS_COMPONENTS_V2 is not supported by the local Discord.';
  return [{ path: ['flags'], code: 'BASE_TYPE_CHOICES', message }];
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
