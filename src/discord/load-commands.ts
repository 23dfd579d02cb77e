import { readdir } from 'node:fs/promises';
import { HeatwireError } from '../desk/errors.ts';
import type { SlashCommand } from './command.ts';

/**
 * Reads the commands of a folder: every `.ts` file there, sorted by name.
 *
 * @param directory a `file:` URL
 * @throws HeatwireError `COMMAND_INVALID`, naming the file, when one cannot be imported or holds no command
 */
export async function loadCommands(directory: URL): Promise<readonly SlashCommand[]> {
  const base = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  const files = (await readdir(base)).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(files.map((file) => loadCommand(file, new URL(encodeURIComponent(file), base))));
}

async function loadCommand(file: string, url: URL): Promise<SlashCommand> {
  let found: { readonly default?: unknown };
  try {
    found = await import(url.href);
  } catch (cause) {
    throw invalid(file, 'it cannot be imported', cause);
  }
  const command = found.default;
  if (!isCommand(command))
    throw invalid(file, 'its default export is no command (a definition and an execute function)');
  const { name } = command.definition;
  if (file !== `${name}.ts`) throw invalid(file, `it defines /${name}, so its name must be ${name}.ts`);
  return command;
}

function isCommand(value: unknown): value is SlashCommand {
  if (!isObject(value) || !isObject(value['definition'])) return false;
  const { definition, execute, isPublic, autocomplete, press } = value;
  const optional = [isPublic, autocomplete, press];
  return (
    typeof definition['name'] === 'string' &&
    typeof definition['description'] === 'string' &&
    typeof execute === 'function' &&
    optional.every((part) => part === undefined || typeof part === 'function')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function invalid(file: string, why: string, cause?: unknown): HeatwireError {
  return new HeatwireError('COMMAND_INVALID', `The command file ${file} cannot be used: ${why}.`, { cause });
}
