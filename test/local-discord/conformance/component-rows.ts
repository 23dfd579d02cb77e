import type { Answer, Row, Source } from './row.ts';

const reference = 'docs: components/reference' as const;
const v2 = 'docs: resources/message#message-object-message-flags' as const;
const total = 'docs: components/reference#legacy-message-component-behavior' as const;
const withV2 = 1 << 15;

const row = (what: string, body: object, answer: Answer, source: Source): Row => ({
  what,
  ask: (scene) => ({ method: 'POST', path: `/channels/${scene.channel('news')}/messages`, body }),
  answer,
  source,
});
const fits = (what: string, body: object, source: Source = reference): Row => row(what, body, { status: 200 }, source);
const refused = (
  what: string,
  body: object,
  errors: Record<string, string> | undefined,
  source: Source = reference,
): Row => row(what, body, { status: 400, code: 50035, ...(errors && { errors }) }, source);

const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Press', custom_id: 'press', ...more });
const buttons = (count: number) => Array.from({ length: count }, (_, at) => button({ custom_id: `press-${at}` }));
const inRow = (...components: object[]) => ({ content: 'x', components: [{ type: 1, components }] });
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ label: `Option ${at}`, value: `${at}` }));
const menu = (more: object = {}) => ({ type: 3, custom_id: 'choose', options: options(1), ...more });
const text = (length: number) => ({ type: 10, content: 'x'.repeat(length) });
const modern = (...components: object[]) => ({ flags: withV2, components });
const thumbnail = { type: 11, media: { url: 'https://news.example/a.png' } };
const items = (count: number) => Array(count).fill({ media: { url: 'https://news.example/a.png' } });

export const componentRows: readonly Row[] = [
  fits('five rows', { content: 'x', components: buttons(5).map((one) => ({ type: 1, components: [one] })) }, total),
  refused(
    'six rows',
    { content: 'x', components: buttons(6).map((one) => ({ type: 1, components: [one] })) },
    { components: 'BASE_TYPE_MAX_LENGTH' },
    total,
  ),
  fits('five buttons in a row', inRow(...buttons(5)), 'docs: components/reference#action-row'),
  refused(
    'six buttons in a row',
    inRow(...buttons(6)),
    { 'components.0.components': 'BASE_TYPE_BAD_LENGTH' },
    'docs: components/reference#action-row',
  ),
  refused(
    'a menu and a button in one row',
    inRow(menu(), button()),
    undefined,
    'docs: components/reference#action-row',
  ),
  refused('a button outside of a row', { content: 'x', components: [button()] }, undefined, total),
  fits(
    'a label of 80 characters',
    inRow(button({ label: 'x'.repeat(80) })),
    'docs: components/reference#button-button-structure',
  ),
  refused(
    'a label of 81 characters',
    inRow(button({ label: 'x'.repeat(81) })),
    { 'components.0.components.0.label': 'BASE_TYPE_MAX_LENGTH' },
    'docs: components/reference#button-button-structure',
  ),
  fits(
    'a custom_id of 100 characters',
    inRow(button({ custom_id: 'x'.repeat(100) })),
    'docs: components/reference#anatomy-of-a-component-custom-id',
  ),
  refused(
    'a custom_id of 101 characters',
    inRow(button({ custom_id: 'x'.repeat(101) })),
    { 'components.0.components.0.custom_id': 'BASE_TYPE_BAD_LENGTH' },
    'docs: components/reference#anatomy-of-a-component-custom-id',
  ),
  refused(
    'one custom_id twice',
    inRow(button(), button()),
    { 'components.0.components.1.custom_id': 'COMPONENT_CUSTOM_ID_DUPLICATED' },
    'docs: components/reference#anatomy-of-a-component-custom-id',
  ),
  refused(
    'a button that does nothing',
    inRow({ type: 2, style: 1, label: 'Press' }),
    undefined,
    'docs: components/reference#button-button-structure',
  ),
  fits(
    'a link',
    inRow({ type: 2, style: 5, label: 'Read', url: 'https://news.example/' }),
    'docs: components/reference#button-button-styles',
  ),
  refused(
    'a link to nowhere',
    inRow({ type: 2, style: 5, label: 'Read' }),
    undefined,
    'docs: components/reference#button-button-styles',
  ),
  refused(
    'a link with a custom_id',
    inRow(button({ style: 5, url: 'https://news.example/' })),
    undefined,
    'docs: components/reference#button-button-styles',
  ),
  fits(
    'a link of 512 characters',
    inRow({ type: 2, style: 5, label: 'Read', url: 'https://news.example/'.padEnd(512, 'x') }),
    'openapi: ButtonComponentForMessageRequest',
  ),
  refused(
    'a link of 513 characters',
    inRow({ type: 2, style: 5, label: 'Read', url: 'https://news.example/'.padEnd(513, 'x') }),
    { 'components.0.components.0.url': 'BASE_TYPE_MAX_LENGTH' },
    'openapi: ButtonComponentForMessageRequest',
  ),
  refused(
    'a button of an unknown style',
    inRow(button({ style: 9 })),
    undefined,
    'docs: components/reference#button-button-styles',
  ),
  fits(
    'a menu of 25 options',
    inRow(menu({ options: options(25) })),
    'docs: components/reference#string-select-string-select-structure',
  ),
  refused(
    'a menu of 26 options',
    inRow(menu({ options: options(26) })),
    { 'components.0.components.0.options': 'BASE_TYPE_BAD_LENGTH' },
    'docs: components/reference#string-select-string-select-structure',
  ),
  refused(
    'a menu without options',
    inRow(menu({ options: [] })),
    undefined,
    'openapi: StringSelectComponentForMessageRequest',
  ),
  refused(
    'one value twice in a menu',
    inRow(menu({ options: [...options(1), ...options(1)] })),
    undefined,
    'docs: components/reference#string-select-select-option-structure',
  ),
  refused(
    'a placeholder of 151 characters',
    inRow(menu({ placeholder: 'x'.repeat(151) })),
    { 'components.0.components.0.placeholder': 'BASE_TYPE_MAX_LENGTH' },
    'docs: components/reference#string-select-string-select-structure',
  ),
  refused(
    '26 values to choose at least',
    inRow(menu({ min_values: 26 })),
    { 'components.0.components.0.min_values': 'NUMBER_TYPE_MAX' },
    'docs: components/reference#string-select-string-select-structure',
  ),
  fits(
    'menus of users, roles, channels and both',
    {
      content: 'x',
      components: [5, 6, 7, 8].map((type) => ({ type: 1, components: [{ type, custom_id: `menu-${type}` }] })),
    },
    'docs: components/reference#user-select',
  ),

  fits('a text display', modern(text(1)), v2),
  refused('a text display without the flag', { components: [text(1)] }, undefined, v2),
  refused('content beside new components', { ...modern(text(1)), content: 'x' }, undefined, v2),
  refused('embeds beside new components', { ...modern(text(1)), embeds: [{ title: 'x' }] }, undefined, v2),
  fits('4,000 characters of text', modern(text(2000), text(2000)), 'thread: discord/discord-api-docs#8562'),
  refused(
    '4,001 characters of text',
    modern(text(2000), text(2001)),
    undefined,
    'thread: discord/discord-api-docs#8562',
  ),
  fits(
    '40 components',
    modern({ type: 17, components: Array(39).fill({ type: 14 }) }),
    'docs: components/reference#component-object-component-types',
  ),
  refused(
    '41 components',
    modern({ type: 17, components: Array(40).fill({ type: 14 }) }),
    undefined,
    'docs: components/reference#component-object-component-types',
  ),
  fits(
    'a section with a thumbnail',
    modern({ type: 9, components: [text(1)], accessory: thumbnail }),
    'docs: components/reference#section',
  ),
  fits(
    'a section with a button',
    modern({ type: 9, components: [text(1)], accessory: button() }),
    'docs: components/reference#section',
  ),
  refused(
    'a section without an accessory',
    modern({ type: 9, components: [text(1)] }),
    { 'components.0.accessory': 'BASE_TYPE_REQUIRED' },
    'docs: components/reference#section',
  ),
  refused(
    'a section of four texts',
    modern({ type: 9, components: Array(4).fill(text(1)), accessory: thumbnail }),
    undefined,
    'docs: components/reference#section',
  ),
  refused('a thumbnail by itself', modern(thumbnail), undefined, 'docs: components/reference#thumbnail'),
  fits('a gallery of ten', modern({ type: 12, items: items(10) }), 'docs: components/reference#media-gallery'),
  refused(
    'a gallery of eleven',
    modern({ type: 12, items: items(11) }),
    { 'components.0.items': 'BASE_TYPE_BAD_LENGTH' },
    'docs: components/reference#media-gallery',
  ),
  refused('an empty gallery', modern({ type: 12, items: [] }), undefined, 'docs: components/reference#media-gallery'),
  refused(
    'a file from elsewhere',
    modern({ type: 13, file: { url: 'https://news.example/a.pdf' } }),
    undefined,
    'docs: components/reference#file',
  ),
  refused(
    'a container in a container',
    modern({ type: 17, components: [{ type: 17, components: [text(1)] }] }),
    undefined,
    'docs: components/reference#container',
  ),
  refused(
    'a colour of more than 24 bits',
    modern({ type: 17, accent_color: 0x1000000, components: [text(1)] }),
    { 'components.0.accent_color': 'NUMBER_TYPE_MAX' },
    'docs: components/reference#container',
  ),
  refused(
    'the label of a form in a message',
    modern({ type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1 } }),
    undefined,
    'docs: components/reference#label',
  ),
];
