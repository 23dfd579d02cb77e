import { notNumber, tooBig, tooLong, tooSmall } from './codes.ts';
import type { ChoiceForm } from './command-shapes.ts';
import { localeProblems } from './localizations.ts';
import { lengthOf, type Path, type Problem } from './problem.ts';

/** What is wrong with one choice, offered or registered; `whole` where only whole numbers are chosen from. */
export function choiceProblems(
  { value, name_localizations }: ChoiceForm,
  path: Path,
  kind: 'any' | 'whole' = 'any',
): Problem[] {
  const at = [...path, 'value'];
  const locales = localeProblems(name_localizations, [...path, 'name_localizations']);
  if (typeof value === 'string') return lengthOf(value) > 100 ? [...locales, tooLong(at, 100)] : locales;
  const limit = kind === 'whole' ? Number.MAX_SAFE_INTEGER : 2 ** 53;
  return [
    ...locales,
    ...(kind === 'whole' && !Number.isInteger(value) ? [notNumber(at, value, 'int')] : []),
    ...(value > limit ? [tooBig(at, limit, kind === 'whole' ? 'int' : 'float')] : []),
    ...(value < -limit ? [tooSmall(at, -limit)] : []),
  ];
}
