import type { Client, Interaction, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { Events } from 'discord.js';
import type { Locator, ViewportSize } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { connect } from './connect.ts';
import { type LocalDiscordHarness, startLocalDiscord } from './local-discord.ts';
import { createWindows, type Window } from './windows.ts';

/** A bot on a local Discord, and a browser to visit its page with. */
export interface PageHarness {
  readonly discord: LocalDiscordHarness;
  readonly client: Client<true>;
  channelId(name: string): string;
  /** Posts as the bot; `body` is the API's. Resolves to the message's id. */
  post(channelName: string, body: object): Promise<string>;
  remove(channelName: string, messageId: string): Promise<void>;
  visit(viewport?: ViewportSize): Promise<Visit>;
  close(): Promise<void>;
}

/** A window, and how to find one's way in it. */
export interface Visit extends Window {
  openChannel(name: string): Promise<void>;
  /** The line to write in, while the channel is open. */
  line(channelName: string): Locator;
  /** The newest message that holds this text. */
  message(text: string): Locator;
  /** Lets nothing that is pressed, chosen or called reach the server until the result is called: so it stays on its way. */
  holdInteractions(): Promise<() => void>;
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
  const windows = createWindows(browser, discord.url);
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
    visit: async (viewport) => visit(await windows.open(viewport), discord.url, channelId),
    async close() {
      await browser.close();
      await client.destroy();
      await discord.close();
    },
  };
}

function visit({ page, complaints, close }: Window, url: string, channelId: (name: string) => string): Visit {
  const line = (name: string): Locator => page.getByRole('combobox', { name: `Message #${name}` });
  return {
    page,
    line,
    async openChannel(name) {
      await page.goto(`${url}/#${channelId(name)}`);
      await line(name).waitFor();
    },
    message: (text) => page.getByRole('article').filter({ hasText: text }).last(),
    async holdInteractions() {
      const held = Promise.withResolvers<void>();
      await page.route('**/local/interactions', async (route) => {
        await held.promise;
        await route.continue();
      });
      return held.resolve;
    },
    complaints,
    close,
  };
}
