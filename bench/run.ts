import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
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

const written = z.object({ results: z.array(z.object({ name: z.string(), value: z.number() })) });
const earlier = values.against && written.parse(JSON.parse(readFileSync(values.against, 'utf8'))).results;

const isWanted = (figureName: string): boolean => positionals.length === 0 || positionals.includes(benchOf(figureName));
const scale = values.small ? small : full;
const results: Result[] = [];
for (const scenario of scenarios) {
  const names = Object.keys(scenario.figures).filter(isWanted);
  if (names.length === 0) continue;
  process.stderr.write(`${names.join(', ')} …\n`);
  results.push(...(await measure(scenario, { scale, rounds })).filter(({ name }) => isWanted(name)));
}

const [processor] = cpus();
const ground = { node: process.version, processor: processor?.model ?? '', cores: cpus().length, rounds, scale };
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ground, results }, undefined, 2)}\n`);
process.stdout.write(
  `Node ${process.version}, ${ground.cores} × ${ground.processor}; ${JSON.stringify(scale)}; medians of ${rounds}\n${tableOf(results, earlier || undefined)}\n`,
);

const without = results.filter(({ value, ratio = 0 }) => !Number.isFinite(value) || !Number.isFinite(ratio));
if (without.length > 0) {
  process.stderr.write(`Nothing was measured: ${without.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 1;
}
