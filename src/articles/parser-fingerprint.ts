import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The files that decide what an article is and how the index holds it. */
const sources = [
  './front-matter.ts',
  './article-schema.ts',
  './parse-article.ts',
  './video.ts',
  './folder-listing.ts',
  './folder-source.ts',
  './index-schema.ts',
  './index-writes.ts',
  './search-terms.ts',
  '../news/article.ts',
  '../news/story.ts',
  '../news/text.ts',
];

/** Changes whenever this program may parse or index a file differently from the one that filled an index. */
export function parserFingerprint(): string {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(new URL(source, import.meta.url))).update('\0');
  return hash.digest('base64url');
}
