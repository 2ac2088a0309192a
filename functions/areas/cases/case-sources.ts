import type { CaseWithProgress } from './case-progress.ts';
import type { CaseRecord } from './schema.ts';
import { waitedAt } from './waiting-period.ts';

/** The sources of lists of cases. read-cases.ts reads them, list-cases.ts makes pages of them. */

/**
 * The cases that a list is made of: all, or those of an assignee, of the person who opened them, or of a member. Lists are sorted by id, which
 * is the order in which the ids were made. Only the list of all begins with the waiting (unassigned urgent) cases, by opening date.
 * `districts`: if given, the list has only the cases of women in these districts, and no others are read.
 */
export type CaseSource =
  | { readonly of: 'all'; readonly districts?: readonly string[] | undefined }
  | { readonly of: 'assignee'; readonly personId: string }
  | { readonly of: 'opener'; readonly personId: string }
  | { readonly of: 'member'; readonly ids: readonly string[] };

/**
 * A source that is read in one order. The list of all cases has two such parts, `waiting` and then `rest`. `began` is the instant at which its first
 * page was asked for (RFC 3339 with milliseconds).
 * - `waiting`: the cases that wait now and already waited at the instant `began`.
 * - `rest`: the cases that did not wait at the instant `began`.
 */
export type OrderedSource =
  | {
      readonly of: 'waiting';
      readonly began: string;
      readonly districts?: readonly string[] | undefined;
    }
  | {
      readonly of: 'rest';
      readonly began: string;
      readonly districts?: readonly string[] | undefined;
    }
  | Exclude<CaseSource, { readonly of: 'all' }>;

/** The position in a source: the last case that was read. `openedOn` is needed among waiting cases alone, which are sorted by it. */
export type Position = { readonly id: string; readonly openedOn?: string };

/** Filters cases, and makes of each what a list shows. It gets a whole batch, so that it can read all their members in one call. */
export type Choose<Chosen> = (cases: readonly CaseRecord[]) => Promise<readonly Chosen[]>;

/** Whether a case that was read belongs to a source, which for the parts of the list of all depends on `began`. */
export const isInSource = (source: OrderedSource, { waiting }: CaseWithProgress): boolean => {
  switch (source.of) {
    case 'waiting':
      return waitedAt(waiting, source.began);
    case 'rest':
      return !waitedAt(waiting, source.began);
    default:
      return true;
  }
};
