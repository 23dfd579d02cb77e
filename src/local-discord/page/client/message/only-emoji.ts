/** With more of them, Discord shows emoji as large as text again. */
const mostLarge = 30;

const emoji = /\p{RGI_Emoji}/gv;

/** Whether a text is nothing but a few emoji, which Discord shows large. */
export function isOnlyEmoji(text: string): boolean {
  const count = text.match(emoji)?.length ?? 0;
  return count > 0 && count <= mostLarge && text.replace(emoji, '').trim() === '';
}
