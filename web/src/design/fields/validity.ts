import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { t } from '../text.ts';

/** The properties of a field that explain the browser's judgement of it. */
type JudgedField = {
  readonly type: string;
  readonly min?: string;
  readonly max?: string;
  readonly step?: string;
  readonly validity: Pick<
    ValidityState,
    | 'valid'
    | 'customError'
    | 'valueMissing'
    | 'badInput'
    | 'rangeUnderflow'
    | 'rangeOverflow'
    | 'stepMismatch'
  >;
  readonly validationMessage: string;
};

/**
 * The error text for a form's field that the browser judges invalid: what is wrong and what to write instead. It is in
 * the page's language; the browser's own text may be in another. Undefined if the field is valid.
 */
export function explainValidity({
  type,
  min = '',
  max = '',
  step,
  validity,
  validationMessage,
}: JudgedField): string | undefined {
  if (validity.valid) return undefined;
  // The text that the field itself gave to `setCustomValidity`: already in the page's language.
  if (validity.customError) return validationMessage;
  const isDate = type === 'date';
  if (validity.badInput) return t(isDate ? 'design.wholeDate' : 'design.number');
  if (validity.valueMissing) {
    if (type === 'select-one' || type === 'radio') return t('design.unchosen');
    return t(type === 'checkbox' ? 'design.unticked' : 'design.missing');
  }
  if (validity.rangeUnderflow) {
    return isDate
      ? t('design.notBefore', { date: formatDate(min, language()) })
      : t('design.atLeast', { min });
  }
  if (validity.rangeOverflow) {
    return isDate ? t('design.notAfter', { date: formatDate(max, language()) }) : t('design.atMost', { max });
  }
  // A number's field has the step 0.01 or 1.
  if (validity.stepMismatch) return t(step === '0.01' ? 'design.twoDigits' : 'design.whole');
  return t('design.notRight');
}

const isField = (element: Element): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

/** The error texts of all fields of a form that the browser judges invalid, by the fields' names. */
export const findErrors = (form: HTMLFormElement): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...form.elements].filter(isField).flatMap((field) => {
      const error = explainValidity(field);
      return error === undefined ? [] : [[field.name, error] as const];
    }),
  );

/** Puts the focus on the first field of a form whose name is in the list, such as the first with an error. */
export function focusFirst(form: HTMLFormElement, names: readonly string[]): void {
  [...form.elements]
    .filter(isField)
    .find(({ name }) => names.includes(name))
    ?.focus();
}
