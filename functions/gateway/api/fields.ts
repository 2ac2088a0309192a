import { caseFields } from './case-fields.ts';
import { memberFields } from './member-fields.ts';
import { moneyFields } from './money-fields.ts';
import { monthFields } from './month-fields.ts';
import { peopleFields } from './people-fields.ts';

/**
 * The descriptions of the API's fields, by name. A field means the same in every record, so it is described once: here if it stands in many kinds of
 * records, else in one of the files imported above. Where a schema describes a field itself (`.describe`), that description is used instead.
 */
const commonFields = {
  // Every record
  id: 'The record’s id, a UUIDv7. The caller makes it before the first attempt to send; a request that is sent again is known by it.',
  code: 'A short handle that the server makes; lists and screens show it instead of a name.',
  createdAt: 'When it was recorded (UTC).',
  createdBy: 'The id of the person who recorded it.',
  version: 'Counts the changes from 1. Send it as `If-Match` with the next change.',
  items: 'The records on this page.',
  cursor: 'Where the list goes on: send it as `cursor`. Left out on the last page.',
  status:
    'In a case: where it stands. In `attendance`: whether the person was there. In a child’s record: whether the child goes to school.',
  note: 'A free text of up to 2,000 characters, stored encrypted.',
  reason: 'Why, in 1 to 120 characters.',
  text: 'The note itself, up to 2,000 characters, stored encrypted.',
  kind: 'Which kind it is, from a fixed list.',
  type: 'Which kind of entry it is; the other fields follow from it.',
  on: 'The day it happened (Indian date).',
  at: 'When it happened (UTC).',
  by: 'The id of the person who did it.',
  name: 'The name, 1 to 120 characters.',
  district:
    'A district of Andhra Pradesh; a new record needs one that is in force on the day it is recorded.',
  mandal: 'The mandal (sub-district), 1 to 120 characters.',
  month: 'A month, `YYYY-MM`.',
  amountPaise: 'An amount in whole paise.',
  reversed: 'Who took it back, when and why; in a statement, whether the entry was taken back.',
  takenBack: 'What took this back, and its day; it counts no more.',

  // Ids of other records
  memberId: 'The id of the member.',
  memberCode: 'The member’s code; left out once she was erased.',
  collectiveId: 'The id of the collective.',
  meetingId: 'The id of the meeting.',
  caseId: 'The id of the case.',
  eventId: 'The id of the event in the same timeline.',
  personId: 'The id of a leader or one of the staff.',
  signInName: 'What a person types to sign in: a random word.',
  ended: 'How many phones of hers were ended.',
  phones: 'How many phones of hers have been registered and not ended.',
  outreachId: 'The id of the outreach.',
  deviceId: 'The id of the device.',
  loanId: 'The id of the loan; the `loan` entry makes it.',
  noteId: 'The id of the note that came with the change.',
  approvalId: 'The id of the approval that a second person decides on.',
  otherId: 'The id of the other record, of which this one is likely a duplicate.',
  pairId: 'The id of the pair of members.',
  memberIds: 'The ids of two members, of whom the first was recorded first.',
  codes: 'Their codes, in the same order.',
  collectiveIds: 'The ids of their collectives, in the same order.',

  itemsLeftOut: 'How many dates are left out, since the answer would be too long. Left out if none is.',
};

/** The tables of descriptions. No name stands in two of them. */
export const fieldTables = [commonFields, memberFields, moneyFields, caseFields, monthFields, peopleFields];

export const fieldDescriptions: Readonly<Record<string, string>> = Object.fromEntries(
  fieldTables.flatMap((table) => Object.entries(table)),
);
