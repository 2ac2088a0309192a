import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { InstantText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Choice, TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { type Column, Table } from '../../design/table.tsx';
import { type Address, hrefOf, openAddress } from '../../session/address.ts';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, sayActor, useActors } from './actors.ts';
import { labelOfFact, wordOfFact } from './fact-words.ts';
import { formatSearch, parseSearch, type Search } from './search-rules.ts';
import { endOf, factsIn, idsIn, sayChange, sayReading } from './sentences.ts';

type LogScreenProps = {
  readonly api: Api;
  /** What the address says of the search. */
  readonly rest: Address;
};

/** The auditor's screen of who changed what. */
export const Journal = ({ api, rest }: LogScreenProps) => (
  <Log<ItemOf<'GET /api/journal'>>
    api={api}
    rest={rest}
    name="journal"
    at="journal"
    read={(query) => api.request('GET /api/journal', { query })}
    instantOf={(line) => line.recordedAt}
    sentenceOf={sayChange}
    factsOf={factsIn}
    idsOf={idsIn}
  />
);

/** The auditor's screen of who read what. */
export const AccessLog = ({ api, rest }: LogScreenProps) => (
  <Log<ItemOf<'GET /api/access-log'>>
    api={api}
    rest={rest}
    name="accessLog"
    at="access"
    read={(query) => api.request('GET /api/access-log', { query })}
    instantOf={(line) => line.at}
    sentenceOf={sayReading}
    factsOf={({ route }) => [['route', route]]}
    idsOf={({ subjects }) => subjects}
  />
);

type LogProps<Line> = LogScreenProps & {
  readonly name: 'journal' | 'accessLog';
  /** The screen's own part of the address. */
  readonly at: string;
  readonly read: (
    query: Search & { readonly limit: string },
  ) => Promise<{ readonly items: readonly Line[]; readonly cursor?: string | undefined }>;
  readonly instantOf: (line: Line) => string;
  readonly sentenceOf: (line: Line, actor: string) => string;
  readonly factsOf: (line: Line) => DetailsProps['facts'];
  readonly idsOf: (line: Line) => readonly string[];
};

/** One of the two logs, with its search. */
function Log<Line extends { readonly id: string; readonly actor: string }>({
  api,
  rest,
  name,
  at,
  read,
  instantOf,
  sentenceOf,
  factsOf,
  idsOf,
}: LogProps<Line>) {
  const actors = useActors(api);
  const asked = parseSearch(rest);
  const address = hrefOf(at, ...rest);
  const [older, setOlder] = useState<{ readonly of: string; readonly cursor: string }>();
  // A search is a page of its own, which Back, a reload and a copied link keep; how far she has leafed is not.
  const search: Search = { ...asked, ...(older?.of === address ? { cursor: older.cursor } : {}) };
  const setSearch = ({ cursor, ...wanted }: Search): void => {
    const parts = formatSearch(wanted);
    setOlder(cursor === undefined ? undefined : { of: hrefOf(at, ...parts), cursor });
    openAddress(at, ...parts);
  };
  const lines = useRead([name, search], () => read({ limit: '100', ...search }));
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
      value: (line) => sentenceOf(line, sayActor(line.actor, actors)),
    },
    {
      key: 'details',
      title: t('details'),
      cell: (line) => (
        <Details facts={factsOf(line)} ids={idsOf(line)} onSearch={(subject) => setSearch({ subject })} />
      ),
    },
  ];
  return (
    <>
      <p>{t(`${name}.explain`)}</p>
      <SearchForm actors={actors} search={search} onSearch={setSearch} />
      <Reading of={lines}>
        {({ items, cursor }) => (
          <Lines
            name={name}
            items={items}
            columns={columns}
            older={cursor}
            search={search}
            onSearch={setSearch}
          />
        )}
      </Reading>
    </>
  );
}

type LinesProps<Line> = {
  readonly name: 'journal' | 'accessLog';
  readonly items: readonly Line[];
  readonly columns: readonly Column<Line>[];
  readonly older: string | undefined;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
};

/** A page of lines, the latest first. */
function Lines<Line extends { readonly id: string }>({
  name,
  items,
  columns,
  older,
  search,
  onSearch,
}: LinesProps<Line>) {
  const { cursor, ...newest } = search;
  return (
    <>
      <Table
        caption={t(name)}
        empty={t('log.nothing')}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
      />
      <div class="actions">
        {cursor !== undefined && (
          <button type="button" class="second small" onClick={() => onSearch(newest)}>
            {t('log.newest')}
          </button>
        )}
        {older !== undefined && (
          <button type="button" class="second small" onClick={() => onSearch({ ...newest, cursor: older })}>
            {t('log.older')}
          </button>
        )}
      </div>
    </>
  );
}

type SearchFormProps = {
  readonly actors: ReadonlyMap<string, Actor>;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
};

const given = (data: FormData, name: 'subject' | 'actor' | 'from' | 'to'): Search => {
  const value = textOf(data, name);
  return value === undefined ? {} : { [name]: value };
};

function SearchForm({ actors, search, onSearch }: SearchFormProps) {
  return (
    <Form
      key={hrefOf(...formatSearch(search))}
      label="search"
      submit="search"
      done={null}
      onSend={async (data) =>
        onSearch({
          ...given(data, 'subject'),
          ...given(data, 'actor'),
          ...given(data, 'from'),
          ...given(data, 'to'),
        })
      }
    >
      <TextField
        name="subject"
        label={t('subject')}
        hint={t('subject.hint')}
        value={search.subject}
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
            .map(({ id }) => [id, sayActor(id, actors)] as const),
          ['system', t('actor.system')],
        ]}
      />
      <DateField name="from" label={t('from')} value={search.from} isOptional />
      <DateField name="to" label={t('until')} value={search.to} isOptional />
    </Form>
  );
}

type DetailsProps = {
  readonly facts: readonly (readonly [name: string, said: string])[];
  readonly ids: readonly string[];
  readonly onSearch: (subject: string) => void;
};

/** A line's facts, and the way to all other lines about the same records. */
function Details({ facts, ids, onSearch }: DetailsProps): ComponentChildren {
  if (facts.length === 0 && ids.length === 0) return '–';
  return (
    <details>
      <summary>{ids.length === 0 ? t('details') : t('log.more', { count: ids.length })}</summary>
      <dl class="facts">
        {facts.map(([name, said]) => {
          const label = labelOfFact(name);
          const word = wordOfFact(name, said);
          return [
            <dt key={name}>{label === undefined ? <span lang="en">{name}</span> : t(label)}</dt>,
            <dd key={`${name} is`}>{word === undefined ? <span lang="en">{said}</span> : t(word)}</dd>,
          ];
        })}
      </dl>
      {ids.length > 0 && (
        <>
          <p class="soft">{t('log.about')}</p>
          <ul class="names">
            {ids.map((id) => (
              <li key={id}>
                <button type="button" class="link" onClick={() => onSearch(id)}>
                  <code>{endOf(id)}</code>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
