import { isLocale } from '../locales.ts';

/** The language that an interaction is sent with: American English where Discord has no such language. */
export function localeOf(asked: string | undefined): string {
  return asked !== undefined && isLocale(asked) ? asked : 'en-US';
}

/** Where a text is looked for that a language lacks: Discord's application commands, "Locale Fallbacks". */
const fallbacks = new Map([
  ['en-US', 'en-GB'],
  ['en-GB', 'en-US'],
  ['es-419', 'es-ES'],
]);

/** A text in a person's language, as far as the bot has translated it. */
export function localized(
  text: string,
  translations: Readonly<Record<string, string>> | null | undefined,
  locale: string,
): string {
  return translations?.[locale] ?? translations?.[fallbacks.get(locale) ?? locale] ?? text;
}
