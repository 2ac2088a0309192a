import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { showToast } from '../../design/toast.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useCodes } from '../frame/codes.ts';
import { PairSides } from '../members/pair-sides.tsx';
import { t } from '../text.ts';
import { ApprovalDetails } from './approval-details.tsx';
import { titleKeyOf } from './approval-effect.ts';
import { Decide, Withdraw } from './decision-forms.tsx';
import { decidersText, othersText, type PendingApproval } from './pending-approval.ts';
import type { Approval } from './read-approvals.ts';

/** A title such as `Erasure · <name or code>`. A handover is about all data, so its title names who gets them. */
const titleOf = (approval: PendingApproval, who: string): string => {
  const kind = t(titleKeyOf(approval));
  const about = approval.of === 'handover' ? approval.recipient : who;
  return about === undefined ? kind : `${kind} · ${about}`;
};

type ApprovalSectionProps = {
  readonly api: Api;
  /** Whether she may open members' pages, with their names. */
  readonly mayOpen: boolean;
  readonly approval: Approval;
  /** The person or member that the request is about. */
  readonly who: string;
  /** The name of the person who asked; undefined if it is unknown. */
  readonly asker: string | undefined;
  /**
   * Called after a decision or a withdrawal, to read the list again.
   * @param text says what was done, and for whom; a function, since the reader may change the language
   */
  readonly onDecided: (text: () => string) => Promise<unknown>;
};

/** One request: what it asks, and what the reader may do about it. */
export function ApprovalSection({ api, mayOpen, approval, who, asker, onDecided }: ApprovalSectionProps) {
  const id = approval.approvalId;
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
  const isTooEarly = !approval.mayDecide && approval.mayDecideFrom !== undefined;
  // The list has only requests that the reader may decide, now or later, and her own.
  const isOwn = !approval.mayDecide && !isTooEarly;
  return (
    <section aria-labelledby={`approval-${id}`}>
      <h3 id={`approval-${id}`}>{titleOf(approval, who)}</h3>
      {details}
      {approval.mayDecide && <Decide title={titleOf(approval, who)} details={details} onDecide={decide} />}
      {isTooEarly && <MayDecideLater approval={approval} />}
      {isOwn && (
        <>
          <p class="notice">{t('approval.waits', { who: decidersText(approval) })}</p>
          <Withdraw title={titleOf(approval, who)} onWithdraw={withdraw} />
        </>
      )}
    </section>
  );
}

/** Says from which day the reader may decide, and who may decide now. */
function MayDecideLater({ approval }: { readonly approval: Approval }) {
  const language = useLanguage();
  if (approval.mayDecideFrom === undefined) return null;
  const from = formatDate(dateInIndia(new Date(approval.mayDecideFrom)), language);
  return (
    <p class="notice">
      {t('approval.mayDecideFrom', { from })} {othersText(approval)}
    </p>
  );
}
