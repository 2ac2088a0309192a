import type { CaseRecord } from '../../../api/case-record.ts';
import type { Api } from '../../../api/client.ts';
import { eventContentOf } from '../../../case-events/event-fields.tsx';
import { ClosingFields } from '../../../case-events/status-fields.tsx';
import { DateField } from '../../../design/fields/date-field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';

/** For a case whose woman has asked to stop: the note that nothing more is recorded in it, and the form that closes it. */
export function StoppedCase({
  api,
  record,
  onClosed,
}: {
  readonly api: Api;
  readonly record: CaseRecord;
  readonly onClosed: () => Promise<unknown>;
}) {
  const today = todayInIndia();
  const isClosed = record.status === 'closed';
  return (
    <>
      <p class="warning" role="note">
        {t(isClosed ? 'case.stopped.closed' : 'case.stopped')}
      </p>
      {!isClosed && (
        <Fold label="next.close">
          <Form
            label="next.close"
            onSend={async (data, id) => {
              const on = requiredTextOf(data, 'on');
              const body = { id, on, ...eventContentOf('status', data, [], id) };
              await api.request('POST /api/cases/{id}/events', { path: { id: record.id }, body });
              await onClosed();
            }}
          >
            <DateField name="on" label={t('on')} value={today} min={record.openedOn} max={today} />
            <ClosingFields />
          </Form>
        </Fold>
      )}
    </>
  );
}
