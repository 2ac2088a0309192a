/** Narrows a text to the option that equals it; undefined if no option does. */
export const oneOf = <Option extends string>(
  options: readonly Option[],
  text: string | undefined,
): Option | undefined => options.find((option) => option === text);

/**
 * Narrows a text to the option that equals it, for a form or draft that lets nothing but the options through.
 * @throws RangeError if no option does
 */
export function requiredOneOf<Option extends string>(
  options: readonly Option[],
  text: string | undefined,
): Option {
  const option = oneOf(options, text);
  if (option === undefined) throw new RangeError('None of the options was chosen.');
  return option;
}
