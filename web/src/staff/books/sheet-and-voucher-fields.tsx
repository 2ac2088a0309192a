import type { Posting } from '../../../../functions/domain/book-entries.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { DateField } from '../../design/date-field.tsx';
import { LongField } from '../../design/field.tsx';
import { RupeesField } from '../../design/rupees-field.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t } from '../text.ts';
import { balancesAfter, postingsWithAmount } from './balances-after.ts';
import type { DraftDetails, DraftEntry, DraftLine } from './draft.ts';

type Ledger = AnswerOf<'GET /api/collectives/{id}/ledger'>;

type DetailsFieldsProps = {
  readonly draft: DraftDetails;
  readonly onChange: (part: Partial<DraftDetails>) => void;
};

type DayFieldProps = DetailsFieldsProps & {
  /** The API's name of the day, and the key of its label: `heldOn` on a sheet, `on` on a voucher. A draft has either as `on`. */
  readonly name: 'on' | 'heldOn';
};

/** The field for the day of a sheet or voucher at the desk. */
export function DayField({ draft, onChange, name }: DayFieldProps) {
  return (
    <DateField
      name={name}
      label={t(name)}
      value={draft.on}
      max={todayInIndia()}
      onDate={(on) => onChange({ on })}
    />
  );
}

/** The fields of a sheet or voucher at the desk for the counted cash, the bank balance and a note. */
export function CountFields({ draft, onChange }: DetailsFieldsProps) {
  return (
    <>
      <RupeesField
        name="cashCounted"
        label={t('books.cashCounted')}
        hint={t('books.cashCounted.hint')}
        paise={draft.cashCountedPaise}
        isOptional
        onPaise={(cashCountedPaise) => onChange({ cashCountedPaise })}
      />
      <RupeesField
        name="bankBalance"
        label={t('books.bankBalance')}
        hint={t('books.bankBalance.hint')}
        paise={draft.bankBalancePaise}
        isOptional
        onPaise={(bankBalancePaise) => onChange({ bankBalancePaise })}
      />
      <LongField
        name="note"
        label={t('books.note')}
        text={draft.note}
        rows={2}
        isOptional
        onText={(note) => onChange({ note })}
      />
    </>
  );
}

type BalancesAfterDraftProps = {
  readonly ledger: Ledger;
  /** The postings of the sheet or voucher that this draft corrects: it is reversed first. */
  readonly reversedPostings?: readonly Posting[];
  /** The members' entries; a voucher has none. */
  readonly entries?: readonly DraftEntry[];
  /** The group's own lines. */
  readonly lines: readonly DraftLine[];
};

/**
 * Below the desk's form of a sheet or voucher: the group's balances after the typed rows, with a warning for each balance that
 * would be negative.
 */
export function BalancesAfterDraft({
  ledger,
  reversedPostings = [],
  entries = [],
  lines,
}: BalancesAfterDraftProps) {
  const { cashPaise, bankPaise, shortfalls } = balancesAfter(
    ledger,
    postingsWithAmount([...entries, ...lines]),
    reversedPostings,
  );
  return (
    <div class="wide" role="status">
      <p>{t('books.after', { cash: formatRupees(cashPaise), bank: formatRupees(bankPaise) })}</p>
      {shortfalls.map(({ balance, paise }) => (
        <p class="warning" key={balance}>
          {t(`books.missing.${balance}`, { amount: formatRupees(paise) })}
        </p>
      ))}
    </div>
  );
}
