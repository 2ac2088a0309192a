import { answerBytesOf } from '../../shared/http/answer-size.ts';
import { inRounds } from '../../shared/http/in-rounds.ts';

/** Chooses the dates of an agenda that fit into an answer. */

/** A date of an agenda: of a case, of a demand, or of a woman with whom a talk is due. */
type AgendaDate = { readonly caseId: string } | { readonly demandId: string } | { readonly memberId: string };

/** What the place of a date follows from: who opened its case, and whether that is urgent, where it is known. */
type DatedCase = { readonly createdBy: string; readonly priority?: string | undefined };

const ofWhat = (date: AgendaDate): string =>
  'caseId' in date ? date.caseId : 'demandId' in date ? date.demandId : date.memberId;

/** Urgent cases, then other cases and demands, then talks, which wait for no fixed day. */
const rankOf = (date: AgendaDate, ofCase: DatedCase | undefined): number => {
  if (ofCase?.priority === 'urgent') return 0;
  return 'memberId' in date ? 2 : 1;
};

/**
 * The dates of an agenda that fit into an answer, in their order, and how many are left out. Ten dates of the cases of each person who opened some come
 * before her further ones; among these the first date of each case before the second of any, and urgent cases first. So nobody hides other cases behind
 * one that she fills with dates, or behind many.
 * @param dates in the order of the agenda
 * @param caseOf a case of which the agenda has dates
 */
export const fitAgenda = <Kind extends AgendaDate>(
  dates: readonly Kind[],
  maxBytes: number,
  caseOf: (caseId: string) => DatedCase | undefined,
): { readonly items: Kind[]; readonly leftOut: number } => {
  const counts = new Map<string, number>();
  const placed = dates.map((date, place) => {
    const before = counts.get(ofWhat(date)) ?? 0;
    counts.set(ofWhat(date), before + 1);
    const ofCase = 'caseId' in date ? caseOf(date.caseId) : undefined;
    return { date, place, before, rank: rankOf(date, ofCase), by: ofCase?.createdBy ?? ofWhat(date) };
  });
  const sorted = placed.toSorted((a, b) => a.before - b.before || a.rank - b.rank);
  const kept: typeof placed = [];
  let bytes = answerBytesOf({ items: [] });
  for (const { one } of inRounds(sorted, ({ by }) => by)) {
    bytes += answerBytesOf(one.date);
    if (bytes > maxBytes) break;
    kept.push(one);
  }
  return {
    items: kept.sort((a, b) => a.place - b.place).map(({ date }) => date),
    leftOut: dates.length - kept.length,
  };
};

/** The cases of an agenda by id, for `fitAgenda`. */
export const byId = <Case extends DatedCase & { readonly id: string }>(
  cases: readonly Case[],
): ((caseId: string) => Case | undefined) => {
  const found = new Map(cases.map((one) => [one.id, one]));
  return (caseId) => found.get(caseId);
};
