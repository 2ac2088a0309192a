import * as z from 'zod';
import { addDays, addMonthsToDate } from '../calendar/calendar.ts';

/** When the next talk with a woman is due. */

/** What of a woman's record says so; of records that were joined, of all of them together. */
export const dated = z.object({
  id: z.string(),
  collectiveId: z.string(),
  joinedOn: z.string(),
  exitedOn: z.string().optional(),
  /** She has withdrawn her consent to the services. */
  withdrawnOn: z.string().optional(),
  /** The day of her newest talk with an answer. */
  talkedOn: z.string().optional(),
  /** Her record was joined to another, under which she stands. */
  joinedTo: z.string().optional(),
});
export type Dated = Readonly<z.infer<typeof dated>>;

/** A talk that is due from a day on, with a woman of a group. */
export type DueTalk = { readonly memberId: string; readonly collectiveId: string; readonly on: string };

const monthsBetweenTalks = 6;
const daysBeforeFirstTalk = 30;

/** The next talk with a woman; undefined once she has left, while she has withdrawn her consent to the services, and for a record that was joined to another. */
export const dueTalkOf = ({
  id,
  collectiveId,
  joinedOn,
  exitedOn,
  withdrawnOn,
  talkedOn,
  joinedTo,
}: Dated): DueTalk | undefined =>
  exitedOn !== undefined || withdrawnOn !== undefined || joinedTo !== undefined
    ? undefined
    : {
        memberId: id,
        collectiveId,
        on:
          talkedOn === undefined
            ? addDays(joinedOn, daysBeforeFirstTalk)
            : addMonthsToDate(talkedOn, monthsBetweenTalks),
      };
