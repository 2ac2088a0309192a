import { createHash } from 'node:crypto';
import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import type { MemberDocument } from '../indicators/member-document.ts';
import type { ReviewedDocuments } from './month-records.ts';
import type { Quality } from './schema.ts';

/** What of a month's lines is compared to find likely duplicates (findings.ts): the content of each record, without the lines that have stopped. */

type Duplicate = Quality['likelyDuplicates'][number];

/** A record that is compared with earlier ones. */
export type ComparedRecord = Pick<Duplicate, 'id' | 'record'> & {
  /** A hash of the fields that are equal in two likely duplicates. */
  readonly content: string;
  /** Where the finding says that the record is. */
  readonly place: Pick<Duplicate, 'collectiveId' | 'caseId' | 'on'>;
  /** Only a member's record has it: the day on which her enrolment was recorded. */
  readonly enrolledOn?: string;
};

export const hashOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64');

/** The record of a line that may be a duplicate; undefined if the line has none. */
export const comparedRecord = (line: JournalLine): ComparedRecord | undefined => {
  if (line.type === 'member_enrolled') {
    const { memberId: id, collectiveId, district, ageBand, category, joinedOn, recordedAt } = line;
    const children = line.children
      .map(({ birthYear, gender, schooling }) => `${birthYear} ${gender} ${schooling.status}`)
      .sort();
    const content = hashOf([collectiveId, district, ageBand, category, joinedOn, children]);
    const enrolledOn = dateInIndia(new Date(recordedAt));
    return { record: 'member', id, content, place: { on: enrolledOn }, enrolledOn };
  }
  if (line.type === 'voucher_recorded') {
    const { voucherId: id, collectiveId, on, lines: moved } = line;
    return { record: 'voucher', id, content: hashOf([collectiveId, on, moved]), place: { collectiveId, on } };
  }
  if (line.type === 'case_event' && isRarelyRepeated(line.event)) {
    const { id, caseId, memberId, on, event } = line;
    return { record: 'case_event', id, content: hashOf([memberId, on, event]), place: { caseId, on } };
  }
  if (line.type === 'outreach_recorded') {
    const { outreachId: id, kind, on, mode, district, participants } = line;
    const content = hashOf([kind, on, mode, district, participants]);
    return { record: 'outreach', id, content, place: { on } };
  }
  return undefined;
};

/** Whether an event is of a kind that a woman rarely has twice on one day. */
const isRarelyRepeated = ({ type }: JournalLineOf<'case_event'>['event']): boolean =>
  type === 'service' || type === 'entitlement' || type === 'compensation';

/** Whether a member has withdrawn her consent to the services; with a case's id, whether that case has stopped because of it. */
export const hasStopped = (
  member: Pick<MemberDocument, 'servicesConsent' | 'continues'> | undefined,
  caseId?: string,
): boolean =>
  member?.servicesConsent === false && (caseId === undefined || !member.continues.includes(caseId));

/**
 * Whether a line records the enrolment of a woman who has withdrawn her consent to the services, or an event of a case that has stopped. The findings leave
 * such lines out, because nobody works on her record or case any more.
 */
export const isStoppedLine = ({ members }: ReviewedDocuments, line: JournalLine): boolean => {
  if (line.type === 'member_enrolled') return hasStopped(members.get(line.memberId));
  return line.type === 'case_event' && hasStopped(members.get(line.memberId), line.caseId);
};
