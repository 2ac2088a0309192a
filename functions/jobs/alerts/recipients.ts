import * as z from 'zod';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import { hasStopped, storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { personList } from '../../shared/table/keys/people.ts';
import { queryAll } from '../../shared/table/query-all.ts';

/** To whom a mail goes: to one of the staff, by her person id, or without one to the office, which hears of the whole programme. */
export type Addressee = { readonly person?: string };

const colleague = z.object({
  id: z.string(),
  role: z.string(),
  disabled: z.boolean(),
  districts: z.array(z.string()).default([]),
});
/** One of the staff who is told of cases: a coordinator or caseworker who may sign in. */
export type Colleague = z.infer<typeof colleague>;

/** The coordinators and caseworkers who may sign in, as of a moment ago. No name is opened. */
export const readStaff = async (table: Pick<Table, 'query'>): Promise<Colleague[]> => {
  const people = await queryAll(table, { index: 'gsi1', partition: personList });
  return people
    .map((item) => colleague.parse(item))
    .filter(({ role, disabled }) => !disabled && (role === 'coordinator' || role === 'caseworker'));
};

/** A state coordinator, who has no districts, reaches all; everybody else what lies in her districts. */
const reachesDistrict = ({ role, districts }: Colleague, district: string): boolean =>
  (role === 'coordinator' && districts.length === 0) || districts.includes(district);

/**
 * Where a case lies; and if it has stopped, since its woman has withdrawn her consent to the services, the day of her withdrawal and the id of its
 * record: the day is what somebody says, and may be that of an earlier one.
 */
type Place = {
  readonly district: string;
  readonly stoppedOn?: string | undefined;
  readonly stoppedBy?: string | undefined;
};

/** What has stopped is told to no caseworker. */
const reachesCase = (person: Colleague, { district, stoppedOn }: Place): boolean =>
  reachesDistrict(person, district) && (stoppedOn === undefined || person.role === 'coordinator');

/** The office with all of some cases, and each of the staff with those that she reaches by their district; who reaches none is left out. */
export const addresseesOf = <Case extends Place>(
  cases: readonly Case[],
  staff: readonly Colleague[],
): (Addressee & { readonly reached: readonly Case[] })[] => [
  { reached: cases },
  ...staff
    .map((one) => ({
      person: one.id,
      reached: cases.filter((reached) => reachesCase(one, reached)),
    }))
    .filter(({ reached }) => reached.length > 0),
];

const womanOfCase = z.object({ id: z.string(), district: z.string(), ...storedWithdrawal.shape });
const answersOf = z.object({
  id: z.string(),
  consents: z.array(z.object({ id: z.string(), purpose: z.string() })).default([]),
});

/** The ids of the withdrawals by which the services of some women stopped, by the ids of their kept records. */
const findWithdrawals = async (
  table: Pick<Table, 'getMany'>,
  kept: Iterable<Item>,
): Promise<ReadonlyMap<string, string | undefined>> => {
  const stopped = [...new Set(kept)].filter((item) => hasStopped(womanOfCase.parse(item)));
  // A withdrawal may stand in a record that was joined to hers.
  const women = (await composeWomen(table, stopped)).map((item) => answersOf.parse(item));
  return new Map(
    women.map(({ id, consents }) => [id, consents.findLast(({ purpose }) => purpose === 'services')?.id]),
  );
};

/** Cases with the present district of their member, without those of erased members. */
export const findPlaces = async <Case extends { readonly id: string; readonly memberId: string }>(
  table: Pick<Table, 'getMany'>,
  cases: readonly Case[],
): Promise<(Case & Place)[]> => {
  const members = await findKept(
    table,
    cases.map(({ memberId }) => memberId),
  );
  const withdrawals = await findWithdrawals(table, members.values());
  return cases.flatMap((one) => {
    const item = members.get(one.memberId);
    if (item === undefined) return [];
    const member = womanOfCase.parse(item);
    const place = { ...one, district: member.district };
    return hasStopped(member, one.id)
      ? [{ ...place, stoppedOn: member.withdrawnOn, stoppedBy: withdrawals.get(member.id) }]
      : [place];
  });
};
