import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Tick } from '../../design/fields/tick.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { MemberRecord } from '../../record/member-record.ts';
import { RecordView } from '../../record/record-view.tsx';
import { t as recordText } from '../../record/text.ts';
import type { Address } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { NewRequest } from './new-request.tsx';

/** The part of an address, after the member's own, that opens all that is stored about the member (`HerRecord`). */
export const herRecordPart = 'record';

type HerRecordProps = {
  readonly api: Api;
  /** The member's id. */
  readonly id: string;
  /** The steps by which she stops. @param onStopped reads the page again */
  readonly stop: (onStopped: () => Promise<unknown>) => ComponentChildren;
  /** The address of the member's page. */
  readonly backTo: Address;
};

/**
 * The desk's page of her record: all that is stored about a member, as she sees it on a phone herself. The coordinator reads
 * it to her or prints it.
 */
export function HerRecord({ api, id, stop, backTo }: HerRecordProps) {
  const record = useRead(['record', id], () => api.request('GET /api/members/{id}/record', { path: { id } }));
  return (
    <Reading of={record}>
      {(data) => (
        <OpenedRecord backLabel="member" backTo={backTo} title={`${data.member.code} · ${t('herRecord')}`}>
          <p class="notice">{t('herRecord.explain')}</p>
          <PrintRecord api={api} record={data} />
          <RecordView record={data} />
          <NewRequest
            api={api}
            memberId={id}
            hasStopped={data.member.withdrawnOn !== undefined}
            stop={stop(record.refetch)}
            onRecorded={record.refetch}
          />
        </OpenedRecord>
      )}
    </Reading>
  );
}

/** Whether the paper shows the member's name and telephone number, and whether it shows what she told about her past. */
type PrintChoice = { readonly hasName: boolean; readonly hasPast: boolean };

/**
 * The print of her record. The paper names neither programme nor organisation, in case somebody finds it. The access log has a line
 * for each print.
 */
function PrintRecord({ api, record }: { readonly api: Api; readonly record: MemberRecord }) {
  const language = useLanguage();
  const [choice, setChoice] = useState<PrintChoice>();
  return (
    <Fold label="herRecord.make">
      <p class="warning">{t('herRecord.safe')}</p>
      <Form
        label="herRecord.make"
        submit="herRecord.make"
        done={null}
        stays="result"
        onSend={async (data) => {
          await api.request('POST /api/exports', { body: { list: 'record', subjects: [record.member.id] } });
          setChoice({ hasName: data.has('name'), hasPast: data.has('past') });
        }}
      >
        <Tick name="name" label={t('herRecord.name')} />
        <Tick name="past" label={t('herRecord.past')} />
      </Form>
      {choice !== undefined && (
        <>
          <p>
            <button type="button" class="primary small" onClick={() => print()}>
              {t('summary.print')}
            </button>
          </p>
          <article class="summary-sheet" aria-label={t('herRecord.make')}>
            <h2>{recordText('record.title')}</h2>
            <p>{formatDate(todayInIndia(), language)}</p>
            <RecordView record={record} printed={choice} />
          </article>
        </>
      )}
    </Fold>
  );
}
