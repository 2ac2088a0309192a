import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { useRecount } from '../frame/waiting-count.tsx';
import { Member } from '../members/member.tsx';
import { t } from '../text.ts';
import { Case } from './case.tsx';
import { CaseList, noFilter } from './case-list.tsx';

type CasesProps = {
  readonly api: Api;
  readonly me: Me;
  /** What the address says after `cases`. */
  readonly rest: Address;
};

/** The desk's page "Cases": their list, one of them, or the emergency access to one. */
export function Cases({ api, me, rest: [open, shows, caseId] }: CasesProps) {
  // Kept here: the list is as she left it when she comes back from a case.
  const [filter, setFilter] = useState(noFilter);
  if (open === undefined) return <CaseList api={api} me={me} filter={filter} onFilter={setFilter} />;
  return <OneCase api={api} me={me} id={open} caseId={caseId} showsMember={shows === 'member'} />;
}

type OneCaseProps = {
  readonly api: Api;
  readonly me: Me;
  readonly id: string;
  readonly showsMember: boolean;
  /** Another case of the member, opened from her page. */
  readonly caseId: string | undefined;
};

/** One case, read by itself: a link to it needs no list, and only its own reading is noted. */
function OneCase({ api, me, id, showsMember, caseId }: OneCaseProps) {
  const record = useRead(['case', id], () => api.request('GET /api/cases/{id}', { path: { id } }));
  const recount = useRecount();
  if (record.data === undefined) {
    return (
      <>
        <a class="link back" href={hrefOf('cases')}>
          ‹ {t('cases')}
        </a>
        <Reading of={record}>{() => null}</Reading>
      </>
    );
  }
  const at = ['cases', id, 'member'];
  if (showsMember) {
    return (
      <Member
        api={api}
        me={me}
        id={record.data.memberId}
        caseId={caseId}
        at={at}
        back="cases"
        backTo={['cases', id]}
      />
    );
  }
  return (
    <Case
      api={api}
      me={me}
      record={record.data}
      back="cases"
      backTo={['cases']}
      onChanged={() => Promise.all([record.refetch(), recount()])}
      member={at}
    />
  );
}
