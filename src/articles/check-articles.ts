import { existsSync } from 'node:fs';
import path from 'node:path';
import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import { HeatwireError } from '../desk/errors.ts';
import type { ArticleSource } from '../desk/ports.ts';
import type { Problem } from '../news/article.ts';
import { oneLine } from '../news/text.ts';
import { createFolderSource } from './folder-source.ts';

/** A terminal that somebody watches. */
export type Terminal = NodeJS.WritableStream & { readonly columns?: number };

/**
 * Checks folders of articles for their editors: writes a table of what is wrong, and a summary.
 *
 * @param terminal shows the progress, and bounds the table's width; absent when nobody watches
 * @returns the exit code: 0 nothing to mend, 1 problems, 2 a folder that cannot be read
 */
export async function checkArticles({
  dirs,
  out,
  terminal,
}: {
  dirs: readonly string[];
  out: NodeJS.WritableStream;
  terminal?: Terminal;
}): Promise<0 | 1 | 2> {
  let found: Findings;
  try {
    found = await readAll(createFolderSource({ roots: dirs, log: silent }), terminal);
  } catch (error) {
    if (!(error instanceof HeatwireError && error.code === 'SOURCE_UNREADABLE')) throw error;
    out.write(`${error.message}\nUsage: npm run check:articles -- FOLDER…\n`);
    return 2;
  }
  const { articles, drafts, passedOver, problems } = found;
  if (problems.length > 0) out.write(`${table(problems, terminal?.columns)}\n`);
  const broken = new Set(problems.map(({ file }) => file)).size;
  out.write(
    `${count(articles, 'article')} (${count(drafts, 'draft')} among them), ${passedOver} passed over, ` +
      `${count(problems.length, 'problem')}${broken > 0 ? ` in ${count(broken, 'file')}` : ''}\n`,
  );
  return problems.length > 0 ? 1 : 0;
}

interface Findings {
  articles: number;
  drafts: number;
  passedOver: number;
  readonly problems: Problem[];
}

async function readAll(source: ArticleSource, terminal: Terminal | undefined): Promise<Findings> {
  const found: Findings = { articles: 0, drafts: 0, passedOver: 0, problems: [] };
  const files = await Array.fromAsync(source.list());
  const bar = terminal && new SingleBar({ stream: terminal, format: '{bar} {value}/{total} files', hideCursor: true });
  bar?.start(files.length, 0);
  for (const { file } of files) {
    const reading = await source.read(file);
    if (reading.kind === 'article') {
      found.articles += 1;
      if (!reading.article.published) found.drafts += 1;
    } else if (reading.kind === 'problem') found.problems.push(...reading.problems);
    else if (reading.kind === 'passed over') found.passedOver += 1;
    bar?.increment();
  }
  bar?.stop();
  return found;
}

/** Without a width, every problem has a line of its own, as tools that read it want. */
function table(problems: readonly Problem[], columns: number | undefined): string {
  const shares = [0.34, 0.16, 0.22, 0.28];
  const rows = new Table({
    head: ['file', 'field', 'holds', 'wanted'],
    style: { head: [], border: [] },
    ...(columns !== undefined && {
      colWidths: shares.map((share) => Math.max(10, Math.floor((columns - shares.length - 1) * share))),
      wordWrap: true,
    }),
  });
  // Names have no word boundaries, and must not be cut off.
  const whole = (name: string): Table.Cell => ({ content: oneLine(name), wrapOnWordBoundary: false });
  for (const { file, field, holds, wanted } of problems) rows.push([whole(file), whole(field), whole(holds), wanted]);
  return rows.toString();
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };

if (import.meta.main) {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const given = process.argv.slice(2);
  const fallback = (process.env['ARTICLES_DIR'] || 'seeds').split(path.delimiter);
  process.exitCode = await checkArticles({
    dirs: given.length > 0 ? given : fallback,
    out: process.stdout,
    ...(process.stdout.isTTY && { terminal: process.stdout }),
  });
}
