import { roundCell } from '../../bin/audit/audit-breakdown.ts';
import { type Count, periods, type ValuePart } from '../../bin/audit/duckdb-count.ts';
import type { PeriodValues } from '../../functions/months/disclosure/publication-history.ts';
import { isWithheld } from '../../functions/months/disclosure/value-arithmetic.ts';
import type { SnapshotIndicator } from '../../functions/months/publishing/snapshot.ts';
import { addMonths } from '../../functions/shared/calendar/calendar.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { countMonth } from './engine.ts';
import { openJournal } from './open-journal.ts';

export type Comparison = {
  /** Values and cells that were compared, and those of them that are not zero. */
  readonly compared: number;
  readonly aboveZero: number;
  /** `code month period: engine 1, SQL 2` */
  readonly differences: readonly string[];
};

/** The months in which the facts of a random programme lie, and some before and after. */
const monthsOfRandomProgramme = Array.from({ length: 11 }, (_, count) => addMonths('2025-11', count));

/** Every value and every breakdown of the months as they are known at some cutoffs, counted twice. */
export const compareCounts = async (
  lines: readonly JournalLine[],
  {
    cutoffs,
    months = monthsOfRandomProgramme,
  }: { readonly cutoffs: readonly string[]; readonly months?: readonly string[] },
): Promise<Comparison> => {
  const duckDb = await openJournal(lines);
  const pairs: { readonly of: string; readonly engine: number | string; readonly sql: number | string }[] =
    [];
  try {
    for (const cutoff of cutoffs) {
      const count = await duckDb.countAt(cutoff, months[0] ?? '', months.at(-1) ?? '');
      for (const month of months) {
        const { indicators, exact } = countMonth(lines, month, cutoff);
        for (const indicator of indicators) {
          const values = exact.get(indicator.code) ?? indicator;
          pairs.push(...figuresOf(indicator.code, values, count, month), ...cellsOf(indicator, count, month));
        }
      }
    }
  } finally {
    duckDb.close();
  }
  return {
    compared: pairs.length,
    aboveZero: pairs.filter(({ engine }) => engine !== 0 && engine !== '*').length,
    differences: pairs
      .filter(({ engine, sql }) => engine !== sql)
      .map(({ of, engine, sql }) => `${of}: engine ${engine}, SQL ${sql}`),
  };
};

const figuresOf = (code: string, values: PeriodValues, count: Count, month: string) =>
  periods.flatMap((period) => {
    const value = values[period];
    // What is withheld is compared nowhere: the exact values never are.
    if (typeof value !== 'number' && isWithheld(value)) return [];
    const parts: readonly (readonly [ValuePart, number])[] =
      typeof value === 'number'
        ? [['value', value]]
        : [
            ['numerator', value.numerator],
            ['denominator', value.denominator],
          ];
    return parts.map(([part, engine]) => ({
      of: `${code} ${month} ${period} ${part}`,
      engine,
      sql: count.codes.has(code) ? count.figure(code, month, period, part) : 'no statement counts it',
    }));
  });

const cellsOf = ({ code, breakdowns }: SnapshotIndicator, count: Count, month: string) =>
  (['district', 'ageBand'] as const).flatMap((name) => {
    const shown = breakdowns[name];
    if (shown === null || shown.cells === 'withheld') {
      return [];
    }
    const counted = count.cells(code, month, name);
    return shown.cells.map(({ key, value }) => ({
      of: `${code} ${month} ${name} ${key}`,
      engine: value,
      sql: roundCell(counted.get(key) ?? 0),
    }));
  });
