import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { isCashDifference } from '../../../../functions/shared/kinds/book-entries.ts';
import { formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { compareByName } from '../../phone/compare-by-name.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { ReasonDialog } from '../../phone/reason-dialog.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { collectiveOf } from '../meetings/balances.ts';
import { meetings, sheetDrafts } from '../row-kinds.ts';
import { RecordedSummary } from '../sheet/recorded/already-recorded.tsx';
import { type RecordedSheet, recordedSheetsOf } from '../sheet/recorded/recorded-sheets.ts';
import { toEntry, toLine } from '../sheet/row/entries-and-lines.ts';
import { GroupMoney, Women } from '../sheet/sheet-view.tsx';
import { entryWords, lineWords } from '../sheet/sheet-words.ts';
import { t as leaderText } from '../sheet/text.ts';
import { CorrectAmountDialog, usualReasons } from './correct-amount.tsx';
import { draftCorrection, type Place } from './correction.ts';
import { readNoteAndReasons } from './read-note-and-reasons.ts';
import { reversalOf } from './reversal.ts';
import { t } from './text.ts';

type MeetingProps = {
  readonly collectiveId: string;
  readonly id: string;
  /** Where Back leads. */
  readonly from: 'past' | 'sheet';
};

/** The recorded sheet of a past meeting, to look at and to take back. */
export function MeetingScreen({ collectiveId, id, from }: MeetingProps) {
  const { workspace } = useHere();
  useRedrawWhenRowsChange();
  const [isDialogOpen, setDialogOpen] = useState(false);
  /** The amount that she has tapped to correct it. */
  const [amount, setAmount] = useState<{ readonly place: Place; readonly words: string }>();
  const lastSeen = useRef<RecordedSheet>();
  const collective = collectiveOf(workspace.rows, collectiveId);
  const found = recordedSheetsOf(workspace.rows, collectiveId, workspace.me()?.id).find(
    (one) => one.id === id,
  );
  // `found` becomes undefined once she has taken the sheet back, or when the phone drops it as too old. The sheet stays on the screen until she leaves.
  lastSeen.current = found ?? lastSeen.current;
  // Only the server sets `isReversed`. Her own reversal doesn't set it while it is unsent.
  const isTakenBackElsewhere = workspace.rows.get(meetings, id)?.isReversed === true;
  const recorded = isTakenBackElsewhere ? undefined : lastSeen.current;
  if (recorded === undefined || collective === undefined) return <Gone />;
  const entries = recorded.entries.map(toEntry);
  const lines = (recorded.lines ?? []).map(toLine);
  const isDifferenceFromCount = isCounted(recorded);
  const nameOf = (memberId: string): string =>
    womanOf(workspace.rows, memberId)?.name ?? leaderText('members.noCode');
  const openCorrection = (place: Place, words: string) => setAmount({ place, words });
  return (
    <Frame title={leaderText('sheet.title', { name: collective.name })} back={{ name: from, collectiveId }}>
      <p>{formatDay(recorded.heldOn, language())}</p>
      <RecordedSummary recorded={recorded} />
      <p class="soft">{t('correct.hint')}</p>
      <Women
        onCorrect={(entry) =>
          openCorrection(
            { list: 'entries', index: entries.indexOf(entry) },
            `${nameOf(entry.memberId)} · ${entryWords(entry)}`,
          )
        }
        onAdd={(memberId) =>
          openCorrection(
            { list: 'deposits', memberId },
            `${nameOf(memberId)} · ${leaderText('sheet.deposit')}`,
          )
        }
        women={recorded.attendance
          .map(({ memberId, status }) => ({
            id: memberId,
            name: nameOf(memberId),
            status,
            entries: entries.filter((entry) => entry.memberId === memberId),
          }))
          .sort(compareByName)}
      />
      <GroupMoney
        lines={lines}
        borrowings={collective.borrowings}
        correctionHandlerOf={(line) =>
          isDifferenceFromCount && isCashDifference(line)
            ? undefined
            : () => openCorrection({ list: 'lines', index: lines.indexOf(line) }, lineWords(line))
        }
      />
      {/* Only an unsent sheet has its note on the phone. */}
      {recorded.note !== undefined && <p class="soft">{recorded.note}</p>}
      <TakeBackButton
        collectiveId={collectiveId}
        isDialogOpen={isDialogOpen}
        onTakeBack={() => setDialogOpen(true)}
      />
      {amount !== undefined && (
        <CorrectAmountDialog
          collectiveId={collectiveId}
          recorded={recorded}
          place={amount.place}
          words={amount.words}
          onCancel={() => setAmount(undefined)}
        />
      )}
      {isDialogOpen && (
        <TakeBackDialog
          collectiveId={collectiveId}
          recorded={recorded}
          onCancel={() => setDialogOpen(false)}
        />
      )}
    </Frame>
  );
}

/**
 * Whether this sheet has a cash count (`cashCountedPaise`), or the sheet that it corrects had one (`cashCountedThenPaise`). The cash
 * difference follows from the count, so she can't correct it.
 */
const isCounted = ({ cashCountedPaise, cashCountedThenPaise }: RecordedSheet): boolean =>
  cashCountedPaise !== undefined || cashCountedThenPaise !== undefined;

/**
 * The button that takes the sheet back. While the group has another draft, which the correction would replace, a button
 * to that draft stands in its place.
 */
function TakeBackButton({
  collectiveId,
  isDialogOpen,
  onTakeBack,
}: {
  readonly collectiveId: string;
  /** While the dialog is open, the group's draft may be the correction that the dialog has made; then it isn't another draft. */
  readonly isDialogOpen: boolean;
  readonly onTakeBack: () => void;
}) {
  const { workspace, go } = useHere();
  const hasOtherDraft = !isDialogOpen && workspace.rows.get(sheetDrafts, collectiveId) !== undefined;
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

function TakeBackDialog({
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
    // The phone stores no note and no reason of a sheet that the server has.
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
