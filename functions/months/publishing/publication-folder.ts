import type { Publication } from '../disclosure/publication-history.ts';

/** The folder of a publication's files in the snapshot bucket. */
export const folderOf = ({ month, version }: Pick<Publication, 'month' | 'version'>): string =>
  `published/${month}/v${version}/`;

export const manifestName = 'manifest.json';

/** The name of the file in the snapshot bucket that says that a month closed without terms. It stays when the month is published. */
export const waitingNameOf = (month: string): string => `published/${month}/waiting.json`;
