import { describe, expect, it } from 'vitest';
import { checkMessageForm, type MessageContext } from '../../../src/local-discord/rest/form/message-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const v2 = 1 << 15;
const check = (components: readonly object[], more: object = {}, files: readonly string[] = ['a.png']) =>
  problemsOf(
    checkMessageForm(
      'MessageCreateRequest',
      { flags: v2, components, ...more },
      { files: files.map((name, place) => ({ id: String(place), name })) },
    ),
  );
const edit = (body: object, before: Partial<MessageContext['before']>) =>
  problemsOf(
    checkMessageForm('MessageEditRequestPartial', body, {
      before: { flags: v2, content: '', embeds: [], attachments: [], ...before },
    }),
  );
const text = (content = 'x') => ({ type: 10, content });
const texts = (count: number, content = 'x'): object[] => Array.from({ length: count }, () => text(content));
const row = { type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'x' }] };
const thumbnail = (more: object = {}) => ({ type: 11, media: { url: 'https://a.example/b.png' }, ...more });
const section = (more: object = {}) => ({ type: 9, components: [text()], accessory: thumbnail(), ...more });
const gallery = (...urls: string[]) => ({ type: 12, items: urls.map((url) => ({ media: { url } })) });
const pictures = (count: number): string[] => Array.from({ length: count }, (_, index) => `https://a.example/${index}`);
const file = (url = 'attachment://a.png') => ({ type: 13, file: { url } });
const separator = (more: object = {}) => ({ type: 14, ...more });
const container = (...components: object[]) => ({ type: 17, components });

describe('Components V2 at their limits are taken', () => {
  it.each<[string, object[]]>([
    ['every kind', [row, section(), text(), gallery('https://a.example/b'), file(), separator(), container(text())]],
    [
      'every kind that a container holds',
      [container(row, section(), text(), gallery(...pictures(1)), file(), separator())],
    ],
    ['40 components, nested ones too', [container(...texts(37)), row]],
    ['4,000 characters over all texts', [text('x'.repeat(2000)), container(text('🔥'.repeat(2000)))]],
    ['a section of three texts with a button', [section({ components: texts(3), accessory: row.components[0] })]],
    [
      'a gallery of ten, with words of 1,024',
      [
        gallery(...pictures(9)),
        { type: 12, items: [{ media: { url: 'attachment://a.png' }, description: 'x'.repeat(1024), spoiler: true }] },
      ],
    ],
    [
      'colours from black to white',
      [
        { ...container(text()), accent_color: 0 },
        { ...container(text()), accent_color: 0xffffff, spoiler: true },
      ],
    ],
    ['a wide gap without a line', [text(), separator({ spacing: 2, divider: false })]],
  ])('%s', async (_what, components) => {
    expect(await check(components)).toEqual([]);
  });
});

describe('Components V2 past their limits are refused with Discord’s code, at their place', () => {
  it.each<[string, object[], ...string[]]>([
    ['41 components', [container(...texts(38)), row], 'components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
    ['4,001 characters', [text('x'.repeat(4000)), text('y')], 'components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
    ['a text of 4,001', [text('x'.repeat(4001))], 'components.0.content: BASE_TYPE_BAD_LENGTH'],
    ['an empty text', [text(' ')], 'components.0.content: BASE_TYPE_BAD_LENGTH'],
    ['a container in a container', [container(container(text()))], 'components.0.components.0: UNION_TYPE_CHOICES'],
    ['an empty container', [container()], 'components.0.components: BASE_TYPE_BAD_LENGTH'],
    [
      'a colour too big',
      [{ ...container(text()), accent_color: 0x1000000 }],
      'components.0.accent_color: NUMBER_TYPE_MAX',
    ],
    ['a thumbnail by itself', [thumbnail()], 'components.0: UNION_TYPE_CHOICES'],
    ['a button by itself', [{ type: 2, style: 1, label: 'x', custom_id: 'x' }], 'components.0: UNION_TYPE_CHOICES'],
    ['a label, which is for modals', [{ type: 18, label: 'x', component: {} }], 'components.0: UNION_TYPE_CHOICES'],
    ['a section without a text', [section({ components: [] })], 'components.0.components: BASE_TYPE_BAD_LENGTH'],
    ['a section of four texts', [section({ components: texts(4) })], 'components.0.components: BASE_TYPE_BAD_LENGTH'],
    [
      'a section without an accessory',
      [{ type: 9, components: [text()] }],
      'components.0.accessory: BASE_TYPE_REQUIRED',
    ],
    ['a section beside a row', [section({ accessory: row })], 'components.0.accessory: UNION_TYPE_CHOICES'],
    ['an empty gallery', [gallery()], 'components.0.items: BASE_TYPE_BAD_LENGTH'],
    ['a gallery of eleven', [gallery(...pictures(11))], 'components.0.items: BASE_TYPE_BAD_LENGTH'],
    [
      'words of 1,025',
      [section({ accessory: thumbnail({ description: 'x'.repeat(1025) }) })],
      'components.0.accessory.description: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a script as a picture',
      [gallery('javascript:alert(1)')],
      'components.0.items.0.media.url: URL_TYPE_INVALID_SCHEME',
    ],
    ['no address', [gallery('')], 'components.0.items.0.media.url: URL_TYPE_INVALID_SCHEME'],
    ['a file from the web', [file('https://a.example/b.pdf')], 'components.0.file.url: URL_TYPE_INVALID_SCHEME'],
    [
      'files that did not come along',
      [file('attachment://b.png'), gallery('attachment://b.png')],
      'components.0.file.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      'components.1.items.0.media.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ],
    ['a gap of no size', [separator({ spacing: 3 })], 'components.0.spacing: BASE_TYPE_CHOICES'],
    [
      'one custom_id twice, however deep',
      [row, container(row)],
      'components.1.components.0.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
  ])('%s', async (_what, components, ...problems) => {
    expect(await check(components)).toEqual(problems);
  });

  it('no field of the older kind stands beside them', async () => {
    const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
    expect(await check([text()], { content: 'x' })).toEqual([`content: ${code}`]);
    expect(await check([text()], { embeds: [{ title: 'x' }] })).toEqual([`embeds: ${code}`]);
    expect(await check([text()], { sticker_ids: ['1'] })).toContain(`sticker_ids: ${code}`);
    expect(await check([text()], { content: '', embeds: [], sticker_ids: [] })).toEqual([]);
  });

  it('without the flag, only rows are taken, and nothing below the others is looked at', async () => {
    expect(await check([container(), text(), row], { flags: 0 })).toEqual([
      'components.0: UNION_TYPE_CHOICES',
      'components.1: UNION_TYPE_CHOICES',
    ]);
  });
});

describe('what Discord fails to take, without a word about it', () => {
  // A snowman has three bytes, and a text display counts 12 more.
  it.each<[string, object[], string[]]>([
    ['10,170 bytes of text', [text('☃'.repeat(3386))], []],
    ['10,171 bytes of text', [text(`${'☃'.repeat(3386)}x`)], ['too heavy']],
    ['10,173 bytes in two texts', [text('☃'.repeat(3382)), container(text('☃'))], ['too heavy']],
    ['64 pictures', [...Array(6).fill(gallery(...pictures(10))), gallery(...pictures(4))], []],
    ['65 pictures', [...Array(6).fill(gallery(...pictures(10))), gallery(...pictures(5))], ['too heavy']],
  ])('%s', async (_what, components, outcome) => {
    expect(await check(components)).toEqual(outcome);
  });
});

describe('an edit', () => {
  const older = { flags: 0, content: 'old', embeds: [{ type: 'rich' as const, title: 'old' }] };
  const legacy = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';

  it('keeps Components V2 without naming the flag', async () => {
    expect(await edit({ components: [text()] }, {})).toEqual([]);
    expect(await edit({ content: 'x' }, {})).toEqual([`content: ${legacy}`]);
  });

  it('cannot take the flag away', async () => {
    expect(await edit({ flags: 0 }, {})).toEqual(['flags: MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG']);
    expect(await edit({ flags: 0, components: [text()] }, {})).toEqual(['components.0: UNION_TYPE_CHOICES']);
  });

  it('brings the flag only if it resets what the message had', async () => {
    const body = { flags: v2, components: [text()] };
    expect(await edit(body, older)).toEqual([`content: ${legacy}`, `embeds: ${legacy}`]);
    expect(await edit({ ...body, content: null, embeds: null }, older)).toEqual([`embeds: ${legacy}`]);
    expect(await edit({ ...body, content: null, embeds: [] }, older)).toEqual([]);
  });

  it('may show the files that the message keeps', async () => {
    const attachments = [{ id: '9', filename: 'a.png', size: 1, content_type: 'image/png', url: '', proxy_url: '' }];
    expect(await edit({ components: [file()] }, { attachments })).toEqual([]);
    expect(await edit({ components: [file()], attachments: [{ id: '9' }] }, { attachments })).toEqual([]);
    expect(await edit({ components: [file()], attachments: [] }, { attachments })).toEqual([
      'components.0.file.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ]);
    expect(await edit({ attachments: [{ id: '8' }] }, { attachments })).toEqual([
      'attachments.0: ATTACHMENT_NOT_FOUND',
    ]);
  });
});
