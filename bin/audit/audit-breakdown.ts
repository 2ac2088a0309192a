import type { BreakdownName } from './duckdb-count.ts';
import type { PublicationHistory } from './publication-values.ts';
import type { PublishedBreakdown, PublishedIndicator } from './published-month.ts';

/** The rules of the disclosure policy, written a second time so that the audit does not share the publication's code. */
const minPeopleForBreakdown = 20;
const minPeopleInCell = 15;

/** The month of which the audited publication must show a breakdown's cells: its own or an earlier one; null where none is due. */
const monthDue = (code: string, { all, audited }: PublicationHistory): string | null => {
  if (!audited.count.isBrokenDown(code)) return null;
  let newest: { readonly month: string; readonly toDate: number } | undefined;
  /** By published month, of its first version: corrections repeat it. */
  const due = new Map<string, string | null>();
  for (const { ordinal, month, count } of all) {
    if (ordinal > audited.ordinal || due.has(month)) continue;
    const toDate = count.figure(code, month, 'toDate');
    const isDue = newest === undefined ? toDate >= minPeopleForBreakdown : isDueAnew(newest, month, toDate);
    if (isDue) newest = { month, toDate };
    due.set(month, newest?.month ?? null);
  }
  return due.get(audited.month) ?? null;
};

/** Whether cells are due again: there are half as many people again as when cells were last shown, or 20 more or fewer after a year. */
const isDueAnew = (
  newest: { readonly month: string; readonly toDate: number },
  month: string,
  toDate: number,
): boolean => {
  const yearLater = `${Number(newest.month.slice(0, 4)) + 1}${newest.month.slice(4)}`;
  return (
    (toDate > newest.toDate && toDate * 2 >= newest.toDate * 3) ||
    (month >= yearLater && Math.abs(toDate - newest.toDate) >= minPeopleForBreakdown)
  );
};

/**
 * Audits one published breakdown of an indicator: which cells differ from the count, or that it is withheld.
 * @returns a note for each difference, and one if the breakdown is withheld; no notes if it is as counted
 */
export const auditBreakdown = (
  { code, breakdowns }: PublishedIndicator,
  name: BreakdownName,
  history: PublicationHistory,
): { readonly different: readonly string[]; readonly withheld: readonly string[] } => {
  const breakdown = breakdowns[name];
  const prefix = `by ${name === 'district' ? 'district' : 'age band'}`;
  const due = monthDue(code, history);
  if (breakdown === null) {
    const notes =
      due === null ? [] : [`${prefix}: not published, although it has reached ${minPeopleForBreakdown}`];
    return { different: notes, withheld: [] };
  }
  if (breakdown.asOf !== due) {
    const then = due === null ? 'where none is due' : `where that of ${due} is due`;
    return { different: [`${prefix}: published as of ${breakdown.asOf}, ${then}`], withheld: [] };
  }
  if (breakdown.cells === 'withheld') {
    return {
      different: [],
      withheld: [`${prefix}: withheld by the disclosure policy, as of ${breakdown.asOf}`],
    };
  }
  // The first version of the month `asOf` published these cells; the publications after it repeat them.
  const source = history.all.find(({ month, version }) => month === breakdown.asOf && version === 1);
  const countedCells = source?.count.cells(code, breakdown.asOf, name) ?? new Map<string, number>();
  const different = describeDifferentCells(breakdown, countedCells).map((cell) => `${prefix}, ${cell}`);
  return { different, withheld: [] };
};

const describeDifferentCells = (
  { cells, asOf }: NonNullable<PublishedBreakdown>,
  counted: ReadonlyMap<string, number>,
): string[] => {
  // The caller has dealt with withheld cells already.
  const publishedCells = new Map(cells === 'withheld' ? [] : cells.map(({ key, value }) => [key, value]));
  const keys = new Set([...publishedCells.keys(), ...counted.keys()]);
  return [...keys].flatMap((key) => {
    const expected = roundCell(counted.get(key) ?? 0);
    const value = publishedCells.get(key);
    return value === expected
      ? []
      : [`${key} as of ${asOf}: published ${value ?? 'nothing'}, counted ${expected}`];
  });
};

/**
 * The value with which a breakdown's cell must be published, as the audit rounds it itself: `*` for 0 to 14 people, otherwise
 * the nearest 10, halves up.
 */
export const roundCell = (count: number): number | '*' =>
  count < minPeopleInCell ? '*' : Math.floor((count + 5) / 10) * 10;
