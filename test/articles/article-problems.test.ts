import { describe, expect, it } from 'vitest';
import { file, full, needed, parse, problemsOf } from './article-files.ts';

describe('what an editor must mend is said in words', () => {
  const address = 'an http or https address without a password, of at most 2,048 characters';
  const number = 'a whole number without quotes, such as 94';
  const time = 'a time between 1970 and 2100, such as 2020-06-11T19:43:00Z';

  it.each([
    ['heat: "94"', `heat: "94" → ${number}`],
    ['heat: hot', `heat: "hot" → ${number}`],
    ['heat: 9.5', `heat: 9.5 → ${number}`],
    ['quality: .inf', `quality: Infinity → ${number}`],
    ['topics: AI', 'topics: "AI" → a list, each topic in a line begun by "- "'],
    ['topics: [AI, 5]', 'topics[1]: 5 → text; in quotes if it looks like a number or a date'],
    ['published: "true"', 'published: "true" → true or false, without quotes'],
    ['published: yes', 'published: "yes" → true or false, without quotes'],
    ['updatedDateTime: 0000-01-01', `updatedDateTime: 1900-01-01T00:00:00.000Z → ${time}`],
    ['updatedDateTime: 0071-01-01', 'updatedDateTime: 0071-01-01 → a day of the calendar'],
    ['updatedDateTime: 2021-02-31', 'updatedDateTime: 2021-02-31 → a day of the calendar'],
    ['updatedDateTime: 9999-12-31T00:00:00Z', `updatedDateTime: 9999-12-31T00:00:00.000Z → ${time}`],
    ['updatedDateTime: 1969-12-31T23:59:59Z', `updatedDateTime: 1969-12-31T23:59:59.000Z → ${time}`],
    ['updatedDateTime: "2021-02-31T00:00:00Z"', `updatedDateTime: "2021-02-31T00:00:00Z" → ${time}`],
    ['updatedDateTime: "2021-02-03T00:00:00"', `updatedDateTime: "2021-02-03T00:00:00" → ${time}`],
    ['updatedDateTime: yesterday', `updatedDateTime: "yesterday" → ${time}`],
    ['webUrl: javascript:alert(1)', `webUrl: "javascript:alert(1)" → ${address}`],
    ['webUrl: "data:text/html,x"', `webUrl: "data:text/html,x" → ${address}`],
    ['webUrl: https://me:secret@a.example/', `webUrl: "https://me:secret@a.example/" → ${address}`],
    ['webUrl: /news/1', `webUrl: "/news/1" → ${address}`],
    ['provider: Microsoft', 'provider: "Microsoft" → a name and a domain, each in a line of its own'],
    [
      'images: https://a.example/1.png',
      'images: "https://a.example/1.png" → a list of pictures, each begun by "- url:"',
    ],
    [
      'images: [{url: "https://a.example/1.png", width: "630"}]',
      'images[0].width: "630" → a number of pixels without quotes, such as 630',
    ],
    ['images: [{width: 630}]', `images[0].url: nothing → ${address}`],
    ['related: [{title: A}, {title: B}, {title: C, webUrl: "ftp://c"}]', `related[2].webUrl: "ftp://c" → ${address}`],
  ])('%s', (line, said) => {
    expect(problemsOf(file(...needed, line))).toEqual([said]);
  });

  it.each([
    [
      'a title',
      'title',
      1_000,
      (length: number) => file(`title: ${'x'.repeat(length)}`, ...needed.filter((line) => !line.startsWith('title'))),
    ],
    ['an excerpt', 'excerpt', 10_000, (length: number) => file(...needed, `excerpt: ${'x'.repeat(length)}`)],
    ['a topic', 'topics[1]', 200, (length: number) => file(...needed, `topics: [AI, ${'x'.repeat(length)}]`)],
    [
      'a provider',
      'provider.name',
      200,
      (length: number) => file(...needed, `provider: {name: ${'x'.repeat(length)}}`),
    ],
    [
      'a related title',
      'related[0].title',
      1_000,
      (length: number) => file(...needed, `related: [{title: ${'x'.repeat(length)}}]`),
    ],
  ])('%s that is too long', (_, field, most, of) => {
    expect(problemsOf(of(most))).toEqual([]);
    expect(problemsOf(of(most + 1))).toEqual([
      expect.stringMatching(
        `^${field.replace(/[[\].]/g, '\\$&')}: "x+… → text of at most ${most.toLocaleString('en')} characters$`,
      ),
    ]);
  });

  it.each([
    ['topics', 'AI'],
    ['related', '{title: A}'],
    ['images', '{url: "https://a.example/1.png"}'],
  ])('too many %s', (field, item) => {
    const many = (count: number) => file(...needed, `${field}: [${Array(count).fill(item)}]`);
    expect(problemsOf(many(64))).toEqual([]);
    expect(problemsOf(many(65))).toEqual([expect.stringMatching(new RegExp(`^${field}: .*… → a list of at most 64$`))]);
  });

  it('an address of 4,000 characters, shortened', () => {
    const [said = ''] = problemsOf(file(...needed, `webUrl: https://a.example/${'x'.repeat(4000)}`));
    expect(said).toMatch(/^webUrl: "https:\/\/a\.example\/x+… → /);
    expect(said.length).toBeLessThan(160);
  });

  it('everything about one file together, and not endlessly', () => {
    expect(problemsOf(file('category: news', 'heat: hot'))).toHaveLength(3);
    expect(problemsOf(file(...needed, `topics: [${'1,'.repeat(60)}]`))).toHaveLength(20);
  });

  const start = ['category: news', 'publishedDateTime: 2024-05-06T07:08:09Z'];
  it.each([
    ['a mark that is missing', ['title: "Sheep', 'excerpt: "abc"', 'webUrl: "https://a.example/"'], 4, '\\"'],
    ['one that is missing long before', ['title: "Sheep', 'excerpt: abc', 'heat: 5', 'type: "article"'], 4, '\\"'],
    ['one that is missing at the end', ['heat: 5', 'title: "Sheep'], 5, '\\"'],
    ['one of a list', ['title: "A"', 'topics:', '  - "AI', '  - "C#"', 'excerpt: "x"'], 6, '\\"'],
    ['marks inside others', ['title: "He said "no" to it"', 'heat: 5'], 4, '\\"'],
    ['an apostrophe between single ones', ["title: 'It's here'", 'heat: 5'], 4, "''"],
  ])('%s, in the line where it is', (_, lines, line, instead) => {
    expect(problemsOf(file(...start, ...lines))).toEqual([
      expect.stringMatching(new RegExp(`^: invalid YAML in line ${line} → a closing quotation mark, or `)),
    ]);
    expect(problemsOf(file(...start, ...lines))[0]).toContain(` ${instead} for `);
  });

  it('not a closed mark, be it lines below, when something else is broken', () => {
    const lines = [
      'title: "Sheep',
      '  carry \\"it\\""',
      "excerpt: 'It''s' # it's",
      'provider:',
      '    name: A',
      '  domain: b',
    ];
    expect(problemsOf(file(...start, ...lines))).toEqual([
      expect.stringMatching(/^: invalid YAML in line 9 → the same number of spaces/),
    ]);
  });

  it.each(['a: "x', "a: 'x", "a: ''x", "a: '''x", '- "', 'a: "\\', '- - - - "'])(
    'without long thought about a great many lines of %s',
    (line) => {
      const lines = Array.from({ length: 120_000 / (line.length + 1) }, () => line);
      expect(problemsOf(file(...start, ...lines))).toHaveLength(1);
    },
  );

  it.each([
    ['broken YAML', file(...needed, 'provider: a: b'), 'invalid YAML in line 5', 'colon'],
    [
      'wrong indentation',
      file(...needed, 'provider:', '    name: A', '  domain: a.example'),
      'invalid YAML in line 7',
      'spaces',
    ],
    ['an open quotation mark', file('title: "A', ...needed.slice(2)), 'invalid YAML in line', 'quotation mark'],
    ['a duplicate field', file(...needed, 'heat: 1', 'heat: 2'), 'invalid YAML in line 6', 'once'],
    ['a tab', file(...needed, 'provider:', '\tname: A'), 'a tab before a field in line 6', 'spaces instead of tabs'],
    ['no closing line', ['---', ...needed, ''].join('\n'), 'no line that ends the front matter', '---'],
    ['a closing line with more in it', ['---', ...needed, '---- more', ''].join('\n'), 'no line that ends', '---'],
    ['only text between the lines', '---\nJust some words\n---\n', 'front matter without fields', 'title'],
    ['a list between the lines', '---\n- a\n---\n', 'front matter without fields', 'title'],
    ['invalid UTF-8', Buffer.concat([Buffer.from(full), Buffer.from([0xc3, 0x28])]), 'not UTF-8', 'UTF-8'],
    ['UTF-16', Buffer.from(`\uFEFF${full}`, 'utf16le'), 'not UTF-8', 'UTF-8'],
    ['a file of 10 MB', Buffer.alloc(10_000_000, full), 'more than 1 MiB', '1 MiB'],
    ['an unknown alias', file(...needed, 'excerpt: *b'), 'invalid YAML in line 5', '*'],
    ['a JavaScript tag', file(...needed, 'excerpt: !!js/function "x"'), 'invalid YAML in line 5', '!'],
    ['control characters', file(...needed, 'excerpt: a\u0007b'), 'invalid YAML', 'control'],
    ['no end of nesting', file(...needed, `tags: ${'['.repeat(50_000)}`), 'nested too deeply', 'simple'],
    ['two documents in one', file(...needed, '...', 'heat: 1'), 'invalid YAML', 'three dots'],
    ['too many blank lines', file(...needed, '\n'.repeat(50_000), 'heat: 1'), 'blank', 'without'],
    ['front matter without end', file(...needed, `tags: ${'x'.repeat(200_000)}`), '64 KiB', 'below'],
    ['an alias to itself', file(...needed, 'tags: &a [*a]'), 'more values', 'aliases'],
  ])('%s', (_, text, holds, wanted) => {
    const reading = parse(text);
    expect(reading).toMatchObject({ kind: 'problem', problems: [{ file: 'news/one.md', field: '' }] });
    expect(reading).toHaveProperty('problems.0.holds', expect.stringContaining(holds));
    expect(reading).toHaveProperty('problems.0.wanted', expect.stringContaining(wanted));
    expect(reading).toHaveProperty('problems.length', 1);
  });
});
