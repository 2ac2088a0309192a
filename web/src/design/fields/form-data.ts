import { parseRupees } from '../../i18n/rupee-input.ts';
import { oneOf, requiredOneOf } from './one-of.ts';

/** Reads a field of a sent form as trimmed text; undefined if it was left empty. */
export const textOf = (data: FormData, name: string): string | undefined => {
  const value = data.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/**
 * Reads a required field of a sent form as trimmed text. The browser accepts spaces alone: they give an empty text, which
 * the API refuses with an error at that field.
 */
export const requiredTextOf = (data: FormData, name: string): string => textOf(data, name) ?? '';

/** Reads which of the options was chosen in a field of a sent form; undefined if none was. */
export const choiceOf = <Option extends string>(
  data: FormData,
  name: string,
  options: readonly Option[],
): Option | undefined => oneOf(options, textOf(data, name));

/**
 * Reads which of the options was chosen in a required field of a sent form.
 * @throws RangeError if none was
 */
export const requiredChoiceOf = <Option extends string>(
  data: FormData,
  name: string,
  options: readonly Option[],
): Option => requiredOneOf(options, textOf(data, name));

/** Reads the values of the ticked boxes that share a name in a sent form. */
export const textsIn = (data: FormData, name: string): string[] =>
  data.getAll(name).filter((value) => typeof value === 'string');

/** Reads an amount of rupees from a sent form's data, in paise; undefined if the field was left empty or has no amount. */
export const paiseOf = (data: FormData, name: string): number | undefined => {
  const value = textOf(data, name);
  return value === undefined ? undefined : parseRupees(value);
};

/** Reads a required amount of rupees from a sent form's data, in paise; 0 without an amount, such as for spaces alone. */
export const requiredPaiseOf = (data: FormData, name: string): number => paiseOf(data, name) ?? 0;

/**
 * Reads a number from a sent form's data, in hundredths: `1.5` per cent gives 150 basis points; undefined if the field was
 * left empty.
 */
export const hundredthsOf = (data: FormData, name: string): number | undefined => {
  const value = textOf(data, name);
  return value === undefined ? undefined : Math.round(Number(value) * 100);
};
