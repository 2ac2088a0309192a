import type { JournalLineOf } from '../../shared/journal/line.ts';
import { type Adders, reverse } from './adders.ts';
import { addFacts, recording, reversal } from './counted-facts.ts';
import { type Documents, memberOf } from './documents.ts';
import { addCaseEvent, caseOf, removeCaseEvent } from './member-cases.ts';
import type { LinePosition } from './member-document.ts';
import { monthNumber } from './month-numbers.ts';

/** What lines about cases add to the documents of the women whose cases they are. */

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

export const caseAdders = {
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
} satisfies Partial<Adders>;
