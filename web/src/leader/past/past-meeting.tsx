import { useRef, useState } from 'preact/hooks';
import { isCashDifference } from '../../../../functions/shared/kinds/book-entries.ts';
import { formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { compareByName } from '../../phone/compare-by-name.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import type { Workspace } from '../../workspace/workspace.ts';
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
import { CorrectAmountDialog } from './correct-amount.tsx';
import type { Place } from './correction.ts';
import { OtherDraft, TakeBackDialog } from './take-back.tsx';
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
  const [isTakingBack, setTakingBack] = useState(false);
  /** The amount that she has tapped to correct it, and in words what it is; undefined while the dialog for it is closed. */
  const [amountToCorrect, setAmountToCorrect] = useState<{ readonly place: Place; readonly words: string }>();
  const collective = collectiveOf(workspace.rows, collectiveId);
  const recorded = useSheetOnScreen(workspace, collectiveId, id);
  if (recorded === undefined || collective === undefined) return <Gone />;
  // While she takes it back, the group's draft may be the correction that the dialog has made.
  const hasOtherDraft = !isTakingBack && workspace.rows.get(sheetDrafts, collectiveId) !== undefined;
  const entries = recorded.entries.map(toEntry);
  const lines = (recorded.lines ?? []).map(toLine);
  const isDifferenceFromCount = isCounted(recorded);
  const nameOf = (memberId: string): string =>
    womanOf(workspace.rows, memberId)?.name ?? leaderText('members.noCode');
  const openCorrection = (place: Place, words: string) => setAmountToCorrect({ place, words });
  return (
    <Frame title={leaderText('sheet.title', { name: collective.name })} back={{ name: from, collectiveId }}>
      {hasOtherDraft && <OtherDraft collectiveId={collectiveId} />}
      <p>{formatDay(recorded.heldOn, language())}</p>
      <RecordedSummary recorded={recorded} />
      <p class="soft">{t('correct.hint')}</p>
      {/* `Women` and `GroupMoney` give back an entry or line of these very lists, so `indexOf` finds it. */}
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
      {!hasOtherDraft && (
        <button type="button" class="second" onClick={() => setTakingBack(true)}>
          {t('meeting.takeBack')}
        </button>
      )}
      {amountToCorrect !== undefined && (
        <CorrectAmountDialog
          collectiveId={collectiveId}
          recorded={recorded}
          place={amountToCorrect.place}
          words={amountToCorrect.words}
          onCancel={() => setAmountToCorrect(undefined)}
        />
      )}
      {isTakingBack && (
        <TakeBackDialog
          collectiveId={collectiveId}
          recorded={recorded}
          onCancel={() => setTakingBack(false)}
        />
      )}
    </Frame>
  );
}

/** Hook: the recorded sheet, which stays on the screen until she leaves; undefined if the phone does not know it, or if somebody else has taken it back. */
function useSheetOnScreen(workspace: Workspace, collectiveId: string, id: string): RecordedSheet | undefined {
  const lastSeen = useRef<RecordedSheet>();
  const found = recordedSheetsOf(workspace.rows, collectiveId, workspace.me()?.id).find(
    (one) => one.id === id,
  );
  // `found` becomes undefined once she has taken the sheet back, or when the phone drops it as too old.
  lastSeen.current = found ?? lastSeen.current;
  // Only the server sets `isReversed`. Her own reversal doesn't set it while it is unsent.
  const isTakenBackElsewhere = workspace.rows.get(meetings, id)?.isReversed === true;
  return isTakenBackElsewhere ? undefined : lastSeen.current;
}

/**
 * Whether this sheet has a cash count (`cashCountedPaise`), or the sheet that it corrects had one (`cashCountedThenPaise`). The cash
 * difference follows from the count, so she can't correct it.
 */
const isCounted = ({ cashCountedPaise, cashCountedThenPaise }: RecordedSheet): boolean =>
  cashCountedPaise !== undefined || cashCountedThenPaise !== undefined;
