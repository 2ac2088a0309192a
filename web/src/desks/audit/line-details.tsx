import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { isDate, isMonth } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { Rupees } from '../../design/rupees.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatMonth } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Codes, useCodes } from '../frame/codes.ts';
import { t } from '../text.ts';
import type { Actor } from './actors.ts';
import type { LineField } from './line-fields.ts';
import type { LineRecord } from './line-records.ts';
import { labelText } from './line-sentences.ts';
import { wordOfField, wordOfValue } from './log-words.ts';
import { maxRecordsInRow, namesInRow, recordName } from './record-name.ts';

/** The last two cells of a line in the auditor's logs: the records that it is about, and its details. */

type RecordLinksProps = {
  readonly records: readonly LineRecord[];
  /** The codes of the records; undefined while they are being read. */
  readonly codes: Codes | undefined;
  readonly actors: ReadonlyMap<string, Actor>;
  /** The address of the search for all lines about a record. */
  readonly searchHrefOf: (record: LineRecord, codes: Codes) => string;
};

/** The records that a line is about, each a link to all lines about it; those that only their number tells are in the row's details. */
export function RecordLinks({ records, codes, actors, searchHrefOf }: RecordLinksProps): ComponentChildren {
  if (records.length === 0) return '–';
  if (codes === undefined) return t('loading');
  const names = namesInRow(records, codes, actors);
  const toldCount = names.reduce((sum, one) => sum + one.records.length, 0);
  return (
    <>
      {names.map(({ name, records: [first, ...others] }, index) => (
        <span key={first?.id}>
          {index > 0 && ', '}
          {first === undefined || others.length > 0 ? (
            name
          ) : (
            <a class="whole" href={searchHrefOf(first, codes)}>
              {name}
            </a>
          )}
        </span>
      ))}
      {records.length > toldCount && <> {t('log.more', { count: records.length - toldCount })}</>}
    </>
  );
}

type LineDetailsProps = RecordLinksProps & {
  readonly api: Api;
  readonly fields: readonly LineField[];
};

/** A line's fields and, if the row doesn't name each record that the line is about, all these records. */
export function LineDetails({
  api,
  fields,
  records,
  codes,
  actors,
  searchHrefOf,
}: LineDetailsProps): ComponentChildren {
  // The names of all records are read only once the details have been opened.
  const [wasOpened, setOpened] = useState(false);
  const hasMore =
    records.length > maxRecordsInRow ||
    (codes !== undefined && namesInRow(records, codes, actors).length < records.length);
  if (fields.length === 0 && !hasMore) return '–';
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{t('details')}</summary>
      <dl class="facts">
        {fields.map(({ name, values }) => {
          const label = wordOfField(name);
          return [
            <dt key={name}>{label === undefined ? <span lang="en">{name}</span> : labelText(label)}</dt>,
            <dd key={`${name} is`}>
              {values.map((value, index) => [
                index > 0 && ', ',
                <FieldValue key={value} name={name} value={value} />,
              ])}
            </dd>,
          ];
        })}
      </dl>
      {hasMore && wasOpened && (
        <AllRecordLinks api={api} records={records} actors={actors} searchHrefOf={searchHrefOf} />
      )}
    </details>
  );
}

/** A value of a field in words: a date, a time in India, an amount, a district or a fixed word as people read them. */
function FieldValue({ name, value }: { readonly name: string; readonly value: string }) {
  const language = useLanguage();
  // The field `fields` lists the names of the fields that were changed.
  const word = name === 'fields' ? wordOfField(value) : wordOfValue(name, value);
  if (word !== undefined) return labelText(word);
  if (isDate(value)) return <DateText on={value} />;
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return <InstantText at={value} />;
  // A financial year, such as `2010-11`, may look like a month.
  if (isMonth(value) && name !== 'financialYear') return formatMonth(value, language);
  if (name.endsWith('Paise')) return <Rupees paise={Number(value)} />;
  if (name.startsWith('district')) return nameDistrict(value);
  return <span lang="en">{value}</span>;
}

function AllRecordLinks({ api, records, actors, searchHrefOf }: Omit<LineDetailsProps, 'fields' | 'codes'>) {
  const codes = useCodes(
    api,
    records.map(({ id }) => id),
  );
  if (codes === undefined) return <p class="soft">{t('loading')}</p>;
  return (
    <>
      <p class="soft">{t('log.about')}</p>
      <ul class="names">
        {records.map((record) => (
          <li key={record.id}>
            <a href={searchHrefOf(record, codes)}>{recordName(record, codes, actors)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
