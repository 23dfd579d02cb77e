/** The form in which two texts are the same to a reader: case, width, accents' encoding and spacing do not count. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** `text` as one line: control characters gone, white space collapsed and trimmed. */
export function oneLine(text: string): string {
  // Nearly every text is one already, and to look for what is not is much faster than to replace it.
  if (!/[\p{Cc}\p{Cs}\u2028\u2029]|[^\S ]| {2}|^ | $/u.test(text)) return text;
  return text
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim();
}

/** Whether a text has nothing in it that a reader sees: {@link oneLine} leaves nothing of it. */
export function isBlank(text: string): boolean {
  return !/[^\p{Cc}\p{Cs}\s]/u.test(text);
}
