/** The form in which two texts are the same to a reader: case, width, accents' encoding and spacing do not count. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** `text` as one line: control characters gone, white space collapsed and trimmed. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim();
}
