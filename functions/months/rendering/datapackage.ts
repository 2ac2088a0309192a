import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { type PublishedFile, sha256 } from '../publishing/manifest.ts';
import { indicatorColumns } from './csv.ts';
import { historyColumns } from './history-csv.ts';
import type { PublishedSnapshot } from './published-snapshot.ts';
import { nameMonth } from './report-dates.ts';

/** `datapackage.json` describes the other files by Frictionless Data Package 2. */

const profile = (name: string): string => `https://datapackage.org/profiles/2.0/${name}.json`;

const integers = new Set([
  'version',
  'value',
  'corrected_from',
  'numerator',
  'denominator',
  'target',
  'baseline',
]);

/** Why a number is not told. */
const withheldReasons = [
  { value: 'too_few', label: 'withheld: fewer than 11 people' },
  { value: 'not_yet', label: 'not counted so far' },
];

/** What the columns have besides a name and a type; a column that is missing here has nothing more. */
const columnDetails: Readonly<Record<string, object>> = {
  month: { constraints: { pattern: '^[0-9]{4}-[0-9]{2}$' } },
  value: { description: 'Money in paise. The two parts of a ratio stand by themselves.' },
  withheld: {
    description: 'Why there is no number: fewer than 11 people are in it, or it has not been counted so far.',
    constraints: { enum: withheldReasons.map(({ value }) => value) },
  },
  as_of: {
    description:
      'Of a ratio that is counted twice a year: the month at whose end it was, March or September.',
  },
  baseline: { description: 'What earlier registers say was reached. It is not in the value.' },
};

/** The description of a column. */
const fieldOf = (name: string) => ({
  name,
  type: integers.has(name) ? 'integer' : 'string',
  ...columnDetails[name],
});

/** The values in `history.csv` that replace a hidden number. */
const hiddenValues = [
  { value: '*', label: 'hidden: 0 to 14 people' },
  { value: 'withheld', label: 'withheld, so that published numbers together never lead to a person' },
  ...withheldReasons,
];

const tables: Readonly<Record<string, { readonly description: string; readonly schema: object }>> = {
  'indicators.csv': {
    description: 'The numbers of the month: one row per indicator and period.',
    schema: {
      $schema: profile('tableschema'),
      fields: indicatorColumns.map(fieldOf),
      primaryKey: ['month', 'code', 'period'],
      missingValues: [''],
    },
  },
  'history.csv': {
    description:
      'All months so far. The number of a month itself (of a stock in each period) is what is known of it: what its newest ' +
      'version said, as revised since (“revised_in” names the publication). Where that version is a correction that changed the number, ' +
      '“corrected_from” is what the version before said. Other numbers of the financial year and to date, ' +
      'and breakdowns, stand as that version said them. A number itself has neither breakdown nor key: both are empty texts.',
    schema: {
      $schema: profile('tableschema'),
      fields: historyColumns.map((name) => ({
        ...fieldOf(name),
        ...(name === 'value' ? { missingValues: hiddenValues } : {}),
        ...(name === 'corrected_from'
          ? { missingValues: ['', ...withheldReasons.map(({ value }) => value)] }
          : {}),
      })),
      primaryKey: ['month', 'code', 'period', 'breakdown', 'key'],
      // Fields of the primary key may be empty texts, which must not count as missing. Only a value can be missing.
      missingValues: [],
    },
  },
};

const tableOf = (name: string) => {
  const table = tables[name];
  return table === undefined
    ? {}
    : {
        type: 'table',
        encoding: 'utf-8',
        dialect: { $schema: profile('tabledialect'), lineTerminator: '\n' },
        ...table,
      };
};

/**
 * The `datapackage.json` that describes a month's CSV files.
 * @param files the publication's other files, as stored
 */
export const renderDatapackage = (
  { month, version, programme }: PublishedSnapshot,
  registeredAt: string,
  files: readonly PublishedFile[],
): Buffer =>
  Buffer.from(
    `${canonicalJson({
      $schema: profile('datapackage'),
      name: `leadership-next-${month}-v${version}`,
      title: `${programme.name}: ${nameMonth(month, 'en')}`,
      description: `Monthly indicators of ${programme.implementer} with ${programme.forum}, ${programme.state}, India.`,
      version: `${version}.0.0`,
      created: registeredAt,
      resources: files.map(({ name, mediaType, bytes }) => ({
        $schema: profile('dataresource'),
        name: name.replaceAll('.', '-'),
        path: name,
        format: name.split('.').at(-1),
        // Without `; charset=utf-8`.
        mediatype: mediaType.split(';')[0],
        bytes: bytes.length,
        hash: `sha256:${sha256(bytes)}`,
        ...tableOf(name),
      })),
    })}\n`,
  );
