import type { Corpus } from './corpus.ts';
import type { Dice } from './dice.ts';
import type { Nasty } from './nasty.ts';

/** What a mutation may draw on. */
export interface Means {
  readonly dice: Dice;
  readonly nasty: Nasty;
  readonly corpus: Corpus;
}

type LineMutation = (lines: string[], means: Means) => void;

/** A line that a mutation may change: not the first, whose loss ends the matter, if there is another. */
function place(lines: readonly string[], { number }: Dice): number {
  return Math.min(lines.length - 1, 1 + number(Math.max(1, lines.length - 2)));
}

const pair = /^(\s*(?:- )?)([\w$<]+):(.*)$/;

/** The places of lines that give a field a value. */
function pairs(lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => (pair.test(line) ? [index] : []));
}

/** Puts another value, or another name, into a line that has both. */
function rewritePair(lines: string[], { dice }: Means, name: (old: string) => string, value: (old: string) => string) {
  const at = pairs(lines);
  const index = at[dice.number(at.length)] ?? 0;
  const [, indent = '', oldName = 'title', oldValue = ''] = pair.exec(lines[index] ?? '') ?? [];
  lines[index] = `${indent}${name(oldName)}:${value(oldValue)}`;
}

const keep = (old: string): string => old;

/** Changes of whole lines and of what YAML makes of them, by name. */
export const lineMutations: Readonly<Record<string, LineMutation>> = {
  'another value': (lines, means) => rewritePair(lines, means, keep, () => ` ${means.dice.pick(means.nasty.values)}`),
  'another name': (lines, means) => rewritePair(lines, means, () => means.dice.pick(means.nasty.fields), keep),
  'a further field': (lines, { dice, nasty }) =>
    lines.splice(place(lines, dice), 0, `${dice.pick(nasty.fields)}: ${dice.pick(nasty.values)}`),
  'a nasty text': (lines, means) =>
    rewritePair(lines, means, keep, () => ` ${JSON.stringify(means.dice.pick(means.nasty.texts))}`),
  'values swapped'(lines, { dice }) {
    const at = pairs(lines);
    const [a = 0, b = 0] = [at[dice.number(at.length)], at[dice.number(at.length)]];
    const [first, second] = [pair.exec(lines[a] ?? ''), pair.exec(lines[b] ?? '')];
    if (first === null || second === null) return;
    lines[a] = `${first[1]}${first[2]}:${second[3]}`;
    lines[b] = `${second[1]}${second[2]}:${first[3]}`;
  },
  'deep nesting'(lines, means) {
    const depth = means.dice.pick([2, 8, 15, 17, 40, 200, 3000]);
    const [open, close] = means.dice.pick<[string, string]>([
      ['[', ']'],
      ['{a: ', '}'],
    ]);
    rewritePair(lines, means, keep, (old) => `${open.repeat(depth)}${old}${close.repeat(depth)}`);
  },
  'repeated value': (lines, means) =>
    rewritePair(lines, means, keep, (old) => old.slice(0, 200).repeat(means.dice.pick([2, 10, 100]))),
  'an anchor'(lines, means) {
    rewritePair(lines, means, keep, (old) => ` &a${old}`);
    rewritePair(lines, means, keep, () => means.dice.pick([' *a', ' [*a, *a, *a]', ' {<<: *a}', ' {? *a : *a}']));
  },
  'line gone': (lines, { dice }) => lines.splice(place(lines, dice), 1),
  'line twice': (lines, { dice }) => lines.splice(place(lines, dice), 0, lines[place(lines, dice)] ?? ''),
  'lines repeated'(lines, { dice }) {
    const at = place(lines, dice);
    const block = lines.slice(at, at + 1 + dice.number(6));
    for (let time = dice.pick([1, 3, 30]); time > 0; time--) lines.splice(at, 0, ...block);
  },
  'lines swapped'(lines, { dice }) {
    const [a, b] = [place(lines, dice), place(lines, dice)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  },
  'another indent'(lines, { dice }) {
    const at = place(lines, dice);
    lines[at] = dice.pick([' ', '  ', '\t', ' - ', '- ', '\u00a0', '']) + (lines[at] ?? '').trimStart();
  },
  'lines of another file'(lines, { dice, corpus }) {
    const other = dice.pick(corpus.files).lines;
    const from = dice.number(other.length);
    lines.splice(place(lines, dice), 0, ...other.slice(from, from + 1 + dice.number(8)));
  },
  'half of another file'(lines, { dice, corpus }) {
    const other = dice.pick(corpus.files).lines;
    lines.splice(place(lines, dice), lines.length, ...other.slice(dice.number(other.length)));
  },
  'a line of dashes': (lines, { dice }) =>
    lines.splice(place(lines, dice), 0, dice.pick(['---', '--- ', '----', '...', ' ---', '---yaml', '--- # x'])),
  'nasty characters'(lines, { dice, nasty }) {
    const at = place(lines, dice);
    const line = lines[at] ?? '';
    const within = dice.number(line.length + 1);
    lines[at] = line.slice(0, within) + dice.pick(nasty.texts).slice(0, 40) + line.slice(within);
  },
};

type ByteMutation = (bytes: Uint8Array, means: Means) => Uint8Array;

/** The bytes with some of them replaced. */
function splice(bytes: Uint8Array, from: number, drop: number, put: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + drop)]);
}

/** Changes that know nothing of lines and letters, by name. */
export const byteMutations: Readonly<Record<string, ByteMutation>> = {
  'a bit flipped'(bytes, { dice }) {
    const at = dice.number(bytes.length);
    return splice(bytes, at, 1, Uint8Array.of((bytes[at] ?? 0) ^ (1 << dice.number(8))));
  },
  'nasty bytes': (bytes, { dice, nasty }) =>
    splice(bytes, dice.number(bytes.length + 1), dice.number(3), dice.pick(nasty.bytes)),
  'bytes gone': (bytes, { dice }) => splice(bytes, dice.number(bytes.length), 1 + dice.number(20), Uint8Array.of()),
  'bytes twice'(bytes, { dice }) {
    const at = dice.number(bytes.length);
    return splice(bytes, at, 0, bytes.subarray(at, at + dice.number(50)));
  },
  'cut off': (bytes, { dice }) => bytes.subarray(0, dice.number(bytes.length + 1)),
  'a byte order mark': (bytes) => splice(bytes, 0, 0, Uint8Array.of(0xef, 0xbb, 0xbf)),
  'other line ends'(bytes, { dice }) {
    return Buffer.from(
      Buffer.from(bytes)
        .toString()
        .replaceAll('\n', dice.pick(['\r\n', '\r', '\n\n', '\u2028'])),
    );
  },
};
