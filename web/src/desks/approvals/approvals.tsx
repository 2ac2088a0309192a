import { useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { useCountChange } from '../frame/waiting-count.tsx';
import { t } from '../text.ts';
import { ApprovalSection } from './approval-section.tsx';
import { DisabledPeople } from './disabled-people.tsx';
import type { PendingApproval } from './pending-approval.ts';
import { countApprovals, readDisabled, readWithDetails } from './read-approvals.ts';

type Decided = {
  /** The id of the approval. */
  readonly id: string;
  /** Says what was done. */
  readonly text: () => string;
};

type ApprovalsProps = {
  readonly api: Api;
  readonly me: Me;
  /** The name of a leader or staff member, for approvals whose own entry has no name. */
  readonly nameOf?: (id: string) => string | undefined;
  /** The same name with the role: `Sita (coordinator)`. */
  readonly actorOf?: (id: string) => string | undefined;
};

const noName = () => undefined;

/** The desk's page of approvals, which are requests that need a second person: those she may decide, and her own requests. */
export function Approvals({ api, me, nameOf = noName, actorOf = noName }: ApprovalsProps) {
  const approvals = useRead(['approvals'], () => readWithDetails(api));
  // What the reader has decided since she opened the page. It stays here, since the toast that says it goes after a while.
  const [decided, setDecided] = useState<readonly Decided[]>([]);
  const disabled = useRead(['approvals', 'disabled'], () => readDisabled(api, me));
  // What others ask or decide meanwhile is on the page as soon as its badge knows.
  useCountChange({ of: 'approvals', count: () => countApprovals(api, me) }, () =>
    Promise.all([approvals.refetch(), disabled.refetch()]),
  );
  /** The name or code of the person or member that a request is about, as far as the reader may know it: the first of these that is given. */
  const subjectTextOf = ({ subject, subjectName, code, codes, erasedCodes }: PendingApproval): string =>
    subjectName ??
    erasedCodes?.join(' + ') ??
    code ??
    codes?.join(' + ') ??
    nameOf(subject) ??
    t('approval.somebody');
  const requesterOf = ({ askedBy, askedByName }: PendingApproval): string | undefined =>
    askedBy === me.id ? t('approval.you') : (actorOf(askedBy) ?? askedByName);
  return (
    <>
      <DisabledPeople people={disabled.data ?? []} />
      <p>{t('approvals.explain')}</p>
      {decided.map(({ id, text }) => (
        <p key={id} class="notice">
          {text()}
        </p>
      ))}
      <Reading of={approvals}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t('nothing')}</p>
          ) : (
            items.map((approval) => (
              <ApprovalSection
                key={approval.approvalId}
                api={api}
                mayOpen={me.role === 'coordinator'}
                approval={approval}
                who={subjectTextOf(approval)}
                asker={requesterOf(approval)}
                onDecided={(text) => {
                  setDecided((before) => [...before, { id: approval.approvalId, text }]);
                  return approvals.refetch();
                }}
              />
            ))
          )
        }
      </Reading>
    </>
  );
}
