import path from 'node:path';
import { HeatwireError } from '../desk/errors.ts';
import type { ArticleSource, Clock, FileStamp, Log, Reading } from '../desk/ports.ts';
import { oneLine } from '../news/text.ts';
import { type Folder, isWithin, type Listed, listFolder } from './folder-listing.ts';
import { lookAtFiles } from './look-at-files.ts';
import { wholeFileProblem } from './parse-article.ts';
import { createReaders } from './readers.ts';
import { createSettling, impatient } from './settling.ts';
import { type Changed, createFolderWatch, type FolderWatch } from './watch-folders.ts';

/** What of one listing is written to the log. */
const loggedPerListing = 20;

/**
 * Article files in folders on this machine, read recursively. An article's identity is its path below its root; when two
 * files have the same one, the first (by root, then by name) is the article and the other is a problem.
 *
 * A file that has only just changed may be half written: until it has been left alone for a moment it is an article or
 * `unsettled`, never a problem, so that what was read of it before stays.
 *
 * @param clock without one, whatever is wrong is said at first sight
 * @param namedBy what named the roots, for the message about one that cannot be read
 */
export function createFolderSource({
  roots,
  log,
  clock,
  namedBy = 'ARTICLES_DIR',
}: {
  roots: readonly string[];
  log: Log;
  clock?: Pick<Clock, 'now' | 'wait'>;
  namedBy?: string;
}): ArticleSource {
  const folders = distinctFolders(roots);
  const settling = clock === undefined ? impatient : createSettling(clock);
  const readArticle = createReaders();
  /** Files whose identity another file has, with that file. */
  let shadowed: ReadonlyMap<string, string> = new Map();
  /** What the latest listing could not look into. */
  let closed: ReadonlySet<string> = new Set();
  /**
   * Whether it saw nothing but files of an identity each, in folders that it entered once: then single files can be looked at
   * by themselves.
   */
  let isPlain = false;
  /** How many reads the machine has failed since then. */
  let failures = 0;
  let watching: FolderWatch | undefined;

  async function* list(): AsyncGenerator<FileStamp> {
    const owners = new Map<string, string>();
    const behind = new Map<string, string>();
    const unreadable = new Set<string>();
    let plain = true;
    const entered = new Set<string>();
    isPlain = false;
    watching?.begin();
    const enter = (folder: Folder): void => {
      // What happens in it is told by one of its addresses.
      if (entered.has(folder.real)) plain = false;
      entered.add(folder.real);
      watching?.enter(folder);
    };
    for (const root of folders) {
      for await (const some of listRoot(root, namedBy, enter))
        for (const listed of some) {
          plain &&= listed.kind === 'file' && listed.plain;
          if (listed.kind === 'unreadable' || listed.kind === 'linked folder') {
            unreadable.add(listed.file);
            if (!closed.has(listed.file) && unreadable.size <= loggedPerListing) tellOf(listed, log);
            if (listed.kind === 'linked folder') continue;
          }
          if (listed.kind !== 'file') {
            yield { file: listed.file, stamp: listed.kind };
            continue;
          }
          const { file, id, stamp } = listed;
          const owner = owners.get(id);
          if (owner === undefined) {
            owners.set(id, file);
            yield { file, stamp };
          } else {
            behind.set(file, owner);
            // The stamp changes when the file gets its identity back.
            yield { file, stamp: `${stamp} behind ${owner}` };
          }
        }
    }
    shadowed = behind;
    closed = unreadable;
    isPlain = plain && behind.size === 0;
    failures = 0;
    watching?.end();
  }

  async function look(files: readonly string[]): Promise<readonly FileStamp[] | undefined> {
    const below = files.map((file) => ({ file, root: rootOf(file) ?? '' }));
    return isPlain ? lookAtFiles(folders, below) : undefined;
  }

  function rootOf(file: string): string | undefined {
    return folders.find((folder) => file.startsWith(`${folder}/`));
  }

  async function read(file: string): Promise<Reading> {
    const owner = shadowed.get(file);
    if (owner !== undefined)
      return wholeFileProblem(
        file,
        `the same name as ${oneLine(owner)}`,
        'a name of its own, as the name is what tells articles apart',
      );
    const root = rootOf(file);
    if (root === undefined) return wholeFileProblem(file, 'a place outside the folders of articles', 'a file inside');
    const found = await readArticle({ root, file });
    if (found.kind === 'read') {
      const { reading, changedAt } = found;
      return reading.kind !== 'article' && settling.isYoung(changedAt) ? { kind: 'unsettled' } : reading;
    }
    if (found.error !== undefined && ++failures <= loggedPerListing)
      log.warn({ file, err: found.error }, 'Could not be read; the next scan tries again');
    return { kind: 'unsettled' };
  }

  function watch(changed: Changed): { close(): void } {
    const folderWatch = createFolderWatch(log, changed);
    const young = settling.watch(changed);
    watching = folderWatch;
    return {
      close() {
        young.close();
        folderWatch.close();
        watching = undefined;
      },
    };
  }

  return { list, look, read, watch };
}

function tellOf(listed: Listed, log: Log): void {
  const { file } = listed;
  if (listed.kind === 'unreadable')
    log.warn({ file, err: listed.error }, 'Cannot be looked into; its articles stay as they were');
  else log.info({ folder: file }, 'Passed over: a link that leads out of the folder of articles');
}

async function* listRoot(
  root: string,
  namedBy: string,
  entering: (folder: Folder) => void,
): AsyncGenerator<readonly Listed[]> {
  try {
    yield* listFolder(root, entering);
  } catch (cause) {
    const known = rootFaults[cause instanceof Error && 'code' in cause ? String(cause.code) : ''];
    const message = `The folder of articles "${root}" (from ${namedBy}) ${known === undefined ? 'cannot be read' : `${known}.`}`;
    // A log writes the cause behind the message: of what is known, words have said it all.
    throw new HeatwireError('SOURCE_UNREADABLE', message, known === undefined ? { cause } : undefined);
  }
}

const rootFaults: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EACCES: 'may not be read by this program',
  EPERM: 'may not be read by this program',
};

/** The roots without those that lie in another one, whose files would be listed twice. */
export function distinctFolders(roots: readonly string[]): string[] {
  const folders = roots.map((root) => root.replace(/(?<=.)[/\\]+$/, ''));
  const places = folders.map((folder) => path.resolve(folder));
  return folders.filter((_, index) => {
    const place = places[index] ?? '';
    return !places.some((other, at) => isWithin(other, place) && (other !== place || at < index));
  });
}
