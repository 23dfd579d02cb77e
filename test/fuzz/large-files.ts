/** As many characters as fields may have, less what a few short ones need. */
const room = 64 * 1024 - 300;

const needed = 'category: news\ntitle: "T"\npublishedDateTime: 2024-05-06T07:08:09Z\npublished: true\n';
const filled = (piece: string): string => piece.repeat(Math.floor(room / piece.length));

function numbered(piece: (number: number) => string): string {
  let text = '';
  for (let number = 0; text.length < room; number++) text += piece(number);
  return text.slice(0, text.lastIndexOf('\n', room) + 1) || text.slice(0, room);
}

const related = (entries: number, length: number): string =>
  numbered((number) =>
    number >= entries
      ? '# none\n'
      : `- {title: "${`w${number} `.repeat(length).slice(0, 900)}", webUrl: "https://a${number}.example/${'x'.repeat(100)}"}\n`,
  );

/** Fields that take long to read, or would if one did not look out, as large as they may be. */
const fields: Readonly<Record<string, string>> = {
  'digits with colons': `heat: 1${filled(':59')}`,
  'digits with colons in a list': `x: [1${filled(':1')}]`,
  digits: `heat: ${filled('9')}`,
  'digits of a second': `updatedDateTime: 2024-01-01 00:00:00.${filled('1')}`,
  'blank stretches': filled(`#${'\n'.repeat(990)}`),
  'brackets never closed': `x: ${filled('[')}`,
  'braces never closed': `x: ${filled('{a: ')}`,
  'lists in lists': `x:\n ${filled('- ')}a`,
  'open quotation marks': numbered((number) => `k${number}: "a\n`),
  'escaped quotation marks': `x: "${filled('\\"')}\ny: "`,
  'doubled quotation marks': `x: '${filled("''")}`,
  names: numbered((number) => `k${number}: ${number}\n`),
  anchors: numbered((number) => `k${number}: &a${number} 1\n`),
  aliases: `x: &x 1\n${numbered((number) => `k${number}: *x\n`)}`,
  'merges of one large mapping': `a: &a {${Array.from({ length: 3000 }, (_, n) => `k${n}: 1`).join()}}\nb: {<<: [${'*a,'.repeat(9000)}]}`,
  'a chain of merges': `a0: &a0 {x: 1}\n${numbered((n) => `a${n + 1}: &a${n + 1} {<<: *a${n}, k${n}: 1}\n`)}`,
  'ordered maps': `x: !!omap [${Array.from({ length: 5000 }, (_, n) => `{k${n}: 1}`).join()}]`,
  'binary data': `x: !!binary ${filled('A')}`,
  'keys that are lists': `k: &k [${'a,'.repeat(20_000)}]\n${numbered(() => '? *k\n: 1\n').slice(0, 20_000)}`,
  'document ends': filled('...\n'),
  players: `featuredContent: "${filled('<iframe src=')}"`,
  'players never closed': `featuredContent: "${filled('<iframe a')}"`,
  'letters that unfold': `excerpt: "${'\ufdfa'.repeat(9_999)}"\nheat: 90`,
  'marks on a letter': `excerpt: "a${'\u0301'.repeat(9_999)}"\nheat: 90`,
  'joined letters': `excerpt: "${'👩‍👩‍👧‍👦'.repeat(900)}"\nheat: 90`,
  'other articles': `related:\n${related(64, 300)}`,
  'dates in a text': `x: "${filled('publishedDateTime:\t')}"`,
  topics: `topics: [${Array.from({ length: 64 }, (_, n) => `"${'\ufdfa'.repeat(190)}${n}"`).join()}]`,
};

/** Whole files, by name. */
export const largeFiles: readonly (readonly [string, Uint8Array])[] = [
  ...Object.entries(fields).map(([name, text]) => [name, Buffer.from(`---\n${needed}${text}\n---\n`)] as const),
  ['a megabyte of text', Buffer.from(`---\n${needed}---\n${'\n--- x'.repeat(170_000)}`)],
  ['a megabyte of hyphens', Buffer.alloc(1024 * 1024, '-')],
  ['a megabyte of one line', Buffer.from(`---${'y'.repeat(1024 * 1024 - 3)}`)],
  ['a megabyte without an end', Buffer.from(`---\n${'a: b\n'.repeat(200_000)}`)],
  ['ten megabytes', Buffer.alloc(10_000_000, `---\n${needed}---\n`)],
];
