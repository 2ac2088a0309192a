import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { maxAmountPaise } from '../../../../functions/shared/money/money.ts';
import { meetingBody } from '../../books/sheet-body.ts';
import { Dialog } from '../../design/dialog.tsx';
import { formatRupees } from '../../i18n/format.ts';
import { parseRupees } from '../../i18n/rupee-input.ts';
import { requestOf } from '../../outbox/operation.ts';
import { ReasonField } from '../../phone/reason-field.tsx';
import { LeaveButton } from '../../shell/leave-bar.tsx';
import { useHere } from '../context.ts';
import { collectiveOf } from '../meetings/balances.ts';
import type { Sheet } from '../row-kinds.ts';
import type { RecordedSheet } from '../sheet/recorded/recorded-sheets.ts';
import { AmountField } from '../sheet/row/amount-field.tsx';
import { sheetToSend } from '../sheet/sheet-rules.ts';
import { describeDifference } from '../sheet/sheet-words.ts';
import { t as sheetText } from '../sheet/text.ts';
import { totalsOf } from '../sheet/totals.ts';
import { amountAt, correctAmount, fallsShortWithout, type Place } from './correction.ts';
import { readNoteAndReasons } from './read-note-and-reasons.ts';
import { reversalOf } from './reversal.ts';
import { t } from './text.ts';

/** The usual reasons for correcting a past sheet. */
export const usualReasons = (): string[] => [t('correct.slip'), t('correct.toldWrong')];

type CorrectAmountProps = {
  readonly collectiveId: string;
  readonly recorded: RecordedSheet;
  readonly place: Place;
  /** The entry or line in words. */
  readonly words: string;
  readonly onCancel: () => void;
};

/**
 * The dialog that corrects one amount of a past sheet: it asks for the right amount, and why. Recording it takes the sheet back, and sends a new sheet
 * with the right amount and the count of the old one.
 */
export function CorrectAmountDialog({ collectiveId, recorded, place, words, onCancel }: CorrectAmountProps) {
  const { workspace, go } = useHere();
  const before = amountAt(recorded, place);
  const [typed, setTyped] = useState(before);
  const [reason, setReason] = useState('');
  /** Whether she pressed the button before amount and reason were right: then the errors are shown. */
  const [areErrorsShown, setErrorsShown] = useState(false);
  const amountPaise = parseRupees(typed);
  /** Whether the typed amount is allowed, and another than before. */
  const isNewAmount =
    amountPaise !== undefined && amountPaise <= maxAmountPaise && amountPaise !== parseRupees(before);
  const women = recorded.attendance.map(({ memberId }) => ({ id: memberId }));
  const group = collectiveOf(workspace.rows, collectiveId);
  const isShort = group !== undefined && fallsShortWithout(recorded, group);
  const correct = async () => {
    if (isShort) return;
    if (!isNewAmount || reason.trim() === '') {
      setErrorsShown(true);
      return;
    }
    // The phone keeps no note and no reasons of a sheet that was sent, so the server is asked for them.
    const whole = await readNoteAndReasons(workspace, collectiveId, recorded);
    const sheet = correctAmount(whole, place, amountPaise, collectiveId, {
      reason: reason.trim(),
      makeId: () => v7(),
    });
    await workspace.record(reversalOf(collectiveId, recorded.id, reason.trim()), {
      id: sheet.id,
      what: 'meeting',
      ...requestOf('POST /api/collectives/{id}/meetings', {
        path: { id: collectiveId },
        body: meetingBody(sheetToSend(sheet, women)),
      }),
      entities: [collectiveId],
      ...(sheet.otherMeetingIds.length === 0 ? {} : { otherMeetingIds: sheet.otherMeetingIds }),
      ...(sheet.correction === undefined ? {} : { correction: sheet.correction }),
    });
    go({ name: 'saved' });
  };
  return (
    <Dialog
      title={t('correct.title')}
      confirm={t('correct.sure')}
      isGrave
      corner={<LeaveButton />}
      onConfirm={correct}
      onCancel={onCancel}
    >
      <p>
        <strong>{words}</strong>
      </p>
      <AmountField label={t('correct.amount')} value={typed} isWide onValue={setTyped} />
      {areErrorsShown && !isNewAmount && <p class="error">{t('correct.amountMissing')}</p>}
      {isShort && (
        <p class="error" role="alert">
          {t('correct.short')}
        </p>
      )}
      {amountPaise !== undefined && (
        <DayDifference
          sheet={correctAmount(recorded, place, amountPaise, collectiveId, { reason, makeId: () => '' })}
          women={women}
        />
      )}
      <ReasonField
        label={t('correct.reason')}
        reason={reason}
        usual={usualReasons()}
        error={areErrorsShown && reason.trim() === '' ? t('correct.reasonMissing') : undefined}
        onReason={setReason}
      />
    </Dialog>
  );
}

type DayDifferenceProps = { readonly sheet: Sheet; readonly women: readonly { readonly id: string }[] };

/** What the correction changes about the day's count: how much the box should have held then, and how much was missing or too much. */
function DayDifference({ sheet, women }: DayDifferenceProps) {
  // The cash before the meeting follows from the count, so the balances here do not matter.
  const { countedPaise, expectedPaise } = totalsOf(sheet, women, { cashPaise: 0, bankPaise: 0 });
  if (countedPaise === undefined || countedPaise === expectedPaise) return null;
  return (
    <p class="warning" aria-live="polite">
      {t('correct.thatDay')}{' '}
      {sheetText('check.difference', {
        counted: formatRupees(countedPaise),
        expected: formatRupees(expectedPaise),
        difference: describeDifference(countedPaise - expectedPaise),
      })}
    </p>
  );
}
