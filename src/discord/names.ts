import { hash } from 'node:crypto';
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import type { NameCount } from '../desk/ports.ts';
import { fold } from '../news/text.ts';
import { limits } from './limits.ts';
import { clean, cut } from './text.ts';

/** More names than any folder of articles has; for looking one up among all. */
export const everyName = 10_000;

const longestList = 25;

/** Eight characters that stand for a name where the name is too long, whatever its case and spacing. */
export function nameKey(name: string): string {
  return hash('sha256', fold(name), 'base64url').slice(0, 8);
}

/** The name that a key stands for. */
export function nameOfKey(key: string, names: readonly NameCount[]): string | undefined {
  return names.find(({ name }) => nameKey(name) === key)?.name;
}

/** A name as the archive writes it; as it is when the archive does not know it. */
export function asWritten(name: string, known: readonly NameCount[]): string {
  return known.find((other) => fold(other.name) === fold(name))?.name ?? name;
}

/** Autocomplete's choices for an option that takes one name. Names that an option value cannot hold are left out. */
export function nameChoices(names: readonly NameCount[]): ApplicationCommandOptionChoiceData[] {
  return names.flatMap(({ name, count }) => choice(`${clean(name)} (${count})`, name)).slice(0, limits.choices);
}

/** The names in a comma-separated option, each once, at most 25. */
export function splitNames(text: string | null | undefined): string[] {
  const names = (text ?? '').split(',').map((name) => cut(clean(name), limits.choiceValue));
  const byFold = new Map(names.filter((name) => name !== '').map((name) => [fold(name), name]));
  return [...byFold.values()].slice(0, longestList);
}

/** What is being typed in a comma-separated option: the last name, and all before it. */
export function lastName(text: string): { readonly before: readonly string[]; readonly typing: string } {
  const comma = text.lastIndexOf(',');
  return { before: splitNames(text.slice(0, Math.max(0, comma))), typing: clean(text.slice(comma + 1)) };
}

/** Autocomplete's choices that complete the last name of a comma-separated option. */
export function listChoices(
  before: readonly string[],
  names: readonly NameCount[],
): ApplicationCommandOptionChoiceData[] {
  const taken = new Set(before.map(fold));
  return names
    .filter(({ name }) => !taken.has(fold(name)) && !name.includes(','))
    .flatMap(({ name }) => {
      const text = [...before, name].join(', ');
      return choice(text, text);
    })
    .slice(0, limits.choices);
}

/** Up to `limit` names that `name` may have been meant as, nearest first; none for a name that is among them. */
export function nearNames(name: string, names: readonly NameCount[], limit = 3): string[] {
  if (names.some((other) => fold(other.name) === fold(name))) return [];
  const wanted = letterPairs(name);
  return names
    .map((other) => ({ name: other.name, likeness: likeness(wanted, letterPairs(other.name)) }))
    .filter((other) => other.likeness >= 0.4)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, limit)
    .map((other) => other.name);
}

function choice(name: string, value: string): ApplicationCommandOptionChoiceData[] {
  const shown = cut(clean(name), limits.choiceName);
  return shown === '' || value.length > limits.choiceValue ? [] : [{ name: shown, value }];
}

function letterPairs(name: string): Set<string> {
  const letters = ` ${fold(name)} `;
  return new Set([...letters].slice(1).map((letter, index) => `${letters[index]}${letter}`));
}

/** Sørensen–Dice coefficient of two sets of letter pairs, 0 to 1. */
function likeness(a: Set<string>, b: Set<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size);
}
