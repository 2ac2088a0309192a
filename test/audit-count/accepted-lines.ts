import type { JournalLine, JournalLineOf } from '../../functions/shared/journal/line.ts';
import { idOf } from '../publishing/journal-builder.ts';

/** What was accepted so far. */
type Recorded = {
  /** Notes that something is there now. @returns whether it was not there before */
  readonly create: (key: string) => boolean;
  readonly created: Set<string>;
  /** Sheets and vouchers by their ids: a reversal names what its sheet names. */
  readonly sheets: Map<string, JournalLine>;
  /** Of each borrowing, who lent it. */
  readonly sources: Map<string, JournalLineOf<'borrowing_recorded'>['source']>;
};

/**
 * Random lines as the API could have accepted them. An id is created once; a case, an event and a child belong to one member; what
 * changes, leaves or is taken back was there before. What the API refuses has no definition, so that two counts of it may differ.
 */
export const acceptedLines = (lines: readonly JournalLine[]): JournalLine[] => {
  const created = new Set<string>();
  const recorded: Recorded = {
    created,
    create: (key) => {
      const isNew = !created.has(key);
      created.add(key);
      return isNew;
    },
    sheets: new Map(),
    sources: new Map(),
  };
  const accepted = lines.flatMap((given) => {
    const line = asAccepted(recorded, ownedByOneMember(given));
    return isAccepted(recorded, line) ? [line] : [];
  });
  // A taking back may be recorded at the instant of its event, or before, with two requests that come at once.
  return accepted.filter(
    (line) => line.type !== 'case_event_taken_back' || isRecorded(accepted, line.eventId),
  );
};

/** A line without what the API would not have let it name: the id of a loan is given once, for ever, and a borrowing was recorded before. */
const asAccepted = ({ created, create, sheets, sources }: Recorded, line: JournalLine): JournalLine => {
  const isKnown = ({ borrowingId }: { readonly borrowingId?: string | undefined }): boolean =>
    borrowingId === undefined || created.has(borrowingId);
  switch (line.type) {
    case 'meeting_held': {
      const entries = line.entries.filter(({ kind, loanId }) => kind !== 'loan' || create(`loan ${loanId}`));
      const accepted = { ...line, entries, lines: line.lines?.filter(isKnown) };
      sheets.set(line.meetingId, accepted);
      return accepted;
    }
    case 'meeting_reversed': {
      const held = sheets.get(line.meetingId);
      return held?.type === 'meeting_held' ? { ...line, entries: held.entries, lines: held.lines } : line;
    }
    case 'voucher_recorded': {
      const accepted = { ...line, lines: line.lines.filter(isKnown) };
      sheets.set(line.voucherId, accepted);
      return accepted;
    }
    case 'voucher_reversed': {
      const recorded = sheets.get(line.voucherId);
      return recorded?.type === 'voucher_recorded' ? { ...line, lines: recorded.lines } : line;
    }
    case 'move_recorded': {
      // As the borrowing was recorded, and of those that the group has.
      const borrowings = line.borrowings.flatMap((one) => {
        const source = sources.get(one.borrowingId);
        return source === undefined ? [] : [{ ...one, source }];
      });
      const accepted = { ...line, borrowings };
      sheets.set(line.moveId, accepted);
      return accepted;
    }
    case 'move_reversed': {
      const moved = sheets.get(line.moveId);
      return moved?.type === 'move_recorded' ? { ...line, borrowings: moved.borrowings } : line;
    }
    default:
      return line;
  }
};

const isAccepted = ({ created, create, sources }: Recorded, line: JournalLine): boolean => {
  switch (line.type) {
    case 'member_enrolled':
      if (!create(line.memberId)) return false;
      for (const { id } of line.children) create(id);
      return true;
    case 'member_changed':
      return created.has(line.memberId);
    case 'consent_recorded':
      return created.has(line.memberId);
    case 'child_recorded':
      return created.has(line.memberId) && create(line.child.id);
    case 'child_changed':
      return created.has(line.child.id);
    case 'schooling_recorded':
      return created.has(line.childId);
    case 'office_recorded':
      return created.has(line.memberId) && create(line.id);
    case 'request_recorded':
      return created.has(line.memberId) && create(line.id);
    case 'talk_recorded':
      return created.has(line.memberId) && create(line.talkId);
    case 'request_step':
      return created.has(line.requestId);
    case 'demand_recorded':
      return create(line.demandId);
    case 'demand_step':
      return created.has(line.demandId);
    case 'demand_reversed':
      return created.has(line.demandId) && create(`reversal of ${line.demandId}`);
    case 'outreach_recorded':
      return create(line.outreachId);
    case 'outreach_reversed':
      created.delete(line.outreachId);
      return true;
    case 'roster_set':
      return created.has(line.outreachId);
    case 'office_ended':
      return created.has(line.officeId) && create(`end of ${line.officeId}`);
    case 'member_exited':
      return created.has(line.memberId) && create(`exit of ${line.memberId}`);
    case 'case_opened':
      return created.has(line.memberId) && create(line.caseId);
    case 'case_changed':
    case 'case_event':
      return created.has(line.caseId);
    case 'borrowing_recorded':
      if (!create(line.borrowingId)) return false;
      sources.set(line.borrowingId, line.source);
      return true;
    case 'books_opened':
      if (!create(`opening of ${line.collectiveId}`)) return false;
      for (const { borrowingId, source } of line.borrowings) {
        create(borrowingId);
        sources.set(borrowingId, source);
      }
      return true;
    case 'collective_formed':
      return create(line.collectiveId);
    default:
      return true;
  }
};

const isRecorded = (lines: readonly JournalLine[], id: string): boolean =>
  lines.some((line) => line.id === id);

const ofMember = <T extends { readonly id: string }>(child: T, memberId: string): T => ({
  ...child,
  id: idOf(`${child.id} of ${memberId}`),
});

const ofCollective = <T extends { readonly borrowingId?: string | undefined }>(
  one: T,
  collectiveId: string,
): T =>
  one.borrowingId === undefined
    ? one
    : { ...one, borrowingId: idOf(`${one.borrowingId} of ${collectiveId}`) };

/** Gives the same case or child of another member another id. */
const ownedByOneMember = (line: JournalLine): JournalLine => {
  switch (line.type) {
    case 'case_opened':
    case 'case_changed':
    case 'case_event':
    case 'case_event_taken_back':
      return { ...line, caseId: idOf(`${line.caseId} of ${line.memberId}`) };
    case 'member_enrolled':
      return {
        ...line,
        children: line.children.map(({ schooling, ...child }) => {
          const own = ofMember(child, line.memberId);
          return { ...own, schooling: { ...schooling, id: idOf(`${schooling.id} of ${own.id}`) } };
        }),
      };
    case 'child_recorded':
    case 'child_changed':
      return { ...line, child: ofMember(line.child, line.memberId) };
    case 'schooling_recorded':
      return { ...line, childId: ofMember({ id: line.childId }, line.memberId).id };
    case 'meeting_held':
    case 'meeting_reversed':
      return {
        ...line,
        entries: line.entries.map((entry) =>
          entry.loanId === undefined
            ? entry
            : { ...entry, loanId: idOf(`${entry.loanId} of ${entry.memberId}`) },
        ),
        lines: line.lines?.map((one) => ofCollective(one, line.collectiveId)),
      };
    case 'voucher_recorded':
    case 'voucher_reversed':
      return { ...line, lines: line.lines.map((one) => ofCollective(one, line.collectiveId)) };
    case 'borrowing_recorded':
      return ofCollective(line, line.collectiveId);
    case 'move_recorded':
    case 'move_reversed':
      return { ...line, borrowings: line.borrowings.map((one) => ofCollective(one, line.collectiveId)) };
    case 'books_opened':
      return {
        ...line,
        members: line.members.map((member) => ({
          ...member,
          loans: member.loans.map((loan) => ({
            ...loan,
            loanId: idOf(`${loan.loanId} of ${member.memberId} with ${line.collectiveId}`),
          })),
        })),
        borrowings: line.borrowings.map((one) => ofCollective(one, line.collectiveId)),
      };
    case 'member_entry_reversed':
      return line.kind === 'child' ? { ...line, of: ofMember({ id: line.of }, line.memberId).id } : line;
    default:
      return line;
  }
};
