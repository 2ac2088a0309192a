import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { TextField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { openAddress } from '../../session/desk-address.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { CasePage } from './case-page.tsx';

type EmergencyAccessProps = {
  readonly api: Api;
  readonly me: Me;
  /** The id of the case that she opened by emergency access. */
  readonly openId: string | undefined;
};

/**
 * The caseworker's page of emergency access ("break glass"): a form that opens somebody else's urgent case, with a reason
 * that coordinator and auditor read; and the opened case.
 */
export function EmergencyAccess({ api, me, openId }: EmergencyAccessProps) {
  if (openId !== undefined) return <OpenedCase api={api} me={me} id={openId} />;
  return (
    <>
      <p>{t('glass.explain')}</p>
      <Form
        label="glass.break"
        submit="glass.open"
        onSend={async (data, id) => {
          const { caseId } = await api.request('POST /api/break-glass', {
            body: { id, code: requiredTextOf(data, 'code'), reason: requiredTextOf(data, 'reason') },
          });
          openAddress('emergency', caseId);
        }}
      >
        <TextField name="code" label={t('code')} />
        <TextField name="reason" label={t('reason')} />
      </Form>
      <p class="soft">{t('glass.then')}</p>
    </>
  );
}

type OpenedCaseProps = { readonly api: Api; readonly me: Me; readonly id: string };

/** The opened case. It is on none of her lists, so it is read by its id. */
function OpenedCase({ api, me, id }: OpenedCaseProps) {
  const reading = useRead(['case', id], () => api.request('GET /api/cases/{id}', { path: { id } }));
  return (
    <Reading of={reading}>
      {(record) => (
        <CasePage
          api={api}
          me={me}
          record={record}
          backLabel="glass.break"
          backTo={['emergency']}
          onChanged={reading.refetch}
          isEmergencyAccess
        />
      )}
    </Reading>
  );
}
