import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { compareLines } from '../../shared/journal/line-order.ts';
import { changeOf } from '../../shared/kinds/book-entries.ts';
import { addGroupMoney, setBorrowing, setCollective } from './collective-document.ts';
import {
  addCountedFact,
  addFacts,
  addTallies,
  type LineCounting,
  recording,
  reversal,
} from './counted-facts.ts';
import { addDemandStep, setDemand } from './demand-document.ts';
import { collectiveOf, createDocuments, type Documents, demandOf, memberOf, requestOf } from './documents.ts';
import type { Facts } from './indicator.ts';
import { mayRepayOwnLoan } from './joined-loans.ts';
import { addCompanions, isOfJoinedRecord, type RecordLine, withKeptIds, womanOf } from './joined-records.ts';
import { addLongChange } from './long-changes.ts';
import { addChild, addObservation, changeChild } from './member-children.ts';
import {
  addCaseEvent,
  addConsent,
  addOpening,
  addPrincipal,
  caseOf,
  type LinePosition,
  type MemberDocument,
  removeCaseEvent,
  setJoinedRecord,
  setRecord,
} from './member-document.ts';
import { addOffice, endOffice } from './member-offices.ts';
import { addTalk } from './member-road.ts';
import { monthNumber } from './month-numbers.ts';
import { addChange } from './monthly-changes.ts';
import { addProgrammeLine } from './programme-at-cutoff.ts';
import { addStep, setRequest } from './request-document.ts';
import { noteConsent, noteStop } from './undone-stops.ts';

/** What each type of journal line adds to the documents from which indicators are counted (`adders`). count-totals.ts explains the whole. */

/**
 * Subtracts what a line reverses. When two requests come at once, the journal may have the reversal before the reversed line. Then the reversed
 * line's id is remembered, so that the line is not added at all.
 * @param line the reversal
 * @param reversedLine the position of the line that it reverses
 */
const reverse = (
  { idsReversedEarly }: Documents,
  line: LinePosition,
  reversedLine: LinePosition,
  subtract: () => void,
): void => {
  if (compareLines(line, reversedLine) < 0) {
    idsReversedEarly.add(reversedLine.id);
  } else {
    subtract();
  }
};

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
const addJoinedRecord = (documents: Documents, line: RecordLine): void => {
  if (line.type === 'member_exited') {
    addAnswers(documents, line);
    return;
  }
  const member = memberOf(documents, womanOf(documents.joins, line.memberId));
  setJoinedRecord(member, line);
  if (line.type === 'member_enrolled') addEnrolment(member, line);
};

const openCase = (documents: Documents, line: JournalLineOf<'case_opened'>): void => {
  const member = memberOf(documents, line.memberId);
  const document = caseOf(member, line.caseId);
  // A change line before this one has newer values, so keep them.
  document.kind ??= line.kind;
  document.isUrgent ??= line.priority === 'urgent';
  document.openedMonth ??= monthNumber(line.openedOn);
  // Not `??=`: null means that a change removed what happened, and stays too.
  if (document.incident === undefined) {
    document.incident = line.incident;
  }
  document.openingContext = member.context;
};

const meetingFact: Facts['meeting'] = { type: 'meeting' };

type OfMember = { readonly memberId: string };

/** The rows of the members whose facts count here (`Documents.isOwn`). */
const ownRows = <T extends OfMember>({ isOwn }: Documents, rows: readonly T[]): T[] =>
  rows.filter(({ memberId }) => isOwn(memberId));

/**
 * Adds or subtracts a meeting's sheet: its money, the meeting, the attendance and the entries. A big count is split into shards (shards.ts), each with some
 * of the members. So the members' numbers take only the rows of members who are counted here. The collective's own numbers take the whole sheet: they
 * are counted in the first shard alone, and it gets each sheet whole.
 */
const addSheet = (
  documents: Documents,
  {
    collectiveId,
    attendance,
    entries,
    lines = [],
  }: Pick<JournalLineOf<'meeting_held'>, 'collectiveId' | 'attendance' | 'entries' | 'lines'>,
  counting: LineCounting,
): void => {
  const { month, sign } = counting;
  const withMember = <T extends OfMember>(fact: T) => ({ member: memberOf(documents, fact.memberId), fact });
  for (const entry of entries) {
    // What another shard's woman repaid on a loan of a member counted here is needed here too.
    if (documents.isOwn(entry.memberId) || mayRepayOwnLoan(documents, entry)) {
      addPrincipal(memberOf(documents, entry.memberId), entry, month, sign);
    }
  }
  const ownEntries = ownRows(documents, entries).map(withMember);
  for (const { member, fact: entry } of ownEntries) {
    addLongChange(member.savings, month, sign * changeOf('savings', entry));
  }
  addFacts(documents, 'attendance', ownRows(documents, attendance).map(withMember), counting);
  addFacts(documents, 'entry', ownEntries, counting);

  const collective = collectiveOf(documents, collectiveId);
  addGroupMoney(collective, [...entries, ...lines], month, sign);
  const { plan, sums } = documents;
  const target = { plan, sums, factCounts: collective.factCounts };
  // A collective has only one cell.
  addCountedFact(target, 'meeting', meetingFact, { month, sign, cellIndex: 0 });
};

const addRosterFacts = (
  documents: Documents,
  { kind, participants }: JournalLineOf<'roster_set'>,
  counting: LineCounting,
): void =>
  addFacts(
    documents,
    'roster',
    participants.map(({ memberId, role }) => ({
      member: memberOf(documents, memberId),
      fact: { kind, role },
    })),
    counting,
  );

/** Subtracts the newest roster of an outreach, if one counts. */
const subtractRoster = (documents: Documents, outreachId: string): void => {
  const roster = documents.rosters.get(outreachId);
  if (roster !== undefined && roster !== null) {
    addRosterFacts(documents, roster, reversal(monthNumber(roster.on), roster));
  }
};

/** Replaces the earlier roster of the outreach. */
const setRoster = (documents: Documents, line: JournalLineOf<'roster_set'>): void => {
  // Null: the outreach's reversal came before this line, and reverses this roster too.
  if (documents.rosters.get(line.outreachId) !== null) {
    subtractRoster(documents, line.outreachId);
    const ownRoster = { ...line, participants: ownRows(documents, line.participants) };
    documents.rosters.set(line.outreachId, ownRoster);
    addRosterFacts(documents, ownRoster, recording(monthNumber(line.on)));
  }
};

/** Subtracts the roster of a reversed outreach. A roster that comes later in the journal isn't added. */
const dropRoster = (documents: Documents, outreachId: string): void => {
  subtractRoster(documents, outreachId);
  documents.rosters.set(outreachId, null);
};

/** Opening balances count in stocks (amounts at a month's end) from their day on, but never as deposits or disbursements. */
const openBooks = (documents: Documents, line: JournalLineOf<'books_opened'>): void => {
  const month = monthNumber(line.asOf);
  const collective = collectiveOf(documents, line.collectiveId);
  addChange(collective.bank, month, line.bankPaise);
  for (const borrowing of line.borrowings) {
    addChange(setBorrowing(collective, borrowing).outstanding, month, borrowing.outstandingPaise);
  }
  for (const opening of ownRows(documents, line.members)) {
    addOpening(memberOf(documents, opening.memberId), opening, month);
  }
};

/**
 * Moves bank money and borrowings from one group to the other, from the day of the move on. Savings and loans are counted with the woman, whichever
 * group she is in, so they don't change.
 * @param sign 1 for a move, -1 for its reversal
 */
const addMove = (
  documents: Documents,
  line: JournalLineOf<'move_recorded' | 'move_reversed'>,
  sign: 1 | -1,
): void => {
  const month = monthNumber(line.on);
  const from = collectiveOf(documents, line.collectiveId);
  const to = collectiveOf(documents, line.toCollectiveId);
  addChange(from.bank, month, -sign * line.bankPaise);
  addChange(to.bank, month, sign * line.bankPaise);
  for (const { borrowingId, source, outstandingPaise } of line.borrowings) {
    addChange(setBorrowing(from, { borrowingId, source }).outstanding, month, -sign * outstandingPaise);
    addChange(setBorrowing(to, { borrowingId, source }).outstanding, month, sign * outstandingPaise);
  }
};

const addEvent = (documents: Documents, line: JournalLineOf<'case_event'>): void => {
  const member = memberOf(documents, line.memberId);
  addCaseEvent(member, line);
  addFacts(documents, 'event', [{ member, fact: line.event }], recording(monthNumber(line.on)));
};

const removeEvent = (
  documents: Documents,
  { memberId, caseId, eventId, eventOn, event }: JournalLineOf<'case_event_taken_back'>,
  reversedLine: LinePosition,
): void => {
  const member = memberOf(documents, memberId);
  removeCaseEvent(member, caseId, eventId);
  addFacts(documents, 'event', [{ member, fact: event }], reversal(monthNumber(eventOn), reversedLine));
};

/** What each type of line adds to the documents; null if no indicator counts it. A new type that is missing here does not compile. */
const adders: {
  readonly [T in JournalLine['type']]: ((documents: Documents, line: JournalLineOf<T>) => void) | null;
} = {
  collective_formed: (documents, line) => {
    const collective = collectiveOf(documents, line.collectiveId);
    // A change line before this one has newer values, so keep them.
    if (collective.formedMonth === null) {
      setCollective(collective, line);
    }
  },
  collective_changed: (documents, line) => setCollective(collectiveOf(documents, line.collectiveId), line),

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
  member_erased: null,
  same_woman_named: null,
  women_told_apart: null,
  // The joins themselves are in `Documents.joins`, which is read before the lines are added.
  members_joined: ({ companions }, line) => addCompanions(companions, line),
  members_parted: null,

  meeting_held: (documents, line) => {
    if (!documents.idsReversedEarly.has(line.meetingId)) {
      addSheet(documents, line, recording(monthNumber(line.heldOn)));
    }
  },
  meeting_reversed: (documents, line) => {
    const reversedLine = { recordedAt: line.meetingRecordedAt, id: line.meetingId };
    reverse(documents, line, reversedLine, () =>
      addSheet(documents, line, reversal(monthNumber(line.heldOn), reversedLine)),
    );
  },
  voucher_recorded: (documents, line) => {
    if (!documents.idsReversedEarly.has(line.voucherId)) {
      addGroupMoney(collectiveOf(documents, line.collectiveId), line.lines, monthNumber(line.on), 1);
    }
  },
  voucher_reversed: (documents, line) => {
    const reversedLine = { recordedAt: line.voucherRecordedAt, id: line.voucherId };
    reverse(documents, line, reversedLine, () =>
      addGroupMoney(collectiveOf(documents, line.collectiveId), line.lines, monthNumber(line.on), -1),
    );
  },
  borrowing_recorded: (documents, line) => {
    setBorrowing(collectiveOf(documents, line.collectiveId), line);
  },
  books_opened: (documents, line) => openBooks(documents, line),
  move_recorded: (documents, line) => {
    if (!documents.idsReversedEarly.has(line.moveId)) {
      addMove(documents, line, 1);
    }
  },
  move_reversed: (documents, line) => {
    const reversedLine = { recordedAt: line.moveRecordedAt, id: line.moveId };
    reverse(documents, line, reversedLine, () => addMove(documents, line, -1));
  },

  case_opened: (documents, line) => openCase(documents, line),
  case_changed: (documents, line) => {
    const document = caseOf(memberOf(documents, line.memberId), line.caseId);
    document.kind = line.kind;
    document.isUrgent = line.priority === 'urgent';
    document.openedMonth = monthNumber(line.openedOn);
    if (line.incident !== undefined) {
      document.incident = line.incident;
    }
  },
  case_event: (documents, line) => {
    if (!documents.idsReversedEarly.has(line.id)) {
      addEvent(documents, line);
    }
  },
  case_event_taken_back: (documents, line) => {
    const reversedLine = { recordedAt: line.eventRecordedAt, id: line.eventId };
    reverse(documents, line, reversedLine, () => removeEvent(documents, line, reversedLine));
  },
  // Emergency access.
  glass_broken: null,
  glass_refused: null,
  glass_ended: null,

  outreach_recorded: (documents, line) => {
    addTallies(documents, 'outreach', [line], monthNumber(line.on), 1);
    // A media story is published by itself too, from this line.
    addProgrammeLine(documents.programme, line);
  },
  roster_set: (documents, line) => setRoster(documents, line),
  outreach_reversed: (documents, line) => {
    dropRoster(documents, line.outreachId);
    // Whichever line comes first, this tally cancels that of the recording.
    addTallies(documents, 'outreach', [line], monthNumber(line.on), -1);
    addProgrammeLine(documents.programme, line);
  },
  demand_recorded: (documents, line) => setDemand(demandOf(documents, line.demandId), line),
  demand_step: (documents, line) => addDemandStep(demandOf(documents, line.demandId), line),
  demand_reversed: (documents, line) => {
    demandOf(documents, line.demandId).isReversed = true;
  },
  // What is published as it was set.
  programme_terms_set: (documents, line) => addProgrammeLine(documents.programme, line),
  targets_set: (documents, line) => addProgrammeLine(documents.programme, line),
  baselines_set: (documents, line) => addProgrammeLine(documents.programme, line),
  narrative_set: (documents, line) => addProgrammeLine(documents.programme, line),
  // Findings, publications, people, access, approvals, devices, erasures.
  voice_changed: null,
  drill_asked: null,
  finding_explained: null,
  question_asked: null,
  question_answered: null,
  question_closed: null,
  publication: null,
  person_added: null,
  person_changed: null,
  person_erased: null,
  approval_asked: null,
  approval_decided: null,
  device_added: null,
  device_tried: null,
  device_copied: null,
  device_locked: null,
  device_revoked: null,
  device_ended: null,
};

const addLine = <T extends JournalLine['type']>(
  documents: Documents,
  line: JournalLineOf<T> & { readonly type: T },
): void => {
  adders[line.type]?.(documents, line);
};

/**
 * Adds lines of the journal to the documents from which indicators are counted.
 * @param lines in the order of `compareLines`, after all lines added before
 */
export const addLines = (documents: Documents, lines: Iterable<JournalLine>): void => {
  const { joins } = documents;
  for (const line of lines) {
    if (joins.size === 0) addLine(documents, line);
    else if (isOfJoinedRecord(joins, line)) addJoinedRecord(documents, line);
    else addLine(documents, withKeptIds(joins, line));
  }
};

/** The id, as the line has it, of the first member whom a line adds to; undefined if it adds to no member. */
export const firstMemberOf = (line: JournalLine): string | undefined => {
  const alone = createDocuments([]);
  addLine(alone, line);
  return alone.members.keys().next().value;
};
