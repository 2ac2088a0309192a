import { answerBytesOf, maxAnswerBytes } from '../../shared/http/answer-size.ts';

/** A date of an agenda: of a case, of a demand, or of a woman with whom a talk is due. */
type AgendaDate = { readonly caseId: string } | { readonly demandId: string } | { readonly memberId: string };

const ofWhat = (date: AgendaDate): string =>
  'caseId' in date ? date.caseId : 'demandId' in date ? date.demandId : date.memberId;

/**
 * The dates of an agenda that fit into an answer, in their order, and how many are left out. The first date of each case comes before the second of any,
 * and so on: so nobody hides other cases behind one that she fills with dates.
 * @param dates in the order of the agenda
 */
export const fitAgenda = <Kind extends AgendaDate>(
  dates: readonly Kind[],
  maxBytes: number = maxAnswerBytes,
): { readonly items: Kind[]; readonly leftOut: number } => {
  const counts = new Map<string, number>();
  const placed = dates.map((date, place) => {
    const before = counts.get(ofWhat(date)) ?? 0;
    counts.set(ofWhat(date), before + 1);
    return { date, place, before };
  });
  const kept: typeof placed = [];
  let bytes = answerBytesOf({ items: [] });
  for (const one of placed.toSorted((a, b) => a.before - b.before)) {
    bytes += answerBytesOf(one.date);
    if (bytes > maxBytes) break;
    kept.push(one);
  }
  return {
    items: kept.sort((a, b) => a.place - b.place).map(({ date }) => date),
    leftOut: dates.length - kept.length,
  };
};
