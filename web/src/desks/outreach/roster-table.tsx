import { rosterRoles } from '../../../../functions/shared/kinds/outreach-words.ts';
import type { Column } from '../../design/table/table-columns.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { t } from '../text.ts';
import { changeRole, type Participant, removeFromRoster } from './roster-rules.ts';

type RosterTableProps = {
  readonly roster: readonly Participant[];
  readonly codeOf: (memberId: string) => string;
  /** Undefined if the roster can't be changed. */
  readonly onChange: ((roster: readonly Participant[]) => void) | undefined;
};

/** The members on the roster. If it can be changed, each member has a choice of her role, and a button that removes her. */
export function RosterTable({ roster, codeOf, onChange }: RosterTableProps) {
  const roleColumn: Column<Participant> = {
    key: 'role',
    title: t('rosterRole'),
    value: ({ role }) => t(`rosterRole.${role}`),
    exported: true,
  };
  return (
    <DeskTable
      list="roster"
      loggedIdsOf={({ memberId }) => [memberId]}
      caption={t('roster')}
      empty={t('roster.none')}
      rows={roster}
      keyOf={({ memberId }) => memberId}
      columns={[
        { key: 'code', title: t('code'), value: ({ memberId }) => codeOf(memberId), exported: true },
        ...(onChange === undefined
          ? [roleColumn]
          : [
              {
                ...roleColumn,
                cell: ({ memberId, role }: Participant) => (
                  <RoleChoice
                    code={codeOf(memberId)}
                    role={role}
                    onChoose={(chosen) => onChange(changeRole(roster, memberId, chosen))}
                  />
                ),
              },
              {
                key: 'remove',
                title: t('change'),
                cell: ({ memberId }: Participant) => (
                  <button
                    type="button"
                    class="link"
                    aria-label={`${t('roster.remove')}: ${codeOf(memberId)}`}
                    onClick={() => onChange(removeFromRoster(roster, memberId))}
                  >
                    {t('roster.remove')}
                  </button>
                ),
              },
            ]),
      ]}
    />
  );
}

const RoleChoice = ({
  code,
  role,
  onChoose,
}: {
  readonly code: string;
  readonly role: Participant['role'];
  readonly onChoose: (role: string) => void;
}) => (
  <select
    aria-label={`${t('rosterRole')}: ${code}`}
    value={role}
    onChange={({ currentTarget }) => onChoose(currentTarget.value)}
  >
    {rosterRoles.map((option) => (
      <option key={option} value={option} selected={option === role}>
        {t(`rosterRole.${option}`)}
      </option>
    ))}
  </select>
);
