import { formatDate } from '../i18n/format.ts';
import { language } from '../i18n/language.ts';
import { t } from './text.ts';

/** A field as the browser judges it. */
type Judged = {
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
 * The error of a form's field by the browser's validity: what is wrong and what to write instead, in her language and
 * not the browser's; undefined if it is right.
 */
export function explainValidity({
  type,
  min = '',
  max = '',
  step,
  validity,
  validationMessage,
}: Judged): string | undefined {
  if (validity.valid) return undefined;
  if (validity.customError) return validationMessage;
  const isDate = type === 'date';
  if (validity.badInput) return t(isDate ? 'design.wholeDate' : 'design.number');
  if (validity.valueMissing) {
    const isChoice = type === 'select-one' || type === 'radio';
    return t(isChoice ? 'design.unchosen' : type === 'checkbox' ? 'design.unticked' : 'design.missing');
  }
  if (validity.rangeUnderflow) {
    return isDate
      ? t('design.notBefore', { date: formatDate(min, language()) })
      : t('design.atLeast', { min });
  }
  if (validity.rangeOverflow) {
    return isDate ? t('design.notAfter', { date: formatDate(max, language()) }) : t('design.atMost', { max });
  }
  if (validity.stepMismatch) return t(step === '0.01' ? 'design.twoDigits' : 'design.whole');
  return t('design.notRight');
}

const isField = (element: Element): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

/** The errors of a form by the browser's validity, by the names of its fields. */
export const findErrors = (form: HTMLFormElement): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...form.elements].filter(isField).flatMap((field) => {
      const explained = explainValidity(field);
      return explained === undefined ? [] : [[field.name, explained] as const];
    }),
  );

/** Puts the focus on the first field of a form that has one of these names. */
export function focusFirst(form: HTMLFormElement, names: readonly string[]): void {
  [...form.elements]
    .filter(isField)
    .find(({ name }) => names.includes(name))
    ?.focus();
}
