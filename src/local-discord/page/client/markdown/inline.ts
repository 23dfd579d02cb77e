import type { TimeStyle } from '../time.ts';
import { parseAngle, parseAutolink, parseLink } from './link.ts';

type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler';

/** A piece of a line. Addresses are http or https; ids are digits. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: Mark; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'everyone'; readonly name: 'everyone' | 'here' }
  | { readonly kind: 'command'; readonly name: string; readonly id: string }
  | { readonly kind: 'time'; readonly seconds: number; readonly style: TimeStyle }
  | { readonly kind: 'emoji'; readonly name: string };

/** What was read from a place in the text, and where reading goes on. */
export interface Found {
  readonly nodes: readonly Inline[];
  readonly end: number;
}

/** Longer markers first, so that `**` is not taken for two `*`. */
const markers: readonly { readonly marker: string; readonly marks: readonly Mark[] }[] = [
  { marker: '***', marks: ['italic', 'bold'] },
  { marker: '**', marks: ['bold'] },
  { marker: '__', marks: ['underline'] },
  { marker: '~~', marks: ['strike'] },
  { marker: '||', marks: ['spoiler'] },
  { marker: '*', marks: ['italic'] },
  { marker: '_', marks: ['italic'] },
];

/** Marks nest no deeper than this; what is deeper is text. It bounds the work that hostile text can cause. */
const deepest = 8;

/** Parses the markup within lines; line breaks stay in the text. */
export function parseInline(text: string, depth = 0, links = true): Inline[] {
  const nodes: Inline[] = [];
  // Markers known to have no closing one in what follows: searching again would make hostile text quadratic.
  const unclosed = new Set<string>();
  let plain = '';
  let at = 0;
  const flush = (): void => {
    if (plain !== '') nodes.push({ kind: 'text', text: plain });
    plain = '';
  };

  while (at < text.length) {
    if (text[at] === '\\' && /[^\p{L}\p{N}\s]/u.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    const found =
      parseCode(text, at, unclosed) ?? parseSpecial(text, at, links) ?? parseMark(text, at, depth, links, unclosed);
    if (found === undefined) {
      plain += text[at];
      at += 1;
    } else {
      flush();
      nodes.push(...found.nodes);
      at = found.end;
    }
  }
  flush();
  return nodes;
}

function parseCode(text: string, at: number, unclosed: Set<string>): Found | undefined {
  if (text[at] !== '`') return undefined;
  const ticks = text.startsWith('``', at) ? '``' : '`';
  if (unclosed.has(ticks)) return undefined;
  const start = at + ticks.length;
  const close = text.indexOf(ticks, start);
  if (close < 0) unclosed.add(ticks);
  if (close <= start) return undefined;
  return { nodes: [{ kind: 'code', text: text.slice(start, close) }], end: close + ticks.length };
}

function parseSpecial(text: string, at: number, links: boolean): Found | undefined {
  if (text[at] === '<') return parseAngle(text, at, links);
  if (text[at] === '@') return parseEveryone(text, at);
  if (!links) return undefined;
  if (text[at] === '[') return parseLink(text, at, (label) => parseInline(label, deepest - 2, false));
  if (text[at] === 'h') return parseAutolink(text, at);
  return undefined;
}

/** Discord finds it within words too, and tells by the message whether it reached anybody. */
function parseEveryone(text: string, at: number): Found | undefined {
  const name = (['everyone', 'here'] as const).find((one) => text.startsWith(one, at + 1));
  if (name === undefined || isWord(text[at + 1 + name.length])) return undefined;
  return { nodes: [{ kind: 'everyone', name }], end: at + 1 + name.length };
}

function parseMark(text: string, at: number, depth: number, links: boolean, unclosed: Set<string>): Found | undefined {
  if (depth >= deepest) return undefined;
  for (const { marker, marks } of markers) {
    if (!text.startsWith(marker, at) || unclosed.has(marker) || !mayOpen(text, at, marker)) continue;
    const start = at + marker.length;
    const close = findClose(text, start, marker);
    if (close < 0) unclosed.add(marker);
    if (close <= start) continue;
    const inner: readonly Inline[] = parseInline(text.slice(start, close), depth + 1, links);
    const nodes = marks.reduceRight<readonly Inline[]>((children, kind) => [{ kind, children }], inner);
    return { nodes, end: close + marker.length };
  }
  return undefined;
}

/** Single markers hug their words, so that `2 * 3` and `snake_case` stay what they are. */
function mayOpen(text: string, at: number, marker: string): boolean {
  const next = text[at + 1] ?? ' ';
  if (marker === '*') return next !== '*' && !/\s/.test(next);
  if (marker === '_') return next !== '_' && !isWord(text[at - 1]);
  return true;
}

function findClose(text: string, start: number, marker: string): number {
  let at = start;
  while (at < text.length) {
    if (text[at] === '\\') {
      at += 2;
    } else if (!text.startsWith(marker, at)) {
      at += 1;
    } else if (marker.length === 1 && text[at + 1] === marker) {
      // A doubled marker inside is another mark's.
      at += 2;
    } else if (mayClose(text, at, marker)) {
      // Of `***` the last two close: the first belongs to a mark inside.
      return marker.length === 2 && at > start && text[at + 2] === marker[0] ? at + 1 : at;
    } else {
      at += 1;
    }
  }
  return -1;
}

function mayClose(text: string, at: number, marker: string): boolean {
  if (marker === '*') return !/\s/.test(text[at - 1] ?? ' ');
  if (marker === '_') return !isWord(text[at + 1]);
  return true;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
