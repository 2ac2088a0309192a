import { v7 } from 'uuid';
import { ReasonDialog } from '../../phone/reason-dialog.tsx';
import { useHere } from '../context.ts';
import { sheetDrafts } from '../row-kinds.ts';
import type { RecordedSheet } from '../sheet/recorded/recorded-sheets.ts';
import { usualReasons } from './correct-amount.tsx';
import { draftCorrection } from './correction.ts';
import { readNoteAndReasons } from './read-note-and-reasons.ts';
import { reversalOf } from './reversal.ts';
import { t } from './text.ts';

/** Stands first on a recorded sheet that can't be taken back, because the group has another draft, which the correction would replace: the way to that draft. */
export function OtherDraft({ collectiveId }: { readonly collectiveId: string }) {
  const { go } = useHere();
  return (
    <>
      <p class="warning">{t('meeting.draftFirst')}</p>
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
