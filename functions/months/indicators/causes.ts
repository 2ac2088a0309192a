import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import type { Documents } from './documents.ts';
import { monthNumber } from './month-numbers.ts';
import { addTotal, beginning, sumTotal, type Totals } from './totals.ts';

/**
 * Why a correction's numbers differ from the version before: by cause, how many lines that can change them were recorded since.
 * - `late`: something that happened before the version was recorded after it.
 * - `corrected`: a record's date, place or kind was changed.
 * - `taken_back`: a sheet, event or entry was reversed.
 * - `consent`: a member answered about consent to reporting.
 * - `joined`: two records were joined as one woman's, or parted.
 * - `moved`: women or money went from one group to another.
 */
const causes = ['late', 'corrected', 'taken_back', 'consent', 'joined', 'moved'] as const;
type Cause = (typeof causes)[number];
export type Causes = Readonly<Record<Cause, number>>;

/** A line's cause, and the date from which it can change numbers; null if it can change the numbers of any month. */
type LineCause = { readonly cause: Cause; readonly on: string | null };

const late = (on: string): LineCause => ({ cause: 'late', on });
const takenBack = (on: string | null): LineCause => ({ cause: 'taken_back', on });

/**
 * The cause of a change of a record. None if it changed only fields that no indicator counts, such as a telephone number.
 * @param fields the names of the changed fields
 * @param counted the names of the fields that indicators count
 */
const corrected = (fields: readonly string[], counted: readonly string[]): LineCause | undefined =>
  fields.some((field) => counted.includes(field)) ? { cause: 'corrected', on: null } : undefined;

/** Events that no indicator counts. */
const uncountedEvents: readonly string[] = ['note', 'referral', 'follow_up', 'safety_plan'];

/** The cause of a line; undefined if it can change no number. @param grievances gets the id of each grievance, by which its later lines are recognised */
const causeOf = (line: JournalLine, grievances: Set<string>): LineCause | undefined => {
  switch (line.type) {
    case 'collective_formed':
      return late(line.formedOn);
    case 'collective_changed':
      return corrected(line.fields, ['formedOn', 'closedOn']);
    case 'member_enrolled':
      return late(line.joinedOn);
    case 'member_changed':
      return corrected(line.fields, ['joinedOn', 'leaderSince', 'district', 'birthYear']);
    case 'members_joined':
    case 'members_parted':
      return { cause: 'joined', on: null };
    case 'consent_recorded': {
      const { purpose, given, on } = line.consent;
      // An answer about the services counts only if it opens a request or answers one.
      if (line.opens !== undefined || line.answers !== undefined) return late(on);
      // A withdrawal takes effect on the day on which it was recorded.
      const from = given ? on : dateInIndia(new Date(line.recordedAt));
      return purpose === 'reporting' ? { cause: 'consent', on: from } : undefined;
    }
    case 'child_recorded':
    case 'schooling_recorded':
      return late(line.schooling.on);
    case 'child_changed':
      return { cause: 'corrected', on: null };
    case 'office_recorded':
      return late(line.from);
    case 'office_ended':
    case 'talk_recorded':
    case 'voucher_recorded':
    case 'outreach_recorded':
    case 'roster_set':
    case 'demand_recorded':
    case 'demand_step':
      return late(line.on);
    case 'member_exited':
      return late(line.exitedOn);
    case 'request_recorded':
      // No number may reveal that there is a grievance.
      if (line.kind === 'grievance') {
        grievances.add(line.id);
        return undefined;
      }
      return late(line.on);
    case 'request_step':
      return grievances.has(line.requestId) ? undefined : late(line.on);
    case 'demand_reversed':
      return takenBack(null);
    case 'member_entry_reversed':
      return grievances.has(line.of) ? undefined : takenBack(null);
    case 'meeting_held':
      return late(line.heldOn);
    case 'meeting_reversed':
      return takenBack(line.heldOn);
    case 'voucher_reversed':
    case 'outreach_reversed':
      return takenBack(line.on);
    case 'borrowing_recorded':
      return late(line.sanctionedOn);
    case 'books_opened':
      return late(line.asOf);
    case 'move_recorded':
      return { cause: 'moved', on: line.on };
    case 'move_reversed':
      return takenBack(line.on);
    case 'case_opened':
      return late(line.openedOn);
    case 'case_changed':
      return corrected(line.fields, ['kind', 'openedOn', 'incident']);
    case 'case_event':
      return uncountedEvents.includes(line.event.type) ? undefined : late(line.on);
    case 'case_event_taken_back':
      return uncountedEvents.includes(line.event.type) ? undefined : takenBack(line.eventOn);
    default:
      return undefined;
  }
};

/** The name of a cause's series in the totals. */
const seriesOfCause = (cause: Cause): string => `because.${cause}`;

/** The month number of lines without a date. It comes before all months, so that these lines can change each of them. */
const undated = 0;

/**
 * Adds a line's cause to the sums of a count, by the month of its date. Call it with every line of the journal, in order: whether a step or a reversal
 * belongs to a grievance is known from the line of the grievance.
 */
export const addCause = (
  { sums, grievances }: Pick<Documents, 'sums' | 'grievances'>,
  line: JournalLine,
): void => {
  const found = causeOf(line, grievances);
  if (found !== undefined) {
    addTotal(sums, seriesOfCause(found.cause), found.on === null ? undated : monthNumber(found.on), 1);
  }
};

/**
 * The causes that were recorded between two counts and can change the numbers of a month or of those before it.
 * @param month a month number
 */
export const causesBetween = (before: Totals, after: Totals, month: number): Causes => {
  const count = (cause: Cause): number =>
    sumTotal(after, seriesOfCause(cause), beginning, month) -
    sumTotal(before, seriesOfCause(cause), beginning, month);
  return {
    late: count('late'),
    corrected: count('corrected'),
    taken_back: count('taken_back'),
    consent: count('consent'),
    joined: count('joined'),
    moved: count('moved'),
  };
};

/** The totals of the causes alone: all that `causesBetween` needs of the earlier count. */
export const totalsOfCauses = (totals: Totals): Totals =>
  new Map(
    causes.flatMap((cause) => {
      const series = totals.get(seriesOfCause(cause));
      return series === undefined ? [] : [[seriesOfCause(cause), series] as const];
    }),
  );
