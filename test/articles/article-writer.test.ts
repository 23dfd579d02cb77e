import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articleText } from '../../src/articles/article-text.ts';
import { createArticleWriter } from '../../src/articles/article-writer.ts';
import { listFolder } from '../../src/articles/folder-listing.ts';
import { parseArticle } from '../../src/articles/parse-article.ts';
import type { Article } from '../../src/news/article.ts';
import { oneLine } from '../../src/news/text.ts';
import { articleText as publishedText } from '../support/newsroom.ts';

const now = Date.UTC(2026, 10, 22, 23, 59, 1, 5);
const draft = { title: 'Sheep, again', topics: ['AI', 'C#'], heat: 88, published: true };
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'heatwire-writer-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function writer(roots: readonly string[] = [root]) {
  let drawn = 0;
  return createArticleWriter({ roots, clock: { now: () => now }, random: { id: () => `draft-${drawn++}` } });
}

const written = async (id: string, text: string): Promise<string> => {
  const file = join(root, `${id}.md`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
};

async function read(id: string, file = join(root, `${id}.md`)): Promise<Article> {
  const reading = parseArticle({ id, file, bytes: await readFile(file) });
  if (reading.kind !== 'article') throw new Error(JSON.stringify(reading));
  return reading.article;
}

describe('a new article', () => {
  it('is read back as it was meant', async () => {
    const whole = {
      ...draft,
      excerpt: 'Told "twice": once,\r\n--- and once more\u0085.',
      provider: { name: 'Leaf & Grid', domain: 'leaf-grid.example' },
      link: 'https://leaf-grid.example/sheep?a=b#c',
      picture: 'https://pictures.leaf-grid.example/sheep.jpg',
    };
    expect(await writer().write(whole)).toEqual({ kind: 'written', id: 'written/2026-11-22-sheep-again' });
    expect(await read('written/2026-11-22-sheep-again')).toEqual({
      id: 'written/2026-11-22-sheep-again',
      title: 'Sheep, again',
      excerpt: 'Told "twice": once, --- and once more .',
      publishedAt: Math.floor(now / 1000) * 1000,
      link: whole.link,
      type: 'article',
      heat: 88,
      published: true,
      provider: whole.provider,
      topics: ['AI', 'C#'],
      pictures: [{ url: whole.picture, width: 1200, height: 675 }],
      coverage: [],
      urls: [whole.link],
    });
  });

  it('holds its title whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (title) => {
        fc.pre(oneLine(title) !== '');
        const bytes = Buffer.from(articleText({ ...draft, title }, now));
        expect(parseArticle({ id: 'x', file: 'x', bytes })).toMatchObject({
          kind: 'article',
          article: { title: oneLine(title), heat: 88, topics: ['AI', 'C#'] },
        });
      }),
    );
  });

  it.each([
    ['../../etc/passwd', 'etc-passwd'],
    ['..', 'article'],
    ['/\\:*?"<>|\0', 'article'],
    ['Größe 東京 مرحبا', 'größe-東京-مرحبا'],
    ['x'.repeat(400), 'x'.repeat(120)],
    ['CON.md', 'con-md'],
  ])('called %j is a file below written/ with a name of its own', async (title, slug) => {
    expect(await writer().write({ ...draft, title })).toEqual({ kind: 'written', id: `written/2026-11-22-${slug}` });
    expect(await readdir(root)).toEqual(['written']);
    expect(await readdir(join(root, 'written'))).toEqual([`2026-11-22-${slug}.md`]);
  });

  it('never takes the place of another, nor its identity in any of the folders', async () => {
    const other = await mkdtemp(join(tmpdir(), 'heatwire-writer-'));
    await mkdir(join(other, 'written'));
    await writeFile(join(other, 'written/2026-11-22-sheep-again.md'), publishedText('old'));
    await written('written/2026-11-22-sheep-again-2', 'kept');
    const both = writer([root, other]);
    const made = await Promise.all([both.write(draft), both.write(draft), both.write(draft)]);
    const ids = made.map((one) => one.kind === 'written' && one.id);
    expect(ids.sort()).toEqual([3, 4, 5].map((number) => `written/2026-11-22-sheep-again-${number}`));
    expect(await readFile(join(root, 'written/2026-11-22-sheep-again-2.md'), 'utf8')).toBe('kept');
    await rm(other, { recursive: true });
  });

  it('is not written through a link that leads elsewhere, and an unusable one is refused in words', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'heatwire-writer-'));
    await symlink(elsewhere, join(root, 'written'));
    expect(await writer().write(draft)).toMatchObject({ kind: 'refused' });
    expect(await readdir(elsewhere)).toEqual([]);
    await rm(elsewhere, { recursive: true });
    const refused = { kind: 'refused', reason: expect.stringContaining('images[0].url: an http or https address') };
    await rm(join(root, 'written'));
    expect(await writer().write({ ...draft, picture: 'javascript:alert(1)' })).toEqual(refused);
  });
});

describe('a change', () => {
  it.each([
    ['another heat', publishedText('a'), { heat: 120 }, [['heat: 80', 'heat: 120']]],
    ['a withdrawal', publishedText('a'), { published: false }, [['published: true', 'published: false']]],
    [
      'line ends, notes and a byte order mark',
      `\ufeff${publishedText('a').replace('heat: 80', 'heat:  80 # was 60').replaceAll('\n', '\r\n')}tail`,
      { heat: 7, published: false },
      [
        ['heat:  80 # was 60', 'heat:  7 # was 60'],
        ['published: true', 'published: false'],
      ],
    ],
    [
      'a field that was not there',
      publishedText('a').replace('heat: 80\n', ''),
      { heat: 61 },
      [['\n---\n', '\nheat: 61\n---\n']],
    ],
  ] as const)('touches nothing else: %s', async (_, text, change, edits) => {
    const file = await written('deep/a', text);
    await chmod(file, 0o640);
    expect(await writer().change('deep/a', change)).toEqual({ kind: 'written', id: 'deep/a' });
    const expected = edits.reduce<string>((sum, [was, is]) => sum.replace(was, is), text);
    expect(await readFile(file, 'utf8')).toBe(expected);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(dirname(file))).toEqual(['a.md']);
  });

  it.each([
    ['a heat in two lines', (text: string) => text.replace('heat: 80', 'heat:\n  80')],
    ['a heat that others refer to', (text: string) => text.replace('heat: 80', 'heat: &h 80\nquality2: *h')],
    ['braces', () => '---\n{category: news, title: T, heat: 80, publishedDateTime: 2026-11-20}\n---\n'],
    [
      'a text that only looks like the field',
      (text: string) => text.replace('heat: 80', 'note: |\n heat: 1\n"heat": 80'),
    ],
    ['no front matter', () => 'heat: 80\n'],
  ])('is refused, and the file left alone, where it has %s', async (_, spoil) => {
    const text = spoil(publishedText('a'));
    const file = await written('a', text);
    expect(await writer().change('a', { heat: 90 })).toMatchObject({ kind: 'refused' });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('is not lost to another one at the same time', async () => {
    const file = await written('a', publishedText('a'));
    const own = writer();
    await Promise.all([
      own.change('a', { heat: 90 }),
      own.change('a', { published: false }),
      own.change('a', { heat: 95 }),
    ]);
    expect(await readFile(file, 'utf8')).toBe(publishedText('a', { heat: 95, published: false }));
  });

  it('finds files by their identity only', async () => {
    await written('a', publishedText('a'));
    const outside = join(dirname(root), 'outside.md');
    for (const id of ['../outside', outside, 'a.md', '', 'A/../a'])
      expect(await writer().change(id, { heat: 90 })).toMatchObject({ kind: 'refused' });
  });

  it('never shows anyone half a file', async () => {
    const long = publishedText('a', { excerpt: 'word '.repeat(1900) });
    await written('a', long);
    const lengths = new Set<number>();
    let done = false;
    const changing = (async () => {
      const own = writer();
      for (let heat = 100; heat < 140; heat++) await own.change('a', { heat });
      done = true;
    })();
    while (!done) {
      for await (const some of listFolder(root))
        for (const listed of some) if (listed.kind === 'file') expect(listed.id).toBe('a');
      lengths.add((await read('a')).excerpt?.length ?? 0);
    }
    await changing;
    expect([...lengths]).toEqual(['word '.repeat(1900).trim().length]);
  });
});
