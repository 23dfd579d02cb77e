/**
 * For the page and the server alike, so nothing of a browser is used here. Discord's locales, each named in its own language: Discord's reference, Locales, and `AvailableLocalesEnum` of its
 * OpenAPI file, which has Arabic and Hebrew too.
 */
export const locales = {
  'en-US': 'English, US',
  'en-GB': 'English, UK',
  ar: 'العربية',
  bg: 'български',
  cs: 'Čeština',
  da: 'Dansk',
  de: 'Deutsch',
  el: 'Ελληνικά',
  'es-419': 'Español, LATAM',
  'es-ES': 'Español',
  fi: 'Suomi',
  fr: 'Français',
  he: 'עברית',
  hi: 'हिन्दी',
  hr: 'Hrvatski',
  hu: 'Magyar',
  id: 'Bahasa Indonesia',
  it: 'Italiano',
  ja: '日本語',
  ko: '한국어',
  lt: 'Lietuviškai',
  nl: 'Nederlands',
  no: 'Norsk',
  pl: 'Polski',
  'pt-BR': 'Português do Brasil',
  ro: 'Română',
  ru: 'Русский',
  'sv-SE': 'Svenska',
  th: 'ไทย',
  tr: 'Türkçe',
  uk: 'Українська',
  vi: 'Tiếng Việt',
  'zh-CN': '中文',
  'zh-TW': '繁體中文',
} as const;

export type Locale = keyof typeof locales;

/** Where a text is looked for that a language lacks, before the default: Discord's application commands, Locale fallbacks. */
const fallbacks: Readonly<Partial<Record<Locale, Locale>>> = { 'en-US': 'en-GB', 'en-GB': 'en-US', 'es-419': 'es-ES' };

export function isLocale(text: string): text is Locale {
  return Object.hasOwn(locales, text);
}

/** A person's language: American English where Discord has no such language. */
export function localeOf(asked: string | undefined): Locale {
  return asked !== undefined && isLocale(asked) ? asked : 'en-US';
}

/** A text of a command in a person's language, as far as the bot has translated it. */
export function localize(
  text: string,
  translations: Readonly<Record<string, string>> | null | undefined,
  locale: Locale,
): string {
  const fallback = fallbacks[locale];
  return translations?.[locale] ?? (fallback && translations?.[fallback]) ?? text;
}
