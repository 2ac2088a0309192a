import { useState } from 'preact/hooks';
import { brokenGlass } from '../api/broken-glass.ts';
import { caseRecord } from '../api/case-record.ts';
import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { readAll } from '../api/pages.ts';
import { formatInstant } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Case } from './case.tsx';
import { Field, textOf } from './fields.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import { Table } from './table.tsx';
import { t } from './text.ts';

/** Reaching an urgent case that is somebody else's, with the reason that others will read. */
export function BreakGlass({ api, me }: { api: Api; me: Me }) {
  const [open, setOpen] = useState<string>();
  if (open !== undefined) return <Reached api={api} me={me} id={open} onBack={() => setOpen(undefined)} />;
  return (
    <>
      <p>{t('glass.explain')}</p>
      <Form
        label="glass.break"
        submit="glass.break"
        onSend={async (data, id) => {
          const { caseId } = await api.call(brokenGlass, {
            method: 'POST',
            path: '/api/break-glass',
            body: { id, code: textOf(data, 'code'), reason: textOf(data, 'reason') },
          });
          setOpen(caseId);
        }}
      >
        <Field name="code" label="code" />
        <Field name="reason" label="reason" />
      </Form>
      <p class="soft">{t('glass.then')}</p>
    </>
  );
}

type ReachedProps = { readonly api: Api; readonly me: Me; readonly id: string; readonly onBack: () => void };

/** The case itself: it stands on no list of hers. */
function Reached({ api, me, id, onBack }: ReachedProps) {
  const record = useRead(['case', id], () => api.call(caseRecord, { path: `/api/cases/${id}` }));
  return (
    <Reading of={record}>
      {(found) => (
        <Case
          api={api}
          me={me}
          record={found}
          back="glass.break"
          onBack={onBack}
          onChanged={record.refetch}
          isByGlass
        />
      )}
    </Reading>
  );
}

/** Who did it, when and why. */
export function GlassList({ api }: { api: Api }) {
  const language = useLanguage();
  const broken = useRead(['glass'], () => readAll(api, brokenGlass, '/api/break-glass'));
  return (
    <>
      <p class="soft">{t('logged')}</p>
      <Reading of={broken}>
        {({ items }) => (
          <Table
            caption={t('glass')}
            columns={['when', 'code', 'person', 'reason', 'glass.until']}
            rows={items.map(({ id, at, code, personId, reason, until }) => ({
              key: id,
              cells: [
                formatInstant(at, language),
                code,
                <code key="id">{personId}</code>,
                reason ?? t('erased'),
                formatInstant(until, language),
              ],
            }))}
          />
        )}
      </Reading>
    </>
  );
}
