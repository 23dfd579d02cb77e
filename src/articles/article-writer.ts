import { chmod, mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Clock, Random } from '../desk/ports.ts';
import { type ArticleChange, type ArticleDraft, articleName, articleText, changedText } from './article-text.ts';
import { isWithin, listFolder } from './folder-listing.ts';
import { distinctFolders } from './folder-source.ts';
import { maxFileBytes, readFrontMatter } from './front-matter.ts';
import { parseArticle } from './parse-article.ts';
import { readInside } from './read-inside.ts';

export type Written =
  | { readonly kind: 'written'; readonly id: string }
  /** Nothing was changed; `reason` is a sentence for whoever asked. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface ArticleWriter {
  /** Saves a new article below `written/` in the first folder, under a name that nothing has. */
  write(draft: ArticleDraft): Promise<Written>;
  /** Changes fields of an article's file and leaves every other byte as it is. */
  change(articleId: string, change: ArticleChange): Promise<Written>;
}

/** The folder of new articles, below the first folder of articles. */
const folder = 'written';
/** So many articles of one day and title are more than a person writes. */
const maxNames = 1000;

/**
 * Writes article files. A reader sees a file as it was or as it will be, never half of it: its content is written
 * under a name that scans pass by, and then takes the file's name.
 *
 * @param roots the folders of articles
 */
export function createArticleWriter({
  roots,
  clock,
  random,
}: {
  roots: readonly string[];
  clock: Pick<Clock, 'now'>;
  random: Pick<Random, 'id'>;
}): ArticleWriter {
  const folders = distinctFolders(roots);
  let last: Promise<unknown> = Promise.resolve();

  async function write(draft: ArticleDraft): Promise<Written> {
    const now = clock.now();
    const text = articleText(draft, now);
    const reading = parseArticle({ id: folder, file: folder, bytes: Buffer.from(text) });
    if (reading.kind === 'problem')
      return refused(reading.problems.map(({ field, wanted }) => `${field}: ${wanted}.`).join(' '));
    const root = folders[0] ?? '';
    const inside = path.join(root, folder);
    await mkdir(inside, { recursive: true });
    if (!isWithin(await realpath(root), await realpath(inside)))
      return refused(`${inside} leads out of the folder of articles.`);
    const taken = await identities();
    const name = articleName(draft.title, now);
    for (let count = 1; count <= maxNames; count++) {
      const id = `${folder}/${name}${count === 1 ? '' : `-${count}`}`;
      if (taken.has(id) || !(await reserve(path.join(root, `${id}.md`)))) continue;
      const file = path.join(root, `${id}.md`);
      await replace(file, text).catch(async (error: unknown) => {
        await rm(file, { force: true });
        throw error;
      });
      return { kind: 'written', id };
    }
    return refused('Too many articles have this title today.');
  }

  async function change(articleId: string, wanted: ArticleChange): Promise<Written> {
    const found = await find(articleId);
    if (found === undefined) return refused('The file of this article is no longer there.');
    const content = await readInside(found.root, found.file, maxFileBytes);
    if (content.kind !== 'bytes') return refused('The file cannot be read just now.');
    const front = readFrontMatter(content.bytes);
    const text = content.bytes.byteLength > maxFileBytes || front.kind !== 'fields' ? undefined : decode(content.bytes);
    const changed = text === undefined ? undefined : changedText(text, wanted);
    const after = changed === undefined ? undefined : readFrontMatter(Buffer.from(changed));
    // Whatever the file looks like: what is read from it afterwards is what was asked for, and nothing else.
    if (
      changed === undefined ||
      front.kind !== 'fields' ||
      after?.kind !== 'fields' ||
      !isDeepStrictEqual(after.fields, { ...front.fields, ...wanted })
    )
      return refused('This file is written in a way that only an editor should change. Open it in one.');
    await replace(await realpath(found.file), changed);
    return { kind: 'written', id: articleId };
  }

  async function find(articleId: string): Promise<{ readonly root: string; readonly file: string } | undefined> {
    for (const root of folders)
      for await (const some of listFolder(root))
        for (const listed of some)
          if (listed.kind === 'file' && listed.id === articleId) return { root, file: listed.file };
    return undefined;
  }

  async function identities(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (const root of folders)
      for await (const some of listFolder(root))
        for (const listed of some) if (listed.kind === 'file') ids.add(listed.id);
    return ids;
  }

  async function replace(file: string, text: string): Promise<void> {
    const draft = path.join(path.dirname(file), `.${random.id()}.tmp`);
    try {
      await writeFile(draft, text, { flag: 'wx' });
      await chmod(draft, (await stat(file)).mode & 0o777);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** One after another: of two changes to a file at once, one would be lost. */
  function inTurn(work: () => Promise<Written>): Promise<Written> {
    const done = last.then(work).catch(unwritable);
    last = done.catch(() => undefined);
    return done;
  }

  return {
    write: (draft) => inTurn(() => write(draft)),
    change: (articleId, wanted) => inTurn(() => change(articleId, wanted)),
  };
}

/** What the file system refuses is nothing that this program could mend. */
function unwritable(error: unknown): Written {
  if (error instanceof Error && 'code' in error) return refused(`The folder of articles refuses it (${error.code}).`);
  throw error;
}

/** Takes a name for good, by an empty file, which scans pass over; `false` when something has it. */
async function reserve(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The text with its byte order mark, if it has one. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function refused(reason: string): Written {
  return { kind: 'refused', reason };
}
