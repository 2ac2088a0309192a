import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { MemberDocument } from './member-document.ts';
import { dayNumber } from './month-numbers.ts';

/** Notes in a member's document when somebody undoes a stop that somebody else had recorded: a finding of the review (months/preview/findings.ts). */

type Consent = JournalLineOf<'consent_recorded'>['consent'];
type Recorded = Pick<JournalLineOf<'consent_recorded'>, 'recordedAt' | 'actor'>;

/** That somebody recorded that a woman stops, and that nobody has recorded her consent since. */
export type RecordedStop = { readonly purpose: Consent['purpose']; readonly by: string };

/** A consent by which somebody undid a stop that somebody else had recorded. */
export type UndoneStop = {
  /** The consent's id. */
  readonly id: string;
  readonly purpose: Consent['purpose'];
  /** The day (`dayNumber`) on which it was recorded. */
  readonly on: number;
};

/** Notes who recorded that she stops. No indicator counts it. */
export const noteStop = ({ stops }: MemberDocument, { purpose }: Consent, { actor }: Recorded): void => {
  if (!stops.some((stop) => stop.purpose === purpose && stop.by === actor)) {
    stops.push({ purpose, by: actor });
  }
};

/** Notes a consent, if it undoes a stop that somebody else recorded. Whoever records a stop herself before doesn't hide it. */
export const noteConsent = (
  member: MemberDocument,
  { id, purpose }: Consent,
  { recordedAt, actor }: Recorded,
): void => {
  if (member.stops.some((stop) => stop.purpose === purpose && stop.by !== actor)) {
    member.undoneStops.push({ id, purpose, on: dayNumber(dateInIndia(new Date(recordedAt))) });
  }
  member.stops = member.stops.filter((stop) => stop.purpose !== purpose);
};
