import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { maxAmountPaise } from '../../../../../functions/shared/money/money.ts';
import { Alert } from '../../../design/alert.tsx';
import { formatRupees } from '../../../i18n/format.ts';
import { parseRupees, writeRupees } from '../../../i18n/rupee-input.ts';
import type { Collective, Member, SheetRow } from '../../row-kinds.ts';
import { entriesFromDrafts } from '../convert-drafts.ts';
import { loanWords } from '../sheet-words.ts';
import { TakeOff } from '../take-off.tsx';
import type { SheetMember } from '../take-off-rules.ts';
import { type SheetKey, t } from '../text.ts';
import { AmountField } from './amount-field.tsx';
import { outstandingPaiseOf } from './entries-and-lines.ts';
import {
  duePaiseOf,
  interestToCollect,
  loansToAsk,
  repaymentToCollect,
  usualInterestPaise,
} from './loan-rules.ts';
import { RowMore } from './row-more.tsx';
import {
  type Attendance,
  faultOfRow,
  markRow,
  type Question,
  questionsOfRow,
  type RowFault,
} from './row-rules.ts';
import { amountInSlot, findSlotIndex, type Slot, slotsOfLoan, withAmountInSlot } from './row-slots.ts';
import '../sheet.css';

const depositSlot: Slot = { kind: 'deposit' };

/** The buttons that mark a presence. */
const presences: readonly {
  readonly status: Attendance['status'];
  readonly sign: string;
  readonly label: SheetKey;
}[] = [
  { status: 'present', sign: '✓', label: 'sheet.present' },
  { status: 'excused', sign: '–', label: 'sheet.excused' },
  { status: 'absent', sign: '✗', label: 'sheet.absent' },
];

type Loan = Member['loans'][number];

type RowProps = {
  readonly member: SheetMember;
  readonly initial: SheetRow;
  readonly group: Collective;
  readonly heldOn: string;
  readonly onRow: (id: string, row: SheetRow) => void;
  /** Undefined if the woman may not be taken off the sheet. */
  readonly onTakeOff?: (id: string) => void;
};

/** A woman's row on a leader's sheet: her presence, her deposit, and what she pays on her loans; all else under "more". */
export function Row({ member, initial, group, heldOn, onRow, onTakeOff }: RowProps) {
  const [row, setRow] = useState(initial);
  const loans = loansToAsk(member, row, heldOn);
  // Older sheets recorded interest without a loan. It stands at the first loan.
  const slotsOf = (loan: Loan): [Slot, Slot] => slotsOfLoan(loan.loanId, { isFirst: loan === loans[0] });
  // The slots that have a field on the row itself; every other entry stands under "more". An untyped slot has the index -1.
  const slotsOnRow: readonly Slot[] = [depositSlot, ...loans.flatMap(slotsOf)];
  const indexesOnRow = new Set(slotsOnRow.map((slot) => findSlotIndex(row, slot)));
  // "More" is open from the start if an entry stands there.
  const [isMoreOpen, setMoreOpen] = useState(row.entries.some((_, index) => !indexesOnRow.has(index)));
  const { inputs, inputRef } = useInputs();
  const change = (changed: SheetRow) => {
    // Input that changes nothing gives the same object.
    if (changed === row) return;
    setRow(changed);
    onRow(member.id, changed);
  };
  const fault = faultOfRow(member, row, heldOn);
  return (
    <li class={`row ${row.status ?? 'unmarked'}`}>
      <Who member={member} status={row.status} />
      <Presences
        name={member.name}
        marked={row.status}
        // Marking her present fills in the usual deposit; the button of all present does so for those who are not marked yet.
        onMark={(status) => change(markRow(row, status, writeRupees(group.usualDepositPaise)))}
      />
      <Amounts
        row={row}
        loans={loans}
        slotsOf={slotsOf}
        group={group}
        heldOn={heldOn}
        inputRef={inputRef}
        onRow={change}
      >
        {!isMoreOpen && (
          <button type="button" class="quiet more" onClick={() => setMoreOpen(true)}>
            <span class="hidden-text">{member.name}: </span>+ {t('sheet.more')}
          </button>
        )}
      </Amounts>
      {isMoreOpen && (
        <RowMore
          member={member}
          row={row}
          indexesOnRow={indexesOnRow}
          group={group}
          heldOn={heldOn}
          onRow={change}
          inputRef={inputRef}
        />
      )}
      {/* A field with 0 says so itself. */}
      {fault !== undefined && fault.kind !== 'zero' && (
        <Alert isError key={fault.kind}>
          {describeFault(fault)}
        </Alert>
      )}
      {onTakeOff !== undefined && (
        <TakeOff
          name={member.name}
          entries={entriesFromDrafts(member.id, row.entries)}
          onTakeOff={() => onTakeOff(member.id)}
        />
      )}
      {questionsOfRow(group, member, row).map((question) => (
        <AskAboutAmount
          key={question.index}
          question={question}
          onYes={() => change(withConfirmed(row, question))}
          onNo={() => inputs.current.get(question.index)?.focus()}
        />
      ))}
    </li>
  );
}

/**
 * The inputs of a row's entries, by the entries' indexes. An input gets the focus when the leader says that its amount is wrong. Untyped slots share
 * the index -1, at which nobody looks: questions are about typed amounts.
 */
function useInputs() {
  const inputs = useRef(new Map<number, HTMLInputElement>());
  const inputRef = (index: number) => (input: HTMLInputElement | null) => {
    if (input === null) inputs.current.delete(index);
    else inputs.current.set(index, input);
  };
  return { inputs, inputRef };
}

/** A woman's name, and what she has saved and owes. If she is elsewhere (see `SheetMember`), the phone does not know her balances. */
function Who({ member, status }: { readonly member: SheetMember; readonly status: SheetRow['status'] }) {
  const owedPaise = outstandingPaiseOf(member);
  return (
    <>
      <div class="who">
        <strong>{member.name}</strong>
        {status === undefined && <span class="unmarked">{t('sheet.unmarked')}</span>}
      </div>
      {member.isElsewhere !== true && (
        <p class="balance">
          {t('sheet.savings', { amount: formatRupees(member.savingsPaise) })}
          {owedPaise > 0 && ` · ${t('sheet.owes', { amount: formatRupees(owedPaise) })}`}
        </p>
      )}
    </>
  );
}

/** The buttons with which the leader marks a woman's presence. */
function Presences({
  name,
  marked,
  onMark,
}: {
  readonly name: string;
  readonly marked: SheetRow['status'];
  readonly onMark: (status: Attendance['status']) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as these are
    <div class="states" role="group" aria-label={name}>
      {presences.map(({ status, sign, label }) => (
        <button
          type="button"
          key={status}
          class={`toggle ${status}`}
          aria-pressed={marked === status}
          onClick={() => onMark(status)}
        >
          <span aria-hidden="true">{sign}</span> {t(label)}
        </button>
      ))}
    </div>
  );
}

/** The fields on the row itself: the deposit, and repayment and interest for each loan, each with the buttons that fill in the usual amount. */
function Amounts({
  row,
  loans: [firstLoan, ...otherLoans],
  slotsOf,
  group,
  heldOn,
  inputRef,
  onRow,
  children,
}: {
  readonly row: SheetRow;
  readonly loans: readonly Loan[];
  readonly slotsOf: (loan: Loan) => readonly [Slot, Slot];
  readonly group: Collective;
  readonly heldOn: string;
  readonly inputRef: (index: number) => (input: HTMLInputElement | null) => void;
  readonly onRow: (row: SheetRow) => void;
  /** What stands after the fields. */
  readonly children: ComponentChildren;
}) {
  const slotField = (slot: Slot) => (
    <AmountField
      key={`${slot.kind} ${slot.loanId}`}
      label={t(`sheet.${slot.kind}`)}
      value={amountInSlot(row, slot)}
      onValue={(typed) => onRow(withAmountInSlot(row, slot, typed))}
      field={inputRef(findSlotIndex(row, slot))}
      zeroWords={t('sheet.zero.in')}
    />
  );
  const loanFields = (loan: Loan) => (
    <>
      {slotsOf(loan).map(slotField)}
      <Proposals row={row} loan={loan} slots={slotsOf(loan)} group={group} heldOn={heldOn} onRow={onRow} />
    </>
  );
  return (
    <>
      {/* If she has several loans, each says which loan it is. */}
      {otherLoans.length > 0 && firstLoan !== undefined && <p class="balance">{loanWords(firstLoan)}</p>}
      <div class="amounts">
        {slotField(depositSlot)}
        {firstLoan !== undefined && loanFields(firstLoan)}
        <UsualDeposit row={row} usualPaise={group.usualDepositPaise} onRow={onRow} />
        {otherLoans.map((loan) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as these are
          <div class="amounts loan" role="group" aria-label={loanWords(loan)} key={loan.loanId}>
            <p class="balance">{loanWords(loan)}</p>
            {loanFields(loan)}
          </div>
        ))}
        {children}
      </div>
    </>
  );
}

/** The button that fills in the usual deposit. It is there once the woman's presence is marked, while her row has no deposit. */
function UsualDeposit({
  row,
  usualPaise,
  onRow,
}: {
  readonly row: SheetRow;
  readonly usualPaise: number;
  readonly onRow: (row: SheetRow) => void;
}) {
  if (row.status === undefined || usualPaise <= 0 || amountInSlot(row, depositSlot) !== '') return null;
  return (
    <button
      type="button"
      class="usual"
      onClick={() => onRow(withAmountInSlot(row, depositSlot, writeRupees(usualPaise)))}
    >
      {t('sheet.usualDeposit', { amount: formatRupees(usualPaise) })}
    </button>
  );
}

/** The row after the leader has confirmed an unusual amount on it. */
const withConfirmed = (row: SheetRow, { index, amountPaise }: Question): SheetRow => ({
  ...row,
  entries: row.entries.map((draft, at) => (at === index ? { ...draft, confirmedPaise: amountPaise } : draft)),
});

/**
 * The two proposals for a loan: its due repayment and its usual interest, in whole rupees. For each, a button fills in the amount; once the leader has typed
 * a smaller amount, the rest is shown instead of the button.
 */
function Proposals({
  row,
  loan,
  slots: [repayment, interest],
  group,
  heldOn,
  onRow,
}: {
  readonly row: SheetRow;
  readonly loan: Loan;
  readonly slots: readonly [Slot, Slot];
  readonly group: Collective;
  readonly heldOn: string;
  readonly onRow: (row: SheetRow) => void;
}) {
  const interestPaise = interestToCollect(loan, group);
  const proposals = [
    {
      slot: repayment,
      exactPaise: duePaiseOf(loan, heldOn),
      paise: repaymentToCollect(loan, heldOn),
      askedPaise: duePaiseOf(loan, heldOn),
      buttonKey: 'sheet.due',
      wholeKey: 'sheet.due.whole',
      restKey: 'sheet.dueLeft',
    },
    {
      slot: interest,
      exactPaise: usualInterestPaise(loan, group),
      paise: interestPaise,
      askedPaise: interestPaise,
      buttonKey: 'sheet.usualInterest',
      wholeKey: 'sheet.usualInterest.whole',
      restKey: 'sheet.interestLeft',
    },
  ] as const;
  return (
    <>
      {proposals.map(({ slot, exactPaise, paise, askedPaise, buttonKey, wholeKey, restKey }) => {
        if (paise <= 0) return null;
        const typedAmount = amountInSlot(row, slot);
        if (typedAmount !== '') {
          // Text that is no amount is a fault of the row; here it counts as the whole amount, so that no rest is shown.
          const restPaise = askedPaise - (parseRupees(typedAmount) ?? askedPaise);
          if (restPaise <= 0) return null;
          return (
            <p class="balance left" role="status" key={slot.kind}>
              {t(restKey, { amount: formatRupees(restPaise) })}
            </p>
          );
        }
        return (
          <button
            type="button"
            class="usual"
            key={slot.kind}
            onClick={() => onRow(withAmountInSlot(row, slot, writeRupees(paise)))}
          >
            {paise === exactPaise
              ? t(buttonKey, { amount: formatRupees(paise) })
              : t(wholeKey, { whole: formatRupees(paise), amount: formatRupees(exactPaise) })}
          </button>
        );
      })}
    </>
  );
}

function describeFault(fault: Exclude<RowFault, { kind: 'zero' }>): string {
  switch (fault.kind) {
    case 'no_amount':
      return t('sheet.notAmount');
    case 'above_limit':
      return t('sheet.atMost', { amount: formatRupees(maxAmountPaise) });
    // She repays more than she owes, or takes more savings than she has.
    case 'loan':
    case 'savings':
      return t(fault.kind === 'loan' ? 'sheet.repaysTooMuch' : 'sheet.tooMuch', {
        wrote: formatRupees(fault.wrotePaise),
        has: formatRupees(fault.hasPaise),
      });
    default:
      return t(`fault.${fault.kind}`);
  }
}

/** Asks whether an unusual amount is right, until the leader confirms or changes the amount. */
function AskAboutAmount({
  question: { kind, amountPaise, comparedWith, figurePaise },
  onYes,
  onNo,
}: {
  readonly question: Question;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const amount = formatRupees(amountPaise);
  return (
    <Alert>
      <p>
        {t(`ask.${comparedWith}`, {
          field: t(`sheet.${kind}`),
          amount,
          figure: formatRupees(figurePaise),
        })}
      </p>
      <div class="states">
        <button type="button" class="second" onClick={onYes}>
          {t('ask.yes', { amount })}
        </button>
        <button type="button" class="second" onClick={onNo}>
          {t('ask.no')}
        </button>
      </div>
    </Alert>
  );
}
