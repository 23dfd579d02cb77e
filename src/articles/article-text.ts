import { oneLine } from '../news/text.ts';

/** What a person says of an article that is to be written; everything else is made up. */
export interface ArticleDraft {
  readonly title: string;
  readonly excerpt?: string;
  readonly topics: readonly string[];
  readonly provider?: { readonly name: string; readonly domain?: string };
  readonly heat: number;
  readonly published: boolean;
  /** The address of the page that tells all of it. */
  readonly link?: string;
  /** The address of a photograph: it is said to be wide, so that it fills the card. */
  readonly picture?: string;
}

export interface ArticleChange {
  readonly heat?: number;
  readonly published?: boolean;
}

/** The name that a file for a new article should have, without extension: its day (UTC) and the words of its title. */
export function articleName(title: string, at: number): string {
  const words = oneLine(title)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  let slug = '';
  for (const character of words.replace(/^[-\p{M}]+/u, '')) {
    // File systems take 255 bytes: enough is left for the day, a number and the extension.
    if (Buffer.byteLength(slug) >= 120) break;
    slug += character;
  }
  return `${new Date(at).toISOString().slice(0, 10)}-${slug.replace(/-+$/, '') || 'article'}`;
}

/** The file of a new article, dated `at` (milliseconds since 1970), as docs/writing-articles.md describes it. */
export function articleText(draft: ArticleDraft, at: number): string {
  const { title, excerpt, link, topics, provider, heat, published, picture } = draft;
  const lines = [
    '---',
    'category: news',
    `title: ${quoted(title)}`,
    ...(excerpt === undefined ? [] : [`excerpt: ${quoted(excerpt)}`]),
    `publishedDateTime: ${new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')}`,
    ...(link === undefined ? [] : [`webUrl: ${quoted(link)}`]),
    'type: article',
    `heat: ${heat}`,
    `published: ${published}`,
    ...(provider === undefined ? [] : ['', 'provider:', `  name: ${quoted(provider.name)}`]),
    ...(provider?.domain === undefined ? [] : [`  domain: ${quoted(provider.domain)}`]),
    ...(topics.length === 0 ? [] : ['', 'topics:', ...topics.map((topic) => `  - ${quoted(topic)}`)]),
    ...(picture === undefined
      ? []
      : ['', 'images:', `  - url: ${quoted(picture)}`, '    width: 1200', '    height: 675']),
    '---',
    '',
  ];
  return lines.join('\n');
}

/**
 * An article file's text with another heat or another word on whether it is published. Only the values themselves change,
 * or a line is added where there was none.
 *
 * @returns nothing when a field is not written as one plain value in one line
 */
export function changedText(text: string, change: ArticleChange): string | undefined {
  const end = text.indexOf('\n---');
  if (end === -1) return undefined;
  let front: string | undefined = text.slice(0, end + 1);
  for (const [field, value] of Object.entries(change)) front = front && setField(front, field, String(value));
  return front && front + text.slice(end + 1);
}

/** @param front from the opening `---` up to the line that closes it */
function setField(front: string, field: string, value: string): string | undefined {
  const [found, another] = front.matchAll(new RegExp(`^${field}[ \\t]*:(?=[ \\t\\r\\n])`, 'gm'));
  if (found === undefined) return `${front}${field}: ${value}${front.endsWith('\r\n') ? '\r\n' : '\n'}`;
  const from = found.index + found[0].length;
  const line = /^([ \t]+)(-?\d+|true|false)(?=[ \t]*(?:[ \t]#[^\r\n]*)?\r?\n)/i.exec(front.slice(from));
  const [whole = '', gap = ''] = line ?? [];
  if (another !== undefined || line === null) return undefined;
  return front.slice(0, from) + gap + value + front.slice(from + whole.length);
}

/** A text as YAML's double-quoted style, in which every JSON string is one too once nothing is left unprintable. */
function quoted(text: string): string {
  return JSON.stringify(oneLine(text)).replace(
    /[\u007f-\u009f\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
