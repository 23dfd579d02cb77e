import {
  type APIInteraction,
  type Client,
  Events,
  GatewayDispatchEvents,
  type Interaction,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { LocalDiscordOptions } from '../../src/local-discord/local-discord.ts';
import type { PageModal } from '../../src/local-discord/page/contract.ts';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { connect } from './connect.ts';
import { type LocalDiscordHarness, type Seen, startLocalDiscord } from './local-discord.ts';

/** What the bot was asked, and what the person who asked will see. */
export interface Asked {
  readonly interaction: Interaction;
  /** As it came over the gateway. */
  readonly payload: APIInteraction;
  readonly seen: Promise<Seen>;
}

export interface Answered {
  readonly status: number;
  /** Discord's code of a refusal. */
  readonly code?: number;
  readonly body?: object;
}

/** What a person is told when the bot was asked, and was silent. */
export const noAnswer = 'The application did not respond.';

export type AskedBot = Awaited<ReturnType<typeof startAskedBot>>;

/** A discord.js bot in a local Discord that answers only what a test tells it to answer. */
export async function startAskedBot(
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
  options: Partial<LocalDiscordOptions> = {},
) {
  // Nobody here keeps to rates as discord.js does.
  const discord: LocalDiscordHarness = await startLocalDiscord({ rateLimits: 'off', ...options });
  const client: Client<true> = await connect(discord);
  await client.application.commands.set([...commands]);

  async function call(method: string, path: string, body?: object): Promise<Answered> {
    const response = await fetch(`${discord.apiUrl}/v10${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return { status: 204 };
    const answer = (await response.json()) as object;
    return response.ok
      ? { status: response.status, body: answer }
      : { status: response.status, code: Reflect.get(answer, 'code') };
  }

  return {
    discord,
    client,
    /** What the bot gets for something that a person does. */
    async takes(seen: Promise<Seen>): Promise<Asked> {
      const interaction = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
      const payload = new Promise<APIInteraction>((resolve) => {
        const listen = (packet: { t: string; d: unknown }): void => {
          if (packet.t !== GatewayDispatchEvents.InteractionCreate) return;
          client.off(Events.Raw, listen);
          resolve(packet.d as APIInteraction);
        };
        client.on(Events.Raw, listen);
      });
      const { promise: unasked, reject } = Promise.withResolvers<never>();
      unasked.catch(() => undefined);
      const refuse = (outcome: Seen): void => {
        if (outcome.result === 'failed' && outcome.reason !== noAnswer)
          reject(new Error(`The bot was not asked: ${outcome.reason}`));
      };
      // Who stops before the answer has no use for it.
      void seen.then(refuse, () => undefined);
      return { interaction: await Promise.race([interaction, unasked]), payload: await payload, seen };
    },
    call,
    callback: ({ id, token }: Pick<Interaction, 'id' | 'token'>, body: object, query = ''): Promise<Answered> =>
      call('POST', `/interactions/${id}/${token}/callback${query}`, body),
    /** The path of an interaction's messages, such as `/messages/@original`. */
    webhook: ({ token }: Pick<Interaction, 'token'>, rest = ''): string =>
      `/webhooks/${discord.botId}/${token}${rest.replace('@', '%40')}`,
    async stop(): Promise<void> {
      await client.destroy();
      await discord.close();
    },
  };
}

/** The message that a person got for an answer. */
export function messageOf(seen: Seen): PageMessage {
  if (seen.result === 'answered' && seen.message !== undefined) return seen.message;
  throw new Error(`No message: ${JSON.stringify(seen)}`);
}

/** The modal that a person got for an answer. */
export function modalOf(seen: Seen): PageModal {
  if (seen.result === 'modal') return seen.modal;
  throw new Error(`No modal: ${JSON.stringify(seen)}`);
}
