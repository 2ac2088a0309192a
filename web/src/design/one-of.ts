/** The one of a list's options that a text names; undefined if it names none. */
export const oneOf = <Option extends string>(
  options: readonly Option[],
  text: string | undefined,
): Option | undefined => options.find((option) => option === text);

/**
 * The one of a list's options that a text names, where a form or draft lets only an option through.
 * @throws RangeError if it names none
 */
export function requiredOneOf<Option extends string>(
  options: readonly Option[],
  text: string | undefined,
): Option {
  const option = oneOf(options, text);
  if (option === undefined) throw new RangeError('None of the options was chosen.');
  return option;
}
