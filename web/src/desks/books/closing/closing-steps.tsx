import { type ComponentChildren, Fragment } from 'preact';
import { formatRupees } from '../../../i18n/format.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { type MessageKey, t } from '../../text.ts';
import type { GroupMember } from '../group-members.ts';
import {
  borrowingRepaymentLines,
  finalShares,
  handOverLines,
  loanEndEntries,
  type ProposedEntry,
  type ProposedLine,
  setOffs,
  withdrawals,
} from './closing-rules.ts';
import type { Books } from './read-books.ts';

/** What a step proposes: entries of a sheet, or lines of a voucher. */
type Proposal = { readonly entries: readonly ProposedEntry[] } | { readonly lines: readonly ProposedLine[] };

/** A step that was begun with its button, and what it proposes. */
export type StepDraft = Proposal & { readonly stepName: MessageKey };

type ClosingStepsProps = {
  readonly books: Books;
  /** The women who are in the group today. */
  readonly members: readonly GroupMember[];
  readonly onBegin: (draft: StepDraft) => void;
};

/** The steps in their order, each with what it has still to settle and the buttons that begin it. */
export function ClosingSteps({ books: { ledger, loans }, members, onBegin }: ClosingStepsProps) {
  const stepButton = (stepName: MessageKey, proposal: Proposal) => (
    <button type="button" class="second small" onClick={() => onBegin({ stepName, ...proposal })}>
      {t(stepName)}
    </button>
  );
  const setOffEntries = setOffs(ledger, loans);
  const shares = finalShares(
    ledger,
    members.map(({ id }) => id),
  );
  // None of these balances is below 0, so the sum is 0 only if each of them is.
  const isSettled =
    ledger.loansOutstandingPaise + ledger.borrowingsOutstandingPaise + ledger.savingsPaise === 0;
  const moneyPaise = ledger.cashPaise + ledger.bankPaise;
  return (
    <ol class="checklist">
      <Step title="closing.loans" paise={ledger.loansOutstandingPaise}>
        {setOffEntries.length > 0 && stepButton('closing.setOff', { entries: setOffEntries })}
        {stepButton('closing.repaid', { entries: loanEndEntries(loans, 'repayment') })}
        {stepButton('closing.writeOff', { entries: loanEndEntries(loans, 'write_off') })}
      </Step>
      <Step title="closing.borrowings" paise={ledger.borrowingsOutstandingPaise}>
        {stepButton('closing.repay', { lines: borrowingRepaymentLines(ledger) })}
      </Step>
      <Step title="closing.savings" paise={ledger.savingsPaise}>
        {stepButton('closing.payOut', { entries: withdrawals(ledger) })}
        {moneyPaise < ledger.savingsPaise && (
          <p class="warning">
            {t('closing.tooLittle', { amount: formatRupees(ledger.savingsPaise - moneyPaise) })}
          </p>
        )}
      </Step>
      <Step title="closing.rest" paise={isSettled ? moneyPaise : undefined}>
        {shares.length > 0 && stepButton('closing.share', { entries: shares })}
        {stepButton('closing.handOver', { lines: handOverLines(ledger) })}
      </Step>
      <MembersStep members={members} isPaidOut={isSettled && moneyPaise === 0} />
    </ol>
  );
}

/** The last step: each woman in the group moves to another or is recorded as having left, on her own page. */
function MembersStep({
  members,
  isPaidOut,
}: {
  readonly members: readonly GroupMember[];
  /** Whether nothing remains to settle, share or hand over. */
  readonly isPaidOut: boolean;
}) {
  const count = members.length;
  const content = () => {
    if (count === 0) return <p>{t('closing.done')}</p>;
    if (!isPaidOut) return <p class="soft">{t('closing.wait')}</p>;
    return (
      <>
        <p>{t('closing.members.left', { count })}</p>
        <p>
          {members.map(({ id, code }) => (
            <Fragment key={id}>
              <a href={hrefOf('members', id)}>{code}</a>{' '}
            </Fragment>
          ))}
        </p>
      </>
    );
  };
  return (
    <li class={count === 0 ? 'done' : ''}>
      <h3>{t('closing.members')}</h3>
      {content()}
    </li>
  );
}

type StepProps = {
  readonly title: MessageKey;
  /** How much money this step has still to settle; undefined while it waits for the steps before it. */
  readonly paise: number | undefined;
  /** The buttons that begin the step, shown while something is left to settle. */
  readonly children: ComponentChildren;
};

function Step({ title, paise, children }: StepProps) {
  const content = () => {
    if (paise === undefined) return <p class="soft">{t('closing.wait')}</p>;
    if (paise === 0) return <p>{t('closing.done')}</p>;
    return (
      <>
        <p>{t('closing.left', { amount: formatRupees(paise) })}</p>
        <div class="actions">{children}</div>
      </>
    );
  };
  return (
    <li class={paise === 0 ? 'done' : ''}>
      <h3>{t(title)}</h3>
      {content()}
    </li>
  );
}
