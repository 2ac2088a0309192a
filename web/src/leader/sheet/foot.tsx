import { formatRupees } from '../../i18n/format.ts';
import { useStatus } from '../context.ts';
import { type Key, t } from '../text.ts';
import type { Totals } from './sheet-rules.ts';

/** How much the count differs, in words; empty if it agrees. */
export const describeDifference = (differencePaise: number): string =>
  differencePaise === 0
    ? ''
    : t(differencePaise < 0 ? 'totals.missing' : 'totals.over', {
        amount: formatRupees(Math.abs(differencePaise)),
      });

/** Neither is torn from the other at the end of a line. */
const of = (label: Key, paise: number): string =>
  `${t(label)} ${formatRupees(paise)}`.replaceAll(' ', '\u00a0');

/**
 * Always in sight: what comes in, and whether the box agrees. What should be in it is said once it was counted, so that she
 * counts and does not copy.
 */
export function SheetFoot({
  totals,
  isCounted = totals.countedPaise !== undefined,
}: {
  readonly totals: Totals;
  readonly isCounted?: boolean;
}) {
  useStatus();
  const { present, depositPaise, repaymentPaise, interestPaise, expectedPaise, countedPaise } = totals;
  const difference = isCounted && countedPaise !== undefined ? countedPaise - expectedPaise : undefined;
  return (
    <footer class="totals" aria-live="polite">
      <span>
        {[
          t('totals.present', { count: present }),
          of('sheet.deposit', depositPaise),
          of('sheet.repayment', repaymentPaise),
          of('sheet.interest', interestPaise),
        ].join(' · ')}
      </span>
      {difference === undefined || countedPaise === undefined ? (
        <strong>{t('totals.notCounted')}</strong>
      ) : (
        <>
          <strong class={difference === 0 ? 'right' : 'wrong'}>
            {t('totals.box', { amount: formatRupees(expectedPaise) })}
            {difference === 0
              ? ` ✓ ${t('totals.right')}`
              : ` ✗ ${t('totals.counted', { amount: formatRupees(countedPaise) })}`}
          </strong>
          {difference !== 0 && <strong class="wrong">{describeDifference(difference)}</strong>}
        </>
      )}
    </footer>
  );
}
