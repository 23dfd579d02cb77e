import * as z from 'zod/mini';
import { messageFlags } from '../../state/model.ts';
import { choiceProblems } from './choice-rules.ts';
import { notOneOf, required } from './codes.ts';
import type { ChoiceForm } from './command-shapes.ts';
import type { MessageForm, ModalForm } from './forms.ts';
import { checkMessageForm, type MessageContext, type TooHeavy } from './message-form.ts';
import { checkModalForm } from './modal-form.ts';
import { below } from './problem.ts';
import { type Checked, checkAgainst, fitting } from './spec.ts';

/** What a bot answers to an interaction. */
export type CallbackForm =
  | { readonly type: 4 | 7; readonly data: MessageForm }
  | { readonly type: 5; readonly ephemeral: boolean }
  | { readonly type: 6 }
  | { readonly type: 8; readonly choices: readonly ChoiceForm[] }
  | { readonly type: 9; readonly data: ModalForm };

/** The types of callback that this server takes: not 1, which answers no gateway, and no activities (12). */
const types = [4, 5, 6, 7, 8, 9];

const envelope = z.object({ type: z.number(), data: z.nullish(z.looseObject({})) });

/** Holds a whole callback against Discord's rules; which types fit the interaction is not a matter of the body. */
export async function checkCallbackForm(
  body: unknown,
  context: MessageContext = {},
): Promise<Checked<CallbackForm> | TooHeavy> {
  const checked = checkAgainst(envelope, body);
  if (!checked.ok) return checked;
  const { type, data } = checked.form;
  const given = Reflect.get(Object(body), 'data') ?? {};
  switch (type) {
    case 4:
    case 7: {
      const name =
        type === 4 ? 'IncomingWebhookInteractionRequest' : 'IncomingWebhookUpdateForInteractionCallbackRequestPartial';
      return inData(
        await checkMessageForm(name, given, type === 4 ? { files: context.files ?? [] } : context),
        (form) => ({ type, data: form }),
      );
    }
    case 5:
      // Discord keeps EPHEMERAL and forgets the other flags (discord-api-docs#7386).
      return { ok: true, form: { type, ephemeral: (Number(data?.['flags'] ?? 0) & messageFlags.ephemeral) !== 0 } };
    case 6:
      return { ok: true, form: { type } };
    case 8:
      return inData(checkChoices(given), (choices) => ({ type, choices }));
    case 9:
      if (data === undefined || data === null) return { ok: false, problems: [required(['data'])] };
      return inData(await checkModalForm(given), (form) => ({ type, data: form }));
    default:
      return { ok: false, problems: [notOneOf(['type'], types)] };
  }
}

/** The result for `data` of a callback as that for the callback. */
function inData<T>(checked: Checked<T> | TooHeavy, made: (form: T) => CallbackForm): Checked<CallbackForm> | TooHeavy {
  if (checked.ok) return { ok: true, form: made(checked.form) };
  return 'tooHeavy' in checked ? checked : { ok: false, problems: below('data', checked.problems) };
}

const choiceName = z.string().check(z.minLength(1), z.maxLength(100));
const offered = z.object({
  choices: z.nullish(
    z
      .array(
        z.object({
          name: choiceName,
          name_localizations: z.exactOptional(z.nullable(z.record(z.string(), choiceName))),
          value: z.union([z.string(), z.number()]),
        }),
      )
      .check(z.maxLength(25)),
  ),
});

function checkChoices(data: unknown): Checked<readonly ChoiceForm[]> {
  const checked = checkAgainst(offered, data);
  if (!checked.ok) return checked;
  const choices = checked.form.choices ?? [];
  return fitting(
    choices,
    choices.flatMap((choice, index) => choiceProblems(choice, ['choices', index])),
  );
}
