import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { MemberPage } from '../members/member-page.tsx';
import { t } from '../text.ts';
import { CasePage } from './case-page.tsx';
import { noFilter } from './list/case-filter.tsx';
import { CaseList } from './list/case-list.tsx';

type CasesPageProps = {
  readonly api: Api;
  readonly me: Me;
  /** The address after `cases`: `<case id>`, or `<case id>/member/<id of another case of hers>`. */
  readonly rest: Address;
};

/** The desk's page "Cases": the list of cases, an opened case, or the page of its member. */
export function CasesPage({ api, me, rest: [openId, subpage, membersCaseId] }: CasesPageProps) {
  // The filter is kept here, so that the list has the same filter when somebody comes back from a case.
  const [filter, setFilter] = useState(noFilter);
  if (openId === undefined) return <CaseList api={api} me={me} filter={filter} onFilter={setFilter} />;
  return (
    <OpenedCase
      api={api}
      me={me}
      id={openId}
      membersCaseId={membersCaseId}
      showsMember={subpage === 'member'}
    />
  );
}

type OpenedCaseProps = {
  readonly api: Api;
  readonly me: Me;
  readonly id: string;
  readonly showsMember: boolean;
  /** The id of a case that was opened from the member's page. */
  readonly membersCaseId: string | undefined;
};

/** An opened case, read by its id. So a link to the case works without the list, and the access log notes this case only. */
function OpenedCase({ api, me, id, showsMember, membersCaseId }: OpenedCaseProps) {
  const record = useRead(['case', id], () => api.request('GET /api/cases/{id}', { path: { id } }));
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
  const memberAddress = ['cases', id, 'member'];
  if (showsMember) {
    return (
      <MemberPage
        api={api}
        me={me}
        id={record.data.memberId}
        part={membersCaseId}
        address={memberAddress}
        backLabel="cases"
        backTo={['cases', id]}
      />
    );
  }
  return (
    <CasePage
      api={api}
      me={me}
      record={record.data}
      backLabel="cases"
      backTo={['cases']}
      onChanged={record.refetch}
      memberAddress={memberAddress}
    />
  );
}
