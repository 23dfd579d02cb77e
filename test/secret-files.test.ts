import { expect, it } from 'vitest';
import { withSecretFiles } from '../src/secret-files.ts';

const files: Readonly<Record<string, string>> = { '/run/token': ' a.b.c\n', '/run/empty': '\n' };

function readFile(file: string): string {
  const text = files[file];
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return text;
}

it('fills in what stands in files, and leaves the rest as it is', () => {
  expect(
    withSecretFiles({ DISCORD_TOKEN_FILE: '/run/token', DATABASE_URL_FILE: ' ', WATCH: 'true' }, readFile),
  ).toEqual({
    ok: true,
    env: { DISCORD_TOKEN: 'a.b.c', DISCORD_TOKEN_FILE: '/run/token', DATABASE_URL_FILE: ' ', WATCH: 'true' },
  });
});

it.each([
  [
    'is not there',
    { DISCORD_TOKEN_FILE: '/run/none' },
    'DISCORD_TOKEN_FILE is "/run/none": it wants a file that this program may read (ENOENT).',
  ],
  [
    'is empty, which would start the local Discord',
    { DISCORD_TOKEN_FILE: '/run/empty' },
    'DISCORD_TOKEN_FILE is "/run/empty": the file is empty.',
  ],
  [
    'is not the only source',
    { DATABASE_URL_FILE: '/run/token', DATABASE_URL: 'postgres://u:secret@db' },
    'DATABASE_URL_FILE is "/run/token": DATABASE_URL is set as well, and only one of them can count.',
  ],
])('refuses a file that %s', (_, env, line) => {
  expect(withSecretFiles(env, readFile)).toEqual({ ok: false, problems: [line] });
});
