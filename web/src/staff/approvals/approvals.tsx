import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import { showToast } from '../../design/toast.tsx';
import { Form } from '../frame/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { useRecount } from '../frame/waiting-count.tsx';
import { t } from '../text.ts';
import { ApprovalDetails, type Money } from './approval-details.tsx';
import type { PendingApproval } from './pending-approval.ts';
import { decidersText } from './pending-approval.ts';

const readApprovals = (api: Api) => readList(api, 'GET /api/approvals', {});

/** Reads the approvals with details of erasures: the reason, and a member's savings and loans. The access log has each such reading, so no other page reads them. */
const readWithDetails = async (api: Api) => {
  const { items } = await readApprovals(api);
  const withDetails = async (one: PendingApproval) => {
    if (one.kind !== 'erasure') return { ...one, reason: undefined, money: undefined };
    const path = { id: one.approvalId };
    const [{ reason }, money] = await Promise.all([
      api.request('GET /api/erasures/{id}', { path }),
      one.of === 'member' && one.mayDecide ? readMoney(api, one.subject) : undefined,
    ]);
    return { ...one, reason, money };
  };
  return { items: await Promise.all(items.map(withDetails)) };
};

/** A member's savings and loans; undefined if her records are erased already. */
async function readMoney(api: Api, id: string): Promise<Money | undefined> {
  try {
    return await api.request('GET /api/members/{id}/savings', { path: { id } });
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/** Counts the approvals on the desk's page that wait for her decision, for its navigation. */
export const countApprovals = async (api: Api): Promise<number> =>
  (await readApprovals(api)).items.filter(({ mayDecide }) => mayDecide).length;

type ApprovalsProps = {
  readonly api: Api;
  readonly me: Me;
  /** The name of a leader or staff member, for approvals whose own entry has no name. */
  readonly nameOf?: (id: string) => string | undefined;
  /** The same name with the role. */
  readonly actorOf?: (id: string) => string | undefined;
};

/** Without a function for names, nobody's name is known. */
const noName = () => undefined;

/** The desk's page of approvals, which are requests that need a second person: those she may decide, and her own requests. */
export function Approvals({ api, me, nameOf = noName, actorOf = noName }: ApprovalsProps) {
  const all = useRead(['approvals'], () => readWithDetails(api));
  const recount = useRecount();
  /** The name or code of the person or member that a request is about, as far as the reader may know it. */
  const subjectTextOf = ({ subject, subjectName, code }: PendingApproval): string =>
    subjectName ?? code ?? nameOf(subject) ?? t('approval.somebody');
  const requesterOf = ({ askedBy, askedByName }: PendingApproval): string | undefined =>
    askedBy === me.id ? t('approval.you') : (askedByName ?? actorOf(askedBy));
  /** Such as `Erasure · <name or code>`. A handover is about all data, and so names nobody. */
  const titleOf = (one: PendingApproval): string =>
    [t(`approval.${one.kind}`), ...(one.of === 'handover' ? [] : [subjectTextOf(one)])].join(' · ');
  /** Says on the page what was done, since the forms show no message of their own, and reads the list again. */
  const finish = async (one: PendingApproval, how: 'approved' | 'declined' | 'withdrawn'): Promise<void> => {
    showToast(() => t(`approval.${how}`, { what: titleOf(one) }));
    await Promise.all([all.refetch(), recount()]);
  };
  const decide = (one: PendingApproval, decision: 'approved' | 'declined') => async () => {
    await api.request('POST /api/approvals/{id}', { path: { id: one.approvalId }, body: { decision } });
    await finish(one, decision);
  };
  const withdraw = (one: PendingApproval) => async () => {
    await api.request('POST /api/approvals/{id}/withdrawal', { path: { id: one.approvalId }, body: {} });
    await finish(one, 'withdrawn');
  };
  return (
    <>
      <p>{t('approvals.explain')}</p>
      <Reading of={all}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t('nothing')}</p>
          ) : (
            items.map((one) => (
              <section key={one.approvalId} aria-labelledby={`approval-${one.approvalId}`}>
                <h3 id={`approval-${one.approvalId}`}>{t(`approval.${one.kind}`)}</h3>
                <ApprovalDetails
                  of={one}
                  who={subjectTextOf(one)}
                  asker={requesterOf(one)}
                  reason={one.reason}
                  money={one.money}
                />
                {one.mayDecide ? (
                  <>
                    <Form
                      label="approval.approve"
                      submit="approval.approve"
                      done={null}
                      confirm={() => ({
                        title: t('approval.ask', { what: t(`approval.${one.kind}`) }),
                        explain: (
                          <ApprovalDetails
                            of={one}
                            who={subjectTextOf(one)}
                            asker={requesterOf(one)}
                            reason={one.reason}
                            money={one.money}
                          />
                        ),
                        confirm: t('approval.yes'),
                      })}
                      onSend={decide(one, 'approved')}
                    >
                      {null}
                    </Form>
                    <Form
                      label="approval.decline"
                      submit="approval.decline"
                      isSecondary
                      done={null}
                      onSend={decide(one, 'declined')}
                    >
                      {null}
                    </Form>
                  </>
                ) : (
                  <>
                    <p class="notice">{t('approval.waits', { who: decidersText(one) })}</p>
                    <Form
                      label="approval.withdraw"
                      submit="approval.withdraw"
                      isSecondary
                      done={null}
                      confirm={() => ({
                        title: t('approval.withdraw.ask', { what: titleOf(one) }),
                        explain: <p>{t('approval.withdraw.explain')}</p>,
                        confirm: t('approval.withdraw.yes'),
                      })}
                      onSend={withdraw(one)}
                    >
                      {null}
                    </Form>
                  </>
                )}
              </section>
            ))
          )
        }
      </Reading>
    </>
  );
}
