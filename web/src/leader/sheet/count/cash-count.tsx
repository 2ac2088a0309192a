import { useEffect, useRef, useState } from 'preact/hooks';
import { formatRupees } from '../../../i18n/format.ts';
import { AmountField } from '../row/amount-field.tsx';
import { t } from '../text.ts';
import type { Draft } from '../use-sheet-draft.ts';
import { countOfDay } from './count-of-day.ts';
import { Counter } from './counter.tsx';

/** How long after the last key press (`typing`), or after she has left the field (`leaving`), the cash count is taken for complete. */
const countedAfterMs = { typing: 1_500, leaving: 300 } as const;

/** The field for the cash count, and the counter of notes and coins behind a button. */
export function CashCount({
  draft: { sheet, totals, store },
  cashCount,
  field,
}: {
  readonly draft: Draft;
  readonly cashCount: ReturnType<typeof useCashCountEntered>;
  readonly field: { current: HTMLInputElement | null };
}) {
  const { heldOn, cashCounted, notesCounted, correction } = sheet.current;
  const [isCounterOpen, setCounterOpen] = useState(notesCounted !== undefined);
  const keptCount = countOfDay(correction, heldOn);
  return (
    <>
      <AmountField
        label={t('sheet.counted')}
        value={cashCounted}
        field={field}
        isWide
        onValue={(typed) => {
          cashCount.onType();
          const { notesCounted: _, ...rest } = sheet.current;
          store({ ...rest, cashCounted: typed });
        }}
        onLeave={cashCount.onLeave}
      />
      {keptCount !== undefined && (
        <p class="notice">{t('sheet.countedThen', { amount: formatRupees(keptCount.cashCountedPaise) })}</p>
      )}
      {isCounterOpen ? (
        <Counter
          counted={notesCounted ?? {}}
          onCount={(counted, sum) => {
            cashCount.onType();
            store({ ...sheet.current, notesCounted: counted, cashCounted: sum });
          }}
        />
      ) : (
        <button type="button" class="quiet" onClick={() => setCounterOpen(true)}>
          {t('counter.open')}
        </button>
      )}
      {!totals.isCountReadable && <p class="error">{t('sheet.notAmount')}</p>}
    </>
  );
}

/**
 * Whether the cash count is complete, because she has stopped typing it. After she has left the field, the foot waits a moment before it shows
 * the result: showing the result makes the foot grow, and it must not grow under the tap with which she leaves the field.
 */
export function useCashCountEntered() {
  const [isEntered, setEntered] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const enterAfter = (ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setEntered(true), ms);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    isEntered,
    onType: () => {
      setEntered(false);
      enterAfter(countedAfterMs.typing);
    },
    onLeave: () => enterAfter(countedAfterMs.leaving),
  };
}
