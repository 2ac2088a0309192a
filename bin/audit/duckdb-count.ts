import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';

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

export type Baseline = { readonly asOf: string; readonly value: number; readonly source: string };
export type Terms = Readonly<Record<'name' | 'implementer' | 'forum' | 'funder' | 'state', string>>;
export type Narrative = { readonly en: string | null; readonly ja: string | null };
export type Story = {
  readonly on: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
};

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

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const rowsOf = async <T>(connection: DuckDBConnection, row: z.ZodType<T>, sql: string): Promise<T[]> =>
  z.array(row).parse((await connection.runAndReadAll(sql)).getRowObjectsJson());

/** DuckDB gives large integers as texts. */
const integer = z.coerce.number();

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

    /** The targets of a financial year (`2026-27`) that were recorded last before an instant, by indicator code. */
    targetsAt: async (financialYear: string, instant: string): Promise<ReadonlyMap<string, number>> => {
      const rows = await rowsOf(
        connection,
        z.object({ code: z.string(), target: integer }),
        `SELECT unnest(map_keys(targets)) AS code, unnest(map_values(targets)) AS target
         FROM (FROM line WHERE type = 'targets_set' AND financialYear = ${quote(financialYear)}
               AND recordedAt < CAST(${quote(instant)} AS TIMESTAMP) ORDER BY seq DESC LIMIT 1)`,
      );
      return new Map(rows.map(({ code, target }) => [code, target]));
    },

    /** The baselines that were recorded last before an instant, by indicator code. */
    baselinesAt: async (instant: string): Promise<ReadonlyMap<string, Baseline>> => {
      const rows = await rowsOf(
        connection,
        z.object({ code: z.string(), asOf: z.string(), value: integer, source: z.string() }),
        `SELECT code, baseline."asOf" AS "asOf", baseline.value AS value, baseline.source AS source
         FROM (SELECT unnest(map_keys(baselines)) AS code, unnest(map_values(baselines)) AS baseline
               FROM (FROM line WHERE type = 'baselines_set'
                     AND recordedAt < CAST(${quote(instant)} AS TIMESTAMP) ORDER BY seq DESC LIMIT 1))`,
      );
      return new Map(rows.map(({ code, ...baseline }) => [code, baseline]));
    },

    /**
     * The terms in force in a month. Of the terms recorded before its close, these are the terms with the latest `from`. If no terms were recorded before
     * its close, the first terms recorded afterwards are in force. Undefined if there are none.
     */
    termsAt: async (month: string, close: string): Promise<Terms | undefined> => {
      const [terms] = await rowsOf(
        connection,
        z.object({
          name: z.string(),
          implementer: z.string(),
          forum: z.string(),
          funder: z.string(),
          state: z.string(),
        }),
        `SELECT name, implementer, forum, funder, state
         FROM (SELECT *, recordedAt < CAST(${quote(close)} AS TIMESTAMP) AS isInTime FROM line
               WHERE type = 'programme_terms_set' AND "from" <= ${quote(month)})
         ORDER BY
           -- First those recorded before the close, then those recorded afterwards.
           isInTime DESC,
           -- Before the close: the latest "from" first.
           CASE WHEN isInTime THEN "from" END DESC NULLS LAST,
           -- Before the close: of one "from", the last recorded first. Afterwards: the first recorded first.
           CASE WHEN isInTime THEN -seq ELSE seq END
         LIMIT 1`,
      );
      return terms;
    },

    /** The narrative of a month that was recorded last before an instant; undefined if none was. */
    narrativeAt: async (month: string, instant: string): Promise<Narrative | undefined> => {
      const [narrative] = await rowsOf(
        connection,
        z.object({ en: z.string().nullable(), ja: z.string().nullable() }),
        `SELECT en, ja FROM line WHERE type = 'narrative_set' AND month = ${quote(month)}
           AND recordedAt < CAST(${quote(instant)} AS TIMESTAMP) ORDER BY seq DESC LIMIT 1`,
      );
      return narrative;
    },

    /**
     * The media stories that a publication lists: the stories dated up to its month's end, without the stories that a publication with a smaller ordinal
     * lists for an earlier month.
     */
    storiesOf: (ordinal: number): Promise<Story[]> =>
      rowsOf(
        connection,
        z.object({
          on: z.string(),
          title: z.string().nullable(),
          outlet: z.string().nullable(),
          url: z.string().nullable(),
        }),
        `WITH eligibleStory AS (
           SELECT story.outreachId, story."on", story.title, story.outlet, story.url,
                  publication.ordinal, publication.month AS publishedMonth
           FROM line AS story
           JOIN (SELECT * FROM line WHERE type = 'publication') AS publication
             ON story.recordedAt < publication.cutoff
             AND story."on" <= last_day(CAST(publication.month || '-01' AS DATE))
           WHERE story.type = 'outreach_recorded' AND story.kind = 'media_story'
             AND NOT EXISTS (FROM line AS reversal WHERE reversal.type = 'outreach_reversed'
               AND reversal.outreachId = story.outreachId AND reversal.recordedAt < publication.cutoff)
         )
         SELECT "on", title, outlet, url FROM eligibleStory
         WHERE ordinal = ${ordinal} AND NOT EXISTS (FROM eligibleStory AS earlier WHERE earlier.outreachId = eligibleStory.outreachId
           AND earlier.ordinal < eligibleStory.ordinal AND earlier.publishedMonth < eligibleStory.publishedMonth)
         ORDER BY "on", outreachId`,
      ),

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
