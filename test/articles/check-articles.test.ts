import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkArticles } from '../../src/articles/check-articles.ts';
import { file, folderOf, full, needed } from './article-files.ts';

const program = new URL('../../src/articles/check-articles.ts', import.meta.url).pathname;

/** What an editor gets to see of `npm run check:articles -- …`. */
async function check(
  args: readonly string[],
  { environment, cwd }: { environment?: Record<string, string>; cwd?: string } = {},
) {
  const command = ['--disable-warning=ExperimentalWarning', program, ...args];
  const { ARTICLES_DIR: _, ...inherited } = process.env;
  const options = { env: { ...inherited, ...environment }, ...(cwd !== undefined && { cwd }) };
  const { stdout, stderr, code } = await promisify(execFile)(process.execPath, command, options).then(
    (output) => ({ ...output, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  expect(stderr).toBe('');
  return { code, said: stdout };
}

const good = { 'a.md': full, 'b/draft.md': file(...needed), 'README.md': '# Read me' };

describe('checking articles', () => {
  it('finds nothing to mend in good files', async () => {
    const { code, said } = await check([await folderOf(good)]);
    expect(said).toBe('2 articles (1 draft among them), 1 passed over, 0 problems\n');
    expect(code).toBe(0);
  });

  it('shows every problem with its file, field, what it holds and what is wanted', async () => {
    const broken = file(...needed, 'heat: hot', 'related: [{title: A, webUrl: "javascript:x"}]');
    const [one, two] = [await folderOf(good), await folderOf({ 'broken.md': broken, 'worse.md': '---\nno end' })];
    const { code, said } = await check([one, two]);
    const rows = said.split('\n').filter((line) => line.includes('│'));
    expect(
      rows.map((row) =>
        row
          .split('│')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
    ).toEqual([
      ['file', 'field', 'holds', 'wanted'],
      [`${two}/broken.md`, 'heat', '"hot"', 'a whole number without quotes, such as 94'],
      [`${two}/broken.md`, 'related[0].webUrl', '"javascript:x"', expect.stringContaining('http or https')],
      [`${two}/worse.md`, '', 'no line that ends the front matter', 'a line of just --- below the fields'],
    ]);
    expect(said).toContain('2 articles (1 draft among them), 1 passed over, 3 problems in 2 files\n');
    expect(code).toBe(1);
  });

  it('says what a name leads to instead of a folder, who named it, and how it is used', async () => {
    const folder = await folderOf({ 'a.txt': 'Not an article' });
    const missing = await check([`${folder}/missing`]);
    expect(missing.said).toMatch(
      /missing" \(from the command line\) does not exist\.\n\nUsage: npm run check:articles -- /,
    );
    expect(missing.said).not.toContain('ENOENT');
    expect(missing.code).toBe(2);
    const other = await check([], { environment: { ARTICLES_DIR: `${folder}/a.txt` } });
    expect(other.said).toMatch(/a\.txt" \(from ARTICLES_DIR\) is not a folder\.\n\nUsage: /);
    expect(other.code).toBe(2);
  });

  it('says how it is used when asked, or asked for what it does not know', async () => {
    expect(await check(['--help'])).toEqual({ code: 0, said: expect.stringMatching(/^Usage: /) });
    expect(await check(['--fix', '.'])).toEqual({ code: 2, said: expect.stringMatching(/^Usage: /) });
  });

  it('checks a single file', async () => {
    const folder = await folderOf({ ...good, 'broken.md': file(...needed, 'heat: hot') });
    expect((await check([`${folder}/a.md`])).said).toContain(
      '1 article (0 drafts among them), 0 passed over, 0 problems',
    );
    expect((await check(['broken.md'], { cwd: folder })).code).toBe(1);
  });

  it('hints at what may not be meant so, which is no problem', async () => {
    const folder = await folderOf({
      'a.md': file(...needed, 'Heat: 90', 'topic: AI', 'type: podcast', 'tags: [x]'),
      'b.md': file('title: "A title"', 'Published: true'),
      'newsletter.md': file('category: newsletter', 'topic: AI'),
    });
    const { code, said } = await check([folder]);
    expect(said).toMatch(/^Perhaps not meant so:\n/);
    expect(said).toMatch(/a\.md +│ Heat +│ a name that is ignored +│ heat, if that is meant +│/);
    expect(said).toMatch(/a\.md +│ topic +│ a name that is ignored +│ topics, if that is meant +│/);
    expect(said).toMatch(/a\.md +│ type +│ podcast +│ article or video +│/);
    expect(said).toMatch(/b\.md +│ Published +│ a name that is ignored +│ published, if that is meant +│/);
    expect(said).toContain('1 article (1 draft among them), 2 passed over, 0 problems, 4 hints\n');
    expect(code).toBe(0);
  });

  it('checks the folders of the environment when it is given none', async () => {
    const { said } = await check([], { environment: { ARTICLES_DIR: await folderOf({ 'a.md': full }) } });
    expect(said).toBe('1 article (0 drafts among them), 0 passed over, 0 problems\n');
  });

  it('takes the environment from .env, as the program does', async () => {
    const cwd = await folderOf({ '.env': 'ARTICLES_DIR=mine\n', 'mine/a.md': full });
    expect((await check([], { cwd })).said).toBe('1 article (0 drafts among them), 0 passed over, 0 problems\n');
  });

  it('shows its progress on a terminal, and keeps the table within it', async () => {
    const out = new PassThrough();
    const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80, cursorTo() {}, clearLine() {} });
    const places = [await folderOf({ ...good, [`${'long-name-'.repeat(15)}.md`]: file(...needed, 'heat: hot') })];
    expect(await checkArticles({ places, namedBy: 'a test', out, terminal })).toBe(1);
    expect(await text(terminal.end())).toContain('4/4 files');
    const said = await text(out.end());
    const table = said.split('\n').filter((line) => /^[│┌├└]/.test(line));
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(table.map((line) => line.split('│')[1]?.trim()).join('')).toContain('long-name-'.repeat(15));
  });

  it('writes nothing of a file that a terminal would obey', async () => {
    const { said } = await check([await folderOf({ 'a.md': file(...needed, 'heat: "\\e[31mred\\a"') })]);
    expect(said.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
