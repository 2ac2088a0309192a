import { type EncryptedRows, type RowChange, rowRemoval, rowWrite } from '../rows/encrypted-rows.ts';
import { type TalkDraft, talkDrafts, talksRead } from '../workspace/row-kinds.ts';
import { cases, type Meeting, type Member, members, type Sheet, sheetDrafts } from './row-kinds.ts';

/**
 * Women whose records were joined since the phone last read them. What it has recorded keeps the id under which it was recorded: the server knows whose it is,
 * and another content would be another request. What it shows, and what is still a draft, is of the one woman.
 */

type WithRecords = Pick<Member, 'id' | 'joined'>;

/** The ids of all records of a woman, her own first. */
export const recordIdsOf = ({ id, joined = [] }: WithRecords): string[] => [
  id,
  ...joined.map((one) => one.id),
];

/** The woman of an id, also if it is that of a record which was joined to hers. */
export const womanOf = (rows: Pick<EncryptedRows, 'get' | 'all'>, id: string): Member | undefined =>
  rows.get(members, id) ?? rows.all(members).find((one) => recordIdsOf(one).includes(id));

/** By the id of each joined record, the id under which she stands. */
export type StandingIds = ReadonlyMap<string, string>;

export const standingIdsOf = (women: readonly WithRecords[]): StandingIds =>
  new Map(women.flatMap(({ id, joined = [] }) => joined.map((one) => [one.id, id] as const)));

/** A meeting as it is told of women: a woman who stands on it twice is there once, present if either row says so. */
export const toldOfWomen = (meeting: Meeting, standing: StandingIds): Meeting => {
  const of = (id: string): string => standing.get(id) ?? id;
  const rows = new Map<string, Meeting['attendance'][number]>();
  for (const { memberId, status } of meeting.attendance) {
    const id = of(memberId);
    if (status === 'present' || !rows.has(id)) rows.set(id, { memberId: id, status });
  }
  return {
    ...meeting,
    attendance: [...rows.values()],
    entries: meeting.entries.map((entry) => ({ ...entry, memberId: of(entry.memberId) })),
  };
};

/** A sheet's draft with the rows of her records as one. */
export const draftOfWomen = (sheet: Sheet, standing: StandingIds): Sheet => {
  const rows: Record<string, Sheet['rows'][string]> = {};
  for (const [memberId, row] of Object.entries(sheet.rows)) {
    const id = standing.get(memberId) ?? memberId;
    const other = rows[id];
    const isPresent = row.status === 'present' || other?.status === 'present';
    rows[id] = {
      status: isPresent ? 'present' : (other?.status ?? row.status),
      entries: [...(other?.entries ?? []), ...row.entries],
    };
  }
  return { ...sheet, rows };
};

const draftsOfSheets = (rows: Pick<EncryptedRows, 'all'>, standing: StandingIds): RowChange[] =>
  rows
    .all(sheetDrafts)
    .filter((sheet) => Object.keys(sheet.rows).some((id) => standing.has(id)))
    .map((sheet) => rowWrite(sheetDrafts, sheet.collectiveId, draftOfWomen(sheet, standing)));

/** A talk that was begun under a joined id goes on under the other; if one was begun under either, that of the kept id goes on. */
const draftsOfTalks = (rows: Pick<EncryptedRows, 'get'>, standing: StandingIds): RowChange[] =>
  [...standing].flatMap(([id, keptId]) => {
    const draft: TalkDraft | undefined = rows.get(talkDrafts, id);
    if (draft === undefined) return [];
    return [
      rowRemoval(talkDrafts, id),
      ...(rows.get(talkDrafts, keptId) === undefined
        ? [rowWrite(talkDrafts, keptId, { ...draft, memberId: keptId })]
        : []),
    ];
  });

/** What the phone holds under joined ids, as changes by which it holds it under those of the women. */
export const changesToStandingIds = (
  rows: Pick<EncryptedRows, 'get' | 'all'>,
  standing: StandingIds,
): RowChange[] => [
  ...[...standing.keys()].flatMap((id) => [rowRemoval(members, id), rowRemoval(talksRead, id)]),
  ...rows.all(cases).flatMap((file) => {
    const keptId = standing.get(file.memberId);
    return keptId === undefined ? [] : [rowWrite(cases, file.id, { ...file, memberId: keptId })];
  }),
  ...draftsOfSheets(rows, standing),
  ...draftsOfTalks(rows, standing),
];
