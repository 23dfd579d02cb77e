import { createHash } from 'node:crypto';
import {
  type APIApplicationCommand,
  type REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { type ErrorCode, HeatwireError } from '../desk/errors.ts';
import type { Log } from '../desk/ports.ts';
import type { Outcome } from '../desk/transport-port.ts';
import type { CommandContext, SlashCommand } from './command.ts';
import { outcomeOf } from './outcome.ts';
import type { Remembered } from './remembered.ts';

/** Where the fingerprint of the commands that were registered last is kept between runs. */
const key = 'discord.commands';

/**
 * Makes Discord know the commands, on every server: with one request to ask for their ids when they are as last time,
 * else by overwriting them all.
 *
 * @returns the commands as Discord knows them
 * @throws HeatwireError `TOKEN_INVALID`, `COMMAND_INVALID` when Discord does not accept a definition, else
 * `DISCORD_CLOSED` when it could not be asked
 */
export async function registerCommands(deps: {
  rest: REST;
  applicationId: string;
  commands: readonly SlashCommand[];
  remembered: Remembered;
  log: Log;
}): Promise<CommandContext['commands']> {
  const { rest, applicationId, remembered, log } = deps;
  const route = Routes.applicationCommands(applicationId);
  const definitions = deps.commands.map(({ definition }) => onServers(definition));
  const fingerprint = fingerprintOf({ api: rest.options.api, applicationId, definitions });

  if ((await remembered.get(key)) === fingerprint) {
    const known = await askForCommands(() => rest.get(route));
    if (sameNames(known, definitions)) {
      log.debug({ commands: known.length }, 'The commands are registered as they are');
      return known.map(mentionable);
    }
  }
  const registered = await askForCommands(() => rest.put(route, { body: definitions }));
  await remembered.set(key, fingerprint);
  log.info({ commands: registered.map(({ name }) => name) }, 'Registered the commands');
  return registered.map(mentionable);
}

/**
 * The id of the application that a token belongs to, for whoever is not connected to the gateway, which tells it too.
 *
 * @throws HeatwireError as {@link registerCommands}
 */
export async function ownApplicationId(rest: REST): Promise<string> {
  const answer = await ask(() => rest.get(Routes.currentApplication()));
  if (isEntity(answer)) return answer.id;
  throw strange();
}

/** For servers only, not for private conversations: without these, Discord would offer the commands everywhere. */
function onServers(
  definition: RESTPostAPIChatInputApplicationCommandsJSONBody,
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return { ...definition, contexts: [0], integration_types: [0] };
}

/** SHA-256 of the value, in hexadecimal; the order of an object's keys does not count. */
function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

async function askForCommands(request: () => Promise<unknown>): Promise<readonly APIApplicationCommand[]> {
  const answer = await ask(request);
  if (isCommandList(answer)) return answer;
  throw strange();
}

async function ask(request: () => Promise<unknown>): Promise<unknown> {
  try {
    return await request();
  } catch (cause) {
    const outcome = outcomeOf(cause);
    const reason = 'reason' in outcome ? outcome.reason : 'Discord does not know the application.';
    throw new HeatwireError(errorCodeOf(outcome), `The commands cannot be registered. ${reason}`, { cause });
  }
}

function errorCodeOf({ result }: Outcome): ErrorCode {
  if (result === 'stop') return 'TOKEN_INVALID';
  return result === 'refused' ? 'COMMAND_INVALID' : 'DISCORD_CLOSED';
}

function strange(): HeatwireError {
  return new HeatwireError('DISCORD_CLOSED', 'The commands cannot be registered: the answer is not one of Discord.');
}

function isEntity(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

function isCommandList(answer: unknown): answer is readonly APIApplicationCommand[] {
  return Array.isArray(answer) && answer.every((one) => isEntity(one) && 'name' in one && typeof one.name === 'string');
}

function sameNames(known: readonly { name: string }[], wanted: readonly { name: string }[]): boolean {
  const names = (list: readonly { name: string }[]) => canonical(list.map(({ name }) => name).sort());
  return names(known) === names(wanted);
}

function mentionable({ id, name, description }: APIApplicationCommand): CommandContext['commands'][number] {
  return { id, name, description };
}
