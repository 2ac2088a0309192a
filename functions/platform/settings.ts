/**
 * The settings that a function finds in its environment. Only composition roots call this.
 * @throws Error that names the settings which are missing.
 */
export const readSettings = <const Name extends string>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Record<Name, string> => {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new Error(`Settings are missing: ${missing.join(', ')}.`);
  }
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as Record<Name, string>;
};
