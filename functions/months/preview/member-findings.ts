import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { CaseDocument } from '../indicators/member-cases.ts';
import type { MemberDocument } from '../indicators/member-document.ts';
import { joinedMonthOf } from '../indicators/member-record.ts';
import { dateOfDay, dayNumber } from '../indicators/month-numbers.ts';
import { hasStopped } from './compared-records.ts';
import type { ReviewedMonth } from './findings.ts';
import type { Quality } from './schema.ts';

/** Finds what to check about members and their cases in a month's records (findings.ts). */

/** Documents sorted by id. */
export const sortById = <T>(documents: ReadonlyMap<string, T>): [id: string, document: T][] =>
  [...documents].sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * The missing consents of active members, and the overdue follow-ups of all members' cases. A woman who has withdrawn her consent to the services has
 * no such finding, since her withdrawal is a request with a due day of its own. But her urgent cases that have stopped are found: whoever recorded
 * the withdrawal may have wanted them out of sight (decision 0130).
 */
export const reviewMembers = ({
  documents,
  today,
}: ReviewedMonth): Pick<Quality, 'consentsMissing' | 'overdueFollowUps' | 'stoppedUrgentCases'> => {
  const consentsMissing: Quality['consentsMissing'] = [];
  const stoppedUrgentCases: Quality['stoppedUrgentCases'] = [];
  const overdueFollowUps: Quality['overdueFollowUps'] = [];
  for (const [memberId, member] of sortById(documents.members)) {
    const isActive = joinedMonthOf(member) !== null && member.exitedMonth === null;
    if (isActive && !hasStopped(member)) {
      consentsMissing.push(...findMissingConsents(memberId, member));
    }
    for (const document of member.cases) {
      if (isClosed(document)) continue;
      if (hasStopped(member, document.id)) {
        if (document.isUrgent) stoppedUrgentCases.push(toStoppedCase(memberId, member, document, today));
        continue;
      }
      const due = nextDueOf(document);
      if (due !== undefined && due < dayNumber(today)) {
        overdueFollowUps.push({ id: document.id, memberId, due: dateOfDay(due) });
      }
    }
  }
  return { consentsMissing, overdueFollowUps, stoppedUrgentCases };
};

/** The purposes to which a member's newest answer is no, or was never given. */
const findMissingConsents = (id: string, member: MemberDocument): Quality['consentsMissing'] => {
  const newestAnswers = {
    services: member.servicesConsent,
    reporting: member.reportingConsents.at(-1)?.given ?? null,
  };
  return (['services', 'reporting'] as const).flatMap((purpose) => {
    const isGiven = newestAnswers[purpose];
    if (isGiven === true) return [];
    return [{ id, purpose, state: isGiven === null ? ('never_given' as const) : ('withdrawn' as const) }];
  });
};

/** An urgent case that stopped when the woman's withdrawal was recorded. */
const toStoppedCase = (
  memberId: string,
  { servicesAnsweredAt: withdrawnAt }: MemberDocument,
  { id }: CaseDocument,
  today: string,
): Quality['stoppedUrgentCases'][number] =>
  // Never null here, but the compiler doesn't know it: whoever has stopped has answered.
  withdrawnAt === null
    ? { id, memberId, on: today }
    : { id, memberId, on: dateInIndia(new Date(withdrawnAt)), recordedAt: withdrawnAt };

/**
 * The consents by which somebody undid a stop that somebody else had recorded. They stay in the list whatever is recorded afterwards, so that whoever
 * overrides a woman's word can't hide it by another stop. The list has the consents of all months, since one of an earlier month may still wait for an
 * explanation.
 */
export const findUndoneStops = ({ documents }: ReviewedMonth): Quality['undoneStops'] =>
  sortById(documents.members).flatMap(([memberId, { undoneStops }]) =>
    undoneStops.map(({ id, purpose, on }) => ({ id, memberId, purpose, on: dateOfDay(on) })),
  );

const isClosed = ({ statuses }: CaseDocument): boolean => statuses.at(-1)?.isClosed ?? false;

/**
 * The earliest due day (`dayNumber`) of a case's open follow-ups; undefined if none is open. A follow-up is done if it says so itself. It is done too
 * if a later follow-up with the same or a later due day is done.
 */
const nextDueOf = ({ followUps }: CaseDocument): number | undefined => {
  const openDueDays = followUps
    .filter(({ due, isDone }, index) => {
      // `followUps` is in the order of the day `on`, then of recording, so the rest of the list is later than this one.
      const isDoneLater = followUps.slice(index + 1).some((later) => later.isDone && later.due >= due);
      return !isDone && !isDoneLater;
    })
    .map(({ due }) => due);
  return openDueDays.length === 0 ? undefined : Math.min(...openDueDays);
};
