import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { CollectiveDocument } from '../indicators/collective-document.ts';
import { joinedMonthOf } from '../indicators/member-record.ts';
import { monthNumber } from '../indicators/month-numbers.ts';
import type { ReviewedDocuments } from './month-records.ts';
import type { Quality } from './schema.ts';

/** Finds sheets and vouchers that are dated outside the time of their collective or of a woman on them. */

type Sheet = JournalLineOf<'meeting_held'>;
type Outlier = Quality['outliers'][number];

/** A finding about a sheet; with `memberId`, about what a member did on it. */
export const outlierOf = (
  { meetingId, collectiveId, heldOn }: Pick<Sheet, 'meetingId' | 'collectiveId' | 'heldOn'>,
  why: Outlier['why'],
  memberId?: string,
): Outlier => ({
  id: meetingId,
  record: 'meeting',
  why,
  ...(memberId === undefined ? {} : { memberId }),
  collectiveId,
  on: heldOn,
});

/**
 * Why a day is outside the life of its collective, as a list of one reason: before the month in which it was formed, or after the month in which it
 * closed. An empty list if the day is within it.
 */
export const outsideTheTimeOf = (
  collective: CollectiveDocument | undefined,
  on: string,
): ('before_the_collective_was_formed' | 'after_the_collective_closed')[] => {
  const month = monthNumber(on);
  if (collective?.formedMonth != null && month < collective.formedMonth) {
    return ['before_the_collective_was_formed'];
  }
  return collective?.closedMonth != null && month > collective.closedMonth
    ? ['after_the_collective_closed']
    : [];
};

/**
 * The findings about a sheet that is dated outside the life of its collective, or outside the time in which a woman on it was a member. Days are compared
 * by their months.
 */
export const findOutOfTime = (
  { members, collectives }: ReviewedDocuments,
  sheet: Sheet,
  intern: (text: string) => string,
): Outlier[] => {
  const { collectiveId, heldOn, attendance } = sheet;
  const heldMonth = monthNumber(heldOn);
  const found = outsideTheTimeOf(collectives.get(collectiveId), heldOn).map((why) => outlierOf(sheet, why));
  for (const { memberId } of attendance) {
    const member = members.get(memberId);
    const joinedMonth = member === undefined ? null : joinedMonthOf(member);
    if (joinedMonth !== null && heldMonth < joinedMonth) {
      found.push(outlierOf(sheet, 'before_the_member_joined', intern(memberId)));
    }
    if (member?.exitedMonth != null && heldMonth > member.exitedMonth) {
      found.push(outlierOf(sheet, 'after_the_member_left', intern(memberId)));
    }
  }
  return found;
};
