import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { InstantText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Choice, TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type Actor, sayActor, useActors } from './actors.ts';
import { endOf, factsIn, idsIn, sayChange, sayReading } from './sentences.ts';

/** What is looked for: a code or an id, a person, a period. */
type Search = {
  readonly subject?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
};

/** The auditor's screen of who changed what. */
export const Journal = ({ api }: { readonly api: Api }) => (
  <Log<ItemOf<'GET /api/journal'>>
    api={api}
    name="journal"
    read={(query) => api.request('GET /api/journal', { query })}
    instantOf={(line) => line.recordedAt}
    sentenceOf={(line, actor) => sayChange(line.type, actor)}
    factsOf={factsIn}
    idsOf={idsIn}
  />
);

/** The auditor's screen of who read what. */
export const AccessLog = ({ api }: { readonly api: Api }) => (
  <Log<ItemOf<'GET /api/access-log'>>
    api={api}
    name="accessLog"
    read={(query) => api.request('GET /api/access-log', { query })}
    instantOf={(line) => line.at}
    sentenceOf={sayReading}
    factsOf={({ route }) => [['route', route]]}
    idsOf={({ subjects }) => subjects}
  />
);

type LogProps<Line> = {
  readonly api: Api;
  readonly name: 'journal' | 'accessLog';
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
  name,
  read,
  instantOf,
  sentenceOf,
  factsOf,
  idsOf,
}: LogProps<Line>) {
  const actors = useActors(api);
  const [search, setSearch] = useState<Search>({});
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
      key={search.subject ?? ''}
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
      <dl class="facts" lang="en">
        {facts.map(([name, said]) => [<dt key={name}>{name}</dt>, <dd key={`${name} is`}>{said}</dd>])}
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
