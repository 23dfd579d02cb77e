import { describe, expect, it } from 'vitest';
import { dated, file, full, read, titled } from './article-files.ts';
import { changesSince, endOf, memoryIndex, problemsIn } from './indexes.ts';

const day = dated('2024-05-06');

describe('changes', () => {
  it('are told in their order, in parts, each once', async () => {
    const index = memoryIndex();
    await index.apply(['c', 'a', 'b'].map((id) => read(id, titled(id, day))));
    const first = await index.changes(undefined, 2);
    expect(first.articleIds).toEqual(['c', 'a']);
    const second = await index.changes(first.position, 2);
    expect(second.articleIds).toEqual(['b']);
    expect(second.position).toEqual(await endOf(index));
    expect((await index.changes(second.position, 2)).articleIds).toEqual([]);
  });

  it.each([
    ['ciphertext', full.replace(/secured: .*/, 'secured: "bmV3;bmV3"')],
    ['line ends', full.replaceAll('\n', '\r\n')],
    ['the order of fields', full.replace('type: article\nquality: 97\n', 'quality: 97\ntype: article\n')],
    ['a field that nobody reads', full.replace('tags: [harbour]', 'tags: [other]')],
  ])('are not made by a rewrite of %s', async (_, rewritten) => {
    const index = memoryIndex();
    await index.apply([read('a', full)]);
    const before = await endOf(index);
    await index.apply([read('a', rewritten, '2')]);
    expect(await endOf(index)).toEqual(before);
    expect((await index.compare([{ file: 'root/a.md', stamp: '2' }])).stale).toEqual([]);
  });

  it.each([
    ['heat', 'heat: 189', 'heat: 37'],
    ['a first rating', 'heat: 189', 'heat: -1'],
    ['published', 'published: true', 'published: false'],
    ['the source', 'harbour.example/engines"', 'other.example/engines"'],
    ['a topic', '- .NET', '- Java'],
  ])('are made, one, by another %s', async (_, was, is) => {
    const index = memoryIndex();
    await index.apply([read('a', full), read('b', full)]);
    const before = await endOf(index);
    await index.apply([read('a', full.replace(was, is), '2'), read('b', full, '2')]);
    expect(await changesSince(index, before)).toEqual(['a']);
  });

  it('move an article to the end of the order', async () => {
    const index = memoryIndex();
    await index.apply([read('a', titled('A', day)), read('b', titled('B', day))]);
    await index.apply([read('a', titled('A', day, 'heat: 9'), '2')]);
    expect((await index.changes(undefined, 10)).articleIds).toEqual(['b', 'a']);
  });

  it('are made when a broken file is mended, and not when one breaks or goes', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full), read('b', full)]);
    const before = await endOf(index);
    await index.apply([read('a', full.replace('heat: 189', 'heat: hot'), '2')]);
    await index.compare([{ file: 'root/a.md', stamp: '2' }]);
    expect(await endOf(index)).toEqual(before);
    expect([await index.find('a'), await index.find('b')]).toEqual([undefined, undefined]);
    expect(await problemsIn(index)).toBe(1);

    await index.apply([read('a', full, '3')]);
    expect(await changesSince(index, before)).toEqual(['a']);
    expect(await problemsIn(index)).toBe(0);
  });

  it('are all told to one who knows another generation', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full)]);
    expect(await changesSince(index, { generation: 'another', sequence: 99 })).toEqual(['a']);
  });

  it('stay as they were when taking in readings fails half-way', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full)]);
    const before = await endOf(index);
    const good = read('b', full);
    const impossible = { ...read('c', full), file: { file: 'root/c.md', stamp: Symbol('no') as unknown as string } };
    await expect(index.apply([good, impossible])).rejects.toThrow();
    expect(await endOf(index)).toEqual(before);
    await index.apply([good]);
    expect(await changesSince(index, before)).toEqual(['b']);
  });
});

describe('comparing with a listing', () => {
  it('asks for what is new or has another stamp, and only that', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full), read('b', '# Read me'), read('c', 'broken'), read('d', full)]);
    const listing = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ file: `root/${id}.md`, stamp: id === 'd' ? '2' : '1' }));
    expect((await index.compare(listing)).stale.map(({ file }) => file)).toEqual(['root/d.md', 'root/e.md']);
  });

  it('knows files again whatever their names are made of', async () => {
    const index = memoryIndex();
    const names = ['"', "'", '\\', '\\u0041', '\n', '\u0001', '\u00e9', 'e\u0301', '😀', '__proto__', '$.a[0]', '7'];
    const files = names.map((name) => ({ file: `root/${name}.md`, stamp: `"${name}\\` }));
    await index.apply(files.map((file) => ({ file, reading: { kind: 'passed over' } })));
    expect(await index.compare(files)).toEqual({ seen: files.length, stale: [] });
    const changed = files.map((file) => ({ ...file, stamp: `${file.stamp}!` }));
    expect(await index.stale(changed)).toEqual(changed);
  });

  it('asks again for a file that was changing while it was read', async () => {
    const index = memoryIndex();
    const seen = { file: 'root/a.md', stamp: '1' };
    await index.apply([{ file: seen, reading: { kind: 'unsettled' } }]);
    expect((await index.compare([seen])).stale).toEqual([seen]);
  });

  it('keeps what was read while the file is changing again', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full)]);
    await index.apply([{ file: { file: 'root/a.md', stamp: '2' }, reading: { kind: 'unsettled' } }]);
    expect(await index.find('a')).toBeDefined();
  });

  it('forgets files that are gone, but not those in a folder that cannot be looked into', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full), read('closed/b', full), read('closed/in/c', full), read('closed-not/d', full)]);
    const closed = { file: 'root/closed', stamp: 'unreadable' };
    const problem = { file: 'root/closed', field: '', holds: 'nothing', wanted: 'the permission to read it' };
    await index.compare([closed]);
    await index.apply([{ file: closed, reading: { kind: 'problem', problems: [problem] } }]);
    await index.compare([closed]);
    expect((await index.changes(undefined, 10)).articleIds).toEqual(['closed/b', 'closed/in/c']);
    expect(await problemsIn(index)).toBe(1);

    await index.compare([{ file: 'root/closed/b.md', stamp: '1' }]);
    expect((await index.changes(undefined, 10)).articleIds).toEqual(['closed/b']);
    expect(await problemsIn(index)).toBe(0);
  });

  it('lets another file take over an identity without a change', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full)]);
    const before = await endOf(index);
    const other = { ...read('a', full), file: { file: 'other/a.md', stamp: '1' } };
    const shadowed = {
      file: { file: 'root/a.md', stamp: '1 behind' },
      reading: { kind: 'problem', problems: [] },
    } as const;
    await index.apply([other, shadowed]);
    expect(await endOf(index)).toEqual(before);
    expect(await index.find('a')).toBeDefined();
    expect((await index.query({ sort: 'newest', search: 'harbour' }, { offset: 0, limit: 5 })).total).toBe(1);
  });
});

describe('what is due and what is hot', () => {
  it('knows the published articles whose time comes between two moments', async () => {
    const index = memoryIndex();
    const at = (id: string, date: string, ...more: string[]) =>
      read(id, file(`title: ${id}`, 'category: news', dated(date), ...more));
    await index.apply([
      at('before', '2030-01-01', 'published: true'),
      at('later', '2030-01-03', 'published: true'),
      at('soon', '2030-01-02', 'published: true'),
      at('draft', '2030-01-02'),
      at('after', '2030-01-04', 'published: true'),
    ]);
    expect(await index.comingDue(Date.parse('2030-01-01'), Date.parse('2030-01-03'))).toEqual(['soon', 'later']);
  });

  it('knows the published articles of at least some heat, hottest first, and counts them', async () => {
    const index = memoryIndex();
    await index.apply([
      read('warm', titled('Warm', day, 'heat: 60')),
      read('hot', titled('Hot', day, 'heat: 189')),
      read('cold', titled('Cold', day, 'heat: 59')),
      read('unrated', titled('Unrated', day)),
      read('zero', titled('Zero', day, 'heat: 0')),
      read('draft', full.replace('published: true', 'published: false')),
      read('letter', '# Letter'),
      read('broken', '---\n: :\n'),
    ]);
    expect(await index.hotterThan(60)).toEqual(['hot', 'warm']);
    expect(await index.hotterThan(0)).toEqual(['hot', 'warm', 'cold', 'zero']);
    expect(await index.counts(60)).toEqual({ count: 6, eligible: 2, problems: 1, passedOver: 1 });
  });
});
