import { InternalError } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import type { Gate } from '../disclosure/gate.ts';
import {
  type PublicationHistory,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../disclosure/publication-history.ts';
import { totalsOfCauses } from '../indicators/causes.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Totals } from '../indicators/totals.ts';
import { splitByCompletion } from './completed-publications.ts';
import type { JournalCount } from './count-journal.ts';
import type { KeptHistory } from './kept-history.ts';
import { type Alarm, placeFile } from './place-file.ts';
import { readPublishedNumbers } from './read-history.ts';
import type { Registered } from './read-register.ts';
import type { PublicationToRender, RenderMessage } from './render-message.ts';
import { composeSnapshot, renderSnapshot } from './snapshot.ts';

/**
 * Writes snapshots from counts that somebody else has made: `write-snapshots.ts` in one run, `publish-shards.ts` from the counts of all shards. So it
 * counts nothing itself, and the functions of shards don't load the code that does.
 */

export type PublishDeps = {
  readonly catalogue: readonly Indicator[];
  readonly gate: Gate;
  /** The snapshot bucket, whose files are written once and never changed. */
  readonly published: FileStore;
  readonly alarm: Alarm;
  /** Queues publications for the render function. */
  readonly sendToRender: (renderMessage: RenderMessage) => Promise<void>;
};

/** What a publication needs of a count. It leaves out the documents, since they are valid only until the next cutoff is counted. */
type CountForPublication = Omit<JournalCount, 'documents'>;

/**
 * Writes snapshots and queues publications, like `writeSnapshots`, from counts that the caller makes.
 * @param countTo counts the lines recorded before a cutoff. It is called with ascending cutoffs, so it may read on from the last one.
 */
export const writeSnapshotsOfCounts = async (
  deps: PublishDeps,
  registered: readonly Registered[],
  countTo: (cutoff: string) => Promise<CountForPublication>,
  keptHistory?: KeptHistory,
): Promise<number[]> => {
  const { finished, pending } = await splitByCompletion(deps, registered);
  if (pending.length === 0) {
    return [];
  }
  const history = await readPublishedNumbers(deps.published, finished, keptHistory);
  if (history.length < finished.length) {
    throw new InternalError(`The snapshot of publication ${history.length + 1} is not there.`);
  }
  /** By cutoff: the totals of causes, with which a later correction is compared. */
  const totalsAt = new Map<string, Totals>();
  for (const cutoff of cutoffsBeforeCorrections(registered, pending)) {
    totalsAt.set(cutoff, totalsOfCauses((await countTo(cutoff)).totals));
  }
  const toRender: PublicationToRender[] = [];
  for (const publication of pending) {
    const count = await countTo(publication.cutoff);
    totalsAt.set(publication.cutoff, totalsOfCauses(count.totals));
    const before = versionBefore(registered, publication);
    const totalsBefore = before === undefined ? undefined : totalsAt.get(before.cutoff);
    history.push(await placeSnapshot(deps, publication, history, { ...count, totalsBefore }));
    const { ordinal, month, version, cutoff, reason, registeredAt } = publication;
    const journalDigest = count.digest;
    toRender.push({ ordinal, month, version, cutoff, reason, registeredAt, journalDigest });
  }
  await keptHistory?.keep(registered, history);
  await deps.sendToRender({
    publications: toRender,
    all: registered.map(({ month, version }) => [month, version]),
  });
  return pending.map(({ ordinal }) => ordinal);
};

/** The version that a correction replaces; undefined for a month's first version. */
export const versionBefore = <T extends Pick<Registered, 'month' | 'version'>>(
  registered: readonly T[],
  { month, version }: Pick<Registered, 'month' | 'version'>,
): T | undefined => registered.find((other) => other.month === month && other.version === version - 1);

/** The cutoffs, ascending, of the completed publications that a pending one corrects. */
export const cutoffsBeforeCorrections = (
  registered: readonly Registered[],
  pending: readonly Registered[],
): string[] =>
  pending
    .flatMap((publication) => versionBefore(registered, publication) ?? [])
    .filter((before) => !pending.includes(before))
    .map(({ cutoff }) => cutoff)
    .sort();

/** Composes a publication's snapshot and writes it. @returns the numbers of the stored file, which may be an earlier run's */
const placeSnapshot = async (
  deps: PublishDeps,
  publication: Registered,
  history: PublicationHistory,
  {
    totals,
    totalsBefore,
    programme,
    secret,
  }: CountForPublication & { readonly totalsBefore: Totals | undefined },
): Promise<PublishedNumbers> => {
  const { catalogue, gate } = deps;
  const made = composeSnapshot({
    catalogue,
    totals,
    totalsBefore,
    programme,
    history,
    publication,
    gate,
    secret,
  });
  // A snapshot's `programme` is its names, which come from the terms.
  if (made.programme === null) {
    throw new InternalError(`There are no terms for ${publication.month}.`);
  }
  const file = await placeFile(deps, publication, {
    name: 'snapshot.json',
    mediaType: 'application/json',
    bytes: Buffer.from(renderSnapshot(made)),
  });
  return toPublishedNumbers(publication.ordinal, JSON.parse(file.bytes.toString('utf8')));
};
