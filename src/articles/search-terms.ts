/**
 * Names made of signs, spelled out so that a word index can tell them from the bare letter: `C++` is also `cplusplus`,
 * `C#` `csharp`, `.NET` `dotnet`. Done alike to what is indexed and to what is searched.
 *
 * Words are looked at from their beginning only: from every letter, a long one would take quadratic time.
 */
function spellSigns(text: string, spelled: (sign: string, word: string) => string): string {
  return text
    .replace(/(?<![\p{L}\p{N}])([\p{L}\p{N}]+)(\+{1,2}|#)(?!\p{L})/gu, (sign, word: string, signs: string) =>
      spelled(sign, `${word}${signs.replaceAll('+', 'plus').replaceAll('#', 'sharp')}`),
    )
    .replace(/(?<![\p{L}\p{N}])\.(\p{L}+)/gu, (sign, word: string) => spelled(sign, `dot${word}`));
}

/** `text` as the search index takes it; what exceeds 16,384 characters cannot be searched. */
export function searchable(text: string): string {
  return spellSigns(text.slice(0, maxIndexed).normalize('NFKC'), (sign, word) => `${sign} ${word} `);
}

/** What a person typed, as FTS5 expressions. */
export interface SearchTerms {
  /** Every word must occur. */
  readonly words: string;
  /** Likewise, but the last word may be the beginning of one, unless it is too short to be meant so. */
  readonly beginning: string;
}

/**
 * What a person typed, for FTS5. Each word is a quoted string (https://sqlite.org/fts5.html#fts5_strings), so nothing of the
 * query language gets through.
 *
 * `undefined` when there is no word in it that could occur.
 */
export function searchTerms(search: string): SearchTerms | undefined {
  const found = spellSigns(search.normalize('NFKC'), (_, word) => ` ${word} `)
    .split(/[\s\p{C}"]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, maxWords);
  const last = found.at(-1);
  if (last === undefined) return undefined;
  const words = found.map((word) => `"${word}"`).join(' ');
  return { words, beginning: tooShort.test(last) ? words : `${words} *` };
}

/** So many words begin with one or two letters that these are rather `AI` or `Go`; not so in scripts without capitals. */
const tooShort = /^[^\p{Lo}]{1,2}$/u;

/** More than anyone searches; an article's related ones may together have more. */
const maxIndexed = 16 * 1024;

/** More words than a person types; long expressions take long. */
const maxWords = 32;
