import { Hono } from 'hono';
import type { CommandDraft } from '../../state/command-book.ts';
import type { Command } from '../../state/model.ts';
import type { State } from '../../state/state.ts';
import { readBody } from '../body.ts';
import { checkCommandForm } from '../form/command-form.ts';
import { below, type Problem, tooLong } from '../form/problem.ts';
import { invalidForm, Refusal } from '../refusal.ts';

/** How many commands of each type one scope may have. */
const limits: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
/** How many a bulk overwrite may hold. */
const maxBulk = 130;

/** The application's commands, for everywhere and for one guild. */
export function createCommandRoutes(state: State): Hono {
  const routes = new Hono();
  const { botId } = state.identity;

  async function draftOf(body: unknown): Promise<CommandDraft> {
    const checked = await checkCommandForm(body);
    if (!checked.ok) throw invalidForm(checked.problems);
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
      const drafts = await draftsOf(json);
      return context.json(state.commands.replaceAll(drafts, guild));
    });

    routes.post(scope, async (context) => {
      const guild = guildOf(context.req.param());
      const draft = await draftOf((await readBody(context)).json);
      const { command, created } = state.commands.upsert(draft, guild);
      return context.json(command, created ? 201 : 200);
    });

    routes.get(`${scope}/:command`, (context) => context.json(commandOf(context.req.param())));

    routes.patch(`${scope}/:command`, async (context) => {
      const { id, ...before } = commandOf(context.req.param());
      const { json } = await readBody(context);
      const draft = await draftOf({ ...before, ...(typeof json === 'object' && json) });
      return context.json(state.commands.edit(id, draft));
    });

    routes.delete(`${scope}/:command`, (context) => {
      state.commands.remove(commandOf(context.req.param()).id);
      return context.body(null, 204);
    });
  }
  return routes;
}

async function draftsOf(body: unknown): Promise<CommandDraft[]> {
  if (!Array.isArray(body))
    throw invalidForm([{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }]);
  if (body.length > maxBulk) throw invalidForm([tooLong([], maxBulk)]);
  const checked = await Promise.all(body.map(checkCommandForm));
  const problems = checked.flatMap((one, index) => (one.ok ? [] : below(index, one.problems)));
  if (problems.length > 0) throw invalidForm(problems);
  const drafts = checked.flatMap((one) => (one.ok ? [one.form] : []));
  const more = bulkProblems(drafts);
  if (more.length > 0) throw invalidForm(more);
  return drafts;
}

function bulkProblems(drafts: readonly CommandDraft[]): Problem[] {
  const names = drafts.map(({ type, name }) => `${type} ${name}`);
  const repeated = names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: [index],
            code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
            message: 'Application command names must be unique',
          },
        ],
  );
  const byType = Map.groupBy(drafts, ({ type }) => type);
  const many = [...byType].filter(([type, those]) => those.length > (limits[type] ?? 1));
  return [...repeated, ...many.map(([type]) => tooLong([], limits[type] ?? 1))];
}
