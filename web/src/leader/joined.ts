import { type EncryptedRows, type RowChange, rowRemoval, rowWrite } from '../rows/encrypted-rows.ts';
import { type TalkDraft, talkDrafts, talksRead } from '../workspace/row-kinds.ts';
import { cases, type Meeting, type Member, members, type Sheet, sheetDrafts } from './row-kinds.ts';

/**
 * Women whose records were joined since the phone last read them. An operation in the outbox keeps the id under which it was recorded: the server
 * knows whose id that is, and would refuse other content for the same operation. What the phone shows, and its drafts, move to the kept id.
 */

type WithRecords = Pick<Member, 'id' | 'joined'>;

/** The ids of all records of a woman, her kept id first. */
export const recordIdsOf = ({ id, joined = [] }: WithRecords): string[] => [
  id,
  ...joined.map((one) => one.id),
];

/** The woman of an id, also if it is the id of a record that was joined to hers. */
export const womanOf = (rows: Pick<EncryptedRows, 'get' | 'all'>, id: string): Member | undefined =>
  rows.get(members, id) ?? rows.all(members).find((one) => recordIdsOf(one).includes(id));

/** The id of the kept record by the id of each record that was joined to it. */
export type KeptIds = ReadonlyMap<string, string>;

export const keptIdsOf = (women: readonly WithRecords[]): KeptIds =>
  new Map(women.flatMap(({ id, joined = [] }) => joined.map((one) => [one.id, id] as const)));

/** A meeting with kept ids. A woman who is on it under two ids is there once, present if either row says so. */
export const meetingWithKeptIds = (meeting: Meeting, keptIds: KeptIds): Meeting => {
  const toKept = (id: string): string => keptIds.get(id) ?? id;
  const rows = new Map<string, Meeting['attendance'][number]>();
  for (const { memberId, status } of meeting.attendance) {
    const id = toKept(memberId);
    if (status === 'present' || !rows.has(id)) rows.set(id, { memberId: id, status });
  }
  return {
    ...meeting,
    attendance: [...rows.values()],
    entries: meeting.entries.map((entry) => ({ ...entry, memberId: toKept(entry.memberId) })),
  };
};

/** A sheet's draft with kept ids. If a woman is on it under two ids, her row has the entries of both rows. */
export const draftWithKeptIds = (sheet: Sheet, keptIds: KeptIds): Sheet => {
  const rows: Record<string, Sheet['rows'][string]> = {};
  for (const [memberId, row] of Object.entries(sheet.rows)) {
    const id = keptIds.get(memberId) ?? memberId;
    const other = rows[id];
    const isPresent = row.status === 'present' || other?.status === 'present';
    rows[id] = {
      status: isPresent ? 'present' : (other?.status ?? row.status),
      entries: [...(other?.entries ?? []), ...row.entries],
    };
  }
  return { ...sheet, rows };
};

const sheetDraftsToKeptIds = (rows: Pick<EncryptedRows, 'all'>, keptIds: KeptIds): RowChange[] =>
  rows
    .all(sheetDrafts)
    .filter((sheet) => Object.keys(sheet.rows).some((id) => keptIds.has(id)))
    .map((sheet) => rowWrite(sheetDrafts, sheet.collectiveId, draftWithKeptIds(sheet, keptIds)));

/** Moves the draft of a talk from a joined id to the kept one. If both ids have a draft, the kept id's draft stays, and the other is removed. */
const talkDraftsToKeptIds = (rows: Pick<EncryptedRows, 'get'>, keptIds: KeptIds): RowChange[] =>
  [...keptIds].flatMap(([joinedId, keptId]) => {
    const draft: TalkDraft | undefined = rows.get(talkDrafts, joinedId);
    if (draft === undefined) return [];
    return [
      rowRemoval(talkDrafts, joinedId),
      ...(rows.get(talkDrafts, keptId) === undefined
        ? [rowWrite(talkDrafts, keptId, { ...draft, memberId: keptId })]
        : []),
    ];
  });

/** Moves the phone's cases and drafts from joined ids to kept ids. A joined record itself is removed, with the talks read under it. */
export const changesToKeptIds = (rows: Pick<EncryptedRows, 'get' | 'all'>, keptIds: KeptIds): RowChange[] => [
  ...[...keptIds.keys()].flatMap((id) => [rowRemoval(members, id), rowRemoval(talksRead, id)]),
  ...rows.all(cases).flatMap((file) => {
    const keptId = keptIds.get(file.memberId);
    return keptId === undefined ? [] : [rowWrite(cases, file.id, { ...file, memberId: keptId })];
  }),
  ...sheetDraftsToKeptIds(rows, keptIds),
  ...talkDraftsToKeptIds(rows, keptIds),
];
