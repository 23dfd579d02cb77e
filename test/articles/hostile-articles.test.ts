import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleIn, file, full, needed, parse, problemsOf } from './article-files.ts';

describe('hostile files do no harm', () => {
  it('aliases that would expand a billion times', () => {
    const lines = ['a: &a [1,1,1,1,1,1,1,1,1,1]'];
    for (const [name, below] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'].map((pair) => [...pair]))
      lines.push(`${name}: &${name} [${`*${below},`.repeat(10)}]`);
    expect(problemsOf(file(...needed, ...lines))).toEqual([
      ': more values or text than an article can have → fields without repeated aliases',
    ]);
  });

  it.each([
    ['a long text', `excerpt: &t "${'x'.repeat(30_000)}"`, `topics: [${'*t,'.repeat(9_000)}]`],
    ['an article with a long text', `related: [&r {title: "${'x'.repeat(30_000)}"}${',*r'.repeat(6_000)}]`],
    ['a long name of a field', `a: &a {"${'x'.repeat(1_000)}": 1}`, `b: [${'*a,'.repeat(1_000)}]`],
    ['binary data', `a: &a !!binary "${'A'.repeat(30_000)}"`, `b: [${'*a,'.repeat(9_000)}]`],
  ])('aliases that would repeat %s', (_, ...lines) => {
    expect(problemsOf(file(...needed, ...lines))).toEqual([
      ': more values or text than an article can have → fields without repeated aliases',
    ]);
  });

  it.each(['js', 'javascript', 'json', 'coffee', 'toml', 'constructor', '__proto__', 'JS'])(
    'front matter in %s is not read, and nothing runs',
    (language) => {
      const code = '{ title: (globalThis.heatwireRan = true, "A") }';
      expect(problemsOf(`---${language}\n${code}\n---\n`)).toEqual([
        `: front matter in ${language} → front matter in YAML, begun by a line of just ---`,
      ]);
      expect(globalThis).not.toHaveProperty('heatwireRan');
    },
  );

  it('reads front matter that says it is YAML', () => {
    expect(articleIn(full.replace('---', '---yaml'))).toEqual(articleIn(full));
  });

  it('fields named like parts of objects change nothing', () => {
    const article = articleIn(
      file(
        ...needed,
        '__proto__: {published: true, heat: 99}',
        'constructor: 1',
        'toString: x',
        'provider: {__proto__: {name: Evil}}',
      ),
    );
    expect(article.published).toBe(false);
    expect(article.heat).toBeUndefined();
    expect(article.provider?.name).toBeUndefined();
    expect({}).not.toHaveProperty('published');
  });

  it.each(['[x](http://evil.example)', '@everyone', '<@1>', '`', '||', '# ', 'a\u0000\u001b[31mb', 'a\\nb'])(
    'a title of %j stays text on one line',
    (title) => {
      const article = parse(file(`title: ${JSON.stringify(title)}`, 'heat: 1', 'publishedDateTime: 2024-05-06'));
      expect(article).toHaveProperty('article.title', expect.not.stringMatching(/[\p{Cc}]/u));
    },
  );

  it('keeps no copy of what it has read', async () => {
    const { default: matter } = await import('gray-matter');
    parse(full);
    expect(Object.keys((matter as unknown as { cache: object }).cache)).toEqual([]);
  });

  it('any bytes get a reading', () => {
    const kinds = ['article', 'problem', 'passed over'];
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => kinds.includes(parse(bytes).kind)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => kinds.includes(parse(`---\n${text}\n---\n`).kind)));
  });

  it('any change of a real file gets a reading that can be stored', () => {
    const cut = fc.record({ at: fc.nat(full.length), drop: fc.nat(30), put: fc.string({ maxLength: 10 }) });
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 4 }), (cuts) => {
        const text = cuts.reduce((all, { at, drop, put }) => all.slice(0, at) + put + all.slice(at + drop), full);
        const reading = parse(text);
        expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
        if (reading.kind === 'problem')
          for (const { holds } of reading.problems) expect(holds.length).toBeLessThan(130);
      }),
    );
  });

  it('any value of a field is an article or a problem of that field', () => {
    const field = fc.constantFrom(
      'heat',
      'webUrl',
      'topics',
      'provider',
      'images',
      'related',
      'updatedDateTime',
      'type',
    );
    fc.assert(
      fc.property(field, fc.jsonValue({ maxDepth: 3 }), (name, value) => {
        const reading = parse(file(...needed, `${name}: ${JSON.stringify(value)}`));
        if (reading.kind === 'problem')
          for (const problem of reading.problems) expect(problem.field).toMatch(new RegExp(`^(${name}|$)`));
        else expect(reading.kind).toBe('article');
      }),
    );
  });
});
