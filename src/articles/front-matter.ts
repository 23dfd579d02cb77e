import matter from 'gray-matter';
import { z } from 'zod';
import { isBlank, oneLine } from '../news/text.ts';

/** The largest article file that is read, in bytes. The largest real one measured has about 30 KB. */
export const maxFileBytes = 1024 * 1024;

/** What stands between the two `---` lines of a file, as plain data. */
export type FrontMatter =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>>; readonly source: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly holds: string; readonly wanted: string };

/**
 * Reads a file's front matter. It is YAML or it is broken: no other language is read, and nothing is ever executed.
 *
 * The fields are a tree of plain values without empty ones and without the publisher's ciphertext (`secured`), so neither
 * can get any further.
 */
export function readFrontMatter(bytes: Uint8Array): FrontMatter {
  if (bytes.byteLength > maxFileBytes) return broken('more than 1 MiB', 'a file of at most 1 MiB');
  const text = decode(bytes);
  if (text === undefined) return broken('bytes that are not UTF-8', 'a text file in UTF-8');
  if (!/^---(?!-)/.test(text)) return { kind: 'none' };

  const end = text.indexOf('\n---');
  if (end === -1 || !/^\n---[ \t\r]*(?:\n|$)/.test(text.slice(end, end + 100)))
    return broken('no line that ends the front matter', 'a line of just --- below the fields');
  const language = matter.language(text).name;
  if (!/^(?:ya?ml)?$/i.test(language)) {
    // What follows the hyphens in their line may as well be a field, even the one with the ciphertext.
    const named = /^\w{1,20}$/.test(language) ? language : 'another language';
    return broken(`front matter in ${named}`, 'front matter in YAML, begun by a line of just ---');
  }
  const source = text.slice(0, end);
  if (source.length > maxFrontMatter)
    return broken('front matter of more than 64 KiB', 'fields, with long text below them');
  // gray-matter looks for comments with an expression that takes quadratic time on blank lines.
  if (/(?<!\s)\s{1000}/.test(source)) return broken('a very long blank stretch', 'fields without it');
  const tab = source.includes('\t') ? /^[ \t]*\t[ \t]*(?:- |[\w-]+:\s)/m.exec(source) : null;
  if (tab !== null)
    return broken(`a tab before a field in line ${lineAt(source, tab.index)}`, 'spaces instead of tabs');

  return parseYaml(source);
}

/** `value` for a message: one line, shortened to about 60 characters, in which nothing turns the direction of writing. */
export function shorten(value: string): string {
  const characters = [...oneLine(value.slice(0, 500).replace(/\p{Bidi_Control}/gu, ' '))];
  return characters.length <= 60 ? characters.join('') : `${characters.slice(0, 59).join('')}…`;
}

/** In UTF-16 units. The largest real file measured has about 30 KB. */
const maxFrontMatter = 64 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function parseYaml(source: string): FrontMatter {
  let data: unknown;
  try {
    // With options gray-matter keeps no cache of contents.
    ({ data } = matter(`${source}\n---\n`, { engines: { javascript: refuse, json: refuse, coffee: refuse } }));
  } catch (error) {
    return explain(error, source);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return broken('front matter without fields', 'lines such as "title: Some words"');
  const fields = plain(data, { values: 20_000, text: maxFrontMatter }, 0);
  if (fields === tooMuch)
    return broken('more values or text than an article can have', 'fields without repeated aliases');
  return { kind: 'fields', fields: Object.fromEntries(Object.entries(Object(fields))), source };
}

function refuse(): never {
  throw new Error('Only YAML is read.');
}

const tooMuch = Symbol('too much');

/** How many values, and characters in them and their names, a copy may yet have. */
interface Budget {
  values: number;
  text: number;
}

/**
 * Copies what YAML gave, without empty values and ciphertext. Aliases make YAML's data a graph that may unfold to billions
 * of values, or to itself: the budget and the depth bound the copy, and everything after it works on a tree.
 */
function plain(value: unknown, budget: Budget, depth: number): unknown {
  budget.values -= 1;
  if (typeof value === 'string' || value instanceof Uint8Array) budget.text -= value.length;
  if (budget.values < 0 || budget.text < 0 || depth > 16) return tooMuch;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const copy = plain(item, budget, depth + 1);
      if (copy === tooMuch) return tooMuch;
      items.push(copy);
    }
    return items;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (key === 'secured') continue;
    budget.text -= key.length;
    const copy = plain(item, budget, depth + 1);
    if (copy === tooMuch) return tooMuch;
    if (!isEmpty(copy)) entries.push([key, copy]);
  }
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && isBlank(value));
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

const yamlError = z.object({ reason: z.string(), mark: z.object({ line: z.int() }) });
/** Of an error about the whole file, js-yaml gives no place. */
const yamlErrorAnywhere = z.object({ name: z.literal('YAMLException') });

/** What js-yaml says, in an editor's words. Its own messages quote the file, ciphertext included, so none is passed on. */
const explanations: readonly (readonly [RegExp, string])[] = [
  [/\bmerge/, 'fields behind <<, or a reference to some'],
  [/inside keys/, 'a plain name before the colon'],
  [/\banchor/, 'quotes around a value that begins with &'],
  [/directive|YAML version/, 'no line that begins with %'],
  [/line break is expected|chomping|indentation width/, 'nothing behind | or > in its line'],
  [/duplicated mapping key/, 'each field once; this line gives one a second time'],
  [/non-printable|null byte|JSON character/, 'text without control characters'],
  [/incomplete explicit mapping/, 'quotes around a value that has a colon in it'],
  [/quoted scalar/, 'a closing quotation mark'],
  [/escape sequence|hexadecimal/, 'no backslash in double quotes, or two of them'],
  [/\balias/, 'quotes around a value that begins with *'],
  [/\btag/, 'quotes around a value that begins with !'],
  [
    /mapping entry/,
    'the same number of spaces before fields that belong together, and quotes around a value with a colon',
  ],
  [/indentation/, 'the same number of spaces before items that belong together'],
  [/colon is missed|multiline key|whitespace character/, 'a field name, a colon and a space'],
  [/end of the stream/, 'quotes around a value that begins with a special character such as @'],
  [/\bflow\b/, 'commas between items and a closing bracket'],
];

/** What js-yaml also says, often lines later, where a quotation mark is missing or one too many. */
const afterOpenQuote = /mapping (?:entry|pair)|multiline key|quoted scalar|end of the (?:stream|document)/;

function explain(error: unknown, source: string): FrontMatter {
  const parsed = yamlError.safeParse(error);
  if (!parsed.success && yamlErrorAnywhere.safeParse(error).success)
    return broken('invalid YAML: more than one document', 'no line of three dots before the end of the fields');
  // Nesting that is deeper than the stack ends in a RangeError.
  if (!parsed.success) return broken('values nested too deeply', 'simple fields and lists');
  const { reason, mark } = parsed.data;
  const quote = afterOpenQuote.test(reason) ? openQuote(source, mark.line + 1) : undefined;
  if (quote !== undefined) return broken(`invalid YAML in line ${quote.line}`, quote.wanted);
  const wanted = explanations.find(([pattern]) => pattern.test(reason))?.[1] ?? 'valid YAML';
  // gray-matter keeps the line break of the opening `---`, so that YAML's lines, from 0, are those of the file, from 1.
  return broken(`invalid YAML in line ${mark.line + 1}`, wanted);
}

const quotedValue = /^ *(?:- +)*(?:[\w-]+:[ \t]+|- +)(["'])/gm;

/**
 * The last value up to a line whose quotation mark is not closed, or is closed before the value's end. In linear time:
 * a value that is not closed in its line ends at the next one's mark at the latest.
 */
function openQuote(source: string, line: number): { readonly line: number; readonly wanted: string } | undefined {
  const above = source.split('\n', line).join('\n');
  let open: { index: number; mark: string } | undefined;
  const value = new RegExp(quotedValue);
  for (let found = value.exec(above); found !== null; found = value.exec(above)) {
    const [opening, mark = ''] = found;
    const rest = mark === '"' ? /(?:[^"\\]|\\[\s\S])*"[ \t\r]*(?:#.*)?$/my : /(?:[^']|'')*'(?!')[ \t\r]*(?:#.*)?$/my;
    rest.lastIndex = found.index + opening.length;
    if (rest.test(above)) value.lastIndex = rest.lastIndex;
    else open = { index: found.index, mark };
  }
  if (open === undefined) return undefined;
  const inside = open.mark === '"' ? '\\" for one inside double quotes' : "'' for an apostrophe inside single quotes";
  return { line: lineAt(source, open.index), wanted: `a closing quotation mark, or ${inside}` };
}

function broken(holds: string, wanted: string): FrontMatter {
  return { kind: 'broken', holds, wanted };
}
