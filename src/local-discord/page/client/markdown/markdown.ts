import { type Inline, parseInline } from './inline.ts';

/** A piece of a message, as Discord's own markdown divides it. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly kind: 'subtext'; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'code'; readonly text: string };

export interface ListItem {
  /** How far the item is indented: 0 for the outermost. */
  readonly depth: number;
  /** Its number in an ordered list. */
  readonly number?: number;
  readonly children: readonly Inline[];
}

const fence = '```';
const deepestItem = 5;

/** Parses Discord markdown. Takes any text: what is no markup is text. */
export function parseMarkdown(text: string): Block[] {
  const normal = text.replaceAll(/\r\n?/g, '\n');
  return parseBlocks(normal, true);
}

/** Parses what stands in a single line, such as an embed's title. */
export function parseLine(text: string): Inline[] {
  return parseInline(inOneLine(text));
}

/** Parses what stands in a single line that is a link as a whole: no other link can be within. */
export function parseLabel(text: string): Inline[] {
  return parseInline(inOneLine(text), 0, false);
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function parseBlocks(text: string, quotes: boolean): Block[] {
  const open = findFence(text, 0);
  const close = open < 0 ? -1 : text.indexOf(fence, open + fence.length);
  // Only a quote that runs to the end of the text may reach over a code block.
  const rest = quotes ? text.match(/^>>> /m)?.index : undefined;
  if (close < 0 || (rest !== undefined && rest < open)) return parseLines(text.split('\n'), quotes);

  const inside = text.slice(open + fence.length, close);
  const after = text.slice(close + fence.length).replace(/^\n/, '');
  const before = text.slice(0, open).replace(/\n$/, '');
  return [
    ...(before === '' ? [] : parseLines(before.split('\n'), quotes)),
    codeBlock(inside),
    ...(after === '' ? [] : parseBlocks(after, quotes)),
  ];
}

/** Where a code block begins that is not empty, and not escaped. */
function findFence(text: string, from: number): number {
  const open = text.indexOf(fence, from);
  if (open < 0) return -1;
  const close = text.indexOf(fence, open + fence.length);
  const empty = close >= 0 && text.slice(open + fence.length, close).trim() === '';
  if (text[open - 1] === '\\' || empty) return findFence(text, open + fence.length);
  return open;
}

function codeBlock(inside: string): Block {
  const body = inside.replace(/^[\w+#.-]+\n/, '');
  return { kind: 'code', text: body.replace(/^\n+/, '').trimEnd() };
}

function parseLines(lines: readonly string[], quotes: boolean): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (quotes && line.startsWith('>>> ')) {
      const rest = [line.slice(4), ...lines.slice(at + 1)].join('\n');
      blocks.push({ kind: 'quote', children: parseBlocks(rest, false) });
      return blocks;
    }
    const end = endOfBlock(lines, at, quotes);
    blocks.push(toBlock(lines.slice(at, end), quotes));
    at = end;
  }
  return blocks;
}

type LineKind = 'quote' | 'item' | 'heading' | 'subtext' | 'text';

function kindOf(line: string, quotes: boolean): LineKind {
  if (quotes && (line.startsWith('> ') || line.startsWith('>>> '))) return 'quote';
  if (/^ *(?:[-*]|\d{1,9}\.) +\S/.test(line)) return 'item';
  if (/^ ?#{1,3} +\S/.test(line)) return 'heading';
  if (/^ ?-# +\S/.test(line)) return 'subtext';
  return 'text';
}

function endOfBlock(lines: readonly string[], start: number, quotes: boolean): number {
  const kind = kindOf(lines[start] ?? '', quotes);
  if (kind === 'heading' || kind === 'subtext') return start + 1;
  let end = start + 1;
  while (end < lines.length && !lines[end]?.startsWith('>>> ') && kindOf(lines[end] ?? '', quotes) === kind) end += 1;
  return end;
}

function toBlock(lines: readonly string[], quotes: boolean): Block {
  const first = lines[0] ?? '';
  switch (kindOf(first, quotes)) {
    case 'quote':
      return {
        kind: 'quote',
        children: parseLines(
          lines.map((line) => line.replace(/^> /, '')),
          false,
        ),
      };
    case 'item':
      return { kind: 'list', items: lines.map(toItem) };
    case 'heading': {
      const hashes = first.trimStart().indexOf(' ');
      const level = hashes === 1 ? 1 : hashes === 2 ? 2 : 3;
      return { kind: 'heading', level, children: parseInline(first.replace(/^ ?#+ +/, '')) };
    }
    case 'subtext':
      return { kind: 'subtext', children: parseInline(first.replace(/^ ?-# +/, '')) };
    case 'text':
      return { kind: 'paragraph', children: parseInline(lines.join('\n')) };
  }
}

function toItem(line: string): ListItem {
  const [, indent = '', marker = '', text = ''] = /^( *)([-*]|\d+\.) +(.*)$/.exec(line) ?? [];
  const depth = Math.min(Math.floor(indent.length / 2), deepestItem);
  const children = parseInline(text);
  return marker.endsWith('.') ? { depth, number: Number.parseInt(marker, 10), children } : { depth, children };
}
