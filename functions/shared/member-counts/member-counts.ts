import * as z from 'zod';
import { AppError, refused } from '../errors/errors.ts';
import type { Table, Write } from '../table/client.ts';
import { districtCasesIndexKeys } from '../table/keys/cases.ts';
import { memberCountsByKey, memberCountsKey } from '../table/keys/members.ts';
import { maxByPerson } from './max-by-person.ts';

/**
 * One item for each member counts the cases and requests that were ever recorded for her, and has the cases' ids. The transaction that records a case or a
 * request changes it too. So a write that must fit all of them, such as a later year of birth, can require that none was added since they were read.
 * Grievances are not in this item: it would show anybody that there is one, and only the auditor may know.
 *
 * A second item, for each member and person, counts what this one person has recorded of her, grievances too, and limits it.
 */

const memberCounts = z.object({ cases: z.int().default(0), requests: z.int().default(0) });
export type MemberCounts = z.infer<typeof memberCounts>;

type Counted = keyof MemberCounts | 'grievances';

const refusalWords: Readonly<Record<Counted, string>> = {
  cases: 'cases of hers, and can open no more. Go on in one of these, or ask a colleague.',
  requests: 'requests of hers, and can record no more. Ask a colleague.',
  grievances: 'grievances of hers, and can record no more. Ask a colleague.',
};

/** The write that counts one more record of a person about a member. It fails with `too_many`. */
const countByPerson = (memberId: string, counted: Counted, personId: string): Write => ({
  update: memberCountsByKey(memberId, personId),
  set: 'ADD #counted :one',
  condition: 'attribute_not_exists(#counted) OR #counted < :max',
  names: { '#counted': counted },
  values: { ':one': 1, ':max': maxByPerson },
  errorIfFailed: () => refused('too_many', `You have recorded ${maxByPerson} ${refusalWords[counted]}`),
});

/** The writes that count one more request or grievance. They fail with `too_many`. @param personId whoever records it */
export const countOfMember = (
  memberId: string,
  counted: 'requests' | 'grievances',
  personId: string,
): Write[] => [
  ...(counted === 'grievances'
    ? []
    : [{ update: memberCountsKey(memberId), set: 'ADD requests :one', values: { ':one': 1 } }]),
  countByPerson(memberId, counted, personId),
];

/** The write that counts a talk of one person with a member. It fails with `too_many`. @param max how many she may record */
export const countTalk = (memberId: string, personId: string, max: number): Write => ({
  update: memberCountsByKey(memberId, personId),
  set: 'ADD talks :one',
  condition: 'attribute_not_exists(talks) OR talks < :max',
  values: { ':one': 1, ':max': max },
  errorIfFailed: () =>
    refused('too_many', `You have recorded ${max} talks with her, and can record no more. Ask a colleague.`),
});

/** Which lists of its woman's district have a case: the cases that wait for a date, the urgent cases that nobody has taken, both or neither. */
export type CaseStanding = { readonly isDated: boolean; readonly isWaiting: boolean };

/** The write by which a case comes into these lists, or leaves them; none if it stays where it is. The case's id is the name of its attribute. */
export const listCaseAs = (
  { id, memberId }: { readonly id: string; readonly memberId: string },
  before: CaseStanding,
  after: CaseStanding,
): Write[] => {
  if (before.isDated === after.isDated && before.isWaiting === after.isWaiting) return [];
  const item = { update: memberCountsKey(memberId), names: { '#case': id } };
  return after.isDated || after.isWaiting
    ? [{ ...item, set: 'SET #case = :standing', values: { ':standing': after } }]
    : [{ ...item, set: 'REMOVE #case' }];
};

/**
 * The writes that count and list one more case. They fail with `too_many`.
 * @param isWaiting whether it is an urgent case that nobody has taken
 * @param district where its woman lives, as it was read. If the item names a district already, that stays, since she may have moved since.
 * @param personId whoever records it
 */
export const countCase = (
  { id: caseId, memberId }: { readonly id: string; readonly memberId: string },
  isWaiting: boolean,
  district: string,
  personId: string,
): Write[] => {
  const { gsi2pk, gsi2sk } = districtCasesIndexKeys(district, memberId);
  const waits: CaseStanding = { isDated: false, isWaiting: true };
  const standing = isWaiting
    ? { set: ', #case = :standing', values: { ':standing': waits } }
    : { set: '', values: {} };
  return [
    {
      update: memberCountsKey(memberId),
      set:
        'SET caseIds = list_append(if_not_exists(caseIds, :none), :caseIds), ' +
        `gsi2pk = if_not_exists(gsi2pk, :pk), gsi2sk = if_not_exists(gsi2sk, :sk)${standing.set} ADD cases :one`,
      ...(isWaiting ? { names: { '#case': caseId } } : {}),
      values: {
        ':none': [],
        ':caseIds': [caseId],
        ':pk': gsi2pk,
        ':sk': gsi2sk,
        ':one': 1,
        ...standing.values,
      },
    },
    countByPerson(memberId, 'cases', personId),
  ];
};

/** The writes by which the cases of a woman’s records are listed in the district where she lives now. */
export const listCasesIn = (district: string, memberIds: readonly string[]): Write[] =>
  memberIds.map((memberId) => {
    const { gsi2pk, gsi2sk } = districtCasesIndexKeys(district, memberId);
    return {
      update: memberCountsKey(memberId),
      set: 'SET gsi2pk = :pk, gsi2sk = :sk',
      values: { ':pk': gsi2pk, ':sk': gsi2sk },
    };
  });

/** The writes by which the cases of a woman’s records are listed in no district any more. */
export const listCasesNowhere = (memberIds: readonly string[]): Write[] =>
  memberIds.map((memberId) => ({ update: memberCountsKey(memberId), set: 'REMOVE gsi2pk, gsi2sk' }));

/** The condition that a count is as it was seen. Its value is `:<name>`. An item without the attribute counts as zero. */
const isAsSeen = (name: keyof MemberCounts, seen: MemberCounts): string =>
  seen[name] === 0 ? `(attribute_not_exists(${name}) OR ${name} = :${name})` : `${name} = :${name}`;

/**
 * The write that counts a request that follows from another act, without a limit. It fails if another request was recorded since the counts were read:
 * the caller then decides anew (`staleIfFailed` of `record`), so the write has no error of its own.
 */
export const countRequestIfUnchanged = (memberId: string, seen: MemberCounts): Write => ({
  update: memberCountsKey(memberId),
  set: 'ADD requests :one',
  condition: isAsSeen('requests', seen),
  values: { ':one': 1, ':requests': seen.requests },
});

/** The counts as they are now. Read them before the cases and requests, so that one that is added in between is noticed at the write. */
export const readMemberCounts = async (table: Pick<Table, 'get'>, memberId: string): Promise<MemberCounts> =>
  memberCounts.parse((await table.get(memberCountsKey(memberId))) ?? {});

/** The write that fails with 503 `busy`, so that the request is sent again, if a case or a request was recorded since the counts were read. */
export const checkNoneAdded = (memberId: string, seen: MemberCounts): Write => ({
  check: memberCountsKey(memberId),
  condition: `${isAsSeen('cases', seen)} AND ${isAsSeen('requests', seen)}`,
  values: { ':cases': seen.cases, ':requests': seen.requests },
  errorIfFailed: () =>
    new AppError('unavailable', 'busy', 'Something was recorded of her at this moment. Send it again.'),
});
