import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { InstantText } from '../../design/date.tsx';
import { TextField } from '../../design/fields/field.tsx';
import { textOf } from '../../design/fields/form-data.ts';
import { Person } from '../../design/person.tsx';
import { openAddress } from '../../session/desk-address.ts';
import { Form } from '../frame/forms/form.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
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
          // The form requires both texts, so neither default is ever sent.
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

type EmergencyAccessListProps = {
  readonly api: Api;
  /** Reads the names that the viewer may see, by person id. */
  readonly readNames: () => Promise<ReadonlyMap<string, string>>;
  /** The text in place of a name that the viewer may not see. */
  readonly nameOfOthers: MessageKey;
  /** Whether the viewer may end an access, as the coordinator may. */
  readonly mayEnd?: boolean;
};

type Access = ItemOf<'GET /api/break-glass'>;

const stateTextOf = ({ refused, endedAt, until }: Access): MessageKey => {
  if (refused !== undefined) return `glass.refused.${refused}`;
  if (endedAt !== undefined) return 'glass.wasEnded';
  return isRunning({ until }) ? 'glass.running' : 'glass.over';
};

/** Whether an access is neither over nor refused nor ended: a refused or ended one has `until` in the past. */
const isRunning = ({ until }: Pick<Access, 'until'>): boolean => Date.parse(until) > Date.now();

/** How many attempts at emergency access were refused in the last seven days. Coordinator and auditor see it on every page. */
export const countRefusedAccess = async (api: Api): Promise<number> =>
  (await api.request('GET /api/break-glass/refused', {})).count;

/** The coordinator's and auditor's list of emergency accesses: who opened which case, when and why. */
export function EmergencyAccessList({
  api,
  readNames,
  nameOfOthers,
  mayEnd = false,
}: EmergencyAccessListProps) {
  const names = useRead(['names by id'], readNames);
  const accesses = useRead(['glass'], () => readList(api, 'GET /api/break-glass', {}));
  return (
    <>
      <p class="soft">{t('logged')}</p>
      <Reading of={accesses}>
        {({ items }) => (
          <DeskTable
            list="emergency"
            // If the list is downloaded, the access log notes the download under these ids.
            loggedIdsOf={({ caseId, memberId }) => [caseId, memberId]}
            caption={t('glass')}
            empty={t('glass.none')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'when',
                title: t('when'),
                value: (access) => access.at,
                exported: true,
                cell: (access) => <InstantText at={access.at} />,
              },
              { key: 'code', title: t('code'), value: (access) => access.code, exported: true },
              {
                key: 'person',
                title: t('person'),
                value: (access) => names.data?.get(access.personId),
                cell: (access) =>
                  names.data === undefined ? (
                    '…'
                  ) : (
                    <Person name={names.data.get(access.personId)} fallback={t(nameOfOthers)} />
                  ),
              },
              { key: 'reason', title: t('reason'), cell: (access) => access.reason ?? t('erased') },
              {
                key: 'until',
                title: t('glass.until'),
                value: (access) => access.until,
                exported: true,
                cell: (access) => <InstantText at={access.until} />,
              },
              {
                key: 'state',
                title: t('state'),
                value: (access) => t(stateTextOf(access)),
                cell: (access) =>
                  mayEnd && isRunning(access) ? (
                    <Form
                      label="glass.end"
                      submit="glass.end"
                      done="glass.ended"
                      isSecondary
                      confirm={() => ({
                        title: t('glass.endAsks'),
                        explain: <p>{t('glass.endExplain')}</p>,
                        buttonLabel: t('glass.end'),
                      })}
                      onSend={async (_, id) => {
                        await api.request('POST /api/break-glass/{id}/end', {
                          path: { id: access.id },
                          body: { id },
                        });
                        accesses.refetch();
                      }}
                    >
                      {t(stateTextOf(access))}
                    </Form>
                  ) : (
                    t(stateTextOf(access))
                  ),
              },
            ]}
          />
        )}
      </Reading>
    </>
  );
}
