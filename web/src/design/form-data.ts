import { parseRupees } from '../i18n/rupee-input.ts';
import { oneOf, requiredOneOf } from './one-of.ts';

/** What stands in a field of a sent form; undefined where it was left empty. */
export const textOf = (data: FormData, name: string): string | undefined => {
  const value = data.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/**
 * What stands in a form's field that must be filled in. Where it is nothing but spaces it is empty, which the API
 * refuses at that field.
 */
export const requiredTextOf = (data: FormData, name: string): string => textOf(data, name) ?? '';

/** The option that was chosen in a form's field; undefined if none of them was. */
export const choiceOf = <Option extends string>(
  data: FormData,
  name: string,
  options: readonly Option[],
): Option | undefined => oneOf(options, textOf(data, name));

/**
 * The option that was chosen in a form's field without which the form is not sent.
 * @throws RangeError if none of them was
 */
export const requiredChoiceOf = <Option extends string>(
  data: FormData,
  name: string,
  options: readonly Option[],
): Option => requiredOneOf(options, textOf(data, name));

/** What was ticked of a form's boxes with one name. */
export const textsIn = (data: FormData, name: string): string[] =>
  data.getAll(name).filter((value) => typeof value === 'string');

/** The amount entered in a form's `RupeesField`, in paise. */
export const paiseOf = (data: FormData, name: string): number | undefined => {
  const value = textOf(data, name);
  return value === undefined ? undefined : parseRupees(value);
};

/** The amount in paise of a form's `RupeesField` that must be filled in. Where it is nothing but spaces it is 0. */
export const requiredPaiseOf = (data: FormData, name: string): number => paiseOf(data, name) ?? 0;

/** The number entered in a form's field, in hundredths: per cent in basis points. */
export const hundredthsOf = (data: FormData, name: string): number | undefined => {
  const value = textOf(data, name);
  return value === undefined ? undefined : Math.round(Number(value) * 100);
};
