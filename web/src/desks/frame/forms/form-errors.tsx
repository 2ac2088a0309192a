import { Problem } from '../../../api/problem.ts';
import type { Errors } from '../../../design/fields/labelled-field.tsx';
import { FieldError } from '../failure.tsx';
import type { FormState } from './use-sending.ts';

/**
 * The names that a form's field may have for a path in the API's refusal: `entries.0.amountPaise` is shown at the field
 * `entries.0.amount` or `entries`, whichever the form has. The names of fields leave out `Paise` and `BasisPoints`, since amounts are
 * typed in rupees and rates in per cent.
 */
const fieldNamesOf = (path: string): string[] => {
  const [firstPart = ''] = path.split('.', 1);
  return [path, firstPart].map((name) => name.replace(/(?:Paise|BasisPoints)$/, ''));
};

/** The errors by field name: those that were found before sending, or those in the API's refusal. */
export function errorsOf(state: FormState): Errors {
  if (typeof state === 'string') return {};
  if ('errors' in state) return state.errors;
  if (!('failure' in state) || !(state.failure instanceof Problem)) return {};
  const { code, errors } = state.failure.document;
  return Object.fromEntries(
    (errors ?? []).flatMap(({ path, message }) =>
      fieldNamesOf(path).map((field) => [field, <FieldError key={path} code={code} message={message} />]),
    ),
  );
}
