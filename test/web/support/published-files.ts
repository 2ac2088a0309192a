import { expect } from 'vitest';
import * as z from 'zod';
import type { OwnOutside } from '../../contract/outside.ts';
import { programmeTerms } from '../../support/programme-terms.ts';
import { type Unpacked, unpack } from '../../support/unpack.ts';

/** What the funder downloads of a month. */

export type Files = readonly Unpacked[];

/** Names and contents, to search in. */
export const textOfAll = (files: Files): string =>
  files.map(({ place, bytes }) => `${place}\n${bytes.toString('utf8')}`).join('\n');

const textOf = (files: Files, name: string): string =>
  files.find(({ place }) => place.endsWith(`/${name}`))?.bytes.toString('utf8') ?? '';

/** Publishes a month on its day. @returns all its files, out of the archive that the funder downloads, and what is packed in them */
export async function publishMonth(
  { publish, whenIdle, call }: Pick<OwnOutside, 'publish' | 'whenIdle' | 'call'>,
  month: string,
): Promise<Files> {
  await call('coordinator', 'POST', '/api/programme/terms', { body: programmeTerms });
  await publish(month);
  await whenIdle();
  const { status, headers } = await call('funder', 'GET', `/api/snapshots/${month}/files/all.zip`);
  expect(status).toBe(302);
  const archive = await fetch(headers.get('location') ?? '');
  expect(archive.status).toBe(200);
  return unpack({ place: month, bytes: Buffer.from(await archive.arrayBuffer()) });
}

/** A line of CSV in its fields: some are quoted, none holds a line's end. */
const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  );

const snapshot = z.looseObject({
  indicators: z.array(
    z.looseObject({ code: z.string(), month: z.json(), financialYear: z.json(), toDate: z.json() }),
  ),
  revisions: z.array(z.object({ month: z.string(), code: z.string(), was: z.json(), now: z.json() })),
});

/** By an indicator's code what `indicators.csv` says of the month, of the financial year and to date, and the month's revisions. */
export function figuresOf(files: Files): Readonly<Record<string, unknown>> {
  const [header = '', ...lines] = textOf(files, 'indicators.csv').trimEnd().split('\n');
  const [code, period, value] = ['code', 'period', 'value'].map((name) => fieldsOf(header).indexOf(name));
  const read = new Map<string, number>();
  for (const line of lines) {
    const fields = fieldsOf(line);
    read.set(`${fields[code ?? 0]} ${fields[period ?? 0]}`, Number(fields[value ?? 0]));
  }
  const { indicators, revisions } = snapshot.parse(JSON.parse(textOf(files, 'snapshot.json')));
  const figures = indicators
    .filter(({ month }) => typeof month === 'number')
    .map(({ code: of, ...said }) => {
      const periods = ['month', 'financialYear', 'toDate'].map((each) => read.get(`${of} ${each}`));
      // Both files of the archive say the same.
      expect(periods, of).toEqual([said.month, said.financialYear, said.toDate]);
      return [of, periods];
    });
  return { ...Object.fromEntries(figures), revisions };
}
