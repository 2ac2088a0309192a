import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { InstantText } from '../../design/date.tsx';
import { TextField } from '../../design/field.tsx';
import { textOf } from '../../design/form-data.ts';
import { Person } from '../../design/person.tsx';
import { openAddress } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
import { Case } from './case.tsx';

type BreakGlassProps = { readonly api: Api; readonly me: Me; readonly open: string | undefined };

/**
 * At the desk: the form that asks for emergency access ("break glass") to somebody else's urgent case, with a reason
 * that others will read.
 */
export function BreakGlass({ api, me, open }: BreakGlassProps) {
  if (open !== undefined) return <Reached api={api} me={me} id={open} />;
  return (
    <>
      <p>{t('glass.explain')}</p>
      <Form
        label="glass.break"
        submit="glass.break"
        onSend={async (data, id) => {
          const { caseId } = await api.request('POST /api/break-glass', {
            body: { id, code: textOf(data, 'code') ?? '', reason: textOf(data, 'reason') ?? '' },
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

type ReachedProps = { readonly api: Api; readonly me: Me; readonly id: string };

/** The case itself, which is on none of her lists. */
function Reached({ api, me, id }: ReachedProps) {
  const record = useRead(['case', id], () => api.request('GET /api/cases/{id}', { path: { id } }));
  return (
    <Reading of={record}>
      {(found) => (
        <Case
          api={api}
          me={me}
          record={found}
          back="glass.break"
          backTo={['emergency']}
          onChanged={record.refetch}
          isEmergencyAccess
        />
      )}
    </Reading>
  );
}

type EmergencyAccessListProps = {
  readonly api: Api;
  /** Who people are, by id, as far as the reader may know. */
  readonly readNames: () => Promise<ReadonlyMap<string, string>>;
  /** Who is not among them. */
  readonly nameOfOthers: MessageKey;
};

/** At the desk: who had emergency access to a case, when and why. */
export function EmergencyAccessList({ api, readNames, nameOfOthers }: EmergencyAccessListProps) {
  const names = useRead(['names by id'], readNames);
  const broken = useRead(['glass'], () => readList(api, 'GET /api/break-glass', {}));
  return (
    <>
      <p class="soft">{t('logged')}</p>
      <Reading of={broken}>
        {({ items }) => (
          <DeskTable
            list="emergency"
            idsOf={({ caseId, personId }) => [caseId, personId]}
            caption={t('glass')}
            empty={t('nothing')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'when',
                title: t('when'),
                value: (one) => one.at,
                exported: true,
                cell: (one) => <InstantText at={one.at} />,
              },
              { key: 'code', title: t('code'), value: (one) => one.code, exported: true },
              {
                key: 'person',
                title: t('person'),
                value: (one) => names.data?.get(one.personId),
                cell: (one) =>
                  names.data === undefined ? (
                    '…'
                  ) : (
                    <Person name={names.data.get(one.personId)} fallback={t(nameOfOthers)} />
                  ),
              },
              { key: 'reason', title: t('reason'), cell: (one) => one.reason ?? t('erased') },
              {
                key: 'until',
                title: t('glass.until'),
                value: (one) => one.until,
                exported: true,
                cell: (one) => <InstantText at={one.until} />,
              },
            ]}
          />
        )}
      </Reading>
    </>
  );
}
