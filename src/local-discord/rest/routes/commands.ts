import { Hono } from 'hono';
import type { Command } from '../../state/command.ts';
import type { CommandDraft } from '../../state/command-book.ts';
import type { State } from '../../state/state.ts';
import { readBody } from '../body.ts';
import { checkCommandForm, type Scope } from '../form/command-form.ts';
import { checkCommandsForm } from '../form/commands-form.ts';
import { Refusal, refusalOf } from '../refusal.ts';

/** The application's commands, for everywhere and for one guild. */
export function createCommandRoutes(state: State): Hono {
  const routes = new Hono();
  const { botId } = state.identity;

  async function draftOf(body: unknown, guild: string | undefined): Promise<CommandDraft> {
    const checked = await checkCommandForm(body, scopeOf(guild));
    if (!checked.ok) throw refusalOf(checked);
    return checked.form;
  }

  for (const scope of ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'] as const) {
    /** The guild of a request's scope; nothing for commands that are for everywhere. */
    const guildOf = ({ app, guild }: { readonly app?: string; readonly guild?: string }): string | undefined => {
      if (app !== botId) throw new Refusal(10002);
      if (guild !== undefined && state.guilds.member(guild, botId) === undefined) throw new Refusal(50001);
      return guild;
    };
    const commandOf = (params: {
      readonly app?: string;
      readonly guild?: string;
      readonly command?: string;
    }): Command => {
      const guild = guildOf(params);
      const command = state.commands.get(params.command ?? '');
      if (command === undefined || command.guild_id !== guild) throw new Refusal(10063);
      return command;
    };

    routes.get(scope, (context) => context.json(state.commands.list(guildOf(context.req.param()))));

    routes.put(scope, async (context) => {
      const guild = guildOf(context.req.param());
      const { json } = await readBody(context);
      const checked = await checkCommandsForm(json, scopeOf(guild));
      if (!checked.ok) throw refusalOf(checked);
      return context.json(state.commands.replaceAll(checked.form, guild));
    });

    routes.post(scope, async (context) => {
      const guild = guildOf(context.req.param());
      const draft = await draftOf((await readBody(context)).json, guild);
      const { command, created } = state.commands.upsert(draft, guild);
      return context.json(command, created ? 201 : 200);
    });

    routes.get(`${scope}/:command`, (context) => context.json(commandOf(context.req.param())));

    routes.patch(`${scope}/:command`, async (context) => {
      const { id, ...before } = commandOf(context.req.param());
      const { json } = await readBody(context);
      const draft = await draftOf({ ...before, ...(typeof json === 'object' && json) }, before.guild_id);
      return context.json(state.commands.edit(id, draft));
    });

    routes.delete(`${scope}/:command`, (context) => {
      state.commands.remove(commandOf(context.req.param()).id);
      return context.body(null, 204);
    });
  }
  return routes;
}

function scopeOf(guild: string | undefined): Scope {
  return guild === undefined ? 'global' : 'guild';
}
