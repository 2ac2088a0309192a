import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { refused } from '../../shared/errors/errors.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Write } from '../../shared/table/client.ts';
import { urgentCountKey } from '../../shared/table/keys.ts';
import type { CaseRecord } from './schema.ts';
import { isWaiting } from './waiting-period.ts';

/**
 * How many cases one person may let wait as urgent on one Indian day, by opening them or by making them urgent. The greatest rescue that one
 * leader records in a day stays far below it; without it one person's invented cases would stand before all real ones in the list that staff
 * take urgent cases from.
 */
export const maxUrgentPerDay = 100;

/**
 * The write that counts a case which begins to wait for somebody to take it; none for a case that does not, or waited already. It fails with
 * `too_many_urgent`. Coordinators are not limited: they make the lists of urgent cases short.
 * @param recordedAt the time of the case's write, RFC 3339
 */
export const urgentCountWrites = (
  by: { readonly personId: string; readonly reach: Reach },
  before: CaseRecord | undefined,
  after: CaseRecord,
  recordedAt: string,
): Write[] =>
  oversees(by.reach) || !isWaiting(after) || (before !== undefined && isWaiting(before))
    ? []
    : [
        {
          update: urgentCountKey(by.personId, dateInIndia(new Date(recordedAt))),
          set: 'ADD cases :one',
          condition: 'attribute_not_exists(pk) OR cases < :max',
          values: { ':one': 1, ':max': maxUrgentPerDay },
          errorIfFailed: () =>
            refused(
              'too_many_urgent',
              `You have recorded ${maxUrgentPerDay} urgent cases today that nobody has taken. Call the coordinator.`,
              'priority',
            ),
        },
      ];
