import * as z from 'zod';
import { findKept } from '../../shared/one-woman/records.ts';
import { hasStopped, storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { personList } from '../../shared/table/keys.ts';
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

/** Where a case lies, and since which day it has stopped, if its woman has withdrawn her consent to the services. */
type Place = { readonly district: string; readonly stoppedOn?: string | undefined };

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

const womanOfCase = z.object({ district: z.string(), ...storedWithdrawal.shape });

/** Cases with the present district of their member, without those of erased members. */
export const findPlaces = async <Case extends { readonly id: string; readonly memberId: string }>(
  table: Pick<Table, 'getMany'>,
  cases: readonly Case[],
): Promise<(Case & Place)[]> => {
  const members = await findKept(
    table,
    cases.map(({ memberId }) => memberId),
  );
  return cases.flatMap((one) => {
    const item = members.get(one.memberId);
    if (item === undefined) return [];
    const member = womanOfCase.parse(item);
    const stoppedOn = hasStopped(member, one.id) ? member.withdrawnOn : undefined;
    return [{ ...one, district: member.district, stoppedOn }];
  });
};
