import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import { HeatwireError } from '../desk/errors.ts';
import type { ArticleSource, Reading } from '../desk/ports.ts';
import type { Problem } from '../news/article.ts';
import { oneLine } from '../news/text.ts';
import { nearMisses } from './article-schema.ts';
import { isArticleFile } from './folder-listing.ts';
import { createFolderSource } from './folder-source.ts';
import { readFrontMatter, shorten } from './front-matter.ts';

/** A terminal that somebody watches. */
export type Terminal = NodeJS.WritableStream & { readonly columns?: number };

const usage = `Usage: npm run check:articles -- [FOLDER or FILE]…
Tells what is wrong in article files, and changes nothing. Without a name: in the folders of ARTICLES_DIR.
Ends with 0 when there is nothing to mend, 1 when there is, and 2 when something cannot be read.
`;

/**
 * Checks articles for their editors: writes a table of what is wrong, one of what may not be meant so, and a summary.
 *
 * @param places folders, and single article files
 * @param namedBy what named the places, for the message about one that cannot be read
 * @param terminal shows the progress, and bounds the tables' width; absent when nobody watches
 * @returns the exit code: 0 nothing to mend, 1 problems, 2 a place that cannot be read
 */
export async function checkArticles({
  places,
  namedBy,
  out,
  terminal,
}: {
  places: readonly string[];
  namedBy: string;
  out: NodeJS.WritableStream;
  terminal?: Terminal;
}): Promise<0 | 1 | 2> {
  let found: Findings;
  try {
    found = await readAll(places, namedBy, terminal);
  } catch (error) {
    if (!(error instanceof HeatwireError && error.code === 'SOURCE_UNREADABLE')) throw error;
    out.write(`${error.message}\n\n${usage}`);
    return 2;
  }
  const { articles, drafts, passedOver, problems, hints } = found;
  if (problems.length > 0) out.write(`${table(problems, terminal?.columns)}\n`);
  if (hints.length > 0) out.write(`Perhaps not meant so:\n${table(hints, terminal?.columns)}\n`);
  const broken = new Set(problems.map(({ file }) => file)).size;
  out.write(
    `${count(articles, 'article')} (${count(drafts, 'draft')} among them), ${passedOver} passed over, ` +
      `${count(problems.length, 'problem')}${broken > 0 ? ` in ${count(broken, 'file')}` : ''}` +
      `${hints.length > 0 ? `, ${count(hints.length, 'hint')}` : ''}\n`,
  );
  return problems.length > 0 ? 1 : 0;
}

interface Findings {
  articles: number;
  drafts: number;
  passedOver: number;
  readonly problems: Problem[];
  /** What the program takes as it is, but an editor may have meant otherwise. */
  readonly hints: Problem[];
}

async function readAll(places: readonly string[], namedBy: string, terminal: Terminal | undefined): Promise<Findings> {
  const found: Findings = { articles: 0, drafts: 0, passedOver: 0, problems: [], hints: [] };
  const files = await filesOf(places, namedBy);
  const bar = terminal && new SingleBar({ stream: terminal, format: '{bar} {value}/{total} files', hideCursor: true });
  bar?.start(files.length, 0);
  for (const { source, file } of files) {
    const reading = await source.read(file);
    if (reading.kind === 'article') {
      found.articles += 1;
      if (!reading.article.published) found.drafts += 1;
    } else if (reading.kind === 'problem') found.problems.push(...reading.problems);
    else if (reading.kind === 'passed over') found.passedOver += 1;
    found.hints.push(...(await hintsAt(file, reading)));
    bar?.increment();
  }
  bar?.stop();
  return found;
}

/** The files to check, each with the source that reads it: one for all folders, and one for each single file. */
async function filesOf(
  places: readonly string[],
  namedBy: string,
): Promise<{ readonly source: ArticleSource; readonly file: string }[]> {
  const single = places.filter((place) => isArticleFile(place) && statSync(place, { throwIfNoEntry: false })?.isFile());
  const sourceOf = (roots: readonly string[]) => createFolderSource({ roots, log: silent, namedBy });
  const source = sourceOf(places.filter((place) => !single.includes(place)));
  const listed = await Array.fromAsync(source.list(), ({ file }) => ({ source, file }));
  return [
    ...listed,
    ...single.map((place) => {
      const root = path.dirname(place);
      return { source: sourceOf([root]), file: `${root}/${path.basename(place)}` };
    }),
  ];
}

/** Hints about a file whose fields could be read: what is broken as a whole, or outside, is not looked at again. */
async function hintsAt(file: string, reading: Reading): Promise<Problem[]> {
  if (reading.kind === 'unsettled') return [];
  if (reading.kind === 'problem' && reading.problems.some(({ field }) => field === '')) return [];
  const front = readFrontMatter(await readFile(file));
  if (front.kind !== 'fields') return [];
  const { category, type } = front.fields;
  // Newsletters and the like have fields of their own.
  if (reading.kind === 'passed over' && category !== undefined) return [];
  const names = nearMisses(front.fields).map(({ field, meant }) => ({
    file,
    field: shorten(field),
    holds: 'a name that is ignored',
    wanted: `${meant}, if that is meant`,
  }));
  const types = typeof type === 'string' && type !== 'article' && type !== 'video';
  return types ? [...names, { file, field: 'type', holds: shorten(type), wanted: 'article or video' }] : names;
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

/** What the command line asks for; nothing when it cannot be understood. */
function commandLine(args: readonly string[]): { readonly help: boolean; readonly places: string[] } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return { help: values.help ?? false, places: positionals };
  } catch {
    return undefined;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const asked = commandLine(args);
  if (asked === undefined || asked.help) {
    process.stdout.write(usage);
    return asked === undefined ? 2 : 0;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const given = asked.places.length > 0;
  return checkArticles({
    places: given ? asked.places : (process.env['ARTICLES_DIR'] || 'seeds').split(path.delimiter),
    namedBy: given ? 'the command line' : 'ARTICLES_DIR',
    out: process.stdout,
    ...(process.stdout.isTTY && { terminal: process.stdout }),
  });
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
