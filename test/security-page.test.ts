import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('every test that docs/security.md calls as a witness is there', () => {
  const page = readFileSync(new URL('../docs/security.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && line.split(' | ').length === 3);
  const named = rows.flatMap((row) =>
    [...(row.split(' | ').at(-1) ?? '').matchAll(/`([a-z/-]+)`/g)].map(([, name]) => name),
  );
  expect(named.length).toBeGreaterThan(25);
  const isThere = (name = '') => ['', '.test.ts'].some((end) => existsSync(new URL(name + end, import.meta.url)));
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});
