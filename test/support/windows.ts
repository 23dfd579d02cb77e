import type { Browser, Page, ViewportSize } from 'playwright-core';

/** One browser window, as of a person who has never been here. */
export interface Window {
  readonly page: Page;
  /** Errors, dialogs, and requests to anywhere but the page's own server. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

/**
 * Opens windows on the page of the server at `url`. One that was closed is used again, with nothing left of what was done
 * and kept in it but the page's scripts: to load and compile them is nearly all that a visit takes.
 */
export function createWindows(browser: Browser, url: string): { open(viewport?: ViewportSize): Promise<Window> } {
  const closed: Page[] = [];
  return {
    async open(viewport = { width: 1280, height: 800 }) {
      const page = closed.pop() ?? (await browser.newPage());
      await page.setViewportSize(viewport);
      // Before the test's own time is up, so that what is waited for is named.
      page.setDefaultTimeout(15_000);
      const { complaints, stop } = complaintsOf(page, url);
      return {
        page,
        complaints: () => complaints,
        async close() {
          await page.unrouteAll();
          // Runs nothing, and may clear what the page has kept.
          await page.goto(`${url}/local/state`);
          stop();
          await page.evaluate('localStorage.clear(); sessionStorage.clear();');
          await page.context().clearCookies();
          await page.emulateMedia({ colorScheme: null });
          // Where it stands on what comes next, it would have chosen that.
          await page.mouse.move(0, 0);
          closed.push(page);
        },
      };
    },
  };
}

function complaintsOf(page: Page, url: string): { readonly complaints: readonly string[]; stop(): void } {
  const complaints: string[] = [];
  page.on('console', (said) => said.type() === 'error' && complaints.push(`console: ${said.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(`uncaught: ${message}`));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`asked elsewhere: ${request.url()}`);
  });
  return {
    complaints,
    stop: () => {
      for (const event of ['console', 'pageerror', 'dialog', 'request']) page.removeAllListeners(event);
    },
  };
}
