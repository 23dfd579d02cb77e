import fc from 'fast-check';
import type { Article, Coverage, Picture, Provider } from '../../src/news/article.ts';
import type { Telling } from '../../src/news/telling.ts';

/** Pieces that do harm when a text is shown as it is. */
const pieces = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '</news:123456789012345678>',
  '<t:1600000000:R>',
  '<:fire:123456789012345678>',
  '[click](http://evil.example)',
  '[a](<http://evil.example>)',
  'https://evil.example/a_b_c',
  'discord.gg/evil',
  '# ',
  '-# ',
  '- ',
  '1. ',
  '> ',
  '>>> ',
  '**',
  '__',
  '||',
  '~~',
  '`',
  '```',
  '\\',
  '](',
  '...',
  '…',
  '\u202e',
  '\u2067',
  '\u200b',
  '\u200d',
  '\u0301'.repeat(40),
  '👩‍👩‍👧‍👦',
  '😀',
  '\ud83d',
  '\u0000',
  '\n# ',
  'a title',
  ' ',
  '字',
  'שלום',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 200 }).map((parts) => parts.join('')),
);

export const hostileUrl: fc.Arbitrary<string> = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'https://a_b.example/x.png',
    'https://user@evil.example/',
    'http://localhost/x.png',
    'https://x.example/a(b)[c]<d>|e`f\\g h',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    '',
    'https://www.youtube.com/watch?v=MGtomFKVDys',
  ),
  fc.nat({ max: 4000 }).map((length) => `https://long.example/${'a'.repeat(length)}`),
);

const time = fc.oneof(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constantFrom(-6e13, 2.5e14, 8.64e15, 0));
const rating = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer());

const picture: fc.Arbitrary<Picture> = fc.record(
  { url: hostileUrl, width: fc.nat({ max: 3000 }), height: fc.nat({ max: 3000 }), title: hostileText },
  { requiredKeys: ['url'] },
);

const provider: fc.Arbitrary<Provider> = fc.record(
  { name: hostileText, domain: fc.oneof(fc.domain(), hostileText), logo: picture },
  { requiredKeys: [] },
);

const coverage: fc.Arbitrary<Coverage> = fc.record(
  { title: hostileText, link: hostileUrl, publishedAt: time, provider },
  { requiredKeys: ['title', 'link'] },
);

export const hostileArticle: fc.Arbitrary<Article> = fc.record(
  {
    id: fc.string({ minLength: 1, maxLength: 200 }),
    title: hostileText,
    excerpt: hostileText,
    publishedAt: time,
    updatedAt: time,
    link: hostileUrl,
    mobileLink: hostileUrl,
    type: fc.constantFrom('article', 'video', 'podcast'),
    quality: rating,
    heat: rating,
    published: fc.constant(true),
    provider,
    topics: fc.array(hostileText, { maxLength: 40 }),
    pictures: fc.array(picture, { maxLength: 6 }),
    coverage: fc.constant([]),
    video: fc.record({ site: fc.constantFrom('youtube', 'vimeo'), id: fc.string({ maxLength: 30 }) }),
    urls: fc.constant([]),
  },
  { requiredKeys: ['id', 'title', 'publishedAt', 'type', 'published', 'topics', 'pictures', 'coverage', 'urls'] },
);

export const hostileTelling: fc.Arbitrary<Telling> = fc.record({
  article: hostileArticle,
  coverage: fc.array(coverage, { maxLength: 12 }),
});
