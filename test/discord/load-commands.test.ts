import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadCommands } from '../../src/discord/load-commands.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heatwire-commands-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (file: string, source: string) => writeFile(join(folder, file), source);
const load = () => loadCommands(pathToFileURL(folder));
const command = (name: string, more = '') =>
  `export default { definition: { name: '${name}', description: 'About ${name}' }, execute: async () => ({}), ${more} };`;

it('takes every command of the folder, in the order of their names, and nothing else', async () => {
  await put('topics.ts', command('topics'));
  await put('news.ts', command('news', 'autocomplete: async () => [], press: async () => ({ update: {} })'));
  await put('notes.md', 'Not a command');
  expect((await load()).map(({ definition }) => definition.name)).toEqual(['news', 'topics']);
});

it('takes the commands that ship with the program', async () => {
  const shipped = await loadCommands(new URL('../../commands', import.meta.url));
  expect(shipped.map(({ definition }) => definition.name)).toContain('news');
});

it.each([
  ['holds no command', 'export default {};'],
  ['exports nothing by default', 'export const command = 1;'],
  ['cannot be parsed', 'export default {{{'],
  ['throws', 'throw new Error("a bug");'],
  ['has no way to run', `export default { definition: { name: 'news', description: 'News' } };`],
  ['has something else for autocomplete', command('news', 'autocomplete: []')],
  ['is named differently from its command', command('latest')],
])('names the file that %s', async (_, source) => {
  await put('news.ts', source);
  await expect(load()).rejects.toMatchObject({
    code: 'COMMAND_INVALID',
    message: expect.stringContaining('news.ts'),
  });
});
