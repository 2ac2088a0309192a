import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import { formatInstant } from '../funder/format.ts';
import { formatDate } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { GlassList } from './break-glass.tsx';
import type { Screen } from './desk.tsx';
import { Field, textOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import { nothing, readAll } from './records.ts';
import { Table } from './table.tsx';
import { t } from './text.ts';

export const auditorScreens = (api: Api): readonly Screen[] => [
  { title: 'journal', draw: () => <Journal api={api} /> },
  { title: 'accessLog', draw: () => <AccessLog api={api} /> },
  { title: 'glass', draw: () => <GlassList api={api} /> },
  { title: 'erasures', draw: () => <Erasures api={api} /> },
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
  subject: z.string(),
  fields: z.array(z.string()),
});
const erasure = z.object({
  id: z.string(),
  memberId: z.string(),
  requestedAt: z.string(),
  erasedOn: z.string(),
  erasedAt: z.optional(z.string()),
  reason: z.string(),
});

/** What is asked for, as the query of a log. */
function useSearch() {
  const [query, setQuery] = useState('');
  const form = (
    <Form
      label="search"
      submit="search"
      onSend={async (data) => {
        const given = [...data.keys()].flatMap((name) => {
          const value = textOf(data, name);
          return value === undefined ? [] : [[name, value]];
        });
        setQuery(new URLSearchParams(given).toString());
      }}
    >
      <Field name="subject" label="subject" optional />
      <Field name="actor" label="actor" optional />
      <Field name="from" label="from" type="date" optional />
      <Field name="to" label="until" type="date" optional />
    </Form>
  );
  return { query, form };
}

/** One page at a time, the latest first. */
async function readPage<Item extends z.ZodMiniType>(api: Api, item: Item, path: string) {
  const page = z.object({ items: z.array(item), cursor: z.optional(z.string()) });
  return api.call(page, { path });
}

function Journal({ api }: { api: Api }) {
  const language = useLanguage();
  const { query, form } = useSearch();
  const lines = useRead(['journal', query], () =>
    readPage(api, journalLine, `/api/journal?limit=100&${query}`),
  );
  return (
    <>
      <p>{t('journal.explain')}</p>
      {form}
      <Reading of={lines}>
        {({ items, cursor }) => (
          <>
            <Table
              caption={t('journal')}
              columns={['when', 'what', 'actor', 'details']}
              rows={items.map(({ id, type, recordedAt, actor, ...details }) => ({
                key: id,
                cells: [
                  formatInstant(recordedAt, language),
                  <code key="type">{type}</code>,
                  <code key="actor">{actor}</code>,
                  <code key="details">{JSON.stringify(details)}</code>,
                ],
              }))}
            />
            {cursor !== undefined && <p class="soft">{t('narrow')}</p>}
          </>
        )}
      </Reading>
    </>
  );
}

function AccessLog({ api }: { api: Api }) {
  const language = useLanguage();
  const { query, form } = useSearch();
  const lines = useRead(['access', query], () => readPage(api, access, `/api/access-log?limit=100&${query}`));
  return (
    <>
      <p>{t('accessLog.explain')}</p>
      {form}
      <Reading of={lines}>
        {({ items, cursor }) => (
          <>
            <Table
              caption={t('accessLog')}
              columns={['when', 'actor', 'subject', 'fields', 'route']}
              rows={items.map(({ id, at, actor, subject, fields, route }) => ({
                key: id,
                cells: [
                  formatInstant(at, language),
                  <code key="actor">{actor}</code>,
                  <code key="subject">{subject}</code>,
                  fields.join(', '),
                  <code key="route">{route}</code>,
                ],
              }))}
            />
            {cursor !== undefined && <p class="soft">{t('narrow')}</p>}
          </>
        )}
      </Reading>
    </>
  );
}

function Erasures({ api }: { api: Api }) {
  const language = useLanguage();
  const asked = useRead(['erasures'], () => readAll(api, erasure, '/api/erasures'));
  return (
    <>
      <Fold label="erasure.new">
        <p class="warning">{t('erasure.explain')}</p>
        <Form
          label="erasure.new"
          submit="erasure.new"
          onSend={async (data, id) => {
            await api.call(nothing, {
              method: 'POST',
              path: `/api/members/${textOf(data, 'member')}/erasure`,
              body: { id, reason: textOf(data, 'reason') },
            });
            await asked.refetch();
          }}
        >
          <Field name="member" label="memberId" />
          <Field name="reason" label="reason" />
        </Form>
      </Fold>
      <p class="soft">{t('logged')}</p>
      <Reading of={asked}>
        {({ items }) => (
          <Table
            caption={t('erasures')}
            columns={['memberId', 'when', 'reason', 'erasedOn', 'state']}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <code key="member">{one.memberId}</code>,
                formatInstant(one.requestedAt, language),
                one.reason,
                formatDate(one.erasedOn, language),
                t(one.erasedAt === undefined ? 'erasure.waiting' : 'erasure.done'),
              ],
            }))}
          />
        )}
      </Reading>
    </>
  );
}
