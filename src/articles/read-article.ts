import type { Reading } from '../desk/ports.ts';
import { type FileBelow, identity } from './folder-listing.ts';
import { maxFileBytes } from './front-matter.ts';
import { parseArticle, wholeFileProblem } from './parse-article.ts';
import { type FileCalls, readInside } from './read-inside.ts';

/** What a file by itself comes to: other files, and how long it has been left alone, may have a say too. */
export type FileReading =
  /** `changedAt`: when the file last changed, in milliseconds since 1970. */
  | { readonly kind: 'read'; readonly reading: Reading; readonly changedAt: number }
  /** Not read: gone, or changing, or with an `error` of the machine. */
  | { readonly kind: 'unsettled'; readonly error?: unknown };

/** Whatever else goes wrong is the machine's fault or the program's, and not the file's. */
export async function readArticle(file: FileBelow, calls?: FileCalls): Promise<FileReading> {
  try {
    return await read(file, calls);
  } catch (error) {
    return { kind: 'unsettled', error };
  }
}

async function read({ root, file }: FileBelow, calls?: FileCalls): Promise<FileReading> {
  const content = await readInside(root, file, maxFileBytes, calls);
  switch (content.kind) {
    case 'bytes':
      return {
        kind: 'read',
        reading: parseArticle({ id: identity(root, file), file, bytes: content.bytes }),
        changedAt: content.changedAt,
      };
    case 'outside':
      return settled(wholeFileProblem(file, 'a link that leads out of the folder', 'a file inside the folder'));
    case 'forbidden':
      return settled(wholeFileProblem(file, 'nothing that this program may read', 'the permission to read it'));
    case 'unsettled':
      return content;
  }
}

/** A reading that does not depend on what is in the file. */
export function settled(reading: Reading): FileReading {
  return { kind: 'read', reading, changedAt: Number.NEGATIVE_INFINITY };
}
