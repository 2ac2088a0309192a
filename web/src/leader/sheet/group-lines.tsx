import {
  definitionOf,
  hasField,
  headsOf,
  type LineKind,
  lineKinds,
} from '../../../../functions/shared/kinds/book-kinds.ts';
import { sheetLimits } from '../../../../functions/shared/kinds/book-limits.ts';
import { dueOfBorrowing } from '../../../../functions/shared/money/instalments.ts';
import { maxAmountPaise } from '../../../../functions/shared/money/money.ts';
import { formatRupees } from '../../i18n/format.ts';
import { writeRupees } from '../../i18n/rupee-input.ts';
import type { Collective, LineDraft } from '../row-kinds.ts';
import { faultOfLine, type LineFault, newLine } from './line-rules.ts';
import { AmountField } from './row/amount-field.tsx';
import { SmallChoice, SmallText } from './row/small-field.tsx';
import { borrowingWords, headWord } from './sheet-words.ts';
import { t } from './text.ts';
import { isBankWrong, type Totals } from './totals.ts';

type GroupLinesProps = {
  readonly group: Collective;
  readonly heldOn: string;
  readonly lines: readonly LineDraft[];
  readonly onLines: (lines: LineDraft[]) => void;
  readonly bankBalance: string;
  readonly onBankBalance: (typed: string) => void;
  readonly totals: Totals;
};

/** The kinds of lines that have a button of their own; all others are in a choice. */
const usualKinds: readonly LineKind[] = ['bank_deposit', 'bank_withdrawal', 'expense'];

/** The part of a sheet for the group's own money: its lines (bank, expenses, receipts, borrowings) and its bank balance. */
export function GroupLines({
  group,
  heldOn,
  lines,
  onLines,
  bankBalance,
  onBankBalance,
  totals,
}: GroupLinesProps) {
  const isFull = lines.length >= sheetLimits.lines;
  // A new line begins with the first head, and the first of the group's borrowings.
  const add = (kind: LineKind) => onLines([...lines, newLine(kind, group.borrowings)]);
  /** Undefined removes the line. */
  const change = (index: number, changed: LineDraft | undefined) =>
    onLines(lines.toSpliced(index, 1, ...(changed === undefined ? [] : [changed])));
  return (
    <section>
      <h2>{t('group.title')}</h2>
      <ol class="rows">
        {lines.map((draft, index) => (
          <li class="row" key={index}>
            <LineEditor
              draft={draft}
              group={group}
              heldOn={heldOn}
              onDraft={(changed) => change(index, changed)}
            />
          </li>
        ))}
      </ol>
      {isFull ? (
        <p class="warning">{t('group.full', { most: sheetLimits.lines })}</p>
      ) : (
        <div class="amounts">
          {usualKinds.map((kind) => (
            <button type="button" class="second" key={kind} onClick={() => add(kind)}>
              + {t(`line.${kind}`)}
            </button>
          ))}
          <SmallChoice
            // The choice is drawn anew each time that a line is added, so that it says "choose" again.
            key={lines.length}
            label={t('group.other')}
            value=""
            options={[
              ['', t('group.choose')],
              ...lineKinds
                .filter((kind) => !usualKinds.includes(kind))
                .map((kind) => [kind, t(`line.${kind}`)] as const),
            ]}
            onChoose={(chosen) => {
              const kind = lineKinds.find((one) => one === chosen);
              if (kind !== undefined) add(kind);
            }}
          />
        </div>
      )}
      <AmountField label={t('group.bankBalance')} value={bankBalance} isWide onValue={onBankBalance} />
      <BankBalance totals={totals} />
    </section>
  );
}

/** Says whether the balance that the leader copied from the bank's passbook is the expected one. */
function BankBalance({ totals }: { readonly totals: Totals }) {
  const { isBankReadable, bankBalancePaise, bankExpectedPaise } = totals;
  if (!isBankReadable) return <p class="error">{t('sheet.notAmount')}</p>;
  if (bankBalancePaise === undefined) return null;
  return isBankWrong(totals) ? (
    <p class="error" role="alert">
      {t('group.bankWrong', {
        said: formatRupees(bankBalancePaise),
        books: formatRupees(bankExpectedPaise),
      })}
    </p>
  ) : (
    <p class="notice">{t('group.bankRight')}</p>
  );
}

/** The editor of one of the group's lines: its amount, and the other fields of its kind. */
function LineEditor({
  draft,
  group: { borrowings },
  heldOn,
  onDraft,
}: {
  readonly draft: LineDraft;
  readonly group: Collective;
  readonly heldOn: string;
  readonly onDraft: (draft: LineDraft | undefined) => void;
}) {
  const { kind, amount, head = '', account = 'cash', borrowingId = '', reason = '' } = draft;
  const heads = headsOf(kind);
  const fault = faultOfLine(draft);
  const borrowing = borrowings.find(({ id }) => id === borrowingId);
  const isRepayment = definitionOf(kind).pays === 'principal';
  // 0 if the line is no repayment: then no amount is proposed.
  const overduePaise =
    isRepayment && borrowing !== undefined ? dueOfBorrowing(borrowing, heldOn).overduePaise : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as these are
    <div class="amounts" role="group" aria-label={t(`line.${kind}`)}>
      <strong class="wide">{t(`line.${kind}`)}</strong>
      <AmountField
        label={t('more.amount')}
        value={amount}
        onValue={(typed) => onDraft({ ...draft, amount: typed })}
        zeroWords={t('sheet.zero.remove')}
      />
      {overduePaise > 0 && amount === '' && (
        <button
          type="button"
          class="usual"
          onClick={() => onDraft({ ...draft, amount: writeRupees(overduePaise) })}
        >
          {t('sheet.due', { amount: formatRupees(overduePaise) })}
        </button>
      )}
      {heads.length > 0 && (
        <SmallChoice
          label={t(kind === 'grant' ? 'group.grantHead' : 'group.head')}
          value={head}
          options={heads.map((one) => [one, headWord(one)] as const)}
          onChoose={(chosen) => onDraft({ ...draft, head: chosen })}
        />
      )}
      {hasField(kind, 'borrowingId') && borrowings.length > 0 && (
        <SmallChoice
          label={t('group.borrowing')}
          value={borrowingId}
          options={borrowings.map((one) => [one.id, borrowingWords(one)] as const)}
          onChoose={(chosen) => onDraft({ ...draft, borrowingId: chosen })}
        />
      )}
      {hasField(kind, 'account') && (
        <SmallChoice
          label={t('more.account')}
          value={account}
          options={[
            ['cash', t('more.cash')],
            ['bank', t('more.bank')],
          ]}
          onChoose={(chosen) => onDraft({ ...draft, account: chosen === 'bank' ? 'bank' : 'cash' })}
        />
      )}
      {hasField(kind, 'reason') && (
        <SmallText
          label={t('more.reason')}
          value={reason}
          onValue={(typed) => onDraft({ ...draft, reason: typed })}
        />
      )}
      <button type="button" class="quiet" onClick={() => onDraft(undefined)}>
        {t('more.remove')}
      </button>
      {/* While the amount is empty, she is still filling in the line. */}
      {fault !== undefined && fault !== 'zero' && amount !== '' && (
        <p class="error wide" role="alert">
          {fault === 'borrowing' && borrowings.length === 0 ? t('group.noBorrowing') : describeFault(fault)}
        </p>
      )}
    </div>
  );
}

function describeFault(fault: Exclude<LineFault, 'zero'>): string {
  switch (fault) {
    case 'no_amount':
      return t('sheet.notAmount');
    case 'above_limit':
      return t('sheet.atMost', { amount: formatRupees(maxAmountPaise) });
    case 'reason':
    case 'borrowing':
      return t(`fault.${fault}`);
  }
}
