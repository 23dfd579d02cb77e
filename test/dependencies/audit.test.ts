import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../.ci/audit', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heatwire-audit-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The audit's exit code and output when npm says this, and exits with this. */
async function auditWith(answer: string, exitCode: number): Promise<{ code: number; output: string }> {
  const npm = join(folder, 'npm');
  await writeFile(join(folder, 'answer'), answer);
  await writeFile(npm, `#!/bin/sh\ncat '${join(folder, 'answer')}'\nexit ${exitCode}\n`);
  await chmod(npm, 0o755);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` };
  return new Promise((resolve) => {
    const child = execFile(script, { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

const report = (...severities: readonly string[]): string =>
  JSON.stringify({
    vulnerabilities: Object.fromEntries(
      severities.map((severity, at) => [`p${at}`, { name: `p${at}`, severity, range: '<2' }]),
    ),
    metadata: { vulnerabilities: { total: severities.length } },
  });

it.each<[string, string, number, number, string]>([
  ['passes with nothing known', report(), 0, 0, '0 of 0 known'],
  ['passes with what is of little weight', report('low', 'moderate'), 1, 0, '0 of 2 known'],
  ['fails with what is high', report('low', 'high'), 1, 1, 'high: p1 <2'],
  ['fails with what is critical', report('critical'), 1, 1, 'critical: p0 <2'],
  ['says that a registry refuses', JSON.stringify({ message: '405 Method Not Allowed' }), 1, 0, 'NOT audited'],
  ['says that no registry can be reached', '', 1, 0, 'NOT audited'],
])('%s', async (_, answer, exitCode, code, words) => {
  const result = await auditWith(answer, exitCode);
  expect(result).toEqual({ code, output: expect.stringContaining(words) });
});
