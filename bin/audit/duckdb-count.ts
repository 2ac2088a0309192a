import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';

export const periods = ['month', 'financialYear', 'toDate'] as const;
export type Period = (typeof periods)[number];
export type Part = 'value' | 'numerator' | 'denominator';
export type BreakdownName = 'district' | 'ageBand';

/** The indicators of some months as they are known at one cutoff. */
export type Count = {
  readonly codes: ReadonlySet<string>;
  /** `month` is `YYYY-MM`. A ratio has a numerator and a denominator, all else a value. */
  readonly figure: (code: string, month: string, period: Period, part?: Part) => number;
  /** The people of each cell that is not empty, exact. */
  readonly cells: (code: string, month: string, breakdown: BreakdownName) => ReadonlyMap<string, number>;
  readonly isBrokenDown: (code: string) => boolean;
};

export type Publication = {
  readonly ordinal: number;
  readonly month: string;
  readonly version: number;
  readonly cutoff: string;
};

export type Baseline = { readonly asOf: string; readonly value: number; readonly source: string };
export type Terms = Readonly<Record<'name' | 'implementer' | 'forum' | 'funder' | 'state', string>>;
export type Narrative = { readonly en: string | null; readonly ja: string | null };
export type Story = {
  readonly on: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
};

const folder = join(import.meta.dirname, '../../test/audit-count/sql');
const [loadLines, ...countAtCutoff] = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => readFileSync(join(folder, name), 'utf8'));

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const rowsOf = async <T>(connection: DuckDBConnection, row: z.ZodType<T>, sql: string): Promise<T[]> =>
  z.array(row).parse((await connection.runAndReadAll(sql)).getRowObjectsJson());

const amount = z.coerce.number();

/**
 * Counts a journal with DuckDB, by the statements of test/audit-count/sql.
 *
 * @param files journal lines as JSON, one a line; names that end in `.zst` are read as compressed
 * @throws if a line is no JSON or a field has another type than a journal line's
 */
export const openDuckDbCount = async (files: readonly string[], { threads = 2 } = {}) => {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run(`SET VARIABLE journal = [${files.map(quote).join(', ')}]`);
  await connection.run(loadLines ?? '');

  return {
    /** Counts the months from `first` to `last` (`YYYY-MM`) from the lines recorded before the cutoff. */
    countAt: async (cutoff: string, first: string, last: string): Promise<Count> => {
      await connection.run(
        `SET VARIABLE cutoff = ${quote(cutoff)};
         SET VARIABLE firstMonth = ${quote(`${first}-01`)};
         SET VARIABLE lastMonth = ${quote(`${last}-01`)}`,
      );
      for (const sql of countAtCutoff) {
        await connection.run(sql);
      }
      return readCount(connection);
    },

    publications: (): Promise<Publication[]> =>
      rowsOf(
        connection,
        z.object({ ordinal: amount, month: z.string(), version: amount, cutoff: z.string() }),
        `SELECT ordinal, month, version, strftime(cutoff, '%Y-%m-%dT%H:%M:%S.%gZ') AS cutoff
         FROM line WHERE type = 'publication' ORDER BY ordinal`,
      ),

    /** The targets of a financial year (`2026-27`) that were recorded last before an instant. */
    targetsAt: async (financialYear: string, instant: string): Promise<ReadonlyMap<string, number>> => {
      const rows = await rowsOf(
        connection,
        z.object({ code: z.string(), target: amount }),
        `SELECT unnest(map_keys(targets)) AS code, unnest(map_values(targets)) AS target
         FROM (FROM line WHERE type = 'targets_set' AND financialYear = ${quote(financialYear)}
               AND recordedAt < CAST(${quote(instant)} AS TIMESTAMP) ORDER BY seq DESC LIMIT 1)`,
      );
      return new Map(rows.map(({ code, target }) => [code, target]));
    },

    /** The baselines that were recorded last before an instant. */
    baselinesAt: async (instant: string): Promise<ReadonlyMap<string, Baseline>> => {
      const rows = await rowsOf(
        connection,
        z.object({ code: z.string(), asOf: z.string(), value: amount, source: z.string() }),
        `SELECT code, baseline."asOf" AS "asOf", baseline.value AS value, baseline.source AS source
         FROM (SELECT unnest(map_keys(baselines)) AS code, unnest(map_values(baselines)) AS baseline
               FROM (FROM line WHERE type = 'baselines_set'
                     AND recordedAt < CAST(${quote(instant)} AS TIMESTAMP) ORDER BY seq DESC LIMIT 1))`,
      );
      return new Map(rows.map(({ code, ...baseline }) => [code, baseline]));
    },

    /** The terms in force in a month that were recorded before an instant; none before the first. */
    termsAt: async (month: string, instant: string): Promise<Terms | undefined> => {
      const [terms] = await rowsOf(
        connection,
        z.object({
          name: z.string(),
          implementer: z.string(),
          forum: z.string(),
          funder: z.string(),
          state: z.string(),
        }),
        `SELECT name, implementer, forum, funder, state FROM line
         WHERE type = 'programme_terms_set' AND "from" <= ${quote(month)}
           AND recordedAt < CAST(${quote(instant)} AS TIMESTAMP) ORDER BY "from" DESC, seq DESC LIMIT 1`,
      );
      return terms;
    },

    /** The narrative of a month that was recorded last before an instant. */
    narrativeAt: async (month: string, instant: string): Promise<Narrative | undefined> => {
      const [narrative] = await rowsOf(
        connection,
        z.object({ en: z.string().nullable(), ja: z.string().nullable() }),
        `SELECT en, ja FROM line WHERE type = 'narrative_set' AND month = ${quote(month)}
           AND recordedAt < CAST(${quote(instant)} AS TIMESTAMP) ORDER BY seq DESC LIMIT 1`,
      );
      return narrative;
    },

    /** The stories that a publication lists, which no earlier month's publication before it knew. */
    storiesOf: (ordinal: number): Promise<Story[]> =>
      rowsOf(
        connection,
        z.object({
          on: z.string(),
          title: z.string().nullable(),
          outlet: z.string().nullable(),
          url: z.string().nullable(),
        }),
        `WITH known AS (
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
         SELECT "on", title, outlet, url FROM known
         WHERE ordinal = ${ordinal} AND NOT EXISTS (FROM known AS earlier WHERE earlier.outreachId = known.outreachId
           AND earlier.ordinal < known.ordinal AND earlier.publishedMonth < known.publishedMonth)
         ORDER BY "on", outreachId`,
      ),

    /** Any question about the counted tables. */
    ask: async (sql: string): Promise<readonly Record<string, unknown>[]> =>
      (await connection.runAndReadAll(sql)).getRowObjectsJson(),

    close: (): void => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};

export type DuckDbCount = Awaited<ReturnType<typeof openDuckDbCount>>;

const readCount = async (connection: DuckDBConnection): Promise<Count> => {
  const codeRow = z.object({ code: z.string() });
  const codes = await rowsOf(connection, codeRow, 'FROM indicator');
  const brokenDown = await rowsOf(connection, codeRow, 'FROM broken_down');
  const figures = await rowsOf(
    connection,
    z.object({ name: z.string(), amount }),
    `SELECT concat_ws('|', code, part, strftime(month, '%Y-%m'), period) AS name, amount FROM figure`,
  );
  const figureByName = new Map(figures.map(({ name, amount: value }) => [name, value]));
  const cellRows = await rowsOf(
    connection,
    z.object({ name: z.string(), key: z.string(), amount }),
    `SELECT concat_ws('|', code, strftime(month, '%Y-%m'), breakdown) AS name, key, amount FROM cell`,
  );
  const cellsByName = Map.groupBy(cellRows, ({ name }) => name);
  return {
    codes: new Set(codes.map(({ code }) => code)),
    figure: (code, month, period, part = 'value') =>
      figureByName.get(`${code}|${part}|${month}|${period}`) ?? 0,
    cells: (code, month, breakdown) =>
      new Map((cellsByName.get(`${code}|${month}|${breakdown}`) ?? []).map((row) => [row.key, row.amount])),
    isBrokenDown: (code) => brokenDown.some((row) => row.code === code),
  };
};
