import { timeStyles } from '../time.ts';
import type { Found, Inline } from './inline.ts';

/** `[label](address "title")`. A label that holds an address itself makes the whole thing literal, as in Discord. */
export function parseLink(text: string, at: number, parseLabel: (label: string) => Inline[]): Found | undefined {
  const close = closing(text, at, '[', ']');
  if (close < 0 || text[close + 1] !== '(') return undefined;
  const label = text.slice(at + 1, close);
  const end = closing(text, close + 1, '(', ')');
  if (end < 0 || label.trim() === '' || /https?:\/\//i.test(label)) return undefined;
  const [, bracketed, bare] =
    /^\s*(?:<([^\s<>]+)>|([^\s<>]+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*$/.exec(text.slice(close + 2, end)) ?? [];
  const href = webAddress(bracketed ?? bare ?? '');
  return href === undefined
    ? undefined
    : { nodes: [{ kind: 'link', href, children: parseLabel(label) }], end: end + 1 };
}

/** An address that stands in the text as it is. */
export function parseAutolink(text: string, at: number): Found | undefined {
  const [raw] = /^https?:\/\/[^\s<]+/.exec(text.slice(at, at + longestAddress)) ?? [];
  if (raw === undefined) return undefined;
  let address = raw.replace(/[.,:;"'\]*_~|!?]+$/, '');
  while (address.endsWith(')') && count(address, ')') > count(address, '(')) address = address.slice(0, -1);
  const href = webAddress(address);
  if (href === undefined) return undefined;
  return { nodes: [{ kind: 'link', href, children: [{ kind: 'text', text: address }] }], end: at + address.length };
}

const angles: readonly [RegExp, (found: readonly string[]) => Inline | undefined][] = [
  [/^<@!?(\d{1,20})>/, ([, id = '']) => ({ kind: 'user', id })],
  [/^<@&(\d{1,20})>/, ([, id = '']) => ({ kind: 'role', id })],
  [/^<#(\d{1,20})>/, ([, id = '']) => ({ kind: 'channel', id })],
  [/^<\/([^\s:<>][^:<>]{0,98}):(\d{1,20})>/, ([, name = '', id = '']) => ({ kind: 'command', name, id })],
  [/^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/, ([, at = '', style = 'f']) => readTime(Number(at), style)],
  [/^<a?:(\w{2,32}):\d{1,20}>/, ([, name = '']) => ({ kind: 'emoji', name })],
];

/** What stands between angle brackets: mentions, times, custom emoji, and addresses without a preview. */
export function parseAngle(text: string, at: number, links: boolean): Found | undefined {
  const near = text.slice(at, at + longestAddress);
  for (const [pattern, read] of angles) {
    const found = pattern.exec(near);
    const node = found === null ? undefined : read(found);
    if (found !== null && node !== undefined) return { nodes: [node], end: at + found[0].length };
  }
  const [whole, address] = /^<(https?:\/\/[^\s<>]+)>/.exec(near) ?? [];
  const href = links && address !== undefined ? webAddress(address) : undefined;
  if (whole === undefined || address === undefined || href === undefined) return undefined;
  return { nodes: [{ kind: 'link', href, children: [{ kind: 'text', text: address }] }], end: at + whole.length };
}

function readTime(seconds: number, letter: string): Inline | undefined {
  const style = timeStyles.find((candidate) => candidate === letter);
  return style && { kind: 'time', seconds, style };
}

const longestAddress = 2100;

/** The address in its normal form, if it is one of the web. */
export function webAddress(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

function closing(text: string, at: number, open: string, close: string): number {
  let depth = 0;
  const last = Math.min(text.length, at + longestAddress);
  for (let index = at; index < last; index += 1) {
    if (text[index] === '\n') return -1;
    if (text[index] === open) depth += 1;
    if (text[index] === close) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
