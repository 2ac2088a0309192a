import type { ComponentChildren } from 'preact';
import { formatRupees } from '../../i18n/format.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { describeDifference } from './sheet-words.ts';
import { type SheetKey, t } from './text.ts';
import type { Totals } from './totals.ts';

/** With spaces that do not break, so that label and amount stay on one line. */
const labelAmount = (label: SheetKey, paise: number): string =>
  `${t(label)} ${formatRupees(paise)}`.replaceAll(' ', '\u00a0');

/**
 * The foot of a leader's sheet, always visible: the totals of the cash, the change at the bank, and whether the count
 * agrees. The expected cash is shown only once her count is complete, so that she does not copy it.
 * @param isCounted whether the count is complete; false while she is still typing it
 * @param children what she presses next, if it is to stay in sight
 */
export function SheetFoot({
  totals,
  isCounted = totals.countedPaise !== undefined,
  children,
}: {
  readonly totals: Totals;
  readonly isCounted?: boolean;
  readonly children?: ComponentChildren;
}) {
  useRedrawWhenRowsChange();
  const { present, depositPaise, repaymentPaise, interestPaise, otherInPaise, outPaise, bankPaise } = totals;
  const { writtenDifferencePaise } = totals;
  return (
    <footer class="totals" aria-live="polite">
      <span class="sums">
        {[
          t('totals.present', { count: present }),
          labelAmount('sheet.deposit', depositPaise),
          labelAmount('sheet.repayment', repaymentPaise),
          labelAmount('sheet.interest', interestPaise),
          ...(otherInPaise === 0 ? [] : [labelAmount('totals.otherIn', otherInPaise)]),
          ...(outPaise === 0 ? [] : [labelAmount('totals.out', outPaise)]),
          ...(writtenDifferencePaise === 0
            ? []
            : [
                labelAmount(
                  writtenDifferencePaise < 0 ? 'totals.short' : 'totals.more',
                  Math.abs(writtenDifferencePaise),
                ),
              ]),
          ...(bankPaise === 0 ? [] : [labelAmount('totals.bank', bankPaise)]),
        ].map((sum) => (
          <span key={sum}>{sum}</span>
        ))}
      </span>
      <CountResult totals={totals} isCounted={isCounted} />
      {children}
    </footer>
  );
}

/** The count, and once it is complete, whether it agrees with the expected cash. */
function CountResult({
  totals: { countedPaise, writtenDifferencePaise, ...totals },
  isCounted,
}: {
  readonly totals: Totals;
  readonly isCounted: boolean;
}) {
  if (countedPaise === undefined) return <strong>{t('totals.notCounted')}</strong>;
  const counted = formatRupees(countedPaise);
  if (!isCounted) return <strong>{t('totals.counting', { amount: counted })}</strong>;
  // A line about a difference explains it, but the box holds as little as before: it is compared with the books without that line.
  const expectedPaise = totals.expectedPaise - writtenDifferencePaise;
  if (countedPaise === expectedPaise) {
    return (
      <strong class="right">
        {t('totals.counting', { amount: counted })} <span class="verdict">✓ {t('totals.right')}</span>
      </strong>
    );
  }
  const isExplained = writtenDifferencePaise !== 0 && countedPaise === totals.expectedPaise;
  return (
    <>
      <strong class={isExplained ? undefined : 'wrong'}>
        {t('totals.box', { amount: formatRupees(expectedPaise) })} {isExplained ? '·' : '✗'}{' '}
        {t('totals.counted', { amount: counted })}
      </strong>
      {!isExplained && <strong class="wrong">{describeDifference(countedPaise - expectedPaise)}</strong>}
    </>
  );
}
