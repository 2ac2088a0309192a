import type { Api } from '../../api/client.ts';
import { useGroup } from '../questions/leaders.tsx';
import { t } from '../text.ts';
import { type MonthFinding, ownerOf } from './findings-rules.ts';
import { useAssignee } from './who-has-case.tsx';

type FindingOwnerProps = {
  readonly api: Api;
  readonly finding: MonthFinding;
  /** Whether the leaders are not read. */
  readonly isReadLater: boolean;
};

/** Whose it is to put a finding right: by name where she is known, otherwise by her role. */
export function FindingOwner({ api, finding, isReadLater }: FindingOwnerProps) {
  const owner = ownerOf(finding);
  const { collectiveId, assignedTo } = finding;
  return (
    <span class="part">
      {t(`findings.owner.${owner}`)}
      {owner === 'leader' && !isReadLater && collectiveId !== undefined && (
        <LeadersOf api={api} collectiveId={collectiveId} />
      )}
      {owner === 'caseworker' && assignedTo !== undefined && <AssigneeOf api={api} id={assignedTo} />}
    </span>
  );
}

function LeadersOf({ api, collectiveId }: { readonly api: Api; readonly collectiveId: string }) {
  const leaders = useGroup(api, collectiveId).data?.leaders;
  if (leaders === undefined) return null;
  const names = leaders.map(({ name }) => name).join(', ');
  return <>: {names === '' ? t('findings.owner.none') : <strong>{names}</strong>}</>;
}

function AssigneeOf({ api, id }: { readonly api: Api; readonly id: string }) {
  const name = useAssignee(api, id)?.name;
  return name === undefined ? null : (
    <>
      : <strong>{name}</strong>
    </>
  );
}
