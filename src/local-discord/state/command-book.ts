import type { Collection } from './collection.ts';
import type { Command } from './command.ts';
import type { Snowflakes } from './snowflake.ts';

/** A command as the bot describes it; the server adds who it belongs to. */
export type CommandDraft = Omit<Command, 'id' | 'application_id' | 'guild_id' | 'version'>;

/** The commands that the bot registered, for everywhere or for one guild. */
export interface CommandBook {
  list(guildId?: string): readonly Command[];
  get(id: string): Command | undefined;
  /** Puts these in the place of all commands of the scope; those of an equal name and type keep their ids. */
  replaceAll(drafts: readonly CommandDraft[], guildId?: string): readonly Command[];
  /** Adds a command, or puts it in the place of the one with its name and type. */
  upsert(draft: CommandDraft, guildId?: string): { readonly command: Command; readonly created: boolean };
  edit(id: string, draft: CommandDraft): Command | undefined;
  remove(id: string): void;
}

interface Workshop {
  readonly ids: Snowflakes;
  readonly applicationId: string;
  inTransaction<T>(work: () => T): T;
}

export function createCommandBook(
  commands: Collection<Command>,
  { ids, applicationId, inTransaction }: Workshop,
  changed: () => void,
): CommandBook {
  const list = (guildId = ''): readonly Command[] => commands.of(guildId);
  const put = (command: Command): void => commands.put(command.id, command, command.guild_id);
  const make = (draft: CommandDraft, id: string, guildId: string | undefined): Command => ({
    ...draft,
    id,
    application_id: applicationId,
    version: ids.next(),
    ...(guildId !== undefined && { guild_id: guildId }),
  });
  const namesake = ({ name, type }: CommandDraft, guildId?: string): Command | undefined =>
    list(guildId).find((one) => one.name === name && one.type === type);

  return {
    list,
    get: (id) => commands.get(id),
    replaceAll(drafts, guildId) {
      const made = drafts.map((draft) => make(draft, namesake(draft, guildId)?.id ?? ids.next(), guildId));
      inTransaction(() => {
        for (const { id } of list(guildId)) commands.delete(id);
        for (const command of made) put(command);
      });
      changed();
      return made;
    },
    upsert(draft, guildId) {
      const before = namesake(draft, guildId);
      const command = make(draft, before?.id ?? ids.next(), guildId);
      put(command);
      changed();
      return { command, created: before === undefined };
    },
    edit(id, draft) {
      const before = commands.get(id);
      if (before === undefined) return undefined;
      const command = make(draft, id, before.guild_id);
      put(command);
      changed();
      return command;
    },
    remove(id) {
      if (commands.delete(id)) changed();
    },
  };
}
