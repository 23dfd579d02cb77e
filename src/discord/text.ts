/** More than any text on a card shows; what lies beyond is not looked at, so hostile lengths cost nothing. */
const longestRead = 2048;

/** Invisible characters, bidirectional controls among them; the joiners and variation selectors that emoji and scripts need stay. */
const invisible =
  /(?!\p{Join_Control}|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/** Made when it is first asked for: that takes as long as loading dozens of modules, and no start needs it. */
let segmenter: Intl.Segmenter | undefined;

function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * `text` as one line that stays within its place: no control, no invisible character, no direction that leaks into
 * what follows, at most four marks on a letter. May be empty.
 */
export function clean(text: string): string {
  return text
    .slice(0, longestRead)
    .replace(invisible, '')
    .replace(/[\p{Cc}\p{Z}\s\u2800]+/gu, ' ')
    .normalize('NFC')
    .replace(/([\p{M}\p{Join_Control}]{4})[\p{M}\p{Join_Control}]+/gu, '$1')
    .replace(/^[\p{M}\p{Join_Control} ]+|[\p{Join_Control} ]+$/gu, '');
}

/**
 * The beginning of `text` in at most `limit` UTF-16 units (1 or more), with `…` where it was cut: never inside a
 * character as people see it, and between words where that costs little.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  for (const { index, segment } of graphemesOf(text)) {
    if (index + segment.length > limit - 1) break;
    end = index + segment.length;
  }
  const lastSpace = text.lastIndexOf(' ', end);
  const whole = text.slice(0, lastSpace > end * 0.7 ? lastSpace : end);
  return `${whole.replace(/[\s,;:.…–—-]+$/u, '')}…`;
}

const sentenceEnd = /[.!?。！？؟।]["'”’»)\]]{0,3}$/u;
const emojiEnd = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u20e3)$/u;

/** An excerpt of at least so many UTF-16 units that ends in mid-sentence was cut by its publisher; a shorter one is a phrase. */
const shortestCut = 120;

/**
 * An excerpt as it reads well in at most `limit` UTF-16 units (4 or more): where the publisher cut it off, at either
 * end, or where it is cut here, stands one `…`. Empty when there is nothing to read.
 */
export function readableExcerpt(text: string, limit: number): string {
  const line = clean(text);
  const body = line
    .replace(/^(?:\.\.|…)[.…\s]*/u, '')
    .replace(/(?:\.\.|…)[.…\s]*$/u, '')
    .replace(/[\s,;:–—-]+$/u, '');
  if (!/[\p{L}\p{N}]/u.test(body)) return '';

  const opening = /^(?:\.\.|…)/u.test(line) ? '…' : '';
  const isWhole = sentenceEnd.test(body) || emojiEnd.test(body);
  const isCutOff = /(?:\.\.|[…,;:–—-])$/u.test(line) || (!isWhole && body.length >= shortestCut);
  const closing = isCutOff ? (isWhole ? ' …' : '…') : '';
  const room = limit - opening.length;
  return opening + (body.length + closing.length <= room ? body + closing : cut(body, room));
}
