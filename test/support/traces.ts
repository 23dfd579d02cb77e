import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from './program.ts';

/** Everything that a running program lets others on its machine see, by where it stands. */
export async function tracesOf(program: Program, url: string, dataDir: string): Promise<Map<string, string>> {
  const traces = new Map([['output', program.output()]]);
  for (const path of ['/healthz', '/metrics']) traces.set(path, await (await fetch(url + path)).text());
  for (const name of ['cmdline', 'comm', 'status']) {
    const file = `/proc/${program.process.pid}/${name}`;
    if (existsSync(file)) traces.set(file, await readFile(file, 'latin1'));
  }
  for (const file of await filesOf(dataDir)) traces.set(file, await readFile(file, 'latin1'));
  return traces;
}

/** Where a secret stands, written in whatever way. */
export function placesOf(secret: string, traces: ReadonlyMap<string, string>): string[] {
  const bytes = Buffer.from(secret);
  // The middle of a base64 text is the same wherever a group of three begins; so many bytes of a secret say it all.
  const inBase64 = [0, 1, 2].map((from) => bytes.subarray(from, from + 12).toString('base64'));
  const inBase64Url = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const utf16 = Buffer.from(secret, 'utf16le').toString('latin1');
  const forms = [secret, encodeURIComponent(secret), bytes.toString('hex'), utf16, ...inBase64, ...inBase64Url];
  return [...traces].filter(([, text]) => forms.some((form) => text.includes(form))).map(([place]) => place);
}

/** The files below a folder that others than their owner may read or write, and the folder itself if so. */
export async function openFiles(dir: string): Promise<string[]> {
  const all = [dir, ...(await filesOf(dir))];
  const modes = await Promise.all(all.map(async (file) => ({ file, mode: (await stat(file)).mode })));
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ file }) => file);
}

async function filesOf(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
