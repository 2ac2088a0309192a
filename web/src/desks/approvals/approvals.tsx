import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import { showToast } from '../../design/toast.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { ApprovalDetails, type Money } from './approval-details.tsx';
import { DisabledPeople } from './disabled-people.tsx';
import type { DisabledPerson, PendingApproval } from './pending-approval.ts';
import { decidersText, othersText } from './pending-approval.ts';

const readApprovals = (api: Api) => readList(api, 'GET /api/approvals', {});

/** Reads who was disabled within a week, by somebody else than the reader. Every page of the list tells of all. */
const readDisabled = async (api: Api, me: Me): Promise<DisabledPerson[]> => {
  const { disabled } = await api.request('GET /api/approvals', { query: { limit: '1' } });
  return disabled.filter(({ by }) => by !== me.id);
};

/** Reads the approvals with details of erasures: the reason, and a member's savings and loans. The access log has each such reading, so no other page reads them. */
const readWithDetails = async (api: Api) => {
  const { items } = await readApprovals(api);
  const withDetails = async (approval: PendingApproval) => {
    if (approval.kind !== 'erasure') return { ...approval, reason: undefined, money: undefined };
    const path = { id: approval.approvalId };
    const [{ reason }, money] = await Promise.all([
      api.request('GET /api/erasures/{id}', { path }),
      approval.of === 'member' && approval.mayDecide ? readMoney(api, approval.subject) : undefined,
    ]);
    return { ...approval, reason, money };
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

/** Counts the approvals on the desk's page that wait for her decision, and the people of whom it tells, for its navigation. */
export const countApprovals = async (api: Api, me: Me): Promise<number> => {
  const [{ items }, disabled] = await Promise.all([readApprovals(api), readDisabled(api, me)]);
  return items.filter(({ mayDecide }) => mayDecide).length + disabled.length;
};

type Approval = Awaited<ReturnType<typeof readWithDetails>>['items'][number];

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
  const approvals = useRead(['approvals'], () => readWithDetails(api));
  const disabled = useRead(['approvals', 'disabled'], () => readDisabled(api, me));
  const language = useLanguage();
  /** The name or code of the person or member that a request is about, as far as the reader may know it. */
  const subjectTextOf = ({ subject, subjectName, code }: PendingApproval): string =>
    subjectName ?? code ?? nameOf(subject) ?? t('approval.somebody');
  const requesterOf = ({ askedBy, askedByName }: PendingApproval): string | undefined =>
    askedBy === me.id ? t('approval.you') : (actorOf(askedBy) ?? askedByName);
  const detailsOf = (approval: Approval) => (
    <ApprovalDetails
      of={approval}
      who={subjectTextOf(approval)}
      asker={requesterOf(approval)}
      reason={approval.reason}
      money={approval.money}
    />
  );
  /** Such as `Erasure · <name or code>`. A handover is about all data, and so names nobody. */
  const titleOf = (approval: PendingApproval): string =>
    [t(`approval.${approval.kind}`), ...(approval.of === 'handover' ? [] : [subjectTextOf(approval)])].join(
      ' · ',
    );
  /** Says on the page what was done, since the forms show no message of their own, and reads the list again. */
  const finish = async (
    approval: PendingApproval,
    outcome: 'approved' | 'declined' | 'withdrawn',
  ): Promise<void> => {
    showToast(() => t(`approval.${outcome}`, { what: titleOf(approval) }));
    await approvals.refetch();
  };
  const decide = (approval: PendingApproval, decision: 'approved' | 'declined') => async () => {
    await api.request('POST /api/approvals/{id}', { path: { id: approval.approvalId }, body: { decision } });
    await finish(approval, decision);
  };
  const withdraw = (approval: PendingApproval) => async () => {
    await api.request('POST /api/approvals/{id}/withdrawal', { path: { id: approval.approvalId }, body: {} });
    await finish(approval, 'withdrawn');
  };
  return (
    <>
      <DisabledPeople people={disabled.data ?? []} />
      <p>{t('approvals.explain')}</p>
      <Reading of={approvals}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t('nothing')}</p>
          ) : (
            items.map((approval) => (
              <section key={approval.approvalId} aria-labelledby={`approval-${approval.approvalId}`}>
                <h3 id={`approval-${approval.approvalId}`}>{t(`approval.${approval.kind}`)}</h3>
                {detailsOf(approval)}
                {approval.mayDecide ? (
                  <>
                    <Form
                      label="approval.approve"
                      submit="approval.approve"
                      done={null}
                      confirm={() => ({
                        title: t('approval.ask', { what: t(`approval.${approval.kind}`) }),
                        explain: detailsOf(approval),
                        buttonLabel: t('approval.yes'),
                      })}
                      onSend={decide(approval, 'approved')}
                    >
                      {null}
                    </Form>
                    <Form
                      label="approval.decline"
                      submit="approval.decline"
                      isSecondary
                      done={null}
                      onSend={decide(approval, 'declined')}
                    >
                      {null}
                    </Form>
                  </>
                ) : approval.mayDecideFrom !== undefined ? (
                  <p class="notice">
                    {t('approval.mayDecideFrom', {
                      from: formatDate(dateInIndia(new Date(approval.mayDecideFrom)), language),
                    })}{' '}
                    {othersText(approval)}
                  </p>
                ) : (
                  <>
                    <p class="notice">{t('approval.waits', { who: decidersText(approval) })}</p>
                    <Form
                      label="approval.withdraw"
                      submit="approval.withdraw"
                      isSecondary
                      done={null}
                      confirm={() => ({
                        title: t('approval.withdraw.ask', { what: titleOf(approval) }),
                        explain: <p>{t('approval.withdraw.explain')}</p>,
                        buttonLabel: t('approval.withdraw.yes'),
                      })}
                      onSend={withdraw(approval)}
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
