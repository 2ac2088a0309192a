import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { InstantText } from '../../design/date.tsx';
import { Person } from '../../design/person.tsx';
import { Form } from '../frame/forms/form.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';

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

/** Whether an access is running. A refused or ended one isn't, since its `until` is in the past. */
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
                    <EndAccess api={api} access={access} onEnded={() => accesses.refetch()} />
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

/** The form that ends an access which is still running. */
function EndAccess({
  api,
  access,
  onEnded,
}: {
  readonly api: Api;
  readonly access: Access;
  readonly onEnded: () => unknown;
}) {
  return (
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
        await api.request('POST /api/break-glass/{id}/end', { path: { id: access.id }, body: { id } });
        onEnded();
      }}
    >
      {t(stateTextOf(access))}
    </Form>
  );
}
