import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { createFolderSource } from '../../src/articles/folder-source.ts';
import { systemClock } from '../../src/clock.ts';
import { openFeed } from '../../src/desk/create-desk.ts';
import { createScanner } from '../../src/desk/scanner.ts';
import { createTurns } from '../../src/desk/turns.ts';
import { everything } from '../../src/news/feed.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { createTestRandom } from '../support/clock.ts';

// Scans a folder once, with the real folder, index, store and scanner, and says on stdout what came of it.
// Usage: node hostile-folder-program.ts FOLDER DATA_DIR WANTED_ID…
const [root = '', dataDir = '', ...wanted] = process.argv.slice(2);

/** What one scan of the folder comes to, in a process of its own. */
export interface FolderScan {
  readonly done: boolean;
  /** Fields of the line that a scan ends with. */
  readonly scanned: {
    readonly seen?: number;
    readonly read?: number;
    readonly problems?: number;
    readonly decisions?: number;
  };
  readonly logged: number;
  readonly longestLine: number;
  /** Those of the wanted articles that the feed has been told of. */
  readonly told: readonly string[];
  readonly longestPauseMs: number;
  readonly megabytes: number;
}

const lines: string[] = [];
let scanned: FolderScan['scanned'] = {};
const write = (fields: object, message: string): void => void lines.push(JSON.stringify(fields) + message);
const log = {
  debug(fields: object) {
    scanned = fields;
  },
  info(fields: object, message: string) {
    if (message === 'Scanned the articles') scanned = fields;
    write(fields, message);
  },
  warn: write,
  error: write,
};
// An hour ahead: none of the files can still be in the making.
const clock = { ...systemClock, now: () => Date.now() + 3_600_000 };
const index = createArticleIndex({ file: `${dataDir}/index.db` });
const store = await openStore({ dataFile: `${dataDir}/desk.db` });
const ports = { index, store, clock, log, random: createTestRandom(), turns: createTurns(), decided() {} };
const stopping = new AbortController().signal;
await openFeed(ports, { channelId: '100000000000000001', rules: everything, catchUp: 0 });
const source = createFolderSource({ roots: [root], log, clock });
const scanner = createScanner({ ...ports, source, stopping, afterDecisions: async () => {} });

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const { done } = await scanner.scan();
delay.disable();
const result: FolderScan = {
  done,
  scanned,
  logged: lines.length,
  longestLine: Math.max(0, ...lines.map(({ length }) => length)),
  told: (await store.told(wanted)).map(({ articleId }) => articleId).sort(),
  longestPauseMs: Math.round(delay.max / 1e6),
  megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
await index.close();
await store.close();
process.stdout.write(JSON.stringify(result));
