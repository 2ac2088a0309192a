import type { DuckDBConnection } from '@duckdb/node-api';
import * as z from 'zod';

/**
 * Reads what people recorded beside the counted numbers, such as targets and terms, as it stood at an instant. The lines of the journal are in
 * the table `line`, which duckdb-count.ts loads and counts.
 */

export type Baseline = { readonly asOf: string; readonly value: number; readonly source: string };
export type Terms = Readonly<Record<'name' | 'implementer' | 'forum' | 'funder' | 'state', string>>;
export type Narrative = { readonly en: string | null; readonly ja: string | null };
export type Story = {
  readonly on: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
};

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const rowsOf = async <T>(connection: DuckDBConnection, row: z.ZodType<T>, sql: string): Promise<T[]> =>
  z.array(row).parse((await connection.runAndReadAll(sql)).getRowObjectsJson());

/** DuckDB gives large integers as texts. */
export const integer = z.coerce.number();

/** The readings, of the journal that is open in this connection. */
export const recordedValues = (connection: DuckDBConnection) => ({
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
});
