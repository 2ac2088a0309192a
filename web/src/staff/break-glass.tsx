import type { Api } from '../api/client.ts';
import { formatInstant } from '../funder/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Field, textOf } from './fields.tsx';
import { Form } from './form.tsx';
import { Reading, useRead } from './reading.tsx';
import { brokenGlass, nothing, readAll } from './records.ts';
import { Table } from './table.tsx';
import { t } from './text.ts';

/** Reaching an urgent case that is somebody else's, with the reason that others will read. */
export function BreakGlass({ api }: { api: Api }) {
  return (
    <>
      <p>{t('glass.explain')}</p>
      <Form
        label="glass.break"
        submit="glass.break"
        onSend={(data, id) =>
          api.call(nothing, {
            method: 'POST',
            path: '/api/break-glass',
            body: { id, code: textOf(data, 'code'), reason: textOf(data, 'reason') },
          })
        }
      >
        <Field name="code" label="code" />
        <Field name="reason" label="reason" />
      </Form>
      <p class="soft">{t('glass.then')}</p>
    </>
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
