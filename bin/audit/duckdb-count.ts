import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';
import { integer, quote, recordedValues, rowsOf } from './recorded-values.ts';

/** Counts the journal once more with DuckDB, by the SQL statements of test/audit-count/sql, for the command bin/audit.ts. */

export const periods = ['month', 'financialYear', 'toDate'] as const;
export type Period = (typeof periods)[number];
export type ValuePart = 'value' | 'numerator' | 'denominator';
export type BreakdownName = 'district' | 'ageBand';

/** All indicators of some months, counted from the lines recorded before one cutoff. */
export type Count = {
  /** The codes of the indicators that an SQL statement counts. */
  readonly codes: ReadonlySet<string>;
  /**
   * A counted number; 0 if nothing was counted. A ratio has a numerator and a denominator, any other indicator a value (the default).
   * `month` is `YYYY-MM`.
   */
  readonly figure: (code: string, month: string, period: Period, part?: ValuePart) => number;
  /** The exact number of people in each cell that is not empty, by the cell's key: a district or an age band. */
  readonly cells: (code: string, month: string, breakdown: BreakdownName) => ReadonlyMap<string, number>;
  /** For a stock of members' money: how many members have some, but are not counted, since they have not consented. */
  readonly leftOut: (code: string, month: string) => number;
  /** How many lines can change the numbers of a month or of earlier months, by cause. */
  readonly causes: (month: string) => Readonly<Record<string, number>>;
  /** Whether the SQL statements count an indicator by district and age band too. */
  readonly isBrokenDown: (code: string) => boolean;
};

export type Publication = {
  readonly ordinal: number;
  readonly month: string;
  readonly version: number;
  readonly cutoff: string;
};

/** A publication with the count of all months at its cutoff. */
export type CountedPublication = Publication & { readonly count: Count };

const sqlFolder = join(import.meta.dirname, '../../test/audit-count/sql');
/**
 * The statements in the order of their file names; the folder has at least one. The first loads the journal into the table `line`, where
 * `seq` is a line's place in the journal's order. The others count it at a cutoff into the tables `indicator`, `broken_down`, `figure`,
 * `cell`, `left_out` and `cause`.
 */
const [loadLines, ...countAtCutoff] = readdirSync(sqlFolder)
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => readFileSync(join(sqlFolder, name), 'utf8'));

/**
 * Opens a journal with DuckDB, to be counted by the statements of test/audit-count/sql.
 *
 * @param files JSON Lines, one journal line each; files whose name ends in `.zst` are compressed
 * @throws if a line is not JSON or a field has another type than a journal line's
 */
export const openDuckDbCount = async (files: readonly string[], { threads = 2 } = {}) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run(`SET VARIABLE journal = [${files.map(quote).join(', ')}]`);
  await connection.run(loadLines ?? '');

  return {
    /** Counts the months from `firstMonth` to `lastMonth` (`YYYY-MM`, inclusive) from the lines recorded before the cutoff. */
    countAt: async (cutoff: string, firstMonth: string, lastMonth: string): Promise<Count> => {
      await connection.run(
        `SET VARIABLE cutoff = ${quote(cutoff)};
         SET VARIABLE firstMonth = ${quote(`${firstMonth}-01`)};
         SET VARIABLE lastMonth = ${quote(`${lastMonth}-01`)}`,
      );
      for (const sql of countAtCutoff) {
        await connection.run(sql);
      }
      return readCount(connection);
    },

    /** The publications that the journal registers, sorted by ordinal. */
    publications: (): Promise<Publication[]> =>
      rowsOf(
        connection,
        z.object({ ordinal: integer, month: z.string(), version: integer, cutoff: z.string() }),
        `SELECT ordinal, month, version, strftime(cutoff, '%Y-%m-%dT%H:%M:%S.%gZ') AS cutoff
         FROM line WHERE type = 'publication' ORDER BY ordinal`,
      ),

    ...recordedValues(connection),

    /** The rows of any SQL query over the loaded and counted tables. */
    ask: async (sql: string): Promise<readonly Record<string, unknown>[]> =>
      (await connection.runAndReadAll(sql)).getRowObjectsJson(),

    close: (): void => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};

export type DuckDbCount = Awaited<ReturnType<typeof openDuckDbCount>>;

/** Counts with DuckDB, for the audit, every publication that the journal registers, each at its own cutoff. Sorted by ordinal. */
export const countPublications = async (duckDb: DuckDbCount): Promise<CountedPublication[]> => {
  const publications = await duckDb.publications();
  const months = publications.map(({ month }) => month).sort();
  const countedPublications: CountedPublication[] = [];
  for (const publication of publications) {
    // In this loop there is at least one publication, so there is a first and a last month. `?? ''` is for the types only.
    const count = await duckDb.countAt(publication.cutoff, months[0] ?? '', months.at(-1) ?? '');
    countedPublications.push({ ...publication, count });
  }
  return countedPublications;
};

/** Reads the tables that the statements have counted. */
const readCount = async (connection: DuckDBConnection): Promise<Count> => {
  const codeRow = z.object({ code: z.string() });
  const codes = await rowsOf(connection, codeRow, 'FROM indicator');
  const brokenDownRows = await rowsOf(connection, codeRow, 'FROM broken_down');
  const figures = await rowsOf(
    connection,
    z.object({ name: z.string(), amount: integer }),
    `SELECT concat_ws('|', code, part, strftime(month, '%Y-%m'), period) AS name, amount FROM figure`,
  );
  const figureByName = new Map(figures.map(({ name, amount }) => [name, amount]));
  const cellRows = await rowsOf(
    connection,
    z.object({ name: z.string(), key: z.string(), amount: integer }),
    `SELECT concat_ws('|', code, strftime(month, '%Y-%m'), breakdown) AS name, key, amount FROM cell`,
  );
  const cellsByName = Map.groupBy(cellRows, ({ name }) => name);
  const leftOutRows = await rowsOf(
    connection,
    z.object({ name: z.string(), members: integer }),
    `SELECT concat_ws('|', code, strftime(month, '%Y-%m')) AS name, members FROM left_out`,
  );
  const leftOutByName = new Map(leftOutRows.map(({ name, members }) => [name, members]));
  const causeRows = await rowsOf(
    connection,
    z.object({ cause: z.string(), month: z.string().nullable(), lines: integer }),
    `SELECT cause, strftime(day, '%Y-%m') AS month, count(*) AS lines FROM cause GROUP BY ALL`,
  );
  return {
    codes: new Set(codes.map(({ code }) => code)),
    figure: (code, month, period, part = 'value') =>
      figureByName.get(`${code}|${part}|${month}|${period}`) ?? 0,
    cells: (code, month, breakdown) =>
      new Map((cellsByName.get(`${code}|${month}|${breakdown}`) ?? []).map((row) => [row.key, row.amount])),
    leftOut: (code, month) => leftOutByName.get(`${code}|${month}`) ?? 0,
    causes: (month) => {
      const lines: Record<string, number> = {};
      for (const row of causeRows) {
        // A line without a day, such as `member_changed` with another `joinedOn`, can change the numbers of any month.
        if (row.month === null || row.month <= month) lines[row.cause] = (lines[row.cause] ?? 0) + row.lines;
      }
      return lines;
    },
    isBrokenDown: (code) => brokenDownRows.some((row) => row.code === code),
  };
};
