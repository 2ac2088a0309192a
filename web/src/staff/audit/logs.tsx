import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Api } from '../../api/client.ts';
import { pageOf } from '../../api/pages.ts';
import { InstantText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { TextField } from '../../design/field.tsx';
import { textsOf } from '../../design/form-data.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

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
export function Journal({ api }: { api: Api }) {
  return (
    <Log
      api={api}
      name="journal"
      path="/api/journal"
      item={journalLine}
      columns={[
        {
          key: 'when',
          title: t('when'),
          value: ({ recordedAt }) => recordedAt,
          cell: ({ recordedAt }) => <InstantText at={recordedAt} />,
        },
        { key: 'what', title: t('what'), value: ({ type }) => type, cell: ({ type }) => <code>{type}</code> },
        {
          key: 'actor',
          title: t('actor'),
          value: ({ actor }) => actor,
          cell: ({ actor }) => <code>{actor}</code>,
        },
        {
          key: 'details',
          title: t('details'),
          cell: ({ id: _id, type: _type, recordedAt: _at, actor: _actor, ...details }) => (
            <code>{JSON.stringify(details)}</code>
          ),
        },
      ]}
    />
  );
}

export function AccessLog({ api }: { api: Api }) {
  return (
    <Log
      api={api}
      name="accessLog"
      path="/api/access-log"
      item={access}
      columns={[
        { key: 'when', title: t('when'), value: ({ at }) => at, cell: ({ at }) => <InstantText at={at} /> },
        {
          key: 'actor',
          title: t('actor'),
          value: ({ actor }) => actor,
          cell: ({ actor }) => <code>{actor}</code>,
        },
        {
          key: 'subject',
          title: t('subject'),
          cell: ({ subject, subjects }) => <Subjects record={subject} ids={subjects} />,
        },
        { key: 'fields', title: t('fields'), value: ({ fields }) => fields.join(', ') },
        {
          key: 'route',
          title: t('route'),
          value: ({ route }) => route,
          cell: ({ route }) => <code>{route}</code>,
        },
      ]}
    />
  );
}

/** The subjects of a reading: one record's id, or the number of records on a page, with their ids on demand. */
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

type LogProps<Item extends z.ZodMiniType<{ readonly id: string }>> = {
  readonly api: Api;
  readonly name: 'journal' | 'accessLog';
  readonly path: string;
  readonly item: Item;
  readonly columns: readonly Column<z.output<Item>>[];
};

/** The latest hundred matching lines of a log. */
function Log<Item extends z.ZodMiniType<{ readonly id: string }>>({
  api,
  name,
  path,
  item,
  columns,
}: LogProps<Item>) {
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
        <TextField name="subject" label={t('subject')} isOptional />
        <TextField name="actor" label={t('actor')} isOptional />
        <DateField name="from" label={t('from')} isOptional />
        <DateField name="to" label={t('until')} isOptional />
      </Form>
      <Reading of={lines}>
        {({ items, cursor }) => (
          <>
            <Table
              caption={t(name)}
              empty={t('nothing')}
              columns={columns}
              rows={items}
              keyOf={({ id }) => id}
            />
            {cursor !== undefined && <p class="soft">{t('narrow')}</p>}
          </>
        )}
      </Reading>
    </>
  );
}
