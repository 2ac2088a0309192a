import { validateDay } from '../../shared/calendar/before-five.ts';
import { sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError, InternalError, notFound } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { validateChangeCount } from '../../shared/reach/change-limit.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import {
  addObservation,
  countObservations,
  insertOffice,
  isInSchool,
  replaceChild,
  replaceOffice,
  reverseEntry,
  toChild,
} from './children-and-offices.ts';
import {
  alreadyEndedError,
  validateNotTakenBack,
  validateObservationDay,
  validateTerm,
} from './children-and-offices-rules.ts';
import { takenBack } from './definition.ts';
import { validateChildYear } from './impossible-dates.ts';
import { maxChildren, maxObservations, maxOffices, validateListCount } from './record-limits.ts';
import { claimOf, creationOutcome, findWritten, revise, type Stamp } from './revision.ts';
import {
  type ChildChange,
  type ChildInput,
  type ChildRecord,
  type OfficeInput,
  type OfficeRecord,
  officeRecord,
  type ReversalInput,
  type ReversalRecord,
  type SchoolingInput,
  type SchoolingRecord,
  type StoredChild,
  type StoredMember,
  type StoredOffice,
  type StoredTakenBack,
  schoolingRecord,
} from './schema.ts';
import { ownChanges, ownRecord, recordedUnder } from './woman-records.ts';

/**
 * The writes of a woman's children, their schooling, and her offices. If several records are hers, each entry stands in one of them: a new child or
 * office in the record whose id the request names, an observation in the record of its child. Limits hold for each record by itself (`ownRecord`).
 */

/** The outcome of a write, and the entry under its name, such as `child`. */
type Created<Name extends string, T> = { readonly outcome: 'created' | 'repeated' } & {
  readonly [name in Name]: T;
};

/** An observation of a child's schooling as a journal line has it. */
type Observation = JournalLineOf<'schooling_recorded'>['schooling'];

/** The stored record of a new child. @param observation what the input's `inSchool` says, as the child's first observation */
export const newChild = (
  { inSchool: _, ...child }: ChildInput,
  observation: Observation | undefined,
  stamp: Stamp,
): StoredChild => ({
  ...child,
  schooling: observation === undefined ? [] : [{ ...observation, ...stamp }],
  ...stamp,
});

const childOf = (member: StoredMember, childId: string): StoredChild => {
  const child = member.children.find(({ id }) => id === childId);
  if (child === undefined) {
    throw notFound();
  }
  return child;
};

const officeOf = (member: StoredMember, officeId: string): StoredOffice => {
  const office = member.offices.find(({ id }) => id === officeId);
  if (office === undefined) {
    throw notFound();
  }
  return office;
};

/** The reversal as the API shows it. Its reason is taken from the request, because the stored reason is encrypted. */
const reversalOf = (member: StoredMember, { id, of, reason }: ReversalInput): ReversalRecord => {
  const entries = [...member.offices, ...member.children.flatMap((child) => [child, ...child.schooling])];
  const reversal = entries.find((entry) => entry.takenBack?.id === id)?.takenBack;
  if (reversal === undefined) {
    throw new InternalError('A reversal is not there.');
  }
  const { on, createdAt, createdBy } = reversal;
  return { id, of, on, reason, createdAt, createdBy, version: 1 };
};

/** @throws AppError `too_many`, `id_reused` */
export const addChild = async (
  { table, vault }: Records,
  seen: StoredMember,
  input: ChildInput,
  stamp: Stamp,
  reach: Reach,
  line: JournalLineOf<'child_recorded'>,
): Promise<Created<'child', ChildRecord>> => {
  const claim = await claimOf(vault, line.memberId, input);
  const { outcome, member } = await revise(table, seen, line.memberId, (current) => {
    const record = ownRecord(current, line.memberId);
    return {
      changed: { ...current, children: [...current.children, newChild(input, line.schooling, stamp)] },
      claim,
      refusal:
        validateChildYear(current.birthYear, input.birthYear, 'birthYear') ??
        validateListCount(record.children.length, maxChildren, reach) ??
        validateListCount(countObservations(record), maxObservations, reach),
      line,
    };
  });
  return { outcome: creationOutcome(outcome), child: toChild(findWritten(member.children, input.id)) };
};

/**
 * Changes a child; writes nothing if the values are the same.
 * @param line with the observation to record if `inSchool` is another than before
 * @throws AppError `not_found`, `already_taken_back`, `too_many`
 */
export const changeChild = async (
  { table }: Records,
  seen: StoredMember,
  childId: string,
  { inSchool, ...fields }: ChildChange,
  stamp: Stamp,
  reach: Reach,
  line: JournalLineOf<'child_changed'> & { readonly schooling: Observation },
): Promise<ChildRecord> => {
  const { member } = await revise(table, seen, line.memberId, (current) => {
    const before = childOf(current, childId);
    const changesSchool = isInSchool(before) !== inSchool;
    const record = ownRecord(current, recordedUnder(current, childId));
    const areFieldsSame = Object.entries(fields).every(
      ([name, value]) => Reflect.get(before, name) === value,
    );
    if (areFieldsSame && !changesSchool) {
      return null;
    }
    const { schooling, ...lineWithoutSchooling } = line;
    return {
      changed: replaceChild(current, {
        ...before,
        ...fields,
        schooling: changesSchool
          ? addObservation(before.schooling, { ...schooling, ...stamp })
          : before.schooling,
      }),
      refusal:
        validateNotTakenBack(before) ??
        validateChangeCount(ownChanges(current, record.id), reach) ??
        (before.birthYear === fields.birthYear
          ? undefined
          : validateChildYear(current.birthYear, fields.birthYear, 'birthYear')) ??
        (changesSchool ? validateListCount(countObservations(record), maxObservations, reach) : undefined),
      line: changesSchool ? line : lineWithoutSchooling,
    };
  });
  return toChild(findWritten(member.children, childId));
};

/** @throws AppError `not_found`, `already_taken_back`, `too_many`, `id_reused` */
export const addSchooling = async (
  { table, vault }: Records,
  seen: StoredMember,
  childId: string,
  input: SchoolingInput,
  stamp: Stamp,
  reach: Reach,
  line: JournalLineOf<'schooling_recorded'>,
): Promise<Created<'schooling', SchoolingRecord>> => {
  const claim = await claimOf(vault, line.memberId, { childId, ...input });
  const { outcome, member } = await revise(table, seen, line.memberId, (current) => {
    const child = childOf(current, childId);
    const record = ownRecord(current, recordedUnder(current, childId));
    return {
      changed: replaceChild(current, {
        ...child,
        schooling: addObservation(child.schooling, { ...input, ...stamp }),
      }),
      claim,
      refusal:
        validateNotTakenBack(child) ??
        validateObservationDay(child.birthYear, input.on) ??
        validateListCount(countObservations(record), maxObservations, reach),
      line,
    };
  });
  return {
    outcome: creationOutcome(outcome),
    schooling: schoolingRecord.parse(findWritten(childOf(member, childId).schooling, input.id)),
  };
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

/**
 * A reversal as it is stored, its reason encrypted. If the member was erased, the error is returned and not thrown, since `revise` first finds out
 * whether the request is a repetition.
 */
const sealReversal = async (
  vault: Records['vault'],
  memberId: string,
  { id, reason }: ReversalInput,
  made: Omit<StoredTakenBack, 'id' | 'reason'>,
): Promise<{ readonly reversal: StoredTakenBack; readonly erasedError: AppError | undefined }> => {
  const sealed = await sealOfMember(
    vault,
    memberId,
    memberKey(memberId),
    { takenBack },
    { takenBack: { id, ...made, reason } },
  );
  return sealed instanceof AppError
    ? { reversal: { id, ...made }, erasedError: sealed }
    : { reversal: sealed.takenBack, erasedError: undefined };
};

/**
 * Takes back a child, an observation or an office.
 * @param on the day on which it is taken back
 * @throws AppError `not_found`, `already_taken_back`, `member_erased`, `id_reused`
 */
export const reverse = async (
  { table, vault }: Records,
  seen: StoredMember,
  input: ReversalInput,
  on: string,
  { createdAt, createdBy }: Stamp,
  line: Omit<JournalLineOf<'member_entry_reversed'>, 'kind'>,
): Promise<Created<'reversal', ReversalRecord>> => {
  // `reversal` tells this content from that of a new entry with the same id.
  const claim = await claimOf(vault, line.memberId, { ...input, reversal: true });
  const { reversal, erasedError } = await sealReversal(vault, line.memberId, input, {
    on,
    createdAt,
    createdBy,
  });
  const { outcome, member } = await revise(table, seen, line.memberId, (current) => {
    const reversed = reverseEntry(current, input.of, reversal);
    if (reversed === undefined) {
      throw notFound();
    }
    const { kind, changed, refusal } = reversed;
    return { changed, claim, refusal: erasedError ?? refusal, line: { ...line, kind } };
  });
  return { outcome: creationOutcome(outcome), reversal: reversalOf(member, input) };
};
