/** The names of daily digests' files, such as `seals/2026-11-05.json`. Stored names call a digest a seal. */

export const digestFolder = 'seals/';
/** The name of a day's digest file. */
export const digestNameOf = (day: string): string => `${digestFolder}${day}.json`;

/** The day in the name of a digest file; undefined for the name of any other file. */
export const dayOfDigest = (name: string): string | undefined =>
  /^seals\/(\d{4}-\d{2}-\d{2})\.json$/.exec(name)?.[1];
