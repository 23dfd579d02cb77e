import type { CommandContext } from './command.ts';

/** A command as a message writes it: clickable once Discord knows the command, else as it is typed. */
export function commandMention(commands: CommandContext['commands'], name: string, subcommand?: string): string {
  const words = subcommand === undefined ? name : `${name} ${subcommand}`;
  const id = commands.find((command) => command.name === name)?.id;
  return id !== undefined && /^\d{1,20}$/.test(id) ? `</${words}:${id}>` : `\`/${words}\``;
}
