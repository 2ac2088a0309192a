import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Write } from '../../shared/table/client.ts';
import { urgentCountKey } from '../../shared/table/keys/people.ts';
import { maxAssignedPerDay, maxUrgentPerDay } from './case-limits.ts';
import type { CaseRecord } from './schema.ts';
import { isWaiting } from './waiting-period.ts';

/** Under what a case counts as work for somebody other than a person: as urgent, or as assigned to her; undefined if it is no such work. */
const workForOthers = (record: CaseRecord, personId: string): 'cases' | 'assigned' | undefined => {
  if (record.assignedTo === personId) return undefined;
  if (isWaiting({ ...record, assignedTo: undefined })) return 'cases';
  return record.assignedTo !== undefined && record.status !== 'closed' ? 'assigned' : undefined;
};

const refusalOf: Readonly<Record<'cases' | 'assigned', () => AppError>> = {
  cases: () =>
    refused(
      'too_many_urgent',
      `You have recorded ${maxUrgentPerDay} urgent cases for others today. Call the coordinator.`,
      'priority',
    ),
  assigned: () =>
    refused(
      'too_many',
      `You have assigned ${maxAssignedPerDay} cases to others today. Call the coordinator.`,
      'assignedTo',
    ),
};

/**
 * The write that counts a case which becomes work for others, or urgent for them; none for a case that does not, or was already. It fails with
 * `too_many_urgent` or `too_many`. Coordinators are not limited: they make the lists of urgent cases short.
 * @param recordedAt the time of the case's write, RFC 3339
 */
export const workCountWrites = (
  by: { readonly personId: string; readonly reach: Reach },
  before: CaseRecord | undefined,
  after: CaseRecord,
  recordedAt: string,
): Write[] => {
  const was = before && workForOthers(before, by.personId);
  const counted = workForOthers(after, by.personId);
  return oversees(by.reach) || counted === undefined || was === 'cases' || was === counted
    ? []
    : [
        {
          update: urgentCountKey(by.personId, dateInIndia(new Date(recordedAt))),
          set: 'ADD #counted :one',
          condition: 'attribute_not_exists(#counted) OR #counted < :max',
          names: { '#counted': counted },
          values: { ':one': 1, ':max': counted === 'cases' ? maxUrgentPerDay : maxAssignedPerDay },
          errorIfFailed: refusalOf[counted],
        },
      ];
};
