import { addMonths } from '../platform/calendar.ts';
import { planCounting } from './counting-plan.ts';
import { disclosurePolicy, type Gate } from './disclosure.ts';
import type { FileStore } from './file-store.ts';
import { settledTotals } from './fold.ts';
import { type FoldedJournal, foldTo, type LineSource, nothingFolded } from './folded-journal.ts';
import { hashCatalogue, type Indicator } from './indicators.ts';
import { folderOf, manifestName, type PublishedFile, renderManifest } from './manifest.ts';
import { foldName, loadFolded, loadSaid, saidName } from './past-state.ts';
import type { Registered } from './publications.ts';
import { type Published, readPublished, type Said } from './said.ts';
import { sealFold, sealSaid } from './sealed-state.ts';
import { composeSnapshot, renderSnapshot } from './snapshot.ts';

/**
 * Makes the files of registered publications, in the order of their ordinals. Each step may be the last before a crash, and may
 * run twice at once: a file that is there is taken as it is, and the manifest, which is written last, makes a publication
 * complete.
 */

export type Press = {
  readonly catalogue: readonly Indicator[];
  readonly gate: Gate<Published>;
  readonly readLines: LineSource;
  /** The snapshot bucket: a name once written is never written again. */
  readonly published: FileStore;
  /** The private bucket of sealed states. */
  readonly state: FileStore;
  /** Something is there that is not what would be written now. */
  readonly alarm: (message: string, fields: Readonly<Record<string, unknown>>) => void;
};

export const isComplete = (
  { published }: Pick<Press, 'published'>,
  publication: Registered,
): Promise<boolean> => published.exists(`${folderOf(publication)}${manifestName}`);

/**
 * Completes a publication and all that were registered before it.
 * @param registered all publications in the order of ordinals, from 1 on, up to the one to be completed
 * @param options.recompute folds the journal from its first line, whatever state is sealed
 * @returns the ordinals of those that were not complete
 */
export const finishPublications = async (
  press: Press,
  registered: readonly Registered[],
  { recompute = false }: { readonly recompute?: boolean } = {},
): Promise<number[]> => {
  // They are completed in order, so that before a complete one there is no other.
  let complete = registered.length;
  for (; complete > 0; complete -= 1) {
    const publication = registered[complete - 1];
    if (publication === undefined || (await isComplete(press, publication))) {
      break;
    }
  }
  const finished = registered.slice(0, complete);
  const pending = registered.slice(complete);
  let said = pending.length === 0 ? [] : await loadSaid(press, finished);
  for (const publication of pending) {
    const folded = recompute
      ? nothingFolded()
      : await loadFolded(press.state, press.catalogue, finished, publication.cutoff);
    said = await finishPublication(press, publication, finished, said, folded);
    finished.push(publication);
  }
  return pending.map(({ ordinal }) => ordinal);
};

const finishPublication = async (
  press: Press,
  publication: Registered,
  earlier: readonly Registered[],
  said: Said,
  start: FoldedJournal,
): Promise<Said> => {
  const { catalogue, gate, published, state } = press;
  const plan = planCounting(catalogue);
  const folded = await foldTo(plan, start, publication.cutoff, press.readLines);
  const totals = settledTotals(plan, folded.state);
  const { targets } = folded.state;
  const made = composeSnapshot({ catalogue, totals, targets, said, publication, gate });

  const snapshotFile = await place(press, publication, {
    name: 'snapshot.json',
    mediaType: 'application/json',
    bytes: Buffer.from(renderSnapshot(made)),
  });
  const snapshot: unknown = JSON.parse(snapshotFile.bytes.toString('utf8'));
  const saidNow = [...said, readPublished(publication.ordinal, snapshot)];
  await Promise.all([
    state.write(foldName(publication.ordinal), sealFold(catalogue, plan, folded)),
    state.write(saidName(publication.ordinal), sealSaid(saidNow)),
  ]);

  const previous = await readPrevious(published, publication, earlier);
  await place(press, publication, {
    name: manifestName,
    mediaType: 'application/json',
    bytes: renderManifest({
      publication,
      catalogue: hashCatalogue(catalogue),
      disclosure: disclosurePolicy,
      journalDigest: folded.digest,
      previous,
      files: [snapshotFile],
    }),
  });
  return saidNow;
};

/** Writes a file, or takes the one that is there; then that is what counts, also where it differs. */
const place = async (
  { published, alarm }: Press,
  publication: Registered,
  file: PublishedFile,
): Promise<PublishedFile> => {
  const name = `${folderOf(publication)}${file.name}`;
  if ((await published.writeOnce(name, file.bytes, file.mediaType)) === 'written') {
    return file;
  }
  const stored = await published.read(name);
  if (stored === undefined) {
    throw new Error(`${name} was there, and is not.`);
  }
  if (!stored.equals(file.bytes)) {
    alarm('a published file differs from what would be written now', { name });
  }
  return { ...file, bytes: stored };
};

/** The manifest that was newest for the month before when this publication was registered. */
const readPrevious = async (
  published: FileStore,
  { month }: Registered,
  earlier: readonly Registered[],
): Promise<Buffer | null> => {
  const before = addMonths(month, -1);
  const newest = earlier.findLast((other) => other.month === before);
  if (newest === undefined) {
    return null;
  }
  const manifest = await published.read(`${folderOf(newest)}${manifestName}`);
  if (manifest === undefined) {
    throw new Error(`The manifest of publication ${newest.ordinal} is not there.`);
  }
  return manifest;
};
