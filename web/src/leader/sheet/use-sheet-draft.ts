import { useMemo, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { todayInIndia } from '../../i18n/today.ts';
import { operations } from '../../outbox/operation.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { useHere } from '../context.ts';
import { collectiveOf, membersOf } from '../meetings/balances.ts';
import { nonMembersOf } from '../outbox/correct-refused.ts';
import { type Sheet, type SheetRow, sheetDrafts } from '../row-kinds.ts';
import { membersOnSheet } from './members-on-sheet.ts';
import { emptyRow, isBlank } from './row/row-rules.ts';
import { totalsOf } from './totals.ts';

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
export function useSheetDraft(collectiveId: string) {
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

/** A draft as `useSheetDraft` gives it, for the parts of the screen. */
export type Draft = ReturnType<typeof useSheetDraft>;
