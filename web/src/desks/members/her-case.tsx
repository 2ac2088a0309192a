import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import type { Address } from '../../session/desk-address.ts';
import { CasePage } from '../cases/case-page.tsx';
import type { MemberCasesQuery } from '../cases/list/member-cases.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading } from '../frame/reading.tsx';
import { t } from '../text.ts';

/** One of the member's cases, by its id; a page that says so if she has no such case. */
export function HerCase({
  api,
  me,
  cases,
  id,
  backTo,
}: {
  readonly api: Api;
  readonly me: Me;
  readonly cases: MemberCasesQuery;
  readonly id: string;
  readonly backTo: Address;
}) {
  return (
    <Reading of={cases}>
      {({ items }) => {
        const opened = items.find((record) => record.id === id);
        return opened === undefined ? (
          <OpenedRecord backLabel="member" backTo={backTo} title={t('refused.missing')}>
            {null}
          </OpenedRecord>
        ) : (
          <CasePage
            api={api}
            me={me}
            record={opened}
            backLabel="member"
            backTo={backTo}
            onChanged={cases.refetch}
          />
        );
      }}
    </Reading>
  );
}
