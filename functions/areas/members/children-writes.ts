import { notFound } from '../../shared/errors/errors.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { validateChangeCount } from '../../shared/reach/change-limit.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import {
  addObservation,
  countObservations,
  isInSchool,
  replaceChild,
  toChild,
} from './children-and-offices.ts';
import { validateNotTakenBack, validateObservationDay } from './children-and-offices-rules.ts';
import { validateChildYear } from './impossible-dates.ts';
import { maxChildren, maxObservations, validateListCount } from './record-limits.ts';
import { type Created, claimOf, creationOutcome, findWritten, revise, type Stamp } from './revision.ts';
import {
  type ChildChange,
  type ChildInput,
  type ChildRecord,
  type SchoolingInput,
  type SchoolingRecord,
  type StoredChild,
  type StoredMember,
  schoolingRecord,
} from './schema.ts';
import { ownChanges, ownRecord, recordedUnder } from './woman-records.ts';

/**
 * Writes a woman's children and what is observed of their schooling. If several records are hers, a new child stands in the record whose id the request
 * names, an observation in the record of its child. Limits hold for each record by itself (`ownRecord`).
 */

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
 * @param line its `schooling` is the observation to record if `inSchool` differs from before, and is left out of the journal otherwise
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
    const areFieldsSame = Object.entries(fields).every(
      ([name, value]) => Reflect.get(before, name) === value,
    );
    if (areFieldsSame && !changesSchool) {
      return null;
    }
    const record = ownRecord(current, recordedUnder(current, childId));
    const yearRefusal =
      before.birthYear === fields.birthYear
        ? undefined
        : validateChildYear(current.birthYear, fields.birthYear, 'birthYear');
    const countRefusal = changesSchool
      ? validateListCount(countObservations(record), maxObservations, reach)
      : undefined;
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
        yearRefusal ??
        countRefusal,
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
