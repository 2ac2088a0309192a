import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { refused } from '../../shared/errors/errors.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Write } from '../../shared/table/client.ts';
import { urgentCountKey } from '../../shared/table/keys.ts';
import type { CaseRecord } from './schema.ts';
import { isWaiting } from './waiting-period.ts';

/**
 * How many cases one person may hand to others as urgent on one Indian day: letting them wait for somebody, or assigning them to somebody else, by opening
 * them or by making them urgent. The greatest rescue that one leader records in a day stays far below it; without it one person's invented cases would
 * fill the list that staff take urgent cases from, or a caseworker's phone.
 */
export const maxUrgentPerDay = 100;

/** Whether a case is urgent work for somebody other than a person. */
const isForOthers = (record: CaseRecord, personId: string): boolean =>
  isWaiting({ ...record, assignedTo: undefined }) && record.assignedTo !== personId;

/**
 * The write that counts a case which becomes urgent work for others; none for a case that does not, or was already. It fails with
 * `too_many_urgent`. Coordinators are not limited: they make the lists of urgent cases short.
 * @param recordedAt the time of the case's write, RFC 3339
 */
export const urgentCountWrites = (
  by: { readonly personId: string; readonly reach: Reach },
  before: CaseRecord | undefined,
  after: CaseRecord,
  recordedAt: string,
): Write[] =>
  oversees(by.reach) ||
  !isForOthers(after, by.personId) ||
  (before !== undefined && isForOthers(before, by.personId))
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
              `You have recorded ${maxUrgentPerDay} urgent cases for others today. Call the coordinator.`,
              'priority',
            ),
        },
      ];
