import type { Gate } from '../disclosure/disclosure.ts';
import { type Published, readPublished, type Said } from '../disclosure/publication-history.ts';
import { InternalError } from '../domain/errors.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Indicator } from '../indicators/indicator.ts';
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

/** What making snapshots of what was counted needs. */
export type PublishDeps = {
  readonly catalogue: readonly Indicator[];
  readonly gate: Gate<Published>;
  /** The snapshot bucket: a name once written is never written again. */
  readonly published: FileStore;
  readonly alarm: Alarm;
  /** Tells the rendering what there is to do. */
  readonly handOver: (handover: Handover) => Promise<void>;
};

export type Press = PublishDeps & {
  readonly readLines: JournalDeps['readLines'];
  /** The private bucket, with the journal's month files. */
  readonly state: FileStore;
};

const isComplete = ({ published }: Pick<Press, 'published'>, publication: Registered): Promise<boolean> =>
  published.exists(`${folderOf(publication)}${manifestName}`);

/** Whether a publication's snapshot can be read. */
export const isReadable = (
  { published }: Pick<Press, 'published'>,
  publication: Registered,
): Promise<boolean> => published.exists(`${folderOf(publication)}snapshot.json`);

/** Publications that have all their files, and the rest. */
export const splitByCompletion = async (
  deps: Pick<Press, 'published'>,
  registered: readonly Registered[],
): Promise<{ readonly finished: readonly Registered[]; readonly pending: readonly Registered[] }> => {
  // They are completed in order, so that before a complete one there is no other.
  let complete = registered.length;
  for (; complete > 0; complete -= 1) {
    const publication = registered[complete - 1];
    if (publication === undefined || (await isComplete(deps, publication))) {
      break;
    }
  }
  return { finished: registered.slice(0, complete), pending: registered.slice(complete) };
};

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
  const { pending } = await splitByCompletion(press, registered);
  if (pending.length === 0) {
    return [];
  }
  const closed = registered.filter(({ version }) => version === 1).map(({ cutoff }) => cutoff);
  const { readLines, state: files, alarm } = press;
  await writeMonthFiles({ readLines, files }, closed, { anew: recompute });
  const countTo = createJournalCounter(press.catalogue, createJournalSource({ readLines, files, alarm }));
  return publishCounted(press, registered, countTo);
};

/** `finishPublications` with what was counted, whoever counted it. */
export const publishCounted = async (
  deps: PublishDeps,
  registered: readonly Registered[],
  countTo: (cutoff: string) => Promise<Omit<JournalCount, 'documents'>>,
): Promise<number[]> => {
  const { finished, pending } = await splitByCompletion(deps, registered);
  if (pending.length === 0) {
    return [];
  }
  const said = await readPublishedNumbers(deps.published, finished);
  if (said.length < finished.length) {
    throw new InternalError(`The snapshot of publication ${said.length + 1} is not there.`);
  }
  const handedOver: HandedOver[] = [];
  for (const publication of pending) {
    const count = await countTo(publication.cutoff);
    said.push(await placeSnapshot(deps, publication, said, count));
    const { ordinal, month, version, cutoff, reason, registeredAt } = publication;
    const journalDigest = count.digest;
    handedOver.push({ ordinal, month, version, cutoff, reason, registeredAt, journalDigest });
  }
  await deps.handOver({
    publications: handedOver,
    all: registered.map(({ month, version }) => [month, version]),
  });
  return pending.map(({ ordinal }) => ordinal);
};

/** Composes a publication's snapshot and writes it. @returns what it says, as it is stored */
const placeSnapshot = async (
  deps: PublishDeps,
  publication: Registered,
  said: Said,
  { totals, programme, secret }: Omit<JournalCount, 'documents'>,
): Promise<Published> => {
  const { catalogue, gate } = deps;
  const made = composeSnapshot({ catalogue, totals, programme, said, publication, gate, secret });
  const file = await placeFile(deps, publication, {
    name: 'snapshot.json',
    mediaType: 'application/json',
    bytes: Buffer.from(renderSnapshot(made)),
  });
  return readPublished(publication.ordinal, JSON.parse(file.bytes.toString('utf8')));
};
