import type { Item } from '../table/client.ts';
import { journalByActor, journalBySubject, journalKey } from '../table/keys/journal-and-claims.ts';
import type { JournalLine } from './line.ts';

/** The table's item of a journal line, and the subject by which it is found. append.ts writes it. */

/** The subject by which a line is found: the id of a record or person, a month, a financial year, or `programme`. */
const subjectOf = (line: JournalLine): string => {
  switch (line.type) {
    case 'collective_formed':
    case 'collective_changed':
    case 'meeting_held':
    case 'meeting_reversed':
    case 'voucher_recorded':
    case 'voucher_reversed':
    case 'borrowing_recorded':
    case 'books_opened':
    case 'move_recorded':
    case 'move_reversed':
    case 'question_asked':
    case 'question_answered':
    case 'question_closed':
      return line.collectiveId;
    case 'case_opened':
    case 'case_changed':
    case 'case_event':
    case 'case_event_taken_back':
    case 'glass_broken':
    case 'glass_refused':
    case 'glass_ended':
      return line.caseId;
    case 'outreach_recorded':
    case 'outreach_reversed':
    case 'roster_set':
      return line.outreachId;
    case 'demand_recorded':
    case 'demand_step':
    case 'demand_reversed':
      return line.demandId;
    case 'targets_set':
      return line.financialYear;
    case 'programme_terms_set':
    case 'baselines_set':
    case 'voice_changed':
    case 'drill_asked':
      return 'programme';
    case 'narrative_set':
    case 'publication':
    case 'finding_explained':
      return line.month;
    case 'person_added':
    case 'person_changed':
    case 'device_added':
    case 'device_tried':
    case 'device_copied':
    case 'device_locked':
    case 'device_revoked':
    case 'device_ended':
    case 'person_erased':
      return line.personId;
    case 'approval_asked':
    case 'approval_decided':
      return line.subject;
    case 'members_joined':
    case 'members_parted':
      return line.keptId;
    // All other lines are about a member.
    default:
      return line.memberId;
  }
};

/** A journal line as the table's item, indexed by its subject and by its actor. */
export const journalItemOf = (line: JournalLine): Item => ({
  ...journalKey(line.recordedAt, line.id),
  gsi1pk: journalBySubject(subjectOf(line)),
  gsi1sk: `${line.recordedAt}#${line.id}`,
  gsi2pk: journalByActor(line.actor),
  gsi2sk: `${line.recordedAt}#${line.id}`,
  line,
});
