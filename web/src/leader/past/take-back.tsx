import { v7 } from 'uuid';
import { ReasonDialog } from '../../phone/reason-dialog.tsx';
import { useHere } from '../context.ts';
import { sheetDrafts } from '../row-kinds.ts';
import type { RecordedSheet } from '../sheet/recorded/recorded-sheets.ts';
import { t as leaderText } from '../sheet/text.ts';
import { usualReasons } from './correct-amount.tsx';
import { draftCorrection } from './correction.ts';
import { readNoteAndReasons } from './read-note-and-reasons.ts';
import { reversalOf } from './reversal.ts';
import { t } from './text.ts';

/**
 * The button that takes the sheet back. While the group has another draft, which the correction would replace, a button
 * to that draft stands in its place.
 */
export function TakeBackButton({
  collectiveId,
  isTakingBack,
  onTakeBack,
}: {
  readonly collectiveId: string;
  /** Whether the dialog is open that takes the sheet back. The group's draft may then be the correction that this dialog has made. */
  readonly isTakingBack: boolean;
  readonly onTakeBack: () => void;
}) {
  const { workspace, go } = useHere();
  const hasOtherDraft = !isTakingBack && workspace.rows.get(sheetDrafts, collectiveId) !== undefined;
  if (!hasOtherDraft) {
    return (
      <button type="button" class="second" onClick={onTakeBack}>
        {t('meeting.takeBack')}
      </button>
    );
  }
  return (
    <>
      <p class="warning">{leaderText('waiting.draftFirst')}</p>
      <button type="button" class="second" onClick={() => go({ name: 'sheet', collectiveId })}>
        {t('waiting.toDraft')}
      </button>
    </>
  );
}

export function TakeBackDialog({
  collectiveId,
  recorded,
  onCancel,
}: {
  readonly collectiveId: string;
  readonly recorded: RecordedSheet;
  readonly onCancel: () => void;
}) {
  const { workspace, go } = useHere();
  const takeBack = async (reason: string) => {
    // The phone keeps no note and no reasons of a sheet that was sent, so the server is asked for them.
    const completeSheet = await readNoteAndReasons(workspace, collectiveId, recorded);
    // The draft first: if the phone is full, nothing is taken back.
    await workspace.rows.put(
      sheetDrafts,
      collectiveId,
      draftCorrection(completeSheet, collectiveId, reason, () => v7()),
    );
    await workspace.record(reversalOf(collectiveId, recorded.id, reason));
    go({ name: 'sheet', collectiveId });
  };
  return (
    <ReasonDialog
      title={t('meeting.takeBackTitle')}
      confirm={t('meeting.takeBackSure')}
      label={t('meeting.reason')}
      missing={t('meeting.reasonMissing')}
      usual={usualReasons()}
      onReason={takeBack}
      onCancel={onCancel}
    >
      <p>{t('meeting.takeBackExplain')}</p>
    </ReasonDialog>
  );
}
