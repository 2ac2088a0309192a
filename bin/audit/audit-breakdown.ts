import type { BreakdownName } from './duckdb-count.ts';
import type { PublicationHistory } from './publication-values.ts';
import type { PublishedBreakdown, PublishedIndicator, PublishedMonth } from './published-month.ts';

/** The rules of the disclosure policy, written a second time so that the audit does not share the publication's code. */
const minPeopleForBreakdown = 20;
const minPeopleInCell = 15;

/**
 * Audits one published breakdown of an indicator: which cells differ from the count, or that it is withheld.
 * @returns a note for each difference, and one if the breakdown is withheld; no notes if it is as counted
 */
export const auditBreakdown = (
  { code, breakdowns }: PublishedIndicator,
  name: BreakdownName,
  published: PublishedMonth,
  { all, audited }: PublicationHistory,
): { readonly different: readonly string[]; readonly withheld: readonly string[] } => {
  const breakdown = breakdowns[name];
  const prefix = `by ${name === 'district' ? 'district' : 'age band'}`;
  if (breakdown === null) {
    // A month's first version is the one that publishes a breakdown that is due.
    const isMissing =
      published.version === 1 &&
      audited.count.isBrokenDown(code) &&
      audited.count.figure(code, published.month, 'toDate') >= minPeopleForBreakdown;
    const notes = isMissing
      ? [`${prefix}: not published, although it has reached ${minPeopleForBreakdown}`]
      : [];
    return { different: notes, withheld: [] };
  }
  if (breakdown.cells === 'withheld') {
    return {
      different: [],
      withheld: [`${prefix}: withheld by the disclosure policy, as of ${breakdown.asOf}`],
    };
  }
  // The first version of the month `asOf` published these cells; the publications after it repeat them.
  const source = all.find(({ month, version }) => month === breakdown.asOf && version === 1);
  if (source === undefined || !audited.count.isBrokenDown(code)) {
    return { different: [`${prefix}: published as of ${breakdown.asOf}, where none is due`], withheld: [] };
  }
  const countedCells = source.count.cells(code, breakdown.asOf, name);
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
