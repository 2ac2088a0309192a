import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { pageOf } from '../api/pages.ts';
import { formatInstant } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Approvals } from './approvals.tsx';
import { GlassList } from './break-glass.tsx';
import type { Screen } from './desk.tsx';
import { Erasures } from './erasures.tsx';
import { Field, textsOf } from './fields.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import { Table } from './table.tsx';
import { type MessageKey, t } from './text.ts';

export const auditorScreens = (api: Api): readonly Screen[] => [
  { title: 'journal', draw: () => <Journal api={api} /> },
  { title: 'accessLog', draw: () => <AccessLog api={api} /> },
  { title: 'glass', draw: () => <GlassList api={api} /> },
  { title: 'erasures', draw: () => <Erasures api={api} /> },
  { title: 'approvals', draw: () => <Approvals api={api} /> },
];

const journalLine = z.looseObject({
  id: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
});
const access = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  route: z.string(),
  subject: z.optional(z.string()),
  subjects: z.array(z.string()),
  fields: z.array(z.string()),
});
function Journal({ api }: { api: Api }) {
  const language = useLanguage();
  return (
    <Log
      api={api}
      name="journal"
      path="/api/journal"
      item={journalLine}
      columns={['when', 'what', 'actor', 'details']}
      rowOf={({ id, type, recordedAt, actor, ...details }) => ({
        key: id,
        cells: [
          formatInstant(recordedAt, language),
          <code key="type">{type}</code>,
          <code key="actor">{actor}</code>,
          <code key="details">{JSON.stringify(details)}</code>,
        ],
      })}
    />
  );
}

function AccessLog({ api }: { api: Api }) {
  const language = useLanguage();
  return (
    <Log
      api={api}
      name="accessLog"
      path="/api/access-log"
      item={access}
      columns={['when', 'actor', 'subject', 'fields', 'route']}
      rowOf={({ id, at, actor, subject, subjects, fields, route }) => ({
        key: id,
        cells: [
          formatInstant(at, language),
          <code key="actor">{actor}</code>,
          <Subjects key="subjects" record={subject} ids={subjects} />,
          fields.join(', '),
          <code key="route">{route}</code>,
        ],
      })}
    />
  );
}

/** Whom a reading concerned: one record by its id, a page of a list by how many, with their ids where they are wanted. */
function Subjects({ record, ids }: { record: string | undefined; ids: readonly string[] }) {
  const listed = ids.filter((id) => id !== record);
  return (
    <>
      {record !== undefined && <code>{record}</code>}
      {ids.length === 0 && t('subjects.none')}
      {listed.length > 0 && (
        <details>
          <summary>
            {t(record === undefined ? 'subjects.listed' : 'subjects.also', { count: listed.length })}
          </summary>
          <ul class="plain">
            {listed.map((id) => (
              <li key={id}>
                <code>{id}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type LogProps<Item extends z.ZodMiniType> = {
  readonly api: Api;
  readonly name: 'journal' | 'accessLog';
  readonly path: string;
  readonly item: Item;
  readonly columns: readonly MessageKey[];
  readonly rowOf: (line: z.output<Item>) => {
    readonly key: string;
    readonly cells: readonly ComponentChildren[];
  };
};

/** The latest hundred lines of a log that were asked for. */
function Log<Item extends z.ZodMiniType>({ api, name, path, item, columns, rowOf }: LogProps<Item>) {
  const [query, setQuery] = useState('');
  const lines = useRead([name, query], () => api.call(pageOf(item), { path: `${path}?limit=100&${query}` }));
  return (
    <>
      <p>{t(`${name}.explain`)}</p>
      <Form
        label="search"
        submit="search"
        done={null}
        onSend={async (data) => setQuery(new URLSearchParams(textsOf(data)).toString())}
      >
        <Field name="subject" label="subject" optional />
        <Field name="actor" label="actor" optional />
        <Field name="from" label="from" type="date" optional />
        <Field name="to" label="until" type="date" optional />
      </Form>
      <Reading of={lines}>
        {({ items, cursor }) => (
          <>
            <Table caption={t(name)} columns={columns} rows={items.map(rowOf)} />
            {cursor !== undefined && <p class="soft">{t('narrow')}</p>}
          </>
        )}
      </Reading>
    </>
  );
}
