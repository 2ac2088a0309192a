import { type Publication, readPublished, type Said } from '../disclosure/publication-history.ts';
import type { FileStore } from '../files/file-store.ts';
import { planCounting } from '../indicators/counting-plan.ts';
import { settledTotals } from '../indicators/fold.ts';
import { type FoldedJournal, foldTo } from '../indicators/folded-journal.ts';
import type { Press } from './finish-publications.ts';
import { loadFolded, saidName } from './past-state.ts';
import { unsealSaid } from './sealed-state.ts';
import { composeSnapshot } from './snapshot.ts';

/** What numbers are made with where nothing is published: for whoever has no right to the published files. */
export type Recaller = Pick<Press, 'catalogue' | 'gate' | 'readLines'> & {
  readonly state: Pick<FileStore, 'read'>;
};

/** Further back than this the sealed state of a publication is not looked for. */
const mostCandidates = 3;

const newestSealed = async (state: Recaller['state'], registered: readonly Publication[]): Promise<Said> => {
  for (const { ordinal } of registered.slice(-mostCandidates).reverse()) {
    const bytes = await state.read(saidName(ordinal));
    const said = bytes === undefined ? null : unsealSaid(bytes);
    if (said?.length === ordinal) {
      return said;
    }
  }
  return [];
};

/**
 * What is said by all publications, from sealed state and the journal alone. What state does not say, such as a publication that
 * is registered and has no files yet, is made again from the journal, which gives the same.
 * @param registered all publications in the order of ordinals, from 1 on
 */
export const recallSaid = async (recaller: Recaller, registered: readonly Publication[]): Promise<Said> => {
  const { catalogue, gate, readLines, state } = recaller;
  const plan = planCounting(catalogue);
  let said = await newestSealed(state, registered);
  let folded: FoldedJournal | undefined;
  for (const publication of registered.slice(said.length)) {
    const { cutoff } = publication;
    folded ??= await loadFolded(state, catalogue, registered.slice(0, said.length), cutoff);
    folded = await foldTo(plan, folded, cutoff, readLines);
    const totals = settledTotals(plan, folded.state);
    const { targets } = folded.state;
    const snapshot = composeSnapshot({ catalogue, totals, targets, said, publication, gate });
    said = [...said, readPublished(publication.ordinal, snapshot)];
  }
  return said;
};

/** The journal up to an instant, from the newest sealed state that does not reach beyond it. */
export const recallJournal = async (
  { catalogue, readLines, state }: Recaller,
  registered: readonly Publication[],
  until: string,
): Promise<FoldedJournal> =>
  foldTo(planCounting(catalogue), await loadFolded(state, catalogue, registered, until), until, readLines);
