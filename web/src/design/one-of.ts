/** Narrows a text to the one of the options that equals it; undefined if none does. */
export const oneOf = <Option extends string>(
  options: readonly Option[],
  text: string | undefined,
): Option | undefined => options.find((option) => option === text);

/**
 * Narrows a text to the one of the options that equals it, for a form or draft that lets only an option through.
 * @throws RangeError if none does
 */
export function requiredOneOf<Option extends string>(
  options: readonly Option[],
  text: string | undefined,
): Option {
  const option = oneOf(options, text);
  if (option === undefined) throw new RangeError('None of the options was chosen.');
  return option;
}
