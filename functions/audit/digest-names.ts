/** The names of the files of daily digests: `seals/2026-11-05.json`. */

export const digestFolder = 'seals/';
export const digestNameOf = (day: string): string => `${digestFolder}${day}.json`;

/** The day of a digest file; undefined for other files. */
export const dayOfDigest = (name: string): string | undefined =>
  /^seals\/(\d{4}-\d{2}-\d{2})\.json$/.exec(name)?.[1];
