import { isLocale } from '../../page/client/locales.ts';
import { notInEnum } from './codes.ts';
import type { Localizations } from './command-shapes.ts';
import { lengthOf, type Path, type Problem } from './problem.ts';

/** A problem for each key that is no language of Discord's. */
export function localeProblems(texts: Localizations | null | undefined, path: Path): Problem[] {
  return Object.keys(texts ?? {}).flatMap((key) => (isLocale(key) ? [] : [notInEnum([...path, key], key)]));
}

/** What counts towards a command's size: of a text in several languages only the longest. */
export function longest(text: string, localized: Localizations | null | undefined): number {
  return Object.values(localized ?? {}).reduce((most, one) => Math.max(most, lengthOf(one)), lengthOf(text));
}
