import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { PermissionFlagsBits, type PermissionsString } from 'discord.js';
import type { RequestFaultKind } from '../../src/local-discord/faults/fault.ts';
import { isUnanswered } from '../../src/local-discord/faults/middleware.ts';
import type { RuleInput } from '../../src/local-discord/faults/rule.ts';
import { createLocalDiscord, type LocalDiscordOptions } from '../../src/local-discord/local-discord.ts';
import type {
  PageDone,
  PageInteraction,
  PageInteractionResult,
  PageModal,
  PageState,
} from '../../src/local-discord/page/contract.ts';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import type { World } from '../../src/local-discord/state/world.ts';
import { everyComponent, type FilledIn, submission } from './components.ts';
import { until } from './until.ts';

/** What a person gets for a command or a press: the message, if there is one, is as that person sees it. */
export type Seen =
  | { readonly result: 'answered'; readonly message?: PageMessage }
  | Exclude<PageInteractionResult, { result: 'answered' }>;

export type Options = Readonly<Record<string, string | number | boolean>>;
type Choices = readonly { readonly name: string; readonly value: string | number }[];

interface Request {
  readonly method: string;
  readonly path: string;
  /** Absent until the request is answered, and for good when it never is. */
  readonly status?: number;
}

export interface As {
  /** A person's id; the owner when absent. */
  readonly as?: string;
  readonly channelId?: string;
  /** The person's language. */
  readonly locale?: string;
}

export type LocalDiscordHarness = Awaited<ReturnType<typeof startLocalDiscord>>;

const world: World = {
  bot: { username: 'Newsbot' },
  people: ['owner', 'manager', 'member', 'stranger'],
  guilds: [
    {
      name: 'Test Guild',
      owner: 'owner',
      managers: ['manager'],
      members: ['member'],
      channels: [
        { name: 'news', category: 'Newsroom', topic: 'The news' },
        { name: 'ai', category: 'Newsroom' },
        { name: 'announcements', category: 'Newsroom', type: 5 },
        { name: 'general' },
        { name: 'stories', type: 15, tags: ['Hot', 'Quiet'] },
      ],
    },
    { name: 'Other Guild', owner: 'stranger', members: ['member'], channels: [{ name: 'elsewhere' }] },
  ],
};

/** Stands around every request to the API: sees it come, and what was made of it before the answer leaves. */
export type Around = (request: Pick<Request, 'method' | 'path'>, next: () => Promise<Response>) => Promise<Response>;

/**
 * A local Discord on a port of its own, driven as its page drives it. It limits rates as Discord does, which clients of
 * discord.js keep to by themselves; a test that asks more at once says so.
 */
export async function startLocalDiscord(
  options: Partial<LocalDiscordOptions> = {},
  around: Around = (_, next) => next(),
) {
  const failures: unknown[] = [];
  const discord = createLocalDiscord({
    dataFile: ':memory:',
    clock: { now: () => Date.now() },
    random: { id: () => randomBytes(12).toString('base64url') },
    world,
    onFailure: (error) => failures.push(error),
    ...options,
    // Discord wants five seconds between two logins; tests log in many times, each anew.
    gatewayLimits: { identifyEveryMs: 0, ...options.gatewayLimits },
  });
  const requests: Request[] = [];

  async function answer(request: globalThis.Request, env: object): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/api/')) return discord.app.fetch(request, env);
    const seen: { method: string; path: string; status?: number } = { method: request.method, path: pathname };
    requests.push(seen);
    const response = await around(seen, async () => discord.app.fetch(request, env));
    if (!isUnanswered(response)) seen.status = response.status;
    return response;
  }

  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  discord.attach(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(url + path);
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  const general = discord.channelIds['general'] ?? '';
  const state = (as = discord.ownerId): Promise<PageState> => get(`/local/state?viewer=${as}`);
  const messages = (channelId: string, as = discord.ownerId): Promise<PageMessage[]> =>
    get(`/local/channels/${channelId}/messages?viewer=${as}`);

  async function post<T>(path: string, body: object): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as T;
  }

  async function ask(request: PageInteraction): Promise<Seen> {
    const outcome = await post<PageInteractionResult>('/local/interactions', request);
    if (outcome.result !== 'answered') return outcome;
    const { message_id: id } = outcome;
    const message = (await messages(request.channel_id, request.viewer)).find((one) => one.id === id);
    return { result: 'answered', ...(message !== undefined && { message }) };
  }

  const act = (
    type: PageInteraction['type'],
    data: object,
    { as = discord.ownerId, channelId = general, locale }: As,
    more: { readonly message_id?: string } = {},
  ): Promise<Seen> =>
    ask({ type, channel_id: channelId, viewer: as, ...(locale !== undefined && { locale }), data, ...more });

  /** `name` may hold subcommands: `feed add`. An option that is `focused` is the one being typed. */
  async function send(type: 2 | 4, name: string, given: Options, as: As, focused?: string): Promise<Seen> {
    const [first = '', ...path] = name.split(' ');
    const leaves: object[] = Object.entries(given).map(([option, value]) => ({
      name: option,
      value,
      ...(option === focused && { focused: true }),
    }));
    const options = path.reduceRight((inner, step) => [{ name: step, type: 1, options: inner }], leaves);
    return act(type, { name: first, options }, as);
  }

  async function use(
    message: PageMessage,
    wanted: string,
    types: readonly number[],
    { values, ...as }: As & { readonly values?: readonly string[] },
  ): Promise<Seen> {
    const component = everyComponent(message).find(
      (one) => types.includes(one.type) && (one.custom_id === wanted || one.label === wanted),
    );
    if (component?.custom_id === undefined) throw new Error(`The message has no component ${wanted}.`);
    const data = { custom_id: component.custom_id, component_type: component.type, ...(values && { values }) };
    return act(3, data, { channelId: message.channel_id, ...as }, { message_id: message.id });
  }

  return {
    url,
    apiUrl: `${url}/api`,
    token: discord.token,
    guildId: discord.guildId,
    guildIds: discord.guildIds,
    botId: discord.botId,
    ownerId: discord.ownerId,
    memberId: discord.memberId,
    strangerId: discord.strangerId,
    channels: discord.channelIds,
    /** Every REST request so far, in the order in which they came. */
    requests: requests as readonly Request[],
    /** What the local Discord itself remembers of them. */
    requestLog: discord.requests,
    /** Why requests were answered with 500. */
    failures: failures as readonly unknown[],
    state,
    messages,
    async waitForMessages(channelId: string, count: number): Promise<PageMessage[]> {
      let found: PageMessage[] = [];
      await until(`${count} messages`, async () => {
        found = await messages(channelId);
        return found.length >= count;
      });
      return found;
    },
    command: (name: string, given: Options = {}, as: As = {}): Promise<Seen> => send(2, name, given, as),
    /** What is offered while a person types the option `focused`; `given` has what is typed so far. */
    async autocomplete(name: string, focused: string, given: Options = {}, as: As = {}): Promise<Choices> {
      const seen = await send(4, name, { [focused]: '', ...given }, as, focused);
      if (seen.result !== 'choices') throw new Error(`No choices: ${JSON.stringify(seen)}`);
      return seen.choices;
    },
    /** Presses a button, by its custom_id or its label. */
    press: (message: PageMessage, button: string, as: As = {}): Promise<Seen> => use(message, button, [2], as),
    /** Chooses in a menu, by its custom_id. */
    choose: (message: PageMessage, menu: string, values: readonly string[], as: As = {}): Promise<Seen> =>
      use(message, menu, [3, 5, 6, 7, 8], { ...as, values }),
    /** Uses the command in the menu of a person. */
    userCommand: (name: string, userId: string, as: As = {}): Promise<Seen> =>
      act(2, { name, type: 2, target_id: userId }, as),
    /** Uses the command in the menu of a message. */
    messageCommand: (name: string, { id, channel_id }: PageMessage, as: As = {}): Promise<Seen> =>
      act(2, { name, type: 3, target_id: id }, { channelId: channel_id, ...as }),
    /** Sends a modal with the fields that are filled in. */
    submit: (modal: PageModal, filledIn: FilledIn, as: As = {}): Promise<Seen> =>
      act(5, { id: modal.id, custom_id: modal.custom_id, components: submission(modal.components, filledIn) }, as),
    /** The id of a person's conversation with the bot. */
    async direct(as: string): Promise<string> {
      const done = await post<PageDone>('/local/direct', { viewer: as });
      if (done.result !== 'done') throw new Error(done.reason);
      return done.id;
    },
    ask,
    control: discord.control,
    /** Gives and takes rights of the bot in a channel, in place of what was set before. */
    async setPermissions(
      channelId: string,
      { allow = [], deny = [] }: { allow?: readonly PermissionsString[]; deny?: readonly PermissionsString[] },
    ): Promise<void> {
      const bits = (names: readonly PermissionsString[]): string =>
        String(names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n));
      discord.control.setOverwrite(channelId, { id: discord.botId, type: 1, allow: bits(allow), deny: bits(deny) });
    },
    async deleteChannel(channelId: string): Promise<void> {
      discord.control.deleteChannel(channelId);
    },
    /** Closes the bot's connection; it may resume. */
    async dropGateway(code?: number): Promise<void> {
      discord.control.dropGateway(code);
    },
    /** Spoils the next request that matches; `control.faults` can do more. */
    failNext(match: RuleInput['match'], kind: RequestFaultKind): void {
      discord.control.faults.add({ fault: { kind }, ...(match && { match }) });
    },
    async close(): Promise<void> {
      await discord.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
