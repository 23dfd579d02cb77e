import { type APIRole, PermissionsBitField } from 'discord.js';
import type { LocalDiscordHarness } from '../../support/local-discord.ts';
import { askedOn } from './asked.ts';
import type { Ask, Scene } from './row.ts';

const usual = PermissionsBitField.resolve([
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'ManageMessages',
  'ManageWebhooks',
  'ManageThreads',
  'CreatePublicThreads',
  'SendMessagesInThreads',
  'PinMessages',
]);

/** Lets rows act on a local Discord, on which the bot may do all that a bot is usually given. */
export async function sceneOn(discord: LocalDiscordHarness): Promise<Scene> {
  const channel = (name: string): string => {
    const id = discord.channels[name];
    if (id === undefined) throw new Error(`There is no channel ${name}.`);
    return id;
  };

  async function send({ method, path, body, files, as = 'bot' }: Ask) {
    const token = { bot: discord.token, wrong: 'wrong', none: undefined }[as];
    const json = body === undefined ? undefined : JSON.stringify(body);
    const form = files === undefined ? undefined : new FormData();
    for (const [place, { name, text }] of (files ?? []).entries())
      form?.append(`files[${place}]`, new Blob([text]), name);
    if (json !== undefined) form?.append('payload_json', json);
    const response = await fetch(`${discord.apiUrl}/v10${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bot ${token}` }),
        ...(form === undefined && json !== undefined && { 'content-type': 'application/json' }),
      },
      ...((form ?? json) !== undefined && { body: form ?? json ?? null }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  }

  const roles = (await send({ method: 'GET', path: `/guilds/${discord.guildId}/roles` })).body as APIRole[];
  const own = roles.find(({ tags }) => tags?.bot_id === discord.botId);
  discord.control.setRolePermissions(own?.id ?? '', usual);

  return {
    discord,
    asked: askedOn(discord, (method, path, body) => send({ method, path, body })),
    channel,
    send,
    async message(body = { content: 'A message' }) {
      const made = await send({ method: 'POST', path: `/channels/${channel('news')}/messages`, body });
      return (made.body as { id: string }).id;
    },
  };
}

/** The problems of an error body, as `path.in.body` to the code of the first problem there. */
export function problemsIn(body: unknown): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node))
      if (key === '_errors') found[path.join('.')] = value[0]?.code;
      else walk(value, [...path, key]);
  };
  walk((body as { errors?: unknown })?.errors, []);
  return found;
}
