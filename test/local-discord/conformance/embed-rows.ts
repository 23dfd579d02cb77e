import type { Answer, Row, Source } from './row.ts';

const limits = 'docs: resources/message#embed-object-embed-limits' as const;
const rich = 'openapi: RichEmbed' as const;
const link = 'https://news.example/story';

const row = (what: string, embeds: readonly object[], answer: Answer, source: Source): Row => ({
  what,
  ask: (scene) => ({ method: 'POST', path: `/channels/${scene.channel('news')}/messages`, body: { embeds } }),
  answer,
  source,
});
const fits = (what: string, embed: object, source: Source = limits): Row => row(what, [embed], { status: 200 }, source);
/** `problems` are by their paths below the embed. */
const refused = (what: string, embed: object, problems: Record<string, string>, source: Source = limits): Row =>
  row(
    what,
    [embed],
    {
      status: 400,
      code: 50035,
      errors: Object.fromEntries(Object.entries(problems).map(([path, code]) => [`embeds.0.${path}`, code])),
    },
    source,
  );
const text = (length: number): string => 'x'.repeat(length);
const address = (length: number): string => link.padEnd(length, 'x');

export const embedRows: readonly Row[] = [
  fits('a title of 256 characters', { title: text(256) }),
  refused('a title of 257 characters', { title: text(257) }, { title: 'BASE_TYPE_MAX_LENGTH' }),
  fits('a title of 256 emoji', { title: '🔥'.repeat(256) }, 'thread: discord/discord-api-docs#1315'),
  fits('a description of 4,096 characters', { description: text(4096) }),
  refused('a description of 4,097 characters', { description: text(4097) }, { description: 'BASE_TYPE_MAX_LENGTH' }),
  fits('25 fields', { fields: Array(25).fill({ name: 'n', value: 'v' }) }),
  refused('26 fields', { fields: Array(26).fill({ name: 'n', value: 'v' }) }, { fields: 'BASE_TYPE_MAX_LENGTH' }),
  fits('a field of 256 and 1,024 characters', { fields: [{ name: text(256), value: text(1024) }] }),
  refused(
    'a field name of 257 characters',
    { fields: [{ name: text(257), value: 'v' }] },
    { 'fields.0.name': 'BASE_TYPE_MAX_LENGTH' },
  ),
  refused(
    'a field value of 1,025 characters',
    { fields: [{ name: 'n', value: text(1025) }] },
    { 'fields.0.value': 'BASE_TYPE_MAX_LENGTH' },
  ),
  refused(
    'a field without a value',
    { fields: [{ name: 'n' }] },
    { 'fields.0.value': 'BASE_TYPE_REQUIRED' },
    'docs: resources/message#embed-object-embed-field-structure',
  ),
  refused(
    'a field with an empty name',
    { fields: [{ name: '', value: 'v' }] },
    { 'fields.0.name': 'BASE_TYPE_REQUIRED' },
    'docs: resources/message#embed-object-embed-field-structure',
  ),
  fits('a footer of 2,048 characters', { footer: { text: text(2048) } }),
  refused('a footer of 2,049 characters', { footer: { text: text(2049) } }, { 'footer.text': 'BASE_TYPE_MAX_LENGTH' }),
  fits('an author of 256 characters', { author: { name: text(256) } }),
  refused('an author of 257 characters', { author: { name: text(257) } }, { 'author.name': 'BASE_TYPE_MAX_LENGTH' }),
  row(
    '6,000 characters over all embeds',
    [{ description: text(3000) }, { description: text(3000) }],
    { status: 200 },
    limits,
  ),
  row(
    '6,001 characters over all embeds',
    [{ description: text(3000) }, { description: text(3001) }],
    { status: 400, code: 50035, errors: { embeds: 'MAX_EMBED_SIZE_EXCEEDED' } },
    limits,
  ),
  fits('the colour 0xFFFFFF', { title: 'x', color: 0xffffff }, rich),
  refused('the colour 0x1000000', { title: 'x', color: 0x1000000 }, { color: 'NUMBER_TYPE_MAX' }, rich),
  refused('a colour below zero', { title: 'x', color: -1 }, { color: 'NUMBER_TYPE_MIN' }, rich),
  fits('an address of 2,048 characters', { title: 'x', url: address(2048) }, rich),
  refused('an address of 2,049 characters', { title: 'x', url: address(2049) }, { url: 'BASE_TYPE_MAX_LENGTH' }, rich),
  refused(
    'an empty address',
    { title: 'x', url: '' },
    { url: 'URL_TYPE_INVALID_SCHEME' },
    'thread: discord/discord-api-docs#5837',
  ),
  refused(
    'an address by another scheme',
    { title: 'x', url: 'ftp://news.example' },
    { url: 'URL_TYPE_INVALID_SCHEME' },
    'thread: discord/discord-api-docs#5837',
  ),
  refused(
    'a script for an address',
    { title: 'x', url: 'javascript:alert(1)' },
    { url: 'URL_TYPE_INVALID_SCHEME' },
    rich,
  ),
  refused(
    'an attachment for an address',
    { title: 'x', url: 'attachment://a.png' },
    { url: 'URL_TYPE_INVALID_SCHEME' },
    'docs: reference#editing-message-attachments-using-attachments-within-embeds',
  ),
  fits('a moment', { title: 'x', timestamp: '2026-11-20T12:00:00Z' }, 'docs: resources/message#embed-object'),
  refused(
    'a moment that is none',
    { title: 'x', timestamp: 'yesterday' },
    { timestamp: 'DATE_TIME_TYPE_PARSE' },
    'docs: reference#iso8601-date-time',
  ),
  row(
    'the type that was given is ignored',
    [{ title: 'x', type: 'video' }],
    { status: 200, body: { embeds: [{ type: 'rich' }] } },
    'docs: resources/message#embed-object',
  ),
  row(
    'a provider that was given is ignored',
    [{ title: 'x', provider: { name: 'p' } }],
    { status: 200 },
    'docs: resources/message#embed-object',
  ),
  row(
    'an embed with nothing to see',
    [{ color: 1 }],
    { status: 400, code: 50006 },
    'docs: resources/message#create-message',
  ),
];
