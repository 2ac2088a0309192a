import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatDay } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { PhoneDate } from '../../phone/phone-date.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type Sheet, sheetDrafts } from '../row-kinds.ts';
import { CashCount, useCashCountEntered } from './count/cash-count.tsx';
import { countOfDay } from './count/count-of-day.ts';
import { SheetFoot } from './foot.tsx';
import { GroupLines } from './group-lines.tsx';
import { hasFaultyLine } from './line-rules.ts';
import { AlreadyRecorded } from './recorded/already-recorded.tsx';
import { hasMetSince, recordedSheetsOf } from './recorded/recorded-sheets.ts';
import { useRecordedSheetsOn } from './recorded/use-recorded-sheets.ts';
import { RowsOfWomen } from './row/rows-of-women.tsx';
import { membersToCheck } from './sheet-rules.ts';
import { t } from './text.ts';
import { isBankWrong } from './totals.ts';
import { type Draft, useSheetDraft } from './use-sheet-draft.ts';

/**
 * The sheet of a meeting: one row per woman, the group's lines, and the cash count. Each input is stored as it is typed (use-sheet-draft.ts).
 * check.tsx is the next screen.
 */
export function SheetScreen({
  collectiveId,
  toCount = false,
}: {
  readonly collectiveId: string;
  /** Whether the screen opens at the field for the cash count. */
  readonly toCount?: boolean;
}) {
  const { go } = useHere();
  const draft = useSheetDraft(collectiveId);
  const { collective, sheet, members, totals, store } = draft;
  const cashCount = useCashCountEntered();
  const dateField = useRef<HTMLInputElement>(null);
  const countField = useRef<HTMLInputElement>(null);
  // The focus is set here, and not where the field is: the frame takes the focus as it appears, and this effect runs after that.
  useEffect(() => {
    if (toCount) countField.current?.focus();
  }, []);
  const { lines, otherMeetingIds } = sheet.current;
  const recordedSheets = useRecordedSheetsOn(sheet.current);
  // A cash count alone records no meeting.
  const isEmpty = lines.length === 0 && members.every(({ id }) => sheet.current.rows[id] === undefined);
  // While nothing is filled in, the leader first decides about a meeting that is already recorded for the day.
  const isFormHidden = recordedSheets.length > 0 && isEmpty;
  return (
    <Frame
      title={t('sheet.title', { name: collective?.name ?? '' })}
      back={{ name: 'home' }}
      {...(isFormHidden ? {} : { foot: <SheetFoot totals={totals} isCounted={cashCount.isEntered} /> })}
    >
      <MeetingDay sheet={sheet.current} field={dateField} onSheet={store} />
      {recordedSheets.length > 0 && (
        <AlreadyRecorded
          recorded={recordedSheets}
          onLook={(id) => go({ name: 'meeting', collectiveId, id, from: 'sheet' })}
          onSecondMeeting={() =>
            store({
              ...sheet.current,
              otherMeetingIds: [...otherMeetingIds, ...recordedSheets.map(({ id }) => id)],
            })
          }
          onOtherDate={() => {
            dateField.current?.focus();
            // Older browsers do not have `showPicker`: there the field only gets the focus.
            dateField.current?.showPicker?.();
          }}
        />
      )}
      {!isFormHidden && (
        <>
          <RowsOfWomen draft={draft} collectiveId={collectiveId} />
          <OwnLines draft={draft} />
          <CashCount draft={draft} cashCount={cashCount} field={countField} />
          <ToCheck draft={draft} isEmpty={isEmpty} />
          <Discard collectiveId={collectiveId} />
        </>
      )}
    </Frame>
  );
}

/** The field for the day of the meeting, and what the chosen day means for a correction. */
function MeetingDay({
  sheet,
  field,
  onSheet,
}: {
  readonly sheet: Sheet;
  readonly field: RefObject<HTMLInputElement>;
  readonly onSheet: (sheet: Sheet) => void;
}) {
  const { workspace } = useHere();
  const { collectiveId, heldOn, correction } = sheet;
  const keptCount = countOfDay(correction, heldOn);
  // A correction drops the count of the corrected sheet if the leader gives it another day; this is the day of the dropped count.
  const dayOfDroppedCount = keptCount === undefined ? correction?.countedThen?.heldOn : undefined;
  const hasMet =
    correction !== undefined && hasMetSince(recordedSheetsOf(workspace.rows, collectiveId), heldOn);
  return (
    <>
      <PhoneDate
        label={t('sheet.date')}
        field={field}
        max={todayInIndia()}
        value={heldOn}
        // The value is empty once the date is cleared.
        onDate={(date) => date !== '' && onSheet({ ...sheet, heldOn: date })}
      />
      {correction !== undefined && <p class="notice">{t('sheet.corrects', { reason: correction.reason })}</p>}
      {dayOfDroppedCount !== undefined && (
        <p class="warning" role="status">
          {t('sheet.countLeft', { day: formatDay(dayOfDroppedCount, language()) })}
        </p>
      )}
      {/* What is in the box today does not fit the books of a day after which the group has met. */}
      {hasMet && keptCount === undefined && <p class="notice">{t('sheet.metSince')}</p>}
    </>
  );
}

/** The group's own lines, behind a button while there are none. */
function OwnLines({ draft: { collective, sheet, totals, store } }: { readonly draft: Draft }) {
  const { heldOn, lines, bankBalance } = sheet.current;
  const [isOpen, setOpen] = useState(lines.length > 0 || bankBalance !== '');
  if (collective === undefined) return null;
  return isOpen ? (
    <GroupLines
      group={collective}
      heldOn={heldOn}
      lines={lines}
      onLines={(changed) => store({ ...sheet.current, lines: changed })}
      bankBalance={bankBalance}
      onBankBalance={(typed) => store({ ...sheet.current, bankBalance: typed })}
      totals={totals}
    />
  ) : (
    <button type="button" class="second" onClick={() => setOpen(true)}>
      + {t('group.title')}
    </button>
  );
}

/** The button that leads to the check, and why it is disabled. */
function ToCheck({
  draft: { collective, sheet, members, totals },
  isEmpty,
}: {
  readonly draft: Draft;
  readonly isEmpty: boolean;
}) {
  const { go } = useHere();
  const { collectiveId, heldOn, lines } = sheet.current;
  const membersToCorrect = collective === undefined ? [] : membersToCheck(sheet.current, members, collective);
  const openedAsOf = collective?.openedAsOf;
  const isBeforeOpening = openedAsOf !== undefined && heldOn < openedAsOf;
  return (
    <>
      {membersToCorrect.length > 0 && (
        <p class="error">
          {t('sheet.lookAt', { names: membersToCorrect.map(({ name }) => name).join(', ') })}
        </p>
      )}
      {isBeforeOpening && (
        <p class="error">{t('short.early', { date: formatDay(openedAsOf, language()) })}</p>
      )}
      {isEmpty && members.length > 0 && <p>{t('sheet.first')}</p>}
      <button
        type="button"
        class="primary"
        disabled={
          collective === undefined ||
          membersToCorrect.length > 0 ||
          hasFaultyLine(lines) ||
          !totals.isCountReadable ||
          !totals.isBankReadable ||
          isBankWrong(totals) ||
          isBeforeOpening ||
          isEmpty
        }
        onClick={() => go({ name: 'check', collectiveId })}
      >
        {t('sheet.check')}
      </button>
    </>
  );
}

/** The button that discards the draft, after a second press. */
function Discard({ collectiveId }: { readonly collectiveId: string }) {
  const { workspace, go } = useHere();
  const [isAsking, setAsking] = useState(false);
  const discard = async () => {
    await workspace.rows.remove(sheetDrafts, collectiveId);
    workspace.storeUnsentWork();
    go({ name: 'home' });
  };
  return isAsking ? (
    <button type="button" class="second danger" onClick={() => void discard()}>
      {t('waiting.discardSure')}
    </button>
  ) : (
    <button type="button" class="quiet" onClick={() => setAsking(true)}>
      {t('enrol.stop')}
    </button>
  );
}
