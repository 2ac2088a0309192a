import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Adders } from './adders.ts';
import { type Documents, memberOf, requestOf } from './documents.ts';
import { type RecordLine, womanOf } from './joined-records.ts';
import { addChild, addObservation, changeChild } from './member-children.ts';
import type { MemberDocument } from './member-document.ts';
import { addOffice, endOffice } from './member-offices.ts';
import { addConsent, setJoinedRecord, setRecord } from './member-record.ts';
import { addTalk } from './member-road.ts';
import { monthNumber } from './month-numbers.ts';
import { addStep, setRequest } from './request-document.ts';
import { noteConsent, noteStop } from './undone-stops.ts';

/** What lines about members and their requests add to the documents. */

const enrolMember = (documents: Documents, line: JournalLineOf<'member_enrolled'>): void => {
  const member = memberOf(documents, line.memberId);
  // If her record has a cell already, a change line came before this one. Its values are newer, so keep them.
  if (member.cells.length === 0) {
    setRecord(member, line);
  }
  addEnrolment(member, line);
};

/** Adds what an enrolment says of the woman herself, whether it made her own record or one that was joined to it. */
const addEnrolment = (member: MemberDocument, line: JournalLineOf<'member_enrolled'>): void => {
  for (const consent of line.consents) {
    addConsent(member, consent, line);
    // A “no” at an enrolment stops nothing.
    if (consent.given) noteConsent(member, consent, line);
  }
  for (const child of line.children) {
    addChild(member, child, line);
    addObservation(member, child.id, child.schooling, line, { isFirst: true });
  }
  // After the consents above, so that the consents of this line decide. Only her first enrolment counts: a later one made a record that was joined.
  member.enrolmentContext ??= member.context;
};

/** Adds the answers that an exit or a new consent gives to a member's requests. */
const addAnswers = (
  documents: Documents,
  { answers = [] }: Pick<JournalLineOf<'member_exited'>, 'answers'>,
): void => {
  for (const { requestId, on } of answers) {
    addStep(requestOf(documents, requestId), { step: 'answered', on });
  }
};

/**
 * Adds a line about a record that was joined to another. The record's own fields don't count, except those that `setJoinedRecord` keeps. An exit
 * from it doesn't count either, only the requests that the exit answers.
 */
export const addJoinedRecord = (documents: Documents, line: RecordLine): void => {
  if (line.type === 'member_exited') {
    addAnswers(documents, line);
    return;
  }
  const member = memberOf(documents, womanOf(documents.joins, line.memberId));
  setJoinedRecord(member, line);
  if (line.type === 'member_enrolled') addEnrolment(member, line);
};

export const memberAdders = {
  member_enrolled: (documents, line) => enrolMember(documents, line),
  member_changed: (documents, line) => setRecord(memberOf(documents, line.memberId), line),
  consent_recorded: (documents, line) => {
    const member = memberOf(documents, line.memberId);
    addConsent(member, line.consent, line);
    if (line.consent.given) noteConsent(member, line.consent, line);
    else noteStop(member, line.consent, line);
    if (line.opens !== undefined) {
      setRequest(requestOf(documents, line.opens.requestId), { kind: 'withdrawal', on: line.consent.on });
    }
    addAnswers(documents, line);
  },
  child_recorded: (documents, line) => {
    const member = memberOf(documents, line.memberId);
    addChild(member, line.child, line);
    addObservation(member, line.child.id, line.schooling, line, { isFirst: true });
  },
  child_changed: (documents, line) => {
    const member = memberOf(documents, line.memberId);
    changeChild(member, line.child);
    if (line.schooling !== undefined) {
      addObservation(member, line.child.id, line.schooling, line);
    }
  },
  schooling_recorded: (documents, line) =>
    addObservation(memberOf(documents, line.memberId), line.childId, line.schooling, line),
  office_recorded: (documents, line) => addOffice(memberOf(documents, line.memberId), line),
  office_ended: (documents, line) => endOffice(memberOf(documents, line.memberId), line),
  request_recorded: (documents, line) => setRequest(requestOf(documents, line.id), line),
  request_step: (documents, line) => addStep(requestOf(documents, line.requestId), line),
  member_entry_reversed: (documents, line) => {
    if (line.kind === 'request') {
      requestOf(documents, line.of).isReversed = true;
    } else {
      // A child, an observation, an office or a talk. Counting leaves out what `reversedIds` names.
      memberOf(documents, line.memberId).reversedIds.push(line.of);
    }
  },
  talk_recorded: (documents, line) => addTalk(memberOf(documents, line.memberId), line),
  member_exited: (documents, line) => {
    memberOf(documents, line.memberId).exitedMonth = monthNumber(line.exitedOn);
    addAnswers(documents, line);
  },
} satisfies Partial<Adders>;
