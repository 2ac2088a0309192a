import { entryKinds } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { amountOf, toEntry } from '../row/entries-and-lines.ts';
import { t } from '../text.ts';
import type { RecordedSheet } from './recorded-sheets.ts';

/** The notice that meetings of the group are already recorded for the sheet's day, and the choice of what to do. */
export function AlreadyRecorded({
  recorded,
  onLook,
  onSecondMeeting,
  onOtherDate,
}: {
  readonly recorded: readonly RecordedSheet[];
  readonly onLook: (id: string) => void;
  /** The sheet is of a second meeting on that day. */
  readonly onSecondMeeting: () => void;
  /** The sheet is of another day, which she chooses then. */
  readonly onOtherDate: () => void;
}) {
  return (
    <section class="warning">
      <strong>{t('recorded.title')}</strong>
      {recorded.map((one) => (
        <div key={one.id}>
          <RecordedSummary recorded={one} />
          <button type="button" class="primary" onClick={() => onLook(one.id)}>
            {t('recorded.look')}
          </button>
        </div>
      ))}
      <button type="button" class="second" onClick={onOtherDate}>
        {t('recorded.otherDate')}
      </button>
      <button type="button" class="second" onClick={onSecondMeeting}>
        {t('recorded.second')}
      </button>
    </section>
  );
}

/** The summary of an already recorded meeting, for that notice and for its own screen: who recorded it, and its totals. */
export function RecordedSummary({ recorded }: { readonly recorded: RecordedSheet }) {
  const { attendance, isOwn, state, cashCountedPaise, cashCountedThenPaise, bankBalancePaise } = recorded;
  const entries = recorded.entries.map(toEntry);
  const count = attendance.filter(({ status }) => status === 'present').length;
  return (
    <p>
      {t(isOwn ? 'recorded.byYou' : 'recorded.byOther')} · <span class="state">{t(`state.${state}`)}</span>
      <span class="part">{t('totals.present', { count })}</span>
      {entryKinds.map((kind) => {
        const amount = amountOf(entries, kind);
        return (
          amount > 0 && (
            <span class="part" key={kind}>
              {t(`sheet.${kind}`)} {formatRupees(amount)}
            </span>
          )
        );
      })}
      {cashCountedPaise !== undefined && (
        <span class="part">{t('recorded.counted', { amount: formatRupees(cashCountedPaise) })}</span>
      )}
      {cashCountedThenPaise !== undefined && (
        <span class="part">{t('recorded.countedThen', { amount: formatRupees(cashCountedThenPaise) })}</span>
      )}
      {bankBalancePaise !== undefined && (
        <span class="part">{t('check.bank', { amount: formatRupees(bankBalancePaise) })}</span>
      )}
    </p>
  );
}
