import type { Gate } from '../disclosure/disclosure.ts';
import { type Published, readPublished, type Said } from '../disclosure/publication-history.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Indicator } from '../indicators/catalogue.ts';
import { createJournalSource, type JournalDeps, writeMonthFiles } from '../journal/month-files.ts';
import { createJournalCounter, type JournalCount } from './count-journal.ts';
import type { HandedOver, Handover } from './handover.ts';
import { folderOf, manifestName } from './manifest.ts';
import { type Alarm, placeFile } from './place-file.ts';
import { readPublishedNumbers } from './published-numbers.ts';
import type { Registered } from './register.ts';
import { composeSnapshot, renderSnapshot } from './snapshot.ts';

/**
 * Makes the snapshots of registered publications, in the order of their ordinals, and hands them over to the rendering, which makes
 * the other files and, last, the manifest. Each step may be the last before a crash, and may run twice at once: a file that is
 * there is taken as it is, and what has no manifest yet is handed over again.
 */

export type Press = {
  readonly catalogue: readonly Indicator[];
  readonly gate: Gate<Published>;
  readonly readLines: JournalDeps['readLines'];
  /** The snapshot bucket: a name once written is never written again. */
  readonly published: FileStore;
  /** The private bucket, with the journal's month files. */
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
 * @param options.recompute makes all month files from the table again
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
  const closed = registered.filter(({ version }) => version === 1).map(({ cutoff }) => cutoff);
  const { readLines, state: files, alarm } = press;
  await writeMonthFiles({ readLines, files }, closed, { anew: recompute });
  const countTo = createJournalCounter(press.catalogue, createJournalSource({ readLines, files, alarm }));

  const said = await readPublishedNumbers(press.published, finished);
  if (said.length < finished.length) {
    throw new Error(`The snapshot of publication ${said.length + 1} is not there.`);
  }
  const handedOver: HandedOver[] = [];
  for (const publication of pending) {
    const count = await countTo(publication.cutoff);
    said.push(await placeSnapshot(press, publication, said, count));
    const { ordinal, month, version, cutoff, reason, registeredAt } = publication;
    const journalDigest = count.digest;
    handedOver.push({ ordinal, month, version, cutoff, reason, registeredAt, journalDigest });
  }
  await press.handOver({
    publications: handedOver,
    all: registered.map(({ month, version }) => [month, version]),
  });
  return pending.map(({ ordinal }) => ordinal);
};

/** Composes a publication's snapshot and writes it. @returns what it says, as it is stored */
const placeSnapshot = async (
  press: Press,
  publication: Registered,
  said: Said,
  { totals, targets, secret }: JournalCount,
): Promise<Published> => {
  const { catalogue, gate } = press;
  const made = composeSnapshot({ catalogue, totals, targets, said, publication, gate, secret });
  const file = await placeFile(press, publication, {
    name: 'snapshot.json',
    mediaType: 'application/json',
    bytes: Buffer.from(renderSnapshot(made)),
  });
  return readPublished(publication.ordinal, JSON.parse(file.bytes.toString('utf8')));
};
