import { existsSync, statSync } from 'node:fs';
import { copyFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { openIndexDatabase } from '../../src/articles/index-schema.ts';
import { createIndexWrites } from '../../src/articles/index-writes.ts';
import type { Position } from '../../src/desk/ports.ts';
import { createTestLog } from '../support/log.ts';
import { articleIn, folderOf, full, read } from './article-files.ts';
import { changesSince, endOf, openIndex } from './indexes.ts';

describe('the index file', () => {
  it('keeps everything over a restart', async () => {
    const place = path.join(await folderOf(), 'index.db');
    const first = openIndex(place);
    await first.apply([read('a', full)]);
    const position = await endOf(first);
    await first.close();
    const second = openIndex(place);
    expect(await changesSince(second, position)).toEqual([]);
    expect(await second.find('a')).toEqual(articleIn(full, 'a'));
    expect((await second.compare([{ file: 'root/a.md', stamp: '1' }])).stale).toEqual([]);
    await second.close();
  });

  it.each([
    ['another parser filled it', async () => undefined],
    [
      'it is no database',
      (place: string) => writeFile(place, 'This is no database, whatever its name says. '.repeat(99)),
    ],
    [
      'its middle is overwritten',
      async (place: string) => {
        const bytes = await readFile(place);
        await writeFile(place, bytes.fill(0xff, 4096, bytes.length - 4096));
      },
    ],
    ['it was cut off', async (place: string) => truncate(place, (await stat(place)).size / 2)],
    ['it is empty', (place: string) => truncate(place, 0)],
  ])('is begun anew, as another generation, when %s', async (why, damage) => {
    const place = path.join(await folderOf(), 'index.db');
    const first = openIndex(place, 'one parser');
    await first.apply(Array.from({ length: 50 }, (_, number) => read(`a${number}`, full)));
    const position = await endOf(first);
    await first.close();
    await damage(place);
    const second = openIndex(place, why.includes('parser') ? 'another parser' : 'one parser');
    expect(await second.changes(undefined, 100)).toMatchObject({ articleIds: [], position: { sequence: 0 } });
    await second.apply(Array.from({ length: 60 }, (_, number) => read(`a${number}`, full)));
    expect(await changesSince(second, position)).toHaveLength(60);
    await second.close();
  });

  it.each(['generations', 'files', 'article_text_data'])(
    'is begun anew when its table of %s was overwritten while it was closed',
    async (table) => {
      const place = path.join(await folderOf(), 'index.db');
      const files = [read('a', full)];
      const first = openIndex(place);
      await first.apply(files);
      await first.close();
      await overwrite(place, table);
      const log = createTestLog();
      const start = async () => {
        const index = createArticleIndex({ file: place, log });
        try {
          await index.compare(files.map(({ file }) => file));
          await index.apply(files);
          return (await index.query({ search: 'harbour', sort: 'relevance' }, { offset: 0, limit: 5 })).total;
        } finally {
          await index.close();
        }
      };
      // A start finds out by what it does, and what one has found the next one has mended.
      const told = await start().catch(({ code }) => code);
      expect([told, ...log.lines.map(({ level }) => level)]).toContainEqual(
        expect.stringMatching(/STORE_DAMAGED|warn/),
      );
      expect(await start()).toBe(1);
      expect(log.lines.length).toBeLessThan(2);
    },
  );

  it('tells what changed since a position of any earlier opening, and no more', async () => {
    const place = path.join(await folderOf(), 'index.db');
    const positions: Position[] = [];
    for (const id of ['a', 'b', 'c']) {
      const index = openIndex(place);
      await index.apply([read(id, full)]);
      positions.push(await endOf(index));
      await index.close();
    }
    const index = openIndex(place);
    expect(await Promise.all(positions.map((position) => changesSince(index, position)))).toEqual([
      ['b', 'c'],
      ['c'],
      [],
    ]);
    await index.close();
  });

  it.each([
    ['while it was closed', true],
    ['while it was open', false],
  ])('tells everything to one who has seen more than a copy of it, made %s, that was put back', async (_, closed) => {
    const folder = await folderOf();
    const copies = ['index.db', 'index.db-wal'];
    const place = path.join(folder, 'index.db');
    const copy = async () => {
      for (const name of copies.filter((name) => existsSync(path.join(folder, name))))
        await copyFile(path.join(folder, name), path.join(folder, `${name}.copy`));
    };

    let index = openIndex(place);
    await index.apply([read('a', full)]);
    if (closed) {
      await index.close();
      await copy();
      index = openIndex(place);
    } else await copy();
    await index.apply([read('b', full)]);
    const seen = await endOf(index);
    await index.close();

    for (const name of copies.filter((name) => existsSync(path.join(folder, `${name}.copy`))))
      await copyFile(path.join(folder, `${name}.copy`), path.join(folder, name));
    index = openIndex(place);
    await index.apply([read('c', full)]);
    expect(await endOf(index)).toMatchObject({ sequence: seen.sequence });
    expect(await changesSince(index, seen)).toEqual(['a', 'c']);
    await index.close();
  });

  it('loses nothing of what it took in to a power cut', async () => {
    const db = openIndexDatabase(path.join(await folderOf(), 'index.db'), 'parser');
    const full = 2; // https://sqlite.org/pragma.html#pragma_synchronous
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: full });
    db.close();
  });

  it('waits for the disk when it has taken in everything, and not before', async () => {
    const place = path.join(await folderOf(), 'index.db');
    const db = openIndexDatabase(place, 'parser');
    const state = () => ({ ...db.prepare('PRAGMA synchronous').get(), bytes: statSync(`${place}-wal`).size });
    const states: ReturnType<typeof state>[] = [];
    const writes = createIndexWrites(
      db,
      () => states.push(state()),
      async () => {},
    );
    await writes.apply([read('a', full)]);
    const [normal, asSafe] = [1, 2];
    expect(states).toMatchObject([{ synchronous: normal }]);
    expect(state()).toMatchObject({ synchronous: asSafe });
    // Only when something is written is anything waited for.
    expect(state().bytes).toBeGreaterThan(states[0]?.bytes ?? 0);
    db.close();
  });

  it('that turns out to be damaged while it is used ends the program, and is begun anew at its next start', async () => {
    const place = path.join(await folderOf(), 'index.db');
    const listing = Array.from({ length: 100 }, (_, number) => read(`a${number}`, full));
    const index = openIndex(place);
    await index.apply(listing);
    await index.close();
    const again = openIndex(place);
    const other = new DatabaseSync(place);
    // What is in memory is read anew after another program's change.
    other.exec('PRAGMA user_version = 1');
    const bytes = await readFile(place);
    await writeFile(place, bytes.fill(0xff, 4096));
    await expect(again.compare([])).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringContaining('made anew'),
    });
    other.close();
    await again.close();
    const anew = openIndex(place);
    expect((await anew.compare(listing.map(({ file }) => file))).stale).toHaveLength(100);
    await anew.close();
  });

  it('that another program has locked is told with what it needs, and is as good as before afterwards', async () => {
    const place = path.join(await folderOf(), 'index.db');
    const index = openIndex(place);
    const other = new DatabaseSync(place);
    other.exec('BEGIN IMMEDIATE');
    await expect(index.apply([read('a', full)])).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('index.db in DATA_DIR'),
    });
    other.close();
    await index.apply([read('a', full)]);
    expect(await index.find('a')).toBeDefined();
    await index.close();
  });

  it('that was damaged is told in the log, one of another version is not', async () => {
    const place = path.join(await folderOf(), 'index.db');
    const log = createTestLog();
    for (const fingerprint of ['one parser', 'another parser'])
      await createArticleIndex({ file: place, fingerprint, log }).close();
    expect(log.lines).toEqual([]);
    await writeFile(place, 'This is no database, whatever its name says. '.repeat(99));
    await createArticleIndex({ file: place, log }).close();
    expect(log.lines).toMatchObject([{ level: 'warn', message: expect.stringContaining('damaged') }]);
  });

  it('of an earlier version, whose tables were others, is not told as damaged', async () => {
    const place = path.join(await folderOf(), 'index.db');
    const old = new DatabaseSync(place);
    old.exec("CREATE TABLE meta (fingerprint TEXT); INSERT INTO meta VALUES ('old')");
    old.close();
    const log = createTestLog();
    await createArticleIndex({ file: place, log }).close();
    expect(log.lines).toEqual([]);
  });

  it('that cannot be there is said so', async () => {
    const folder = await folderOf();
    expect(() => openIndex(path.join(folder, 'missing/index.db'))).toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('DATA_DIR') }),
    );
    expect(() => openIndex(folder)).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
    expect(existsSync(folder)).toBe(true);
  });
});

/** Overwrites the first page of a table. */
async function overwrite(place: string, table: string): Promise<void> {
  const db = new DatabaseSync(place);
  const page = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.['rootpage']);
  const size = Number(db.prepare('PRAGMA page_size').get()?.['page_size']);
  db.close();
  const bytes = await readFile(place);
  await writeFile(place, bytes.fill(0xff, (page - 1) * size, page * size));
}
