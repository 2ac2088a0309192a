import type { Gate } from '../disclosure/disclosure.ts';
import { type Published, readPublished, type Said } from '../disclosure/publication-history.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Indicator } from '../indicators/catalogue.ts';
import { planCounting } from '../indicators/counting-plan.ts';
import { settledTotals } from '../indicators/fold.ts';
import { type FoldedJournal, foldTo, type LineSource, nothingFolded } from '../indicators/folded-journal.ts';
import type { HandedOver, Handover } from './handover.ts';
import { folderOf, manifestName } from './manifest.ts';
import { foldName, loadFolded, loadSaid, saidName } from './past-state.ts';
import { type Alarm, placeFile } from './place-file.ts';
import type { Registered } from './register.ts';
import { sealFold, sealSaid } from './sealed-state.ts';
import { composeSnapshot, renderSnapshot } from './snapshot.ts';

/**
 * Makes the snapshots of registered publications, in the order of their ordinals, and hands them over to the rendering, which makes
 * the other files and, last, the manifest. Each step may be the last before a crash, and may run twice at once: a file that is
 * there is taken as it is, and what has no manifest yet is handed over again.
 */

export type Press = {
  readonly catalogue: readonly Indicator[];
  readonly gate: Gate<Published>;
  readonly readLines: LineSource;
  /** The snapshot bucket: a name once written is never written again. */
  readonly published: FileStore;
  /** The private bucket of sealed states. */
  readonly state: FileStore;
  readonly alarm: Alarm;
  /** Tells the rendering what there is to do. */
  readonly handOver: (handover: Handover) => Promise<void>;
};

const isComplete = ({ published }: Pick<Press, 'published'>, publication: Registered): Promise<boolean> =>
  published.exists(`${folderOf(publication)}${manifestName}`);

/** Whether a publication's snapshot can be read. */
export const isReadable = (
  { published }: Pick<Press, 'published'>,
  publication: Registered,
): Promise<boolean> => published.exists(`${folderOf(publication)}snapshot.json`);

/**
 * Writes the snapshot of a publication and of all that were registered before it, and hands over those that are not complete.
 * @param registered all publications in the order of ordinals, from 1 on, up to the one that is meant
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
  if (pending.length === 0) {
    return [];
  }
  let said = await loadSaid(press, finished);
  const handedOver: HandedOver[] = [];
  for (const publication of pending) {
    // Where only its rendering is outstanding, its own sealed state saves reading the journal again.
    const start = recompute
      ? nothingFolded()
      : await loadFolded(press.state, press.catalogue, [...finished, publication], publication.cutoff);
    const made = await finishSnapshot(press, publication, said, start);
    said = made.said;
    finished.push(publication);
    const { ordinal, month, version, cutoff, reason, registeredAt } = publication;
    const { journalDigest } = made;
    handedOver.push({ ordinal, month, version, cutoff, reason, registeredAt, journalDigest });
  }
  await press.handOver({
    publications: handedOver,
    all: registered.map(({ month, version }) => [month, version]),
  });
  return pending.map(({ ordinal }) => ordinal);
};

const finishSnapshot = async (
  press: Press,
  publication: Registered,
  said: Said,
  start: FoldedJournal,
): Promise<{ readonly said: Said; readonly journalDigest: string }> => {
  const { catalogue, gate, state } = press;
  const plan = planCounting(catalogue);
  const folded = await foldTo(plan, start, publication.cutoff, press.readLines);
  const totals = settledTotals(plan, folded.state);
  const { targets } = folded.state;
  const made = composeSnapshot({ catalogue, totals, targets, said, publication, gate });

  const file = await placeFile(press, publication, {
    name: 'snapshot.json',
    mediaType: 'application/json',
    bytes: Buffer.from(renderSnapshot(made)),
  });
  const snapshot: unknown = JSON.parse(file.bytes.toString('utf8'));
  const saidNow = [...said, readPublished(publication.ordinal, snapshot)];
  await Promise.all([
    state.write(foldName(publication.ordinal), sealFold(catalogue, plan, folded)),
    state.write(saidName(publication.ordinal), sealSaid(saidNow)),
  ]);
  return { said: saidNow, journalDigest: folded.digest };
};
