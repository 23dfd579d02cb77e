import { componentType } from '../../state/model.ts';
import { badLength, problem, required, tooBig, tooLong } from './codes.ts';
import { componentProblems } from './component-rules.ts';
import { placed } from './component-tree.ts';
import type { ComponentForm, ModalForm } from './forms.ts';
import { lengthOf, type Path, type Problem } from './problem.ts';
import { type Checked, checkAgainstSpec, fitting } from './spec.ts';

const maxComponents = 5;

/** Holds the data of a modal (callback 9) against the specification and Discord's further rules. */
export async function checkModalForm(data: unknown): Promise<Checked<ModalForm>> {
  const checked = await checkAgainstSpec('ModalInteractionCallbackRequestData', data);
  if (!checked.ok) return checked;
  const { components } = checked.form;
  const all = placed(components, ['components']);
  return fitting(checked.form, [
    ...(components.length > maxComponents ? [badLength(['components'], 1, maxComponents)] : []),
    ...componentProblems(all),
    ...all.flatMap(({ component, path }) => [
      ...(component.type === componentType.textInput ? textInputProblems(component, path) : []),
      ...(component.type === componentType.row ? unlabelled(component, path) : []),
      ...fieldProblems(component, path),
    ]),
  ]);
}

function textInputProblems({ value, min_length, max_length }: ComponentForm, path: Path): Problem[] {
  const least = min_length ?? 0;
  const most = max_length ?? 4000;
  const length = lengthOf(value ?? '');
  return [
    ...(least > most ? [tooBig([...path, 'min_length'], most, 'min_length')] : []),
    ...(length > most ? [tooLong([...path, 'value'], most)] : []),
    ...(length > 0 && length < least && least <= most ? [badLength([...path, 'value'], least, most)] : []),
  ];
}

/** In a row, the older form, a text input brings its own label. */
function unlabelled({ components }: ComponentForm, path: Path): Problem[] {
  return (components ?? []).flatMap(({ label }, index) =>
    label?.trim() ? [] : [required([...path, 'components', index, 'label'])],
  );
}

/** Fields of a modal are required unless they say otherwise, and cannot be disabled. */
function fieldProblems({ required: needed, min_values, disabled }: ComponentForm, path: Path): Problem[] {
  return [
    ...(min_values === 0 && needed !== false ? [problem('COMPONENT_REQUIRED_ZERO_MIN_VALUES', path)] : []),
    ...(disabled === true ? [problem('COMPONENT_DISABLED_INVALID', [...path, 'disabled'])] : []),
  ];
}
