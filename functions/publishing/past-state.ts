import {
  type Publication,
  type Published,
  readPublished,
  type Said,
} from '../disclosure/publication-history.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Indicator } from '../indicators/catalogue.ts';
import { type FoldedJournal, nothingFolded } from '../indicators/folded-journal.ts';
import { folderOf } from './manifest.ts';
import { unsealFold, unsealSaid } from './sealed-state.ts';

/**
 * What earlier publications left. The sealed state is a saving alone: without it, what was said is read off the published
 * snapshots, and the journal is folded from its first line.
 */

const folderOfState = (ordinal: number): string => `state/${String(ordinal).padStart(6, '0')}/`;
export const foldName = (ordinal: number): string => `${folderOfState(ordinal)}fold`;
export const saidName = (ordinal: number): string => `${folderOfState(ordinal)}said`;

const readPublishedSnapshot = async (
  files: Pick<FileStore, 'read'>,
  publication: Publication,
): Promise<Published> => {
  const bytes = await files.read(`${folderOf(publication)}snapshot.json`);
  if (bytes === undefined) {
    throw new Error(`The snapshot of publication ${publication.ordinal} is not there.`);
  }
  return readPublished(publication.ordinal, JSON.parse(bytes.toString('utf8')));
};

/**
 * What was said by publications that are all complete.
 * @param earlier in the order of ordinals, from 1 on
 */
export const loadSaid = async (
  stores: { readonly published: Pick<FileStore, 'read'>; readonly state: Pick<FileStore, 'read'> },
  earlier: readonly Publication[],
): Promise<Said> => {
  const last = earlier.at(-1);
  if (last === undefined) {
    return [];
  }
  const sealed = await stores.state.read(saidName(last.ordinal));
  const said = sealed === undefined ? null : unsealSaid(sealed);
  if (said !== null && said.length === earlier.length && said.at(-1)?.ordinal === last.ordinal) {
    return said;
  }
  const read: Published[] = [];
  for (const publication of earlier) {
    read.push(await readPublishedSnapshot(stores.published, publication));
  }
  return read;
};

/** Looking further back for a sealed fold than this costs more than it saves. */
const mostCandidates = 3;

/**
 * The journal as an earlier publication had folded it, as far as can be without passing a cutoff; nothing folded where no sealed
 * state is there, or none of these rules.
 */
export const loadFolded = async (
  state: Pick<FileStore, 'read'>,
  catalogue: readonly Indicator[],
  earlier: readonly Publication[],
  cutoff: string,
): Promise<FoldedJournal> => {
  const candidates = earlier
    .filter((publication) => publication.cutoff <= cutoff)
    .sort((a, b) => (a.cutoff === b.cutoff ? b.ordinal - a.ordinal : a.cutoff < b.cutoff ? 1 : -1))
    .slice(0, mostCandidates);
  for (const { ordinal } of candidates) {
    const bytes = await state.read(foldName(ordinal));
    const folded = bytes === undefined ? null : unsealFold(catalogue, bytes);
    if (folded?.cutoff != null && folded.cutoff <= cutoff) {
      return folded;
    }
  }
  return nothingFolded();
};
