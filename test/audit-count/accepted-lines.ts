import type { JournalLine } from '../../functions/journal/line.ts';
import { idOf } from '../publishing/journal-builder.ts';

/**
 * Random lines as the API could have accepted them. An id is created once; a case, an event and a child belong to one member; what
 * changes, leaves or is taken back was there before. What the API refuses has no definition, so that two counts of it may differ.
 */
export const acceptedLines = (lines: readonly JournalLine[]): JournalLine[] => {
  const created = new Set<string>();
  const create = (key: string): boolean => {
    const isNew = !created.has(key);
    created.add(key);
    return isNew;
  };
  const accepted = lines.map(ownedByOneMember).filter((line) => {
    switch (line.type) {
      case 'member_enrolled':
        return create(line.memberId);
      case 'member_changed':
        return created.has(line.memberId);
      case 'consent_recorded':
      case 'child_recorded':
      case 'child_changed':
        return created.has(line.memberId);
      case 'member_exited':
        return created.has(line.memberId) && create(`exit of ${line.memberId}`);
      case 'case_opened':
        return created.has(line.memberId) && create(line.caseId);
      case 'case_changed':
      case 'case_event':
        return created.has(line.caseId);
      case 'collective_formed':
        return create(line.collectiveId);
      default:
        return true;
    }
  });
  // A taking back may be recorded at the instant of its event, or before, with two requests that come at once.
  return accepted.filter(
    (line) => line.type !== 'case_event_taken_back' || isRecorded(accepted, line.eventId),
  );
};

const isRecorded = (lines: readonly JournalLine[], id: string): boolean =>
  lines.some((line) => line.id === id);

/** Gives the same case or child of another member another id. */
const ownedByOneMember = (line: JournalLine): JournalLine => {
  switch (line.type) {
    case 'case_opened':
    case 'case_changed':
    case 'case_event':
    case 'case_event_taken_back':
      return { ...line, caseId: idOf(`${line.caseId} of ${line.memberId}`) };
    default:
      return line;
  }
};
