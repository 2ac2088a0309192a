import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Problem } from '../../api/problem.ts';
import { showToast } from '../../design/toast.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useCodes } from '../frame/codes.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { useCountChange } from '../frame/waiting-count.tsx';
import { PairSides } from '../members/pair-sides.tsx';
import { t } from '../text.ts';
import { ApprovalDetails, type Money } from './approval-details.tsx';
import { DisabledPeople } from './disabled-people.tsx';
import type { DisabledPerson, PendingApproval } from './pending-approval.ts';
import { decidersText, othersText } from './pending-approval.ts';

const readApprovals = (api: Api) => readList(api, 'GET /api/approvals', {});

/** Reads which people were disabled within a week by somebody other than the reader. Every page of the list names them all, so one page is read. */
const readDisabled = async (api: Api, me: Me): Promise<DisabledPerson[]> => {
  const { disabled } = await api.request('GET /api/approvals', { query: { limit: '1' } });
  return disabled.filter(({ by }) => by !== me.id);
};

/**
 * Reads the approvals with details: of erasures the reason, and a member's savings and loans; of joins and partings the two records. The access log has each such reading, so no other page reads them.
 */
const readWithDetails = async (api: Api) => {
  const { items } = await readApprovals(api);
  const withDetails = async (approval: PendingApproval) => {
    if (approval.kind === 'join' || approval.kind === 'parting') {
      const { items: pairs } = await api.request('GET /api/same-women', { query: { id: approval.subject } });
      return { ...approval, reason: undefined, money: undefined, pair: pairs[0] };
    }
    if (approval.kind !== 'erasure') {
      return { ...approval, reason: undefined, money: undefined, pair: undefined };
    }
    const path = { id: approval.approvalId };
    const [{ reason }, money] = await Promise.all([
      api.request('GET /api/erasures/{id}', { path }),
      approval.of === 'member' && approval.mayDecide ? readMoney(api, approval.subject) : undefined,
    ]);
    return { ...approval, reason, money, pair: undefined };
  };
  return { items: await Promise.all(items.map(withDetails)) };
};

/** A member's savings and loans; undefined if the member's records are erased already. */
async function readMoney(api: Api, id: string): Promise<Money | undefined> {
  try {
    return await api.request('GET /api/members/{id}/savings', { path: { id } });
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/** For the desk's navigation: counts the approvals that wait for the reader's decision, and the disabled people of whom the page tells. */
export const countApprovals = async (api: Api, me: Me): Promise<number> => {
  const [{ items }, disabled] = await Promise.all([readApprovals(api), readDisabled(api, me)]);
  return items.filter(({ mayDecide }) => mayDecide).length + disabled.length;
};

type Decided = { readonly id: string; readonly text: () => string };

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
  /** What she decided since she opened the page: the toast that says it goes after a while. */
  const [decided, setDecided] = useState<readonly Decided[]>([]);
  const disabled = useRead(['approvals', 'disabled'], () => readDisabled(api, me));
  // What others ask or decide meanwhile is on the page as soon as its badge knows.
  useCountChange({ of: 'approvals', count: () => countApprovals(api, me) }, () =>
    Promise.all([approvals.refetch(), disabled.refetch()]),
  );
  /** The name or code of the person or member that a request is about, as far as the reader may know it. */
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

/** Such as `Erasure · <name or code>`. A handover is about all data, and so names nobody. */
const titleOf = (approval: PendingApproval, who: string): string =>
  [t(`approval.${approval.kind}`), ...(approval.of === 'handover' ? [] : [who])].join(' · ');

/** One request: what it asks, and what the reader may do about it. */
function ApprovalSection({
  api,
  mayOpen,
  approval,
  who,
  asker,
  onDecided,
}: {
  readonly api: Api;
  /** Whether she may open members' pages, with their names. */
  readonly mayOpen: boolean;
  readonly approval: Approval;
  /** The person or member that the request is about. */
  readonly who: string;
  /** The name of the person who asked; undefined if it is unknown. */
  readonly asker: string | undefined;
  /** @param text says what was done, and of whom, in the language of the moment */
  readonly onDecided: (text: () => string) => Promise<unknown>;
}) {
  const language = useLanguage();
  const id = approval.approvalId;
  const title = titleOf(approval, who);
  const { pair } = approval;
  const groups = useCodes(api, pair?.collectiveIds ?? []);
  const details = (
    <ApprovalDetails
      of={approval}
      who={who}
      asker={asker}
      reason={approval.reason}
      money={approval.money}
      sides={pair && <PairSides api={api} pair={pair} groups={groups} mayOpen={mayOpen} />}
    />
  );
  /** Says on the page what was done, since the forms show no message of their own, and reads the list again. */
  const finish = async (outcome: 'approved' | 'declined' | 'withdrawn'): Promise<void> => {
    const text = () => t(`approval.${outcome}`, { what: titleOf(approval, who) });
    showToast(text);
    await onDecided(text);
  };
  const decide = async (decision: 'approved' | 'declined'): Promise<void> => {
    await api.request('POST /api/approvals/{id}', { path: { id }, body: { decision } });
    await finish(decision);
  };
  const withdraw = async (): Promise<void> => {
    await api.request('POST /api/approvals/{id}/withdrawal', { path: { id }, body: {} });
    await finish('withdrawn');
  };
  return (
    <section aria-labelledby={`approval-${id}`}>
      <h3 id={`approval-${id}`}>{t(`approval.${approval.kind}`)}</h3>
      {details}
      {approval.mayDecide ? (
        <Decide kind={approval.kind} details={details} onDecide={decide} />
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
          <Withdraw title={title} onWithdraw={withdraw} />
        </>
      )}
    </section>
  );
}

/** The forms that approve or decline a request; both ask first. */
function Decide({
  kind,
  details,
  onDecide,
}: {
  readonly kind: Approval['kind'];
  readonly details: ComponentChildren;
  readonly onDecide: (decision: 'approved' | 'declined') => Promise<void>;
}) {
  return (
    <>
      <Form
        label="approval.approve"
        submit="approval.approve"
        done={null}
        confirm={() => ({
          title: t('approval.ask', { what: t(`approval.${kind}`) }),
          explain: details,
          buttonLabel: t('approval.yes'),
        })}
        onSend={() => onDecide('approved')}
      >
        {null}
      </Form>
      <Form
        label="approval.decline"
        submit="approval.decline"
        isSecondary
        done={null}
        confirm={() => ({
          title: t('approval.decline.ask', { what: t(`approval.${kind}`) }),
          explain: (
            <>
              <p>{t('approval.decline.explain')}</p>
              {details}
            </>
          ),
          buttonLabel: t('approval.decline.yes'),
        })}
        onSend={() => onDecide('declined')}
      >
        {null}
      </Form>
    </>
  );
}

/** The form with which the asker withdraws the request. */
function Withdraw({
  title,
  onWithdraw,
}: {
  readonly title: string;
  readonly onWithdraw: () => Promise<void>;
}) {
  return (
    <Form
      label="approval.withdraw"
      submit="approval.withdraw"
      isSecondary
      done={null}
      confirm={() => ({
        title: t('approval.withdraw.ask', { what: title }),
        explain: <p>{t('approval.withdraw.explain')}</p>,
        buttonLabel: t('approval.withdraw.yes'),
      })}
      onSend={onWithdraw}
    >
      {null}
    </Form>
  );
}
