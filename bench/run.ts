import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { measure } from './bench.ts';
import { indexChurn, indexCold, indexWarm } from './indexing.ts';
import { localDiscordFull, localDiscordStart } from './local-discord.ts';
import { overloadAnswers, overloadDrain, overloadMemory } from './overload.ts';

const benches = [
  indexCold,
  indexWarm,
  indexChurn,
  localDiscordStart,
  localDiscordFull,
  overloadDrain,
  overloadMemory,
  overloadAnswers,
];

const usage = `Usage: npm run bench -- [${benches.map(({ name }) => name).join('|')}…] [--articles N] [--rounds N] [--json]\n`;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        articles: { type: 'string', default: '5000' },
        rounds: { type: 'string', default: '4' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    return undefined;
  }
}

const given = readArguments();
const size = Number(given?.values.articles);
const rounds = Number(given?.values.rounds);
if (given === undefined || !(size > 0) || !(rounds > 0)) {
  process.stderr.write(usage);
  process.exit(2);
}
const { values, positionals } = given;

const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No bench named ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}

const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const table = new Table({
  head: ['bench', 'work', 'took', 'aim', 'yardstick', 'took', 'ratio'],
  style: { head: [], border: [] },
});
for (const bench of chosen) {
  const result = await measure(bench, { size, rounds });
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  const { name, work, workTook, yardstick, yardstickTook, ratio, unit, aim } = result;
  const took = (value: number): string => `${value.toFixed(0)} ${unit}`;
  const aimed = aim === undefined ? '' : `${took(aim)}: ${workTook <= aim ? 'met' : 'missed'}`;
  table.push([name, work, took(workTook), aimed, yardstick, took(yardstickTook), `${ratio.toFixed(2)}×`]);
}
if (!values.json)
  process.stdout.write(`${values.articles} articles, medians of ${values.rounds} rounds\n${table.toString()}\n`);
