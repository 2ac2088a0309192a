import { AppError, refused } from '../domain/errors.ts';
import {
  type ChildRecord,
  childRecord,
  type StoredChild,
  type StoredMember,
  type StoredOffice,
  type StoredSchooling,
  type StoredTakenBack,
} from './schema.ts';

/** Decisions about the entries of a member's record: children with their schooling, and offices. */

const alreadyTakenBack = (): AppError => refused('already_taken_back', 'This was taken back before.');

/** Refuses an addition to an entry of a member's record that was taken back, such as schooling of such a child. */
export const validateStands = ({ takenBack }: { readonly takenBack?: unknown }): AppError | undefined =>
  takenBack === undefined ? undefined : alreadyTakenBack();

/** Whether the newest observation of a child that counts says that she or he goes to school. */
export const isInSchool = ({ schooling }: Pick<StoredChild, 'schooling'>): boolean => {
  const newest = schooling.findLast(({ takenBack }) => takenBack === undefined);
  return newest?.status === 'enrolled' || newest?.status === 'irregular';
};

/** A child as the API shows it, without what is stored beside. */
export const toChild = (child: StoredChild): ChildRecord =>
  childRecord.parse({ ...child, inSchool: isInSchool(child) });

/** The schooling status of a child that `inSchool` stands for. */
export const statusOf = (inSchool: boolean): 'enrolled' | 'not_enrolled' =>
  inSchool ? 'enrolled' : 'not_enrolled';

/** A list by date with one more entry, which stands behind those of the same date or an earlier one. */
const insertBy = <T>(list: readonly T[], entry: T, dateOf: (entry: T) => string): T[] => {
  const at = list.findLastIndex((one) => dateOf(one) <= dateOf(entry)) + 1;
  return list.toSpliced(at, 0, entry);
};

export const addObservation = (
  schooling: readonly StoredSchooling[],
  observation: StoredSchooling,
): StoredSchooling[] => insertBy(schooling, observation, ({ on }) => on);

export const addOffice = (offices: readonly StoredOffice[], office: StoredOffice): StoredOffice[] =>
  insertBy(offices, office, ({ from }) => from);

/** The child of a member after a change, with its version raised. */
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

/** Refuses a member's office that ends before it begins. */
export const validateTerm = ({
  from,
  to,
}: {
  from: string;
  to?: string | undefined;
}): AppError | undefined =>
  to !== undefined && to < from
    ? refused('ends_before_start', 'She cannot leave the office before the day she took it.')
    : undefined;

export const alreadyEnded = (): AppError =>
  new AppError('conflict', 'already_ended', 'The office ended on another day.');

/** Whether a child, an observation or an office of a member has this id. */
export const hasEntry = ({ children, offices }: StoredMember, id: string): boolean =>
  offices.some((office) => office.id === id) ||
  children.some((child) => child.id === id || child.schooling.some((observation) => observation.id === id));

type Reversed = { readonly kind: 'child' | 'schooling' | 'office' } & (
  | { readonly refusal: AppError }
  | { readonly changed: StoredMember }
);

/** The member's record without one of her children, observations or offices; undefined if she has none with this id. */
export const reverseEntry = (
  member: StoredMember,
  of: string,
  takenBack: StoredTakenBack,
): Reversed | undefined => {
  const child = member.children.find(({ id }) => id === of);
  if (child !== undefined) {
    const refusal = validateStands(child);
    return refusal === undefined
      ? { kind: 'child', changed: replaceChild(member, { ...child, takenBack }) }
      : { kind: 'child', refusal };
  }
  const office = member.offices.find(({ id }) => id === of);
  if (office !== undefined) {
    const refusal = validateStands(office);
    return refusal === undefined
      ? { kind: 'office', changed: replaceOffice(member, { ...office, takenBack }) }
      : { kind: 'office', refusal };
  }
  const parent = member.children.find(({ schooling }) => schooling.some(({ id }) => id === of));
  const observation = parent?.schooling.find(({ id }) => id === of);
  if (parent === undefined || observation === undefined) {
    return undefined;
  }
  const refusal = validateStands(parent) ?? validateStands(observation);
  if (refusal !== undefined) {
    return { kind: 'schooling', refusal };
  }
  const schooling = parent.schooling.map((one) => (one.id === of ? { ...one, takenBack } : one));
  return { kind: 'schooling', changed: replaceChild(member, { ...parent, schooling }) };
};
