import { parseRupees } from '../i18n/rupees.ts';

/** What stands in a field of a sent form; undefined where it was left empty. */
export const textOf = (data: FormData, name: string): string | undefined => {
  const value = data.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** All that was entered in a form, by the names of the fields; what was left empty is not there. */
export const textsOf = (data: FormData): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...data.keys()].flatMap((name) => {
      const value = textOf(data, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** The amount entered in a form's `RupeesField`, in paise. */
export const paiseOf = (data: FormData, name: string): number | undefined => {
  const value = textOf(data, name);
  return value === undefined ? undefined : parseRupees(value);
};

/** The number entered in a form's field, in hundredths: per cent in basis points. */
export const hundredthsOf = (data: FormData, name: string): number | undefined => {
  const value = textOf(data, name);
  return value === undefined ? undefined : Math.round(Number(value) * 100);
};
