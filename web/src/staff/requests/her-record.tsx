import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Tick } from '../../design/field.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { MemberRecord } from '../../record/record-rules.ts';
import { RecordView } from '../../record/record-view.tsx';
import { t as recordText } from '../../record/text.ts';
import type { Address } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { NewRequest } from './new-request.tsx';

/** The last part of the address of the desk's page of her record, behind the member's. */
export const herRecordPart = 'record';

type HerRecordProps = {
  readonly api: Api;
  readonly me: Me;
  readonly id: string;
  /** The member's address. */
  readonly backTo: Address;
};

/**
 * The desk's page of her record: all that is kept of a woman, as she reads it herself, for the coordinator to read to
 * her or to print.
 */
export function HerRecord({ api, id, backTo }: HerRecordProps) {
  const kept = useRead(['record', id], () => api.request('GET /api/members/{id}/record', { path: { id } }));
  return (
    <Reading of={kept}>
      {(one) => (
        <OpenedRecord back="member" backTo={backTo} title={`${one.member.code} · ${t('herRecord')}`}>
          <p class="notice">{t('herRecord.explain')}</p>
          <Print api={api} kept={one} />
          <RecordView record={one} />
          <NewRequest api={api} memberId={id} onAsked={kept.refetch} />
        </OpenedRecord>
      )}
    </Reading>
  );
}

type Made = { readonly hasName: boolean; readonly hasPast: boolean };

/** The print names neither programme nor organisation, and of her what she wants on paper. It leaves a line in the access log. */
function Print({ api, kept }: { readonly api: Api; readonly kept: MemberRecord }) {
  const language = useLanguage();
  const [made, setMade] = useState<Made>();
  return (
    <Fold label="herRecord.make">
      <p class="warning">{t('herRecord.safe')}</p>
      <Form
        label="herRecord.make"
        submit="herRecord.make"
        done={null}
        onSend={async (data) => {
          await api.request('POST /api/exports', { body: { list: 'record', subjects: [kept.member.id] } });
          setMade({ hasName: data.has('name'), hasPast: data.has('past') });
        }}
      >
        <Tick name="name" label={t('herRecord.name')} />
        <Tick name="past" label={t('herRecord.past')} />
      </Form>
      {made !== undefined && (
        <>
          <p>
            <button type="button" class="primary small" onClick={() => print()}>
              {t('summary.print')}
            </button>
          </p>
          <article class="summary-sheet" aria-label={t('herRecord.make')}>
            <h2>{recordText('record.title')}</h2>
            <p>{formatDate(todayInIndia(), language)}</p>
            <RecordView record={kept} printed={made} />
          </article>
        </>
      )}
    </Fold>
  );
}
