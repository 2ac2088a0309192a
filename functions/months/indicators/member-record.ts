import type { AgeBand } from '../../shared/calendar/age-bands.ts';
import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { District } from '../../shared/reach/districts.ts';
import { cellOf } from './breakdowns.ts';
import { findOrAdd } from './document-lists.ts';
import { currentCell, type LinePosition, type MemberDocument } from './member-document.ts';
import { dayNumber, monthNumber, monthOfRecording } from './month-numbers.ts';

/** How lines change a member's consents, her record, and what is kept of the records that were joined to hers. */

/** Adds a member's answer about one purpose. Purposes other than services and reporting change no indicator. */
export const addConsent = (
  member: MemberDocument,
  { purpose, given, on, continues }: JournalLineOf<'consent_recorded'>['consent'],
  { recordedAt, id }: LinePosition,
): void => {
  if (purpose === 'services') {
    member.servicesConsent = given;
    member.servicesAnsweredAt = recordedAt;
    member.continues = continues ?? [];
  } else if (purpose === 'reporting') {
    // See `ConsentDocument.from`.
    const from = dayNumber(given ? on : dateInIndia(new Date(recordedAt)));
    member.reportingConsents.push({ given, from, recordedAt, id });
    member.context = { ...member.context, isCounted: given };
  }
};

/** Sets what a line says of a member's record, and notes a new cell if her district or age band changed. */
export const setRecord = (
  member: MemberDocument,
  line: LinePosition & {
    readonly district: District;
    readonly ageBand: AgeBand;
    readonly joinedOn: string;
    readonly leaderSince?: string | undefined;
  },
): void => {
  const cell = cellOf(line.district, line.ageBand);
  if (cell !== currentCell(member)) {
    member.cells.push({ cell, recordedAt: line.recordedAt, id: line.id });
    member.context = { ...member.context, cellIndex: member.cells.length - 1 };
  }
  member.joinedMonth = monthNumber(line.joinedOn);
  setLeading(member.leaderTerms, line.leaderSince, line);
};

/**
 * Sets since when she leads. If she leads already, a date corrects the start of her present term. If `since` is undefined, her present term ends in
 * the month in which the line was recorded.
 */
const setLeading = (
  leaderTerms: MemberDocument['leaderTerms'],
  since: string | undefined,
  line: LinePosition,
): void => {
  const current = leaderTerms.at(-1);
  const isLeading = current !== undefined && current.until === null;
  if (since === undefined) {
    if (isLeading) {
      current.until = monthOfRecording(line);
    }
  } else if (isLeading) {
    current.since = monthNumber(since);
  } else {
    leaderTerms.push({ since: monthNumber(since), until: null });
  }
};

/** Sets what is kept of a record that was joined to a member's. If a change of the record came before its enrolment, the change's newer values stay. */
export const setJoinedRecord = (
  { joinedRecords }: MemberDocument,
  line: JournalLineOf<'member_enrolled' | 'member_changed'>,
): void => {
  const record = findOrAdd(joinedRecords, line.memberId, () => ({
    id: line.memberId,
    joinedMonth: null,
    leaderTerms: [],
  }));
  if (line.type === 'member_changed' || record.joinedMonth === null) {
    record.joinedMonth = monthNumber(line.joinedOn);
    setLeading(record.leaderTerms, line.leaderSince, line);
  }
};

/** The month in which a woman joined by any of her records; null until a line gives it. */
export const joinedMonthOf = ({ joinedMonth, joinedRecords }: MemberDocument): number | null => {
  let earliest = joinedMonth;
  for (const { joinedMonth: other } of joinedRecords) {
    if (other !== null && (earliest === null || other < earliest)) earliest = other;
  }
  return earliest;
};

/** The terms as a leader by all records of a woman. */
export const leaderTermsOf = ({
  leaderTerms,
  joinedRecords,
}: MemberDocument): Readonly<MemberDocument['leaderTerms']> =>
  joinedRecords.length === 0
    ? leaderTerms
    : [...leaderTerms, ...joinedRecords.flatMap((record) => record.leaderTerms)];
