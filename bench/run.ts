import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { backlog } from './backlog.ts';
import { benchOf, full, measure, type Result, type Scenario, small } from './bench.ts';
import { breakingNews } from './breaking-news.ts';
import { choosing } from './choosing.ts';
import { deciding } from './deciding.ts';
import { growthIndexWarm, indexChurn, indexCold, indexRescan, indexWarm } from './indexing.ts';
import { localDiscordFull, localDiscordStart } from './local-discord.ts';
import { overload } from './overload.ts';
import { commands, growthQuery } from './querying.ts';
import { startFew, startMany } from './starting.ts';
import { tableOf } from './table.ts';

const scenarios: readonly Scenario[] = [
  indexCold,
  indexWarm,
  indexRescan,
  indexChurn,
  growthIndexWarm,
  choosing,
  deciding,
  localDiscordStart,
  localDiscordFull,
  breakingNews,
  backlog,
  overload,
  commands,
  growthQuery,
  startFew,
  startMany,
];

const benches = [...new Set(scenarios.flatMap(({ figures }) => Object.keys(figures)).map(benchOf))];

const usage = `Usage: npm run bench -- [NAME…] [--small] [--rounds N] [--json FILE] [--against FILE]
  NAME            one of ${benches.join(', ')}; all without one
  --small         little of everything: shows that the benches work, its figures mean nothing
  --rounds N      how often each is run; the table shows medians (3)
  --json FILE     writes every figure of every round there, for comparison between versions
  --against FILE  shows the figures of such a file beside those of this run
`;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        small: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '3' },
        json: { type: 'string' },
        against: { type: 'string' },
      },
    });
  } catch {
    return undefined;
  }
}

const given = readArguments();
const rounds = Number(given?.values.rounds);
if (given === undefined || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(usage);
  process.exit(2);
}
const { values, positionals } = given;

const unknown = positionals.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No bench named ${unknown.join(', ')}. There are: ${benches.join(', ')}.\n`);
  process.exit(2);
}

const scale = values.small ? small : full;
const written = z.object({
  ground: z.object({ scale: z.object({ articles: z.number() }) }),
  results: z.array(z.object({ name: z.string(), value: z.number() })),
});

/** What an earlier run wrote, if that is to be shown. */
function readEarlier(file: string | undefined) {
  if (file === undefined) return undefined;
  try {
    const { ground, results } = written.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (ground.scale.articles === scale.articles) return results;
    process.stderr.write(`${file} is of a run on another scale.\n`);
  } catch {
    process.stderr.write(`${file} is no file that --json wrote.\n`);
  }
  process.exit(2);
}

const earlier = readEarlier(values.against);

// All that the benches put on the disk is in here, and goes with the process, however that ends.
const workplace = mkdtempSync(join(tmpdir(), 'heatwire-benches-'));
process.env['TMPDIR'] = workplace;
process.on('exit', () => rmSync(workplace, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const isWanted = (figureName: string): boolean => positionals.length === 0 || positionals.includes(benchOf(figureName));
const results: Result[] = [];
for (const scenario of scenarios) {
  const names = Object.keys(scenario.figures).filter(isWanted);
  if (names.length === 0) continue;
  process.stderr.write(`${names.join(', ')} …\n`);
  results.push(...(await measure(scenario, { scale, rounds })).filter(({ name }) => isWanted(name)));
}

const [processor] = cpus();
const machine = { node: process.version, processor: processor?.model ?? '', cores: cpus().length };
const run = { ground: { ...machine, rounds, scale }, results };
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(run, undefined, 2)}\n`);
const { articles, feeds, guilds } = scale;
const lines = [
  `Node ${machine.node}, ${machine.cores} × ${machine.processor}: medians of ${rounds}`,
  `${articles} articles, ${feeds} feeds, ${guilds} servers`,
  ...(values.small ? ['The words below are those of a full run. Of so little, the figures mean nothing.'] : []),
  tableOf(values.small ? results.map(({ met: _, ...result }) => result) : results, earlier),
];
process.stdout.write(`${lines.join('\n')}\n`);

const without = results.filter(({ value, ratio = 0 }) => !Number.isFinite(value) || !Number.isFinite(ratio));
if (without.length > 0) {
  process.stderr.write(`Nothing was measured: ${without.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 1;
}
