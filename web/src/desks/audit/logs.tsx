import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { useCodes } from '../frame/codes.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, useActors } from './actors.ts';
import { findMember } from './find-member.ts';
import { type LineReaders, lineColumns } from './line-columns.tsx';
import { fieldsOfLine } from './line-fields.ts';
import { type FoldedLine, foldEqual, newestFirst, searchedFirst } from './line-order.ts';
import { isRecordId, type LineRecord, recordsOfChange, recordsOfReading } from './line-records.ts';
import { changeSentence, readingSentence } from './line-sentences.ts';
import { LogLines } from './log-lines.tsx';
import { SearchForm } from './log-search-form.tsx';
import { maxRecordsInRow } from './record-name.ts';
import { formatSearch, parseSearch, type Search } from './search-rules.ts';
import { WhoLooked } from './who-looked.tsx';

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
    folding={{
      spanOf: ({ at, lastAt = at }) => ({ from: at, to: lastAt }),
      sameness: ({ actor, route, subject, subjects, fields }) =>
        JSON.stringify([actor, route, subject, subjects, fields]),
    }}
    sentenceOf={readingSentence}
    fieldsOf={({ route, lastAt, hours }) => [
      ...(lastAt === undefined ? [] : [{ name: 'lastAt', values: [lastAt] }]),
      ...(hours === undefined ? [] : [{ name: 'hours', values: [String(hours)] }]),
      { name: 'route', values: [route] },
    ]}
    recordsInLine={recordsOfReading}
    drawAbove={(found) => <WhoLooked key={hrefOf('access', ...rest)} api={api} {...found} />}
  />
);

/** What a search of a log found. */
type Found<Line> = {
  /** A page of lines. */
  readonly lines: readonly Line[];
  /** Whether there are no other lines. */
  readonly isWhole: boolean;
  readonly search: Search;
  readonly actors: ReadonlyMap<string, Actor>;
};

type LogProps<Line> = LogScreenProps &
  LineReaders<Line> & {
    /** The message key of the log's name. */
    readonly name: 'journal' | 'accessLog';
    /** The screen's own part of the address. */
    readonly screenKey: string;
    readonly read: (
      query: Search & { readonly limit: string },
    ) => Promise<{ readonly items: readonly Line[]; readonly cursor?: string | undefined }>;
    readonly recordsInLine: (line: Line) => readonly LineRecord[];
    /** Draws what stands above the lines. */
    readonly drawAbove?: (found: Found<Line>) => ComponentChildren;
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
            <LogLines
              name={name}
              lines={foldLines(newestFirst(items, instantOf), props)}
              above={props.drawAbove?.({
                lines: items,
                isWhole: cursor === undefined && search.cursor === undefined,
                search: searchOfAddress,
                actors,
              })}
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

/** Lines as rows: equal ones folded, in a log that does so. */
const foldLines = <Line extends { readonly actor: string }>(
  lines: readonly Line[],
  { instantOf, folding }: LineReaders<Line>,
): FoldedLine<Line>[] =>
  foldEqual(
    lines,
    (line) => folding?.sameness(line),
    (line) => folding?.spanOf(line) ?? { from: instantOf(line), to: instantOf(line) },
  );

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
