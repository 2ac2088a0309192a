import { formatRupees } from '../../../i18n/format.ts';
import { writeCount } from '../../../i18n/rupee-input.ts';
import { t } from '../text.ts';
import { coins, type NotesCounted, notes, sumOfNotes } from './counter-rules.ts';

/**
 * The counter of the group's cash on a leader's sheet: she types how many of each note and coin there are, and their sum
 * becomes the sheet's count.
 */
export function Counter({
  counted,
  onCount,
}: {
  readonly counted: NotesCounted;
  /** @param typed the sum as she would type it; empty while a number cannot be read */
  readonly onCount: (counted: NotesCounted, typed: string) => void;
}) {
  const sumPaise = sumOfNotes(counted);
  const change = (rupees: number, typed: string) => {
    const changed = { ...counted, [rupees]: typed };
    const paise = sumOfNotes(changed);
    onCount(changed, paise === undefined ? '' : writeCount(paise));
  };
  const field = (rupees: number, key: 'counter.notes' | 'counter.coins') => (
    <label class="denomination" key={rupees}>
      {rupees < 1 ? t('counter.paise', { paise: rupees * 100 }) : t(key, { rupees })}
      <input
        inputMode="numeric"
        autoComplete="off"
        value={counted[rupees] ?? ''}
        onInput={({ currentTarget }) => change(rupees, currentTarget.value)}
      />
    </label>
  );
  return (
    <div class="counter">
      {notes.map((rupees) => field(rupees, 'counter.notes'))}
      {coins.map((rupees) => field(rupees, 'counter.coins'))}
      {sumPaise === undefined ? (
        <p class="error" role="alert">
          {t('counter.wrong')}
        </p>
      ) : (
        <p role="status">
          <strong>{t('counter.sum', { amount: formatRupees(sumPaise) })}</strong>
        </p>
      )}
    </div>
  );
}
