import { addDays, addMonths, monthOf } from '../../functions/shared/calendar/calendar.ts';
import { collectives, type DemoCollective } from './collectives.ts';
import { drawDayAfter, drawTimeBetweenHours, lastMonth } from './demo-dates.ts';
import type { Random } from './random.ts';

/** Plans what is recorded about the meetings of the demo programme, and when. meetings.ts makes the requests, with the money. */

/** A sheet that is entered twice. The second is reversed after the month's publication, so the month is corrected. */
const doubleSheet = { collectiveIndex: 2, month: '2026-03', reversedOn: '2026-05-11' } as const;

/** The index of a collective that doesn't meet in the last month, so that the coordinator's quality list names it. */
const notMeetingIndex = 14;

/** A plan to record something about a meeting. */
export type PlannedRecord = {
  readonly collective: DemoCollective;
  readonly heldOn: string;
  /** When it is recorded, RFC 3339. */
  readonly at: string;
  /** A `reversal` takes back the `same sheet again`. */
  readonly type: 'sheet' | 'same sheet again' | 'reversal';
};

/** The day on which a meeting's sheet is entered: mostly the same day, sometimes up to three days later, and rarely weeks later. */
const drawEntryDay = (random: Random, heldOn: string): string => {
  // In the month of `doubleSheet` no sheet is weeks late, so that the month's correction shows only the reversal.
  // From September 2026 on, a sheet that is weeks late could miss the last cutoff.
  const isLate = random.percentChance(4) && heldOn < '2026-09' && monthOf(heldOn) !== doubleSheet.month;
  if (isLate) return drawDayAfter(random, heldOn, 30, 45);
  return random.percentChance(70) ? heldOn : drawDayAfter(random, heldOn, 1, 3);
};

/** The plan of all that is recorded about the meetings of all collectives. */
export const planRecords = (random: Random): PlannedRecord[] =>
  collectives.flatMap((collective, index) => {
    const planned: PlannedRecord[] = [];
    for (let month = monthOf(collective.formedOn); month <= lastMonth; month = addMonths(month, 1)) {
      if (index === notMeetingIndex && month === lastMonth) break;
      const usualDay = `${month}-${String(collective.meetingDay).padStart(2, '0')}`;
      const days = collective.isFortnightly ? [usualDay, addDays(usualDay, 14)] : [usualDay];
      for (const heldOn of days.filter((day) => day > collective.formedOn)) {
        // Some meetings don't take place.
        if (random.percentChance(3)) continue;
        const enteredOn = drawEntryDay(random, heldOn);
        const at = drawTimeBetweenHours(random, enteredOn, 17, 20);
        planned.push({ collective, heldOn, at, type: 'sheet' });
        if (index === doubleSheet.collectiveIndex && month === doubleSheet.month) {
          const enteredAgainAt = drawTimeBetweenHours(random, addDays(enteredOn, 2), 17, 20);
          planned.push({ collective, heldOn, at: enteredAgainAt, type: 'same sheet again' });
          const reversedAt = drawTimeBetweenHours(random, doubleSheet.reversedOn, 10, 12);
          planned.push({ collective, heldOn, at: reversedAt, type: 'reversal' });
        }
      }
    }
    return planned;
  });
