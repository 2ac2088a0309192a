import { maxLineCharacters } from '../../../../functions/shared/text/lengths.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { LongField } from '../../design/fields/field.tsx';
import { RupeesField } from '../../design/fields/rupees-field.tsx';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { t } from '../text.ts';
import type { DraftDetails, DraftSheet, DraftVoucher } from './drafts/draft.ts';
import { CashAmount } from './sheets/cash-difference.tsx';
import { countOfDay, dayDifference } from './sheets/day-difference.ts';

type DetailsFieldsProps = {
  readonly draft: DraftDetails;
  readonly onChange: (part: Partial<DraftDetails>) => void;
};

type CountFieldsProps = DetailsFieldsProps & {
  readonly draft: DraftVoucher & Partial<Pick<DraftSheet, 'entries'>>;
};

type DayFieldProps = DetailsFieldsProps & {
  /** The API's name of the day, and the key of its label: `heldOn` on a sheet, `on` on a voucher. In both drafts the day itself is `on`. */
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
export function CountFields({ draft, onChange }: CountFieldsProps) {
  const { correction } = draft;
  // The count of the corrected sheet or voucher. It holds only while the draft keeps the day.
  const countOfDayPaise = countOfDay(draft);
  const isCountDropped = countOfDayPaise === undefined && correction?.countedThenPaise !== undefined;
  const isCountKept = countOfDayPaise !== undefined && draft.cashCountedPaise === undefined;
  const differencePaise = dayDifference(draft);
  return (
    <>
      {isCountKept && (
        <div class="wide" role="status">
          <p>
            {t('correct.counted', {
              counted: formatRupees(countOfDayPaise),
              expected: formatRupees(countOfDayPaise - differencePaise),
            })}{' '}
            {differencePaise !== 0 && <CashAmount differencePaise={differencePaise} />}
          </p>
        </div>
      )}
      {correction !== undefined && isCountDropped && (
        <p class="wide" role="status">
          {t('correct.countLeft', { day: formatDate(correction.recordedOn, language()) })}
        </p>
      )}
      {correction !== undefined && differencePaise !== 0 && (
        <LongField
          name="differenceReason"
          label={t('correct.differenceReason')}
          rows={2}
          maxLength={maxLineCharacters}
          text={correction.differenceReason}
          onText={(differenceReason) => onChange({ correction: { ...correction, differenceReason } })}
        />
      )}
      <RupeesField
        name="cashCounted"
        label={t('books.cashCounted')}
        hint={t(countOfDayPaise === undefined ? 'books.cashCounted.hint' : 'correct.countAgain')}
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
