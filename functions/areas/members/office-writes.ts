import { validateDay } from '../../shared/calendar/before-five.ts';
import { notFound } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { insertOffice, replaceOffice } from './children-and-offices.ts';
import { alreadyEndedError, validateNotTakenBack, validateTerm } from './children-and-offices-rules.ts';
import { maxOffices, validateListCount } from './record-limits.ts';
import { type Created, claimOf, creationOutcome, findWritten, revise, type Stamp } from './revision.ts';
import {
  type OfficeInput,
  type OfficeRecord,
  officeRecord,
  type StoredMember,
  type StoredOffice,
} from './schema.ts';
import { ownRecord } from './woman-records.ts';

/** Writes the offices that a woman holds. If several records are hers, a new office stands in the record whose id the request names. */

const officeOf = (member: StoredMember, officeId: string): StoredOffice => {
  const office = member.offices.find(({ id }) => id === officeId);
  if (office === undefined) {
    throw notFound();
  }
  return office;
};

/** @throws AppError `ends_before_start`, `too_many`, `id_reused` */
export const addOffice = async (
  { table, vault }: Records,
  seen: StoredMember,
  input: OfficeInput,
  stamp: Stamp,
  reach: Reach,
  line: JournalLineOf<'office_recorded'>,
): Promise<Created<'office', OfficeRecord>> => {
  const claim = await claimOf(vault, line.memberId, input);
  const { outcome, member } = await revise(table, seen, line.memberId, (current) => ({
    changed: { ...current, offices: insertOffice(current.offices, { ...input, ...stamp }) },
    claim,
    refusal:
      validateDay(current.birthYear, input.from, 'from') ??
      validateTerm(input) ??
      validateListCount(ownRecord(current, line.memberId).offices.length, maxOffices, reach),
    line,
  }));
  return {
    outcome: creationOutcome(outcome),
    office: officeRecord.parse(findWritten(member.offices, input.id)),
  };
};

/**
 * Ends an office, once. The same day again changes nothing; another day is refused.
 * @param to the last day on which the member holds the office
 * @throws AppError `not_found`, `already_taken_back`, `already_ended`, `ends_before_start`
 */
export const endOffice = async (
  { table }: Records,
  seen: StoredMember,
  officeId: string,
  to: string,
  line: JournalLineOf<'office_ended'>,
): Promise<Created<'office', OfficeRecord>> => {
  const { outcome, member } = await revise(table, seen, line.memberId, (current) => {
    const office = officeOf(current, officeId);
    if (office.to === to && office.takenBack === undefined) {
      return null;
    }
    const endedOffice = { ...office, to };
    return {
      changed: replaceOffice(current, endedOffice),
      refusal:
        validateNotTakenBack(office) ??
        (office.to === undefined ? validateTerm(endedOffice) : alreadyEndedError()),
      line,
    };
  });
  return { outcome: creationOutcome(outcome), office: officeRecord.parse(officeOf(member, officeId)) };
};
