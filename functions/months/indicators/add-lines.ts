import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { bookAdders } from './add-book-lines.ts';
import { caseAdders } from './add-case-lines.ts';
import { addJoinedRecord, memberAdders } from './add-member-lines.ts';
import { outreachAdders } from './add-outreach-lines.ts';
import type { Adders } from './adders.ts';
import { createDocuments, type Documents } from './documents.ts';
import { addCompanions, isOfJoinedRecord, withKeptIds } from './joined-records.ts';
import { addProgrammeLine } from './kept-programme-lines.ts';

/** Adds journal lines to the documents from which indicators are counted: each type of line by its adder. count-totals.ts explains the whole. */

/** What each type of line adds to the documents. A new type that is missing here does not compile. */
const adders: Adders = {
  ...bookAdders,
  ...memberAdders,
  ...caseAdders,
  ...outreachAdders,

  // What is published as it was set.
  programme_terms_set: (documents, line) => addProgrammeLine(documents.programme, line),
  targets_set: (documents, line) => addProgrammeLine(documents.programme, line),
  baselines_set: (documents, line) => addProgrammeLine(documents.programme, line),
  narrative_set: (documents, line) => addProgrammeLine(documents.programme, line),

  // `Documents.joins` has the joins themselves: they are read from the journal before the lines are added.
  members_joined: ({ companions }, line) => addCompanions(companions, line),
  members_parted: null,

  // No indicator counts the other lines.
  member_erased: null,
  same_woman_named: null,
  women_told_apart: null,
  glass_broken: null,
  glass_refused: null,
  glass_ended: null,
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
