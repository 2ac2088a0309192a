import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { InstantText } from '../../design/date.tsx';
import { type Column, Table } from '../../design/table/table.tsx';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { type Codes, useCodes } from '../frame/codes.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, actorText, useActors } from './actors.ts';
import { findMember } from './find-member.ts';
import { LineDetails, maxRecordsInRow, RecordLinks } from './line-details.tsx';
import { fieldsOfLine, type LineField } from './line-fields.ts';
import { countByActor, newestFirst, searchedFirst } from './line-order.ts';
import { isRecordId, type LineRecord, recordsOfChange, recordsOfReading } from './line-records.ts';
import { changeSentence, readingSentence } from './line-sentences.ts';
import { SearchForm } from './log-search-form.tsx';
import { formatSearch, parseSearch, type Search, searchSubjectOf } from './search-rules.ts';

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
    recordsInLine={recordsOfChange}
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
    recordsInLine={recordsOfReading}
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
  /** @param who the name of the person who made the line */
  readonly sentenceOf: (line: Line, who: string, role: string | undefined) => string;
  readonly fieldsOf: (line: Line) => readonly LineField[];
  readonly recordsInLine: (line: Line) => readonly LineRecord[];
};

/** One of the two logs, with its search. */
function Log<Line extends { readonly id: string; readonly actor: string }>(props: LogProps<Line>) {
  const { api, rest, name, screenKey, read, instantOf } = props;
  const actors = useActors(api);
  const searchOfAddress = parseSearch(rest);
  const address = hrefOf(screenKey, ...rest);
  // The address keeps the search, for Back, a reload and a copied link. It does not keep which page of lines is open:
  // `olderPage` does, and counts only at the address for which it was set.
  const [olderPage, setOlderPage] = useState<{ readonly address: string; readonly cursor: string }>();
  // A refused search changes nothing in the address, so the lines that were read are of the search before. They are hidden
  // while this is the address.
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
  const recordsOf = (line: Line) => searchedFirst(props.recordsInLine(line), searchedId);
  // A page has 100 lines.
  const lines = useRead([name, search], () => read({ limit: '100', ...search }));
  const recordsInRows = (lines.data?.items ?? []).flatMap((line) =>
    recordsOf(line).slice(0, maxRecordsInRow),
  );
  const codes = useCodes(api, [
    ...recordsInRows.map(({ id }) => id),
    // The form shows the name of the record that is searched for.
    ...(isRecordId(searchOfAddress.subject) ? [searchOfAddress.subject] : []),
  ]);
  const columns = lineColumns({ ...props, recordsOf, actors, codes });
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

type LineColumnsOptions<Line> = Pick<
  LogProps<Line>,
  'api' | 'screenKey' | 'instantOf' | 'sentenceOf' | 'fieldsOf'
> & {
  /** The records of a line, in the order in which its row names them. */
  readonly recordsOf: (line: Line) => readonly LineRecord[];
  readonly actors: ReadonlyMap<string, Actor>;
  readonly codes: Codes | undefined;
};

/** The columns of a log: when a line was made, what it says, what it is about, and its details. */
function lineColumns<Line extends { readonly actor: string }>({
  api,
  screenKey,
  instantOf,
  sentenceOf,
  fieldsOf,
  recordsOf,
  actors,
  codes,
}: LineColumnsOptions<Line>): readonly Column<Line>[] {
  const searchHrefOf = (record: LineRecord, knownCodes: Codes): string =>
    hrefOf(screenKey, ...formatSearch({ subject: searchSubjectOf(record, knownCodes) }));
  return [
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
        <LineDetails
          api={api}
          fields={fieldsOf(line)}
          records={recordsOf(line)}
          actors={actors}
          searchHrefOf={searchHrefOf}
        />
      ),
    },
  ];
}

/**
 * The id of the record that is searched for; undefined if the search names none, or while the id is being found. A search
 * may name a woman by her code.
 */
function useSearchedId(api: Api, subject: string | undefined): string | undefined {
  const found = useRead(['searched', subject], async () => {
    const memberId = subject === undefined ? undefined : await findMember(api, subject.toUpperCase());
    // In an object, since the query library refuses an answer that is undefined.
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
