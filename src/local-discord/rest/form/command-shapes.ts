import type { CommandOption } from '../../state/command.ts';
import type { Maybe } from './forms.ts';

/** A text in other languages, by the language's code. */
export type Localizations = Readonly<Record<string, string>>;

type Localized = Maybe<{ name_localizations: Localizations; description_localizations: Localizations }>;

/** An option of a command, with its options if it is a subcommand or a group. */
export type OptionForm = Pick<CommandOption, 'type' | 'name' | 'description'> &
  Localized &
  Maybe<Omit<CommandOption, 'type' | 'name' | 'description' | 'options' | 'choices'>> & {
    readonly choices?: readonly ChoiceForm[] | null;
    readonly options?: readonly OptionForm[] | null;
  };

/** A choice of an option, or one that is offered while a person types. */
export type ChoiceForm = { readonly name: string; readonly value: string | number } & Pick<
  Localized,
  'name_localizations'
>;

export type CommandForm = { readonly name: string } & Localized &
  Maybe<{
    type: number;
    description: string;
    options: readonly OptionForm[];
    default_member_permissions: string | number;
    contexts: readonly number[];
    integration_types: readonly number[];
  }>;
