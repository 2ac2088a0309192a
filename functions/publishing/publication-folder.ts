import type { Publication } from '../disclosure/publication-history.ts';

/** The folder of a publication's files in the snapshot bucket. */
export const folderOf = ({ month, version }: Pick<Publication, 'month' | 'version'>): string =>
  `published/${month}/v${version}/`;

export const manifestName = 'manifest.json';
