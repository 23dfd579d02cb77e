import fc from 'fast-check';
import { hostileText, hostileUrl } from '../support/hostile.ts';
import { some } from './dice.ts';

/** Values as they may stand behind a field's colon, valid YAML or not. */
const written: readonly string[] = [
  ...[
    '',
    '~',
    'null',
    'true',
    'yes',
    'TRUE',
    '94',
    '"94"',
    '-1',
    '-0',
    '1e999',
    '-1e308',
    '.nan',
    '.inf',
    '0x7f',
    '0b1',
  ],
  ...[
    '0o17',
    '017',
    '1_000',
    '9007199254740993',
    '1:59:59',
    `${'9'.repeat(400)}`,
    '2024-02-31',
    '0000-01-01',
    '9999-12-31',
  ],
  ...[
    '2024-05-06T07:08:09Z',
    '2024-05-06 07:08:09 +14:00',
    '"2024-05-06T07:08:09.123456789Z"',
    '24-5-6',
    '12024-01-01',
  ],
  ...[
    '[]',
    '{}',
    '[[[[]]]]',
    '{a: {b: {c: {}}}}',
    '[a, 5, null, {x: y}]',
    '&a [*a]',
    '*a',
    '&x y',
    '!!str 5',
    '!!binary AA==',
    '!!set {a, b}',
  ],
  ...[
    '!!js/function "x"',
    '!!python/object x',
    '!<tag:yaml.org,2002:int> 5',
    '|',
    '>',
    '|+\n\n  kept\n',
    '>-\n  folded\n  on',
  ],
  ...[
    '"',
    "'",
    '"\\',
    '"\\x',
    '"\\uD83D"',
    '"\\0"',
    "'it''s'",
    "'it's'",
    '@at',
    '`tick',
    '%x',
    '- item',
    '? key',
    ': value',
    '# note',
  ],
  ...[
    '<<',
    '---',
    '...',
    '__proto__',
    'constructor',
    '{__proto__: {published: true}}',
    '{<<: {heat: 99}}',
    '{? [a, b] : c}',
  ],
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    'https://a.example/',
    '"https://[::1]/"',
    'http://a.example:99999/',
    'https://@a.example',
  ],
  ...[
    '[{url: "https://a.example/1.png", width: 1600, height: 900}]',
    '[{title: T, webUrl: "https://b.example/2"}]',
    '{name: N, domain: D.example}',
  ],
];

const fields: readonly string[] = [
  ...['category', 'title', 'excerpt', 'publishedDateTime', 'updatedDateTime', 'webUrl', 'originalUrl', 'ampWebUrl'],
  ...['cdnAmpWebUrl', 'type', 'quality', 'heat', 'published', 'provider', 'topics', 'images', 'related'],
  ...['featuredContent', 'tags', '__proto__', 'constructor', '<<', 'Heat', 'x'],
];

/** Sequences of bytes that decoders and terminals trip over. */
const bytes: readonly Uint8Array[] = [
  ...[[0], [9], [13], [10], [0x1b], [0x7f], [0x80], [0xbf], [0xff], [0xfe, 0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80]],
  ...[
    [0xef, 0xbb, 0xbf],
    [0xe2, 0x80, 0xae],
    [0xe2, 0x80, 0xa8],
    [0xc2, 0x85],
    [0xf4, 0x90, 0x80, 0x80],
    [0xef, 0xbf, 0xbf],
  ],
].map((sequence) => Uint8Array.from(sequence));

/** What mutations put into files. */
export interface Nasty {
  readonly values: [string, ...string[]];
  readonly texts: [string, ...string[]];
  readonly fields: [string, ...string[]];
  readonly bytes: [Uint8Array, ...Uint8Array[]];
}

/** The same for the same seed. Drawing values one by one would cost more than all the rest of a case. */
export function createNasty(seed: number): Nasty {
  const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] => fc.sample(arbitrary, { seed, numRuns });
  // A draw of fast-check may be longer than any real file; long ones cost time and show nothing more.
  const texts = [...sample(hostileText, 150), ...sample(hostileUrl, 50)].map((text) => text.slice(0, 300));
  const structures = sample(fc.jsonValue({ maxDepth: 3, noUnicodeString: false }), 80).map((value) =>
    JSON.stringify(value),
  );
  const quoted = texts.map((text) => JSON.stringify(text));
  return {
    values: some([...written, ...written, ...structures.filter(({ length }) => length < 400), ...quoted], '~'),
    texts: some(texts, '@everyone'),
    fields: some(fields, 'title'),
    bytes: some(bytes, Uint8Array.of(0)),
  };
}
