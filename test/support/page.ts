import type { Client, Interaction, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { Events } from 'discord.js';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { connect } from './connect.ts';
import { type LocalDiscordHarness, startLocalDiscord } from './local-discord.ts';

/** A bot on a local Discord, and a browser to visit its page with. */
export interface PageHarness {
  readonly discord: LocalDiscordHarness;
  readonly client: Client<true>;
  channelId(name: string): string;
  /** Posts as the bot; `body` is the API's. Resolves to the message's id. */
  post(channelName: string, body: object): Promise<string>;
  remove(channelName: string, messageId: string): Promise<void>;
  visit(viewport?: { readonly width: number; readonly height: number }): Promise<Visit>;
  close(): Promise<void>;
}

/** One browser window, as of a person who has never been here. */
export interface Visit {
  readonly page: Page;
  openChannel(name: string): Promise<void>;
  /** The line to write in, while the channel is open. */
  line(channelName: string): Locator;
  /** The newest message that holds this text. */
  message(text: string): Locator;
  /** Errors, dialogs, and requests to anywhere but the page's own server. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

/** Starts it all, with a bot that has these commands and answers by `respond`. */
export async function startPage(
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
  respond: (interaction: Interaction) => Promise<void>,
): Promise<PageHarness> {
  const [discord, browser] = await Promise.all([
    startLocalDiscord({ answerWithinMs: 1500, rateLimits: 'off' }),
    launchBrowser(),
  ]);
  const client = await connect(discord);
  await client.application.commands.set(commands);
  client.on(Events.InteractionCreate, (interaction) => void respond(interaction));

  function channelId(name: string): string {
    const id = discord.channels[name];
    if (id === undefined) throw new Error(`There is no channel ${name}.`);
    return id;
  }

  return {
    discord,
    client,
    channelId,
    post: async (name, body) => {
      const { id } = (await client.rest.post(`/channels/${channelId(name)}/messages`, { body })) as { id: string };
      return id;
    },
    remove: async (name, messageId) => {
      await client.rest.delete(`/channels/${channelId(name)}/messages/${messageId}`);
    },
    visit: (viewport = { width: 1280, height: 800 }) => visit(browser, discord.url, channelId, viewport),
    async close() {
      await browser.close();
      await client.destroy();
      await discord.close();
    },
  };
}

/** Errors, dialogs, and requests of a page to anywhere but its own server, as they come. */
export function complaintsOf(page: Page, url: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (said) => said.type() === 'error' && complaints.push(`console: ${said.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(`uncaught: ${message}`));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`asked elsewhere: ${request.url()}`);
  });
  return complaints;
}

async function visit(
  browser: Browser,
  url: string,
  channelId: (name: string) => string,
  viewport: { readonly width: number; readonly height: number },
): Promise<Visit> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  // Before the test's own time is up, so that what is waited for is named.
  page.setDefaultTimeout(15_000);
  const complaints = complaintsOf(page, url);

  const line = (name: string): Locator => page.getByRole('combobox', { name: `Message #${name}` });
  return {
    page,
    line,
    async openChannel(name) {
      await page.goto(`${url}/#${channelId(name)}`);
      await line(name).waitFor();
    },
    message: (text) => page.getByRole('article').filter({ hasText: text }).last(),
    complaints: () => complaints,
    close: () => context.close(),
  };
}
