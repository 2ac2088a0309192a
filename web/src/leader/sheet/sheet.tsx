import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { sheetLimits } from '../../../../functions/shared/kinds/book-limits.ts';
import { formatDay, formatRupees } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { writeRupees } from '../../i18n/rupee-input.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { operations } from '../../outbox/operation.ts';
import { PhoneDate } from '../../phone/phone-date.tsx';
import type { Workspace } from '../../workspace/workspace.ts';
import { ChildrenToAsk } from '../children/children-to-ask-link.tsx';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { collectiveOf, membersOf } from '../meetings/balances.ts';
import { readMeetingsOn, toMeeting } from '../meetings/read-meetings.ts';
import { nonMembersOf } from '../outbox/correct-refused.ts';
import { meetings, type Sheet, type SheetRow, sheetDrafts } from '../row-kinds.ts';
import { countOfDay } from './count/count-of-day.ts';
import { Counter } from './count/counter.tsx';
import { SheetFoot } from './foot.tsx';
import { GroupLines } from './group-lines.tsx';
import { hasFaultyLine } from './line-rules.ts';
import { membersOnSheet } from './members-on-sheet.ts';
import { AlreadyRecorded } from './recorded/already-recorded.tsx';
import {
  hasMetSince,
  mayLackMeetings,
  recordedSheetsOf,
  recordedSheetsOn,
} from './recorded/recorded-sheets.ts';
import { AmountField } from './row/amount-field.tsx';
import { Row } from './row/row.tsx';
import { emptyRow, isBlank } from './row/row-rules.ts';
import { isBankWrong, markAllPresent, membersToCheck, totalsOf } from './sheet-rules.ts';
import { mayTakeOff } from './take-off-rules.ts';
import { t } from './text.ts';

/** How long after the last key press (`typing`), or after she has left the field (`leaving`), the cash count is taken for complete. */
const countedAfterMs = { typing: 1_500, leaving: 300 } as const;

/** The draft of a group's sheet on the phone; a new one of today if there is none. */
const draftOf = (workspace: Workspace, collectiveId: string): Sheet =>
  workspace.rows.get(sheetDrafts, collectiveId) ?? {
    id: v7(),
    collectiveId,
    heldOn: todayInIndia(),
    rows: {},
    lines: [],
    cashCounted: '',
    bankBalance: '',
    otherMeetingIds: [],
  };

/** The draft of a group's sheet, with the women on it. Each input is stored as it is typed. */
function useSheetDraft(collectiveId: string) {
  const { workspace } = useHere();
  // Read once: rows must not move under her thumb because the phone has read something from the server.
  const collective = useMemo(() => collectiveOf(workspace.rows, collectiveId), [workspace, collectiveId]);
  // A reference and not a state, so that a key press draws only its own row, which has a state of its own. The rest of the screen is drawn
  // again when `store` sets the totals.
  const sheet = useRef<Sheet>(draftOf(workspace, collectiveId));
  const [listedMembers, setListedMembers] = useState(() =>
    membersOnSheet(workspace.rows, collectiveId, Object.keys(sheet.current.rows)),
  );
  // Members for whom the sheet has no room (`sheetLimits.members`).
  const [leftOut] = useState(() =>
    membersOf(workspace.rows, collectiveId).filter(({ id }) =>
      listedMembers.every((member) => member.id !== id),
    ),
  );
  const members = useMemo(() => {
    // If this draft corrects a refused sheet: the women whom the server refused because they were no members on the sheet's date.
    const refusedIds = nonMembersOf(workspace.rows.get(operations, sheet.current.id), sheet.current.heldOn);
    return listedMembers.map((member) =>
      refusedIds.includes(member.id) ? { ...member, isRefused: true } : member,
    );
  }, [workspace, listedMembers, sheet.current.heldOn]);
  // If there is no group, the screen says that it is gone, and the totals do not matter.
  const balances = collective ?? { cashPaise: 0, bankPaise: 0 };
  const [totals, setTotals] = useState(() => totalsOf(sheet.current, members, balances));

  const store = (changed: Sheet) => {
    sheet.current = changed;
    setTotals(totalsOf(changed, members, balances));
    const isNew = !workspace.rows.has(sheetDrafts, collectiveId);
    void workspace.rows.putDraft(sheetDrafts, collectiveId, changed);
    // The locked phone shows how much work is unsent. Only a new draft changes that, not an input in it.
    if (isNew) workspace.storeUnsentWork();
  };
  // Made once, so that the rows do not render again. It therefore always calls the first `store`, which computes the totals with the first list
  // of members. The totals stay right all the same: a woman who is taken off the list later has an empty row.
  const changeRow = useMemo(
    () => (id: string, row: SheetRow) => {
      const { [id]: _, ...others } = sheet.current.rows;
      store({ ...sheet.current, rows: isBlank(row) ? others : { ...others, [id]: row } });
    },
    [],
  );
  const takeOff = useMemo(
    () => (id: string) => {
      changeRow(id, emptyRow());
      setListedMembers((before) => before.filter((member) => member.id !== id));
    },
    [changeRow],
  );
  return { collective, sheet, members, leftOut, totals, store, changeRow, takeOff };
}

type Draft = ReturnType<typeof useSheetDraft>;

/** The sheet of a meeting: one row per woman, the group's lines, and the cash count. Each input is stored as it is typed. */
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

/** A row for each woman, and a button that marks all as present. */
function RowsOfWomen({ draft, collectiveId }: { readonly draft: Draft; readonly collectiveId: string }) {
  const { collective, sheet, members, leftOut, totals, store, changeRow, takeOff } = draft;
  // How often she has pressed "all present". It is the key of the list, so each press draws all rows anew from the changed sheet.
  const [pressCount, setPressCount] = useState(0);
  const markEveryonePresent = () => {
    const usual = writeRupees(collective?.usualDepositPaise ?? 0);
    store({ ...sheet.current, rows: markAllPresent(sheet.current, members, usual) });
    setPressCount(pressCount + 1);
  };
  // The same elements each time, so that only the edited row renders again.
  const rows = useMemo(
    () =>
      collective &&
      members.map((member) => (
        <Row
          key={member.id}
          member={member}
          initial={sheet.current.rows[member.id] ?? emptyRow()}
          group={collective}
          heldOn={sheet.current.heldOn}
          onRow={changeRow}
          {...(mayTakeOff(member, sheet.current.heldOn) ? { onTakeOff: takeOff } : {})}
        />
      )),
    [members, collective, changeRow, takeOff, pressCount, sheet.current.heldOn],
  );
  // The same element each time, so that a key press does not search all children again.
  const childrenToAsk = useMemo(() => <ChildrenToAsk collectiveId={collectiveId} />, [collectiveId]);
  const areAllPresent = members.length > 0 && totals.present === members.length;
  return (
    <>
      <button type="button" class={`second ${areAllPresent ? 'done' : ''}`} onClick={markEveryonePresent}>
        {t('sheet.allPresent')}
        {areAllPresent && ` ✓ ${totals.present}/${members.length}`}
      </button>
      {collective === undefined && <p class="warning">{t('gone.explain')}</p>}
      {collective !== undefined && members.length === 0 && <p class="warning">{t('sheet.nobody')}</p>}
      {leftOut.length > 0 && (
        <p class="warning">
          {t('sheet.tooMany', { most: sheetLimits.members })} {leftOut.map(({ name }) => name).join(', ')}
        </p>
      )}
      <ol class="rows" key={pressCount}>
        {rows}
      </ol>
      {childrenToAsk}
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

/** The field for the cash count, and the counter of notes and coins behind a button. */
function CashCount({
  draft: { sheet, totals, store },
  cashCount,
  field,
}: {
  readonly draft: Draft;
  readonly cashCount: ReturnType<typeof useCashCountEntered>;
  readonly field: { current: HTMLInputElement | null };
}) {
  const { heldOn, cashCounted, notesCounted, correction } = sheet.current;
  const [isCounterOpen, setCounterOpen] = useState(notesCounted !== undefined);
  const keptCount = countOfDay(correction, heldOn);
  return (
    <>
      <AmountField
        label={t('sheet.counted')}
        value={cashCounted}
        field={field}
        isWide
        onValue={(typed) => {
          cashCount.onType();
          const { notesCounted: _, ...rest } = sheet.current;
          store({ ...rest, cashCounted: typed });
        }}
        onLeave={cashCount.onLeave}
      />
      {keptCount !== undefined && (
        <p class="notice">{t('sheet.countedThen', { amount: formatRupees(keptCount.cashCountedPaise) })}</p>
      )}
      {isCounterOpen ? (
        <Counter
          counted={notesCounted ?? {}}
          onCount={(counted, sum) => {
            cashCount.onType();
            store({ ...sheet.current, notesCounted: counted, cashCounted: sum });
          }}
        />
      ) : (
        <button type="button" class="quiet" onClick={() => setCounterOpen(true)}>
          {t('counter.open')}
        </button>
      )}
      {!totals.isCountReadable && <p class="error">{t('sheet.notAmount')}</p>}
    </>
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

/**
 * Whether the cash count is complete, because she has stopped typing it. After she has left the field, the foot waits a moment before it shows
 * the result: showing the result makes the foot grow, and it must not grow under the tap with which she leaves the field.
 */
function useCashCountEntered() {
  const [isEntered, setEntered] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const enterAfter = (ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setEntered(true), ms);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    isEntered,
    onType: () => {
      setEntered(false);
      enterAfter(countedAfterMs.typing);
    },
    onLeave: () => enterAfter(countedAfterMs.leaving),
  };
}

/**
 * The recorded sheets of the draft's day, without those that the leader has confirmed as other meetings (`otherMeetingIds`). Sheets that
 * the phone may lack are read from the server.
 */
function useRecordedSheetsOn({ id, collectiveId, heldOn, otherMeetingIds }: Sheet) {
  const { workspace } = useHere();
  const [readings, setReadings] = useState(0);
  useEffect(() => {
    if (!mayLackMeetings(workspace.rows, collectiveId, heldOn)) return;
    let isWanted = true;
    workspace
      .callServer((api) => readMeetingsOn(api, collectiveId, heldOn))
      .then(async (foundMeetings) => {
        for (const meeting of foundMeetings)
          await workspace.rows.put(meetings, meeting.id, toMeeting(collectiveId, meeting));
        if (isWanted) setReadings((count) => count + 1);
      })
      // Without a network nothing is read; duplicates are looked for again before the sheet is sent.
      .catch(() => {});
    return () => {
      isWanted = false;
    };
  }, [workspace, collectiveId, heldOn]);
  // The sheets are read again only for another day, or after the server has answered: nothing on the screen must move under a thumb.
  const recordedSheets = useMemo(
    () => recordedSheetsOf(workspace.rows, collectiveId, workspace.me()?.id),
    [workspace, collectiveId, heldOn, readings],
  );
  return recordedSheetsOn(recordedSheets, { id, heldOn, otherMeetingIds });
}
