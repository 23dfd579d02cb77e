import { type Context, Hono } from 'hono';
import type { Command } from '../../state/command.ts';
import type { CommandDraft } from '../../state/command-book.ts';
import type { State } from '../../state/state.ts';
import { idIn } from '../access.ts';
import { readBody } from '../body.ts';
import { checkCommandsForm, mostOfType } from '../form/bulk-commands-form.ts';
import { checkCommandForm, type Scope } from '../form/command-form.ts';
import { Refusal, refusalOf } from '../refusal.ts';

const global = '/applications/:app/commands';
const ofGuild = '/applications/:app/guilds/:guild/commands';

/** The application's commands, for everywhere and for one guild. */
export function createCommandRoutes(state: State): Hono {
  const routes = new Hono();
  const { botId } = state.identity;

  /** The guild of a request's scope; nothing for commands that are for everywhere. */
  function guildOf(context: Context): string | undefined {
    const guild = context.req.param('guild');
    if (context.req.param('app') !== botId) throw new Refusal(10002);
    if (guild !== undefined && state.guilds.member(guild, botId) === undefined) throw new Refusal(50001);
    return guild;
  }

  function commandOf(context: Context): Command {
    const guild = guildOf(context);
    const command = state.commands.get(idIn(context, 'command'));
    if (command === undefined || command.guild_id !== guild) throw new Refusal(10063);
    return command;
  }

  async function draftOf(body: unknown, guild: string | undefined): Promise<CommandDraft> {
    const checked = await checkCommandForm(body, scopeOf(guild));
    if (!checked.ok) throw refusalOf(checked);
    return checked.form;
  }

  // Who may use a command beyond `default_member_permissions` is said by managers alone, and cannot be said here.
  routes.get(`${ofGuild}/permissions`, (context) => {
    guildOf(context);
    return context.json([]);
  });
  routes.get(`${ofGuild}/:command/permissions`, (context) => {
    guildOf(context);
    throw new Refusal(10066);
  });

  for (const scope of [global, ofGuild]) {
    routes.get(scope, (context) => context.json(state.commands.list(guildOf(context))));

    routes.put(scope, async (context) => {
      const about = scopeOf(guildOf(context));
      const checked = await checkCommandsForm((await readBody(context)).json, about);
      if (!checked.ok) throw refusalOf(checked);
      return context.json(state.commands.replaceAll(checked.form, guildOf(context)));
    });

    routes.post(scope, async (context) => {
      const about = guildOf(context);
      const draft = await draftOf((await readBody(context)).json, about);
      const guild = guildOf(context);
      const others = state.commands.list(guild).filter(({ type, name }) => type === draft.type && name !== draft.name);
      if (others.length >= mostOfType(draft.type)) throw new Refusal(30032);
      const { command, created } = state.commands.upsert(draft, guild);
      return context.json(command, created ? 201 : 200);
    });

    routes.get(`${scope}/:command`, (context) => context.json(commandOf(context)));

    routes.patch(`${scope}/:command`, async (context) => {
      commandOf(context);
      const { json } = await readBody(context);
      const { id, ...before } = commandOf(context);
      const draft = await draftOf({ ...before, ...(typeof json === 'object' && json) }, before.guild_id);
      // While the draft was checked, the command may have gone.
      commandOf(context);
      const rivals = state.commands.list(before.guild_id).filter((one) => one.id !== id && one.type === draft.type);
      if (rivals.some(({ name }) => name === draft.name)) throw new Refusal(40041);
      return context.json(state.commands.edit(id, draft));
    });

    routes.delete(`${scope}/:command`, (context) => {
      state.commands.remove(commandOf(context).id);
      return context.body(null, 204);
    });
  }
  return routes;
}

function scopeOf(guild: string | undefined): Scope {
  return guild === undefined ? 'global' : 'guild';
}
