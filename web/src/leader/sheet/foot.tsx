import type { ComponentChildren } from 'preact';
import { formatRupees } from '../../i18n/format.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import type { Totals } from './sheet-rules.ts';
import { describeDifference } from './sheet-words.ts';
import { type SheetKey, t } from './text.ts';

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
  const { countedPaise, writtenDifferencePaise } = totals;
  // A difference that is written down is explained; the box is as short as before.
  const expectedPaise = totals.expectedPaise - writtenDifferencePaise;
  const isExplained = writtenDifferencePaise !== 0 && countedPaise === totals.expectedPaise;
  const differencePaise = isCounted && countedPaise !== undefined ? countedPaise - expectedPaise : undefined;
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
      {countedPaise === undefined ? (
        <strong>{t('totals.notCounted')}</strong>
      ) : differencePaise === undefined ? (
        <strong>{t('totals.counting', { amount: formatRupees(countedPaise) })}</strong>
      ) : (
        <>
          {differencePaise === 0 ? (
            <strong class="right">
              {t('totals.counting', { amount: formatRupees(countedPaise) })}{' '}
              <span class="verdict">✓ {t('totals.right')}</span>
            </strong>
          ) : (
            <strong class={isExplained ? undefined : 'wrong'}>
              {t('totals.box', { amount: formatRupees(expectedPaise) })} {isExplained ? '·' : '✗'}{' '}
              {t('totals.counted', { amount: formatRupees(countedPaise) })}
            </strong>
          )}
          {differencePaise !== 0 && !isExplained && (
            <strong class="wrong">{describeDifference(differencePaise)}</strong>
          )}
        </>
      )}
      {children}
    </footer>
  );
}
