import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { isDate, isMonth } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { DateText, InstantText } from '../../design/date.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { textOf } from '../../design/fields/form-data.ts';
import { Rupees } from '../../design/rupees.tsx';
import { type Column, Table } from '../../design/table/table.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatMonth } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { type Codes, useCodes } from '../frame/codes.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, actorText, useActors } from './actors.ts';
import { findMember } from './find-member.ts';
import { fieldsOfLine, type LineField } from './line-fields.ts';
import { countByActor, newestFirst, searchedFirst } from './line-order.ts';
import { isRecordId, type LineRecord, recordsOfChange, recordsOfReading } from './line-records.ts';
import { changeSentence, labelText, readingSentence } from './line-sentences.ts';
import { wordOfField, wordOfValue } from './log-words.ts';
import { recordName } from './record-name.ts';
import {
  formatSearch,
  isSearchable,
  normaliseSubject,
  parseSearch,
  type Search,
  searchSubjectOf,
} from './search-rules.ts';

type LogScreenProps = {
  readonly api: Api;
  /** The part of the address that holds the search. */
  readonly rest: Address;
};

/** The auditor's page of the journal, the log of who changed what. */
export const Journal = ({ api, rest }: LogScreenProps) => (
  <Log<ItemOf<'GET /api/journal'>>
    api={api}
    rest={rest}
    name="journal"
    screenKey="journal"
    read={(query) => api.request('GET /api/journal', { query })}
    instantOf={(line) => line.recordedAt}
    sentenceOf={changeSentence}
    fieldsOf={fieldsOfLine}
    recordsOf={recordsOfChange}
  />
);

/** The auditor's page of the access log, of who read what. */
export const AccessLog = ({ api, rest }: LogScreenProps) => (
  <Log<ItemOf<'GET /api/access-log'>>
    api={api}
    rest={rest}
    name="accessLog"
    screenKey="access"
    read={(query) => api.request('GET /api/access-log', { query })}
    instantOf={(line) => line.at}
    sentenceOf={readingSentence}
    fieldsOf={({ route, lastAt, hours }) => [
      ...(lastAt === undefined ? [] : [{ name: 'lastAt', values: [lastAt] }]),
      ...(hours === undefined ? [] : [{ name: 'hours', values: [String(hours)] }]),
      { name: 'route', values: [route] },
    ]}
    recordsOf={recordsOfReading}
  />
);

type LogProps<Line> = LogScreenProps & {
  /** The message key of the log's name. */
  readonly name: 'journal' | 'accessLog';
  /** The screen's own part of the address. */
  readonly screenKey: string;
  readonly read: (
    query: Search & { readonly limit: string },
  ) => Promise<{ readonly items: readonly Line[]; readonly cursor?: string | undefined }>;
  /** When a line was made, RFC 3339. */
  readonly instantOf: (line: Line) => string;
  readonly sentenceOf: (line: Line, who: string, role: string | undefined) => string;
  readonly fieldsOf: (line: Line) => DetailsProps['fields'];
  readonly recordsOf: (line: Line) => readonly LineRecord[];
};

/** One of the two logs, with its search. */
function Log<Line extends { readonly id: string; readonly actor: string }>({
  api,
  rest,
  name,
  screenKey,
  read,
  instantOf,
  sentenceOf,
  fieldsOf,
  recordsOf: recordsInLine,
}: LogProps<Line>) {
  const actors = useActors(api);
  const searchOfAddress = parseSearch(rest);
  const address = hrefOf(screenKey, ...rest);
  // The address keeps the search, for Back, a reload and a copied link. It does not keep which page of lines is open:
  // `olderPage` does, and counts only at the address for which it was set.
  const [olderPage, setOlderPage] = useState<{ readonly address: string; readonly cursor: string }>();
  /** The address at which a search was refused: the lines there are of the search before, and are not shown. */
  const [refusedAt, setRefusedAt] = useState<string>();
  const search: Search = {
    ...searchOfAddress,
    ...(olderPage?.address === address ? { cursor: olderPage.cursor } : {}),
  };
  const setSearch = ({ cursor, ...withoutCursor }: Search): void => {
    const parts = formatSearch(withoutCursor);
    setOlderPage(cursor === undefined ? undefined : { address: hrefOf(screenKey, ...parts), cursor });
    openAddress(screenKey, ...parts);
  };
  const searchedId = useSearchedId(api, searchOfAddress.subject);
  const recordsOf = (line: Line) => searchedFirst(recordsInLine(line), searchedId);
  // A page has 100 lines.
  const lines = useRead([name, search], () => read({ limit: '100', ...search }));
  const shownRecords = (lines.data?.items ?? []).flatMap((line) => recordsOf(line).slice(0, maxRecordsInRow));
  const codes = useCodes(api, [
    ...shownRecords.map(({ id }) => id),
    ...(isRecordId(searchOfAddress.subject) ? [searchOfAddress.subject] : []),
  ]);
  const searchHrefOf = (record: LineRecord, knownCodes: Codes): string =>
    hrefOf(screenKey, ...formatSearch({ subject: searchSubjectOf(record, knownCodes) }));
  const columns: readonly Column<Line>[] = [
    {
      key: 'when',
      title: t('when'),
      value: instantOf,
      cell: (line) => <InstantText at={instantOf(line)} />,
    },
    {
      key: 'what',
      title: t('what'),
      value: (line) => sentenceOf(line, actorText(line.actor, actors), actors.get(line.actor)?.role),
    },
    {
      key: 'about',
      title: t('about'),
      cell: (line) => (
        <RecordLinks records={recordsOf(line)} codes={codes} actors={actors} searchHrefOf={searchHrefOf} />
      ),
    },
    {
      key: 'details',
      // No title, since each cell has a button that says what it unfolds.
      title: '',
      cell: (line) => (
        <Details
          api={api}
          fields={fieldsOf(line)}
          records={recordsOf(line)}
          actors={actors}
          searchHrefOf={searchHrefOf}
        />
      ),
    },
  ];
  return (
    <>
      <p>{t(`${name}.explain`)}</p>
      <SearchForm
        actors={actors}
        codes={codes}
        search={search}
        onSearch={setSearch}
        onChecked={(isRefused) => setRefusedAt(isRefused ? address : undefined)}
      />
      {refusedAt !== address && (
        <Reading of={lines}>
          {({ items, cursor }) => (
            <Lines
              name={name}
              items={newestFirst(items, instantOf)}
              actors={actors}
              columns={columns}
              olderCursor={cursor}
              search={search}
              onSearch={setSearch}
            />
          )}
        </Reading>
      )}
    </>
  );
}

/** The id of the record that is searched for; undefined if the search names none. A search may name a woman by her code. */
function useSearchedId(api: Api, subject: string | undefined): string | undefined {
  const found = useRead(['searched', subject], async () => {
    const memberId = subject === undefined ? undefined : await findMember(api, subject.toUpperCase());
    // In an object, since a query must not give undefined.
    return { id: memberId ?? subject };
  });
  return found.data?.id;
}

type LinesProps<Line> = {
  readonly actors: ReadonlyMap<string, Actor>;
  readonly name: 'journal' | 'accessLog';
  readonly items: readonly Line[];
  readonly columns: readonly Column<Line>[];
  /** The cursor to older lines; undefined if these lines are the oldest. */
  readonly olderCursor: string | undefined;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
};

/** A page of a log's lines, the latest first, with buttons to the newest and to older ones. */
function Lines<Line extends { readonly id: string; readonly actor: string }>({
  name,
  items,
  actors,
  columns,
  olderCursor,
  search,
  onSearch,
}: LinesProps<Line>) {
  // A search without a cursor finds the newest lines.
  const { cursor, ...searchOfNewest } = search;
  return (
    <>
      {name === 'accessLog' && items.length > 0 && (
        <section aria-label={t('log.whoLooked')}>
          <h3>{t('log.whoLooked')}</h3>
          <table class="table small">
            <tbody>
              {countByActor(items).map(([actor, count]) => (
                <tr key={actor}>
                  <th scope="row">{actorText(actor, actors)}</th>
                  <td class="number">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {olderCursor !== undefined && <p class="soft">{t('log.hasOlder', { count: items.length })}</p>}
      <Table
        caption={t(name)}
        empty={t('log.nothing')}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
      />
      <div class="actions">
        {cursor !== undefined && (
          <button type="button" class="second small" onClick={() => onSearch(searchOfNewest)}>
            {t('log.newest')}
          </button>
        )}
        {olderCursor !== undefined && (
          <button
            type="button"
            class="second small"
            onClick={() => onSearch({ ...searchOfNewest, cursor: olderCursor })}
          >
            {t('log.older')}
          </button>
        )}
      </div>
    </>
  );
}

type SearchFormProps = {
  readonly actors: ReadonlyMap<string, Actor>;
  readonly codes: Codes | undefined;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
  /** Called when a search is sent, and before it is made. */
  readonly onChecked: (isRefused: boolean) => void;
};

/** One part of the search, from its field in the form; nothing if the field is empty. */
const searchPart = (data: FormData, name: 'subject' | 'actor' | 'from' | 'to'): Search => {
  const value = textOf(data, name);
  return value === undefined ? {} : { [name]: name === 'subject' ? normaliseSubject(value) : value };
};

/** The form to search a log: by what it is about, who made a line, and its days. */
function SearchForm({ actors, codes, search, onSearch, onChecked }: SearchFormProps) {
  // A link may search for a group or a sheet by its id, which is unreadable: the form shows the name instead, and keeps the id.
  const linkedId = isRecordId(search.subject) ? search.subject : undefined;
  return (
    <Form
      // Each search draws the form anew, with the search's values in the fields.
      key={hrefOf(...formatSearch(search))}
      label="search"
      submit="search"
      done={null}
      check={(data) => {
        const subject = textOf(data, 'subject');
        const isRefused = subject !== undefined && !isSearchable(normaliseSubject(subject));
        onChecked(isRefused);
        return isRefused ? { subject: t('subject.notName') } : {};
      }}
      onSend={async (data) =>
        onSearch({
          // A typed subject replaces the linked one.
          ...(linkedId === undefined ? {} : { subject: linkedId }),
          ...searchPart(data, 'subject'),
          ...searchPart(data, 'actor'),
          ...searchPart(data, 'from'),
          ...searchPart(data, 'to'),
        })
      }
    >
      {linkedId !== undefined && codes !== undefined && (
        <p class="notice wide">
          {t('log.linked', { what: recordName({ id: linkedId, kind: 'record' }, codes, actors) })}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              // The same search without the linked record. It begins again with the newest lines.
              const { subject: _, cursor: __, ...rest } = search;
              onSearch(rest);
            }}
          >
            {t('log.unlink')}
          </button>
        </p>
      )}
      <TextField
        name="subject"
        label={t('subject')}
        value={linkedId === undefined ? search.subject : undefined}
        isOptional
      />
      <Choice
        name="actor"
        label={t('actor')}
        value={search.actor ?? ''}
        options={[
          ['', t('actor.anyone')],
          ...[...actors.values()]
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map(({ id }) => [id, actorText(id, actors)] as const),
          ['system', t('actor.system')],
        ]}
      />
      <DateField name="from" label={t('from')} value={search.from} isOptional />
      <DateField name="to" label={t('until')} value={search.to} isOptional />
    </Form>
  );
}

type RecordLinksProps = {
  readonly records: readonly LineRecord[];
  /** The codes of the records; undefined while they are being read. */
  readonly codes: Codes | undefined;
  readonly actors: ReadonlyMap<string, Actor>;
  /** The address of the search for all lines about a record. */
  readonly searchHrefOf: (record: LineRecord, codes: Codes) => string;
};

/** The maximum number of records that a row of the table names; the row's details name all. */
const maxRecordsInRow = 3;

/** The records that a line is about, each a link to all lines about it. */
function RecordLinks({ records, codes, actors, searchHrefOf }: RecordLinksProps): ComponentChildren {
  if (records.length === 0) return '–';
  if (codes === undefined) return t('loading');
  return (
    <>
      {records.slice(0, maxRecordsInRow).map((record, index) => (
        <span key={record.id}>
          {index > 0 && ', '}
          <a class="whole" href={searchHrefOf(record, codes)}>
            {recordName(record, codes, actors)}
          </a>
        </span>
      ))}
      {records.length > maxRecordsInRow && <> {t('log.more', { count: records.length - maxRecordsInRow })}</>}
    </>
  );
}

type DetailsProps = Pick<RecordLinksProps, 'records' | 'actors' | 'searchHrefOf'> & {
  readonly api: Api;
  readonly fields: readonly LineField[];
};

/** A line's fields and, if the row can't name all records that the line is about, all these records. */
function Details({ api, fields, records, actors, searchHrefOf }: DetailsProps): ComponentChildren {
  // The names of all records are read only once the details have been opened.
  const [wasOpened, setOpened] = useState(false);
  const hasMore = records.length > maxRecordsInRow;
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
  const word = name === 'fields' ? wordOfField(value) : wordOfValue(name, value);
  if (word !== undefined) return labelText(word);
  if (isDate(value)) return <DateText on={value} />;
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return <InstantText at={value} />;
  // `2026-27` is a financial year.
  if (isMonth(value) && name !== 'financialYear') return formatMonth(value, language);
  if (name.endsWith('Paise')) return <Rupees paise={Number(value)} />;
  if (name.startsWith('district')) return nameDistrict(value);
  return <span lang="en">{value}</span>;
}

function AllRecordLinks({ api, records, actors, searchHrefOf }: Omit<DetailsProps, 'fields'>) {
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
