import { canonicalJson } from '../platform/canonical-json.ts';
import { type PublishedFile, sha256 } from '../reporting/manifest.ts';
import { historyColumns, indicatorColumns } from './csv.ts';
import type { PublishedSnapshot } from './published-snapshot.ts';
import { nameMonth } from './words.ts';

/** `datapackage.json`: what the files are, as Frictionless Data Package 2 describes it. */

const integers = new Set(['version', 'value', 'numerator', 'denominator', 'target']);
const patterns: Readonly<Record<string, string>> = { month: '^[0-9]{4}-[0-9]{2}$' };

const fieldOf = (name: string) => ({
  name,
  type: integers.has(name) ? 'integer' : 'string',
  ...(patterns[name] === undefined ? {} : { constraints: { pattern: patterns[name] } }),
  ...(name === 'value'
    ? { description: 'Money in paise. The two parts of a ratio stand by themselves.' }
    : {}),
});

const schemas: Readonly<Record<string, object>> = {
  'indicators.csv': {
    fields: indicatorColumns.map(fieldOf),
    primaryKey: ['month', 'code', 'period'],
    missingValues: [''],
  },
  'history.csv': {
    fields: historyColumns.map(fieldOf),
    primaryKey: ['month', 'code', 'period', 'breakdown', 'key'],
    missingValues: [
      { value: '', label: 'does not apply' },
      { value: '*', label: 'hidden: 0 to 14 people' },
      { value: 'withheld', label: 'withheld: together with what was published, it could lead to a person' },
    ],
  },
};

/** @param files the others of the month, as they are stored */
export const renderDatapackage = (
  { month, version, programme }: PublishedSnapshot,
  registeredAt: string,
  files: readonly PublishedFile[],
): Buffer =>
  Buffer.from(
    `${canonicalJson({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: `leadership-next-${month}-v${version}`,
      title: `${programme.name}: ${nameMonth(month, 'en')}`,
      description: `Monthly indicators of ${programme.implementer} with ${programme.forum}, ${programme.state}, India.`,
      version: `${version}.0.0`,
      created: registeredAt,
      resources: files.map(({ name, mediaType, bytes }) => ({
        name: name.replaceAll('.', '-'),
        path: name,
        format: name.split('.').at(-1),
        mediatype: mediaType.split(';')[0],
        bytes: bytes.length,
        hash: `sha256:${sha256(bytes)}`,
        ...(schemas[name] === undefined
          ? {}
          : { type: 'table', encoding: 'utf-8', dialect: { lineTerminator: '\n' }, schema: schemas[name] }),
      })),
    })}\n`,
  );
