import { parseArgs } from 'node:util';
import { brokenBuildNames, brokenBuilds, isBrokenBuild } from './broken-builds.ts';
import { report, reportFailure } from './report.ts';
import { runChaos } from './run-chaos.ts';
import { isFailed } from './run-schedule.ts';
import { isTheme, themeNames } from './schedule.ts';

const usage = `Usage: npm run chaos -- [--seed S] [--schedules N] [--at-once N] [--theme NAME] [--broken NAME]
Themes: ${themeNames.join(', ')}
Broken builds, which must fail: ${brokenBuildNames.join(', ')}
`;

function readArguments() {
  try {
    return parseArgs({
      options: {
        seed: { type: 'string', default: '1' },
        schedules: { type: 'string', default: '20' },
        'at-once': { type: 'string', default: '4' },
        theme: { type: 'string' },
        broken: { type: 'string' },
      },
    }).values;
  } catch {
    return undefined;
  }
}

const given = readArguments();
const seed = Number(given?.seed);
const schedules = Number(given?.schedules);
const atOnce = Number(given?.['at-once']);
const { theme, broken } = given ?? {};
if (
  !(Number.isInteger(seed) && schedules > 0 && atOnce > 0) ||
  (theme !== undefined && !isTheme(theme)) ||
  (broken !== undefined && !isBrokenBuild(broken))
) {
  process.stderr.write(usage);
  process.exit(2);
}

const beganAt = performance.now();
const about = theme ?? (broken && brokenBuilds[broken].theme);
const verdicts = await runChaos({
  ...{ seed, schedules, atOnce },
  ...(about !== undefined && { theme: about }),
  ...(broken !== undefined && { broken, untilFailed: true }),
  onVerdict(verdict) {
    if (isFailed(verdict)) process.stdout.write(reportFailure(verdict, broken));
  },
});
process.stdout.write(`${report(verdicts, performance.now() - beganAt)}\n`);
process.exit(verdicts.some(isFailed) ? 1 : 0);
