import { notInEnum } from './codes.ts';
import type { Localizations } from './command-forms.ts';
import { lengthOf, type Path, type Problem } from './problem.ts';

/** Discord's languages: docs, "Locales". */
const locales = [
  ...['ar', 'bg', 'cs', 'da', 'de', 'el', 'en-GB', 'en-US', 'es-419', 'es-ES', 'fi', 'fr', 'he', 'hi', 'hr', 'hu'],
  ...['id', 'it', 'ja', 'ko', 'lt', 'nl', 'no', 'pl', 'pt-BR', 'ro', 'ru', 'sv-SE', 'th', 'tr', 'uk', 'vi'],
  ...['zh-CN', 'zh-TW'],
];

/** A problem for each key that is no language of Discord's. */
export function localeProblems(texts: Localizations | null | undefined, path: Path): Problem[] {
  return Object.keys(texts ?? {}).flatMap((key) => (locales.includes(key) ? [] : [notInEnum([...path, key], key)]));
}

/** What counts towards a command's size: of a text in several languages only the longest. */
export function longest(text: string, localized: Localizations | null | undefined): number {
  return Object.values(localized ?? {}).reduce((most, one) => Math.max(most, lengthOf(one)), lengthOf(text));
}
