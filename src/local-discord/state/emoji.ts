/**
 * A Unicode emoji in its full form (`❤` becomes `❤️`), which Discord takes for a reaction; nothing for any other text.
 * Emoji of a guild's own (`name:id`) do not exist here.
 */
export function unicodeEmoji(text: string): string | undefined {
  // Longer than the longest emoji; the pattern need not look at more.
  if (text.length > 64) return undefined;
  return [text, `${text}\u{fe0f}`].find((form) => /^\p{RGI_Emoji}$/v.test(form));
}
