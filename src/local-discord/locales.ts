/** The languages that Discord's clients can have: docs, "Locales". */
const locales = new Set(
  (
    'ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi ' +
    'zh-CN zh-TW'
  ).split(' '),
);

/** Whether a text is the code of one of Discord's languages. */
export function isLocale(code: string): boolean {
  return locales.has(code);
}
