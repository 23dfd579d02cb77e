import { clean, cut } from './text.ts';

/**
 * `text` such that Discord shows it letter by letter: no formatting, heading, list, quote, link, mention, timestamp or
 * custom emoji comes of it. For one line in content, titles, descriptions and field values.
 *
 * Discord takes a backslash before any punctuation as "show the next character". An address stays text as well, so the
 * only links in a message are those that Heatwire makes.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_~|`[\]()<>]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^[#+-]/, '\\$&')
    .replace(/^(\d+)\./, '$1\\.')
    .replace(/@(?=everyone|here)/gi, '@\u200b');
}

/** `text`, cleaned and escaped, in at most `limit` UTF-16 units; `shown` further limits what a reader sees of it. */
export function quote(text: string, limit: number, shown = limit): string {
  const line = clean(text);
  let room = Math.min(limit, shown);
  for (;;) {
    const written = escapeMarkdown(cut(line, room));
    if (written.length <= limit) return written;
    // Escaping at most doubles a text, so half of the excess has to go.
    room -= Math.max(1, Math.floor((written.length - limit) / 2));
  }
}

/**
 * `text` as the label of a masked link, at most `limit` UTF-16 units. Backslashes do not escape in there, so whatever
 * would end the label, format it or make Discord show the link as source is left out. May be empty.
 */
export function linkLabel(text: string, limit: number): string {
  const plain = clean(text)
    .replace(/[\p{L}\d+.-]*:\/\/\S*/gu, ' ')
    .replace(/(?![©®™])\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\ufe0e\ufe0f\u20e3]/gu, '')
    .replace(/[[\]()<>`\\*_~|]/g, ' ')
    .replace(/@(?=everyone|here)/gi, '@ ');
  return cut(clean(plain), limit);
}

/** A masked link. The label must come from {@link linkLabel} or be the program's own, the address from `webAddress`. */
export function maskedLink(label: string, address: string): string {
  return `[${label}](${address.replace(/[()<>[\]\\`]/g, percentEncoded)})`;
}

/** Shown by Discord as "3 hours ago" in the reader's language; empty for times that it cannot show. Milliseconds since 1970. */
export function relativeTime(time: number): string {
  return isShowable(time) ? `<t:${Math.floor(time / 1000)}:R>` : '';
}

/** Whether a time lies between 1970 and the year 9999, which all of Discord's clients can show. */
export function isShowable(time: number): boolean {
  return time > 0 && time < 253_402_300_800_000;
}

/** Joins the parts that are there with a middle dot. */
export function dotted(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
