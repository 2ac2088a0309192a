import { planCounting } from './counting-plan.ts';
import type { Gate } from './disclosure.ts';
import { settledTotals } from './fold.ts';
import { type FoldedJournal, foldTo, type LineSource, nothingFolded } from './folded-journal.ts';
import type { Indicator } from './indicators.ts';
import type { Publication, Published, Said } from './said.ts';
import { publish, type Snapshot } from './snapshot.ts';

/** The rules by which numbers are made from the journal. */
export type Rules = { readonly catalogue: readonly Indicator[]; readonly gate: Gate<Published> };

export type Rebuilt = {
  readonly publication: Publication;
  readonly snapshot: Snapshot;
  readonly published: Published;
  /** The digest of the journal's lines before the cutoff. */
  readonly journalDigest: string;
};

/** One publication from the journal before its cutoff and what was published before it. */
export const compose = (
  { catalogue, gate }: Rules,
  { state, digest }: FoldedJournal,
  said: Said,
  publication: Publication,
): Rebuilt => {
  const totals = settledTotals(planCounting(catalogue), state);
  const { targets } = state;
  const { snapshot, published } = publish({ catalogue, totals, targets, said, publication, gate });
  return { publication, snapshot, published, journalDigest: digest };
};

/**
 * All publications from the journal alone, in the order in which they were registered: what a lost or outdated state is made
 * from again, and what every published file can be checked against.
 * @param publications in the order of their ordinals, which begin at 1
 */
export async function* rebuild(
  rules: Rules,
  publications: readonly Publication[],
  readLines: LineSource,
): AsyncGenerator<Rebuilt> {
  const plan = planCounting(rules.catalogue);
  const said: Published[] = [];
  let folded = nothingFolded();
  for (const publication of publications) {
    folded = await foldTo(plan, folded, publication.cutoff, readLines);
    const rebuilt = compose(rules, folded, said, publication);
    said.push(rebuilt.published);
    yield rebuilt;
  }
}
