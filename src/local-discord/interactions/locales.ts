/** The languages that Discord's clients can have: `AvailableLocalesEnum` of its OpenAPI file. */
const locales = new Set(
  (
    'ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi ' +
    'zh-CN zh-TW'
  ).split(' '),
);

/** The language that an interaction is sent with: American English where Discord has no such language. */
export function localeOf(asked: string | undefined): string {
  return asked !== undefined && locales.has(asked) ? asked : 'en-US';
}
