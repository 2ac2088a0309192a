import { maxNoteCharacters } from '../../../../functions/shared/text/lengths.ts';
import { LongField } from '../../design/fields/field.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { useHere } from '../context.ts';
import type { Sheet } from '../row-kinds.ts';
import { CountDiffers } from './count/count-differs.tsx';
import { withDifference } from './line-rules.ts';
import { describeDifference } from './sheet-words.ts';
import type { SheetMember } from './take-off-rules.ts';
import { t } from './text.ts';
import { isBankWrong, type Totals } from './totals.ts';

/** The end of the check of a sheet: the bank balance, the note, and the question why the count differs. check.tsx is the screen. */

export const namesOf = (members: readonly { readonly name: string }[]): string =>
  members.map(({ name }) => name).join(', ');

type EndProps = {
  readonly sheet: Sheet;
  readonly membersToCorrect: readonly SheetMember[];
  readonly totals: Totals;
  readonly onSheet: (changed: Sheet) => void;
};

/** The end of the screen: the bank balance, the note, and what she does if the count differs. */
export function End({ sheet, membersToCorrect, totals, onSheet }: EndProps) {
  const { countedPaise, bankBalancePaise, bankExpectedPaise } = totals;
  return (
    <>
      {bankBalancePaise !== undefined && <p>{t('check.bank', { amount: formatRupees(bankBalancePaise) })}</p>}
      {/* Not wrong if no bank balance was written. */}
      {isBankWrong(totals) && (
        <p class="error">
          {t('group.bankWrong', {
            said: formatRupees(bankBalancePaise ?? 0),
            books: formatRupees(bankExpectedPaise),
          })}
        </p>
      )}
      {membersToCorrect.length > 0 && (
        <p class="error">{t('sheet.lookAt', { names: namesOf(membersToCorrect) })}</p>
      )}
      {countedPaise === undefined && <p class="warning">{t('check.uncounted')}</p>}
      {sheet.note !== undefined && (
        <LongField
          name="note"
          label={t('check.note')}
          rows={2}
          maxLength={maxNoteCharacters}
          text={sheet.note}
          onText={(note) => onSheet({ ...sheet, note })}
        />
      )}
      <Difference sheet={sheet} totals={totals} onSheet={onSheet} />
    </>
  );
}

/** Counted less expected; 0 if she has not counted. */
const differenceOf = ({ countedPaise, expectedPaise }: Totals): number =>
  countedPaise === undefined ? 0 : countedPaise - expectedPaise;

/**
 * Whether she must say why the count differs before the sheet is recorded. A correction that keeps the count of its day has the reason already: a
 * line with that reason is made as the sheet is sent.
 */
export const needsReason = ({ correction }: Sheet, totals: Totals): boolean =>
  differenceOf(totals) !== 0 && !(totals.isCountKept && correction?.differenceReason !== undefined);

/** By how much the count differs, and the question why; nothing if it agrees. */
function Difference({ sheet, totals, onSheet }: Pick<EndProps, 'sheet' | 'totals' | 'onSheet'>) {
  const { go } = useHere();
  const { collectiveId, correction } = sheet;
  const { countedPaise, isCountKept, expectedPaise } = totals;
  const differencePaise = differenceOf(totals);
  if (differencePaise === 0) return null;
  const differenceText = t('check.difference', {
    counted: formatRupees(countedPaise ?? 0),
    expected: formatRupees(expectedPaise),
    difference: describeDifference(differencePaise),
  });
  if (!needsReason(sheet, totals)) {
    return (
      <p class="warning">
        {differenceText} {correction?.differenceReason}
      </p>
    );
  }
  return (
    <CountDiffers
      differenceText={differenceText}
      differencePaise={differencePaise}
      onCount={
        isCountKept || sheet.isRecount === true
          ? undefined
          : () => {
              onSheet({ ...sheet, isRecount: true });
              go({ name: 'sheet', collectiveId, toCount: true });
            }
      }
      onReason={(reason) =>
        onSheet(
          isCountKept && correction !== undefined
            ? { ...sheet, correction: { ...correction, differenceReason: reason } }
            : withDifference(sheet, differencePaise, reason),
        )
      }
    />
  );
}
