import type { AppError } from '../../shared/errors/errors.ts';
import { validateNotTakenBack } from './children-and-offices-rules.ts';
import {
  type ChildRecord,
  childRecord,
  type StoredChild,
  type StoredMember,
  type StoredOffice,
  type StoredSchooling,
  type StoredTakenBack,
} from './schema.ts';

/** A member's children with their schooling, and her offices, as entries of her stored record. */

/**
 * Whether a member's child goes to school, by the newest observation that counts: the field `inSchool` of the API's
 * children.
 */
export const isInSchool = ({ schooling }: Pick<StoredChild, 'schooling'>): boolean => {
  const newest = schooling.findLast(({ takenBack }) => takenBack === undefined);
  return newest?.status === 'enrolled' || newest?.status === 'irregular';
};

/** A child of a member as the API shows it, from the stored child. */
export const toChild = (child: StoredChild): ChildRecord =>
  childRecord.parse({ ...child, inSchool: isInSchool(child) });

/** The schooling status of a child that the API's `inSchool` stands for. */
export const statusOf = (inSchool: boolean): 'enrolled' | 'not_enrolled' =>
  inSchool ? 'enrolled' : 'not_enrolled';

/** A list in order of dates with one more entry, after those of the same or an earlier date. */
const insertByDate = <T>(list: readonly T[], entry: T, dateOf: (entry: T) => string): T[] => {
  const index = list.findLastIndex((one) => dateOf(one) <= dateOf(entry)) + 1;
  return list.toSpliced(index, 0, entry);
};

export const addObservation = (
  schooling: readonly StoredSchooling[],
  observation: StoredSchooling,
): StoredSchooling[] => insertByDate(schooling, observation, ({ on }) => on);

export const insertOffice = (offices: readonly StoredOffice[], office: StoredOffice): StoredOffice[] =>
  insertByDate(offices, office, ({ from }) => from);

/** A member's record with one of her children replaced by the child given, at its next version. */
export const replaceChild = (member: StoredMember, child: StoredChild): StoredMember => ({
  ...member,
  children: member.children.map((one) =>
    one.id === child.id ? { ...child, version: child.version + 1 } : one,
  ),
});

export const replaceOffice = (member: StoredMember, office: StoredOffice): StoredMember => ({
  ...member,
  offices: member.offices.map((one) =>
    one.id === office.id ? { ...office, version: office.version + 1 } : one,
  ),
});

export const countObservations = ({ children }: Pick<StoredMember, 'children'>): number =>
  children.reduce((count, { schooling }) => count + schooling.length, 0);

/** Whether a child, an observation or an office of a member has this id. */
export const hasEntry = ({ children, offices }: StoredMember, id: string): boolean =>
  offices.some((office) => office.id === id) ||
  children.some((child) => child.id === id || child.schooling.some((observation) => observation.id === id));

/** What became of taking an entry back: the member's record with the entry marked, or, with a refusal, as it was. */
type EntryReversal = {
  readonly kind: 'child' | 'schooling' | 'office';
  readonly changed: StoredMember;
  readonly refusal: AppError | undefined;
};

/**
 * Takes one of a member's children, observations or offices back; undefined if she has no such entry.
 * @param of the entry's id
 */
export const reverseEntry = (
  member: StoredMember,
  of: string,
  takenBack: StoredTakenBack,
): EntryReversal | undefined => {
  const reversal = (
    kind: EntryReversal['kind'],
    refusal: AppError | undefined,
    change: () => StoredMember,
  ): EntryReversal => ({ kind, changed: refusal === undefined ? change() : member, refusal });
  const child = member.children.find(({ id }) => id === of);
  if (child !== undefined) {
    return reversal('child', validateNotTakenBack(child), () =>
      replaceChild(member, { ...child, takenBack }),
    );
  }
  const office = member.offices.find(({ id }) => id === of);
  if (office !== undefined) {
    return reversal('office', validateNotTakenBack(office), () =>
      replaceOffice(member, { ...office, takenBack }),
    );
  }
  const parent = member.children.find(({ schooling }) => schooling.some(({ id }) => id === of));
  const observation = parent?.schooling.find(({ id }) => id === of);
  if (parent === undefined || observation === undefined) {
    return undefined;
  }
  return reversal('schooling', validateNotTakenBack(parent) ?? validateNotTakenBack(observation), () =>
    replaceChild(member, {
      ...parent,
      schooling: parent.schooling.map((one) => (one.id === of ? { ...one, takenBack } : one)),
    }),
  );
};
