import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Starts a headless browser; whoever starts it closes it. On Linux it comes with the development packages; elsewhere it is
 * the machine's own Chrome, since the packaged one is for Linux only.
 */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return playwright.launch({ channel: 'chrome', headless: true });
  const home = await unpackBrowser();
  return playwright.launch({
    // Not the arguments that come with it: they keep everything in one process, which ends with its first page.
    args: ['--no-sandbox', '--disable-gpu'],
    // Its own fonts are unpacked next to it; this is where a browser looks for them besides the machine's.
    env: { ...process.env, XDG_DATA_HOME: home },
    executablePath: join(home, 'chromium'),
    headless: true,
  });
}

/** The folder of the unpacked browser. Test files that start together each unpack their own; the first one stays. */
async function unpackBrowser(): Promise<string> {
  const packageFile = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '../../package.json',
  );
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  const home = join(tmpdir(), `heatwire-chromium-${version}`);
  if (existsSync(home)) return home;

  const own = await mkdtemp(`${home}-`);
  await unpackInto(own);
  // Only a whole folder ever gets the name, so nobody starts a browser that is half unpacked.
  await rename(own, home).catch(async (error: NodeJS.ErrnoException) => {
    await rm(own, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return home;
}

/** The package unpacks into the folder for temporary files, which it asks for before it first waits. */
function unpackInto(folder: string): Promise<string> {
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = folder;
  const unpacked = chromium.executablePath();
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
  return unpacked;
}
