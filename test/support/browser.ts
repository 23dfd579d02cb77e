import { tmpdir } from 'node:os';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Starts a headless Chromium that comes with the development packages; whoever starts it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({
    // Not the arguments that come with it: they keep everything in one process, which ends with its first page.
    args: ['--no-sandbox', '--disable-gpu'],
    // Its own fonts are unpacked next to it; this is where a browser looks for them besides the machine's.
    env: { ...process.env, XDG_DATA_HOME: tmpdir() },
    executablePath,
    headless: true,
  });
}
