import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { inRounds } from '../../shared/http/in-rounds.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { readCasesOfDistricts } from './cases-of-districts.ts';
import { findMemberScopes } from './member-scopes.ts';
import { type UnassignedCase, unassignedCase } from './schema.ts';

/**
 * The cases that wait in some districts, without those that have stopped: the oldest first, but ten of each person who opened some before her further
 * ones. The day of opening is what she says it is, so that otherwise one person's invented cases would hide all others.
 */
const readWaiting = async (
  table: Pick<Table, 'query' | 'getMany'>,
  districts: readonly string[],
): Promise<{ readonly case: UnassignedCase; readonly round: number }[]> => {
  const waiting = (await readCasesOfDistricts(table, districts, 'isWaiting')).map(({ record }) => record);
  const members = await findMemberScopes(
    table,
    waiting.map(({ memberId }) => memberId),
  );
  const reached = waiting.flatMap((one) => {
    const member = members.get(one.memberId);
    return member === undefined || hasStopped(member, one.id) || !districts.includes(member.district)
      ? []
      : [{ ...one, district: member.district }];
  });
  const oldestFirst = reached.toSorted(
    (a, b) => compareTexts(a.openedOn, b.openedOn) || compareTexts(a.id, b.id),
  );
  return inRounds(oldestFirst, ({ createdBy }) => createdBy).map(({ one, round }) => ({
    case: unassignedCase.parse(one),
    round,
  }));
};

/** A place in the list; as a text it sorts as the list does. */
const placeOf = (round: number | string, openedOn: string, id: string): string =>
  `${String(round).padStart(5, '0')}#${openedOn}#${id}`;

/** The place after which a page begins; undefined for the first page. @throws AppError `invalid_cursor` */
const placeAfter = (after: PageKey | undefined): string | undefined => {
  if (after === undefined) return undefined;
  const { round, openedOn, id } = after;
  if (round === undefined || openedOn === undefined || id === undefined) throw invalidCursorError();
  return placeOf(round, openedOn, id);
};

/**
 * A page of the cases that wait in some districts, without those that have stopped, the oldest first (`readWaiting`). A case may move to an earlier round
 * between two pages, as others are taken, and is then in neither; the next reading of the list shows it.
 * @returns `following`: how many there are after this page
 * @throws AppError `invalid_cursor`
 */
export const listWaitingCases = async (
  table: Pick<Table, 'query' | 'getMany'>,
  districts: readonly string[],
  limit: number,
  after: PageKey | undefined,
): Promise<{
  readonly items: UnassignedCase[];
  readonly following: number;
  readonly next?: PageKey;
}> => {
  const begin = placeAfter(after);
  const all = await readWaiting(table, districts);
  const rest = all.filter(
    ({ round, case: { openedOn, id } }) => begin === undefined || placeOf(round, openedOn, id) > begin,
  );
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const following = rest.length - page.length;
  return {
    items: page.map((one) => one.case),
    following,
    ...(following === 0 || last === undefined
      ? {}
      : { next: { round: String(last.round), openedOn: last.case.openedOn, id: last.case.id } }),
  };
};
