import { byUse, capital, createThrows, type Publisher, publishers, topics, vocabulary } from './archive-words.ts';

/** What a version of an article's file may have of its own. */
export interface Version {
  readonly heat?: number;
  /** Another number is other ciphertext. */
  readonly secured?: number;
}

/** A file of every thousand: articles are most of them. */
const kindOf = (number: number): 'broken' | 'newsletter' | 'video' | 'article' => {
  const place = number % 1_000;
  if (place === 500 || place === 501 || place === 502) return 'broken';
  if (place % 50 === 49) return 'newsletter';
  return place % 25 === 7 ? 'video' : 'article';
};

/** Below the archive's folder: a publisher's site has all its files in one folder, named after their day and title. */
export function articlePath(number: number, seed: number): string {
  const { title, at } = headOf(number, seed);
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `site-${number % 20}/_news/${new Date(at).toISOString().slice(0, 10)}-${slug}-${number}.md`;
}

/** The article's file as its publisher writes it. */
export function articleText(number: number, seed: number, version: Version = {}): string {
  const kind = kindOf(number);
  const text = kind === 'newsletter' ? newsletter(number, seed) : article(number, seed, version);
  if (kind === 'broken') return broken(text, number);
  return number % 40 === 11 ? text.replaceAll('\n', '\r\n') : text;
}

interface Head {
  readonly title: string;
  readonly at: number;
  readonly publisher: Publisher;
  readonly address: string;
}

/** The part of an article that others may repeat. The articles of a story appear within three days. */
function headOf(number: number, seed: number): Head {
  const throwOf = createThrows(seed, number);
  const day = Math.floor(createThrows(seed, storyOf(number)[0] ?? 0, 1)() * 2_190);
  const at = Date.UTC(2020, 0, 1 + day) + Math.floor(throwOf() * 259_200) * 1_000;
  // Some articles of one story have the same title.
  const throwOfTitle = createThrows(seed, number % 64 === 4 ? number - 1 : number, 5);
  const title = capital(sentence(throwOfTitle, 5 + Math.floor(throwOfTitle() * 9)));
  const publisher = byUse(publishers, throwOf);
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return { title, at, publisher, address: `https://www.${publisher.domain}/news/${slug}-${number}` };
}

/** The numbers of the articles about one event: of eight, three stand alone; sometimes all eight are one story. */
function storyOf(number: number): number[] {
  const first = number - (number % 8);
  const [from, size] =
    (first / 8) % 50 === 0 ? [0, 8] : number % 8 < 3 ? [number % 8, 1] : number % 8 < 5 ? [3, 2] : [5, 3];
  return Array.from({ length: size }, (_, place) => first + from + place);
}

function article(number: number, seed: number, { heat, secured = 0 }: Version): string {
  const throwOf = createThrows(seed, number, 2);
  const whole = (from: number, to: number): number => from + Math.floor(throwOf() * (to - from + 1));
  const { title, at, publisher, address } = headOf(number, seed);
  const isVideo = kindOf(number) === 'video';
  const others = storyOf(number).filter((other) => other !== number);
  // One file in two hundred has very many pictures.
  const pictures = number % 200 === 3 ? 9 : 1;
  const related = Array.from({ length: Math.max(others.length, Math.floor(11 * throwOf() ** 2)) }, (_, place) =>
    relatedEntry(others[place] === undefined ? undefined : headOf(others[place], seed), at, throwOf, pictures),
  );
  const isRated = throwOf() < 0.85;
  const quality = whole(11, 189);
  const rated = heat ?? (isRated ? (throwOf() < 0.8 ? quality : whole(11, 189)) : -1);
  const player = `<iframe width=\\"800\\" height=\\"500\\" src=\\"https://www.youtube.com/embed/${String(number).padStart(11, 'v')}\\" allowfullscreen></iframe>`;
  return `---
category: news
title: "${title}"
excerpt: "${excerpt(throwOf)}"
publishedDateTime: ${dateTime(at, number)}
originalUrl: "${isVideo ? `https://youtube.com/watch?v=${String(number).padStart(11, 'v')}` : address}"
${isVideo || number % 30 === 4 ? '' : `webUrl: "${address}"\n${mobile(address, throwOf)}`}type: ${isVideo ? 'video' : 'article'}
quality: ${quality}
heat: ${rated}
published: ${heat !== undefined || (isRated && throwOf() < 0.92)}
${isVideo ? `\nfeaturedContent: "${player}"\n` : ''}
provider:
  name: ${publisher.name}
  domain: ${publisher.domain}
  images:
    - url: "https://images.archive.example/assets/images/organizations/${publisher.domain}-50x50.jpg"
      width: 50
      height: 50

topics:
${topicsOf(throwOf)
  .map((topic) => `  - ${topic}\n`)
  .join('')}
${number % 20 === 5 ? '' : `images:\n${picture(throwOf, publisher, '  ')}\n`}${related.length === 0 ? '' : `related:\n${related.join('')}\n`}secured: "${ciphertext(seed, number, secured)}"
---

`;
}

function relatedEntry(told: Head | undefined, at: number, throwOf: () => number, pictures: number): string {
  const publisher = told?.publisher ?? byUse(publishers, throwOf);
  const title = told?.title ?? capital(sentence(throwOf, 6 + Math.floor(throwOf() * 6)));
  const address =
    told?.address ?? `https://www.${publisher.domain}/${title.toLowerCase().replaceAll(' ', '-')}-${throwOf()}`;
  const published = new Date(told?.at ?? at + Math.floor(throwOf() * 172_800) * 1_000).toISOString();
  return `  - title: "${title}"
    excerpt: "${excerpt(throwOf)}"
    publishedDateTime: ${published.replace('.000Z', 'Z')}
    webUrl: "${address}"
${mobile(address, throwOf).replace(/^(?=.)/gm, '    ')}    type: article
    provider:
      name: ${publisher.name}
      domain: ${publisher.domain}
    quality: ${11 + Math.floor(throwOf() * 178)}
    images:
${Array.from({ length: pictures }, () => picture(throwOf, publisher, '      ')).join('')}`;
}

function mobile(address: string, throwOf: () => number): string {
  if (throwOf() < 0.6) return '';
  const path = address.slice('https://'.length);
  return `ampWebUrl: "${address}/amp/"
cdnAmpWebUrl: "https://cdn.archive.example/c/s/${path}/amp/"
`;
}

function picture(throwOf: () => number, { domain }: Publisher, indent: string): string {
  const width = 256 + Math.floor(throwOf() * 1_400);
  return `${indent}- url: "https://images.${domain}/wp-content/uploads/${throwOf()}-${width}-80.jpg"
${indent}  width: ${width}
${indent}  height: ${Math.floor(width * 0.56)}
${indent}  isCached: true
`;
}

function topicsOf(throwOf: () => number): string[] {
  return [...new Set(Array.from({ length: 1 + Math.floor(throwOf() * 4) }, () => byUse(topics, throwOf)))];
}

function sentence(throwOf: () => number, length: number): string {
  return Array.from({ length }, () => byUse(vocabulary, throwOf)).join(' ');
}

function excerpt(throwOf: () => number): string {
  const text = sentence(throwOf, 15 + Math.floor(throwOf() * 35));
  return throwOf() < 0.3 ? `${text} ...` : `${capital(text)}; \\"${sentence(throwOf, 4)}\\".`;
}

/** One in twenty in the time of another zone. */
function dateTime(at: number, number: number): string {
  if (number % 20 !== 13) return new Date(at).toISOString().replace('.000Z', 'Z');
  return new Date(at - 7 * 3_600_000).toISOString().replace('.000Z', '-07:00');
}

function newsletter(number: number, seed: number): string {
  const { title, at } = headOf(number, seed);
  const throwOf = createThrows(seed, number, 3);
  const paragraphs = Array.from({ length: 20 }, () => `<p style="margin: 0 0 1em">${sentence(throwOf, 40)}</p>\n`);
  return `---
title: "${title}"
excerpt: "${sentence(throwOf, 30)}"
publishedDateTime: ${dateTime(at, number)}
webUrl: "https://letters.example/newsletter/${number}/"
type: article

topics:
  - ${byUse(topics, throwOf)}

---
<html>
<body>
${paragraphs.join('')}</body>
</html>
`;
}

function broken(text: string, number: number): string {
  if (number % 1_000 === 500) return text.replace(/^heat: .*$/m, 'heat: hot');
  return number % 1_000 === 501 ? text.replace(/\n---\n/, '\n') : text.replace(/^(title: .*)"$/m, '$1');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const throwOfCipher = createThrows(64);
const noise = Array.from({ length: 65_536 }, () => alphabet[Math.floor(throwOfCipher() * 64)]).join('');

/** As base64 of a few hundred bytes, and of sixteen. */
function ciphertext(seed: number, number: number, version: number): string {
  const throwOf = createThrows(seed, number, 4, version);
  const at = Math.floor(throwOf() * 60_000);
  const length = 340 + 64 * Math.floor(throwOf() * 5);
  return `${noise.slice(at, at + length)};${noise.slice(at + 1_000, at + 1_022)}==`;
}
