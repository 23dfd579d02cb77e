import type { CommandDraft } from '../../state/command-book.ts';
import { problem, tooLong, wrongKind } from './codes.ts';
import { checkCommandForm, type Scope } from './command-form.ts';
import { below, type Problem, repeatedAt } from './problem.ts';
import { type Checked, fitting } from './spec.ts';

/** Chat input, user and message commands. */
const limits: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const maxBulk = 130;

/** How many commands of a type one scope may have. */
export function mostOfType(type: number): number {
  return limits[type] ?? 1;
}

/** Holds the body that puts commands in the place of all commands of a scope against Discord's rules. */
export async function checkCommandsForm(body: unknown, scope: Scope): Promise<Checked<readonly CommandDraft[]>> {
  if (!Array.isArray(body)) return { ok: false, problems: [wrongKind([], 'array', body)] };
  if (body.length > maxBulk) return { ok: false, problems: [tooLong([], maxBulk)] };
  const checked = await Promise.all(body.map((one: unknown) => checkCommandForm(one, scope)));
  const problems = checked.flatMap((one, index) => (one.ok ? [] : below(index, one.problems)));
  if (problems.length > 0) return { ok: false, problems };
  const drafts = checked.flatMap((one) => (one.ok ? [one.form] : []));
  return fitting(drafts, togetherProblems(drafts));
}

function togetherProblems(drafts: readonly CommandDraft[]): Problem[] {
  const byType = Map.groupBy(drafts, ({ type }) => type);
  const many = [...byType].filter(([type, those]) => those.length > mostOfType(type));
  return [
    ...repeatedAt(drafts.map(({ type, name }) => `${type} ${name}`)).map((index) =>
      problem('APPLICATION_COMMANDS_DUPLICATE_NAME', [index]),
    ),
    ...many.map(([type]) => tooLong([], mostOfType(type))),
  ];
}
