import { openSocket, type Socket } from '../../support/gateway-socket.ts';
import type { LocalDiscordHarness } from '../../support/local-discord.ts';
import { until } from '../../support/until.ts';

/** An interaction that the bot was asked with, as the paths of its routes. */
export interface Interaction {
  readonly callback: string;
  readonly webhook: string;
}

/** What people can ask a bot that is online and has one command, with an option that is completed while typing. */
export interface Asked {
  command(): Promise<Interaction>;
  typing(): Promise<Interaction>;
  press(): Promise<Interaction>;
}

const command = {
  name: 'news',
  description: 'News',
  options: [{ type: 3, name: 'topic', description: 'Topic', autocomplete: true }],
};
const button = { type: 1, components: [{ type: 2, style: 1, custom_id: 'more', label: 'More' }] };

type Send = (method: 'POST', path: string, body: unknown) => Promise<unknown>;

/** The bot comes online with the first interaction. */
export function askedOn(discord: LocalDiscordHarness, send: Send): Asked {
  let online: Promise<Socket> | undefined;

  async function comeOnline(): Promise<Socket> {
    await send('POST', `/applications/${discord.botId}/commands`, command);
    const socket = openSocket(discord);
    await socket.identify();
    await socket.hears('READY');
    return socket;
  }

  async function next(ask: () => Promise<unknown>): Promise<Interaction> {
    online ??= comeOnline();
    const { heard } = await online;
    const questions = () =>
      heard.flatMap(({ t, d }) => (t === 'INTERACTION_CREATE' ? [d as Record<string, string>] : []));
    const before = questions().length;
    // Nobody waits for the answers to what rows leave unanswered.
    ask().catch(() => undefined);
    const { id, token } = await until('the bot is asked', () => questions()[before]);
    return { callback: `/interactions/${id}/${token}/callback`, webhook: `/webhooks/${discord.botId}/${token}` };
  }

  return {
    command: () => next(() => discord.command('news')),
    typing: () => next(() => discord.autocomplete('news', 'topic')),
    async press() {
      const seen = Promise.withResolvers<Awaited<ReturnType<typeof discord.command>>>();
      const { callback } = await next(async () => seen.resolve(await discord.command('news')));
      await send('POST', callback, { type: 4, data: { content: 'A list', components: [button] } });
      const outcome = await seen.promise;
      if (outcome.result !== 'answered' || outcome.message === undefined) throw new Error('There is no message.');
      const { message } = outcome;
      return next(() => discord.press(message, 'more'));
    },
  };
}
