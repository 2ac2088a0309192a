/** The keys of members: their records, how they are found by name, their talks, requests and erasures, and what is counted for each. */
import type { Gsi1, Gsi2, Key } from './key.ts';

export const memberKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'MEMBER' });

/** The partition in `gsi1` of the members of one collective, by id. */
export const membersOfCollective = (collectiveId: string): string => `MEMBERS#${collectiveId}`;
export const memberListIndexKeys = (collectiveId: string, memberId: string): Gsi1 => ({
  gsi1pk: membersOfCollective(collectiveId),
  gsi1sk: memberId,
});

/** The partition in `gsi2` of all members, by district, then by id. */
export const memberList = 'MEMBERS';
/** The range of sort keys in `memberList` of the members from one district to another, both included. */
export const membersBetween = (firstDistrict: string, lastDistrict: string): readonly [string, string] => [
  `${firstDistrict}#`,
  // `~` sorts after every character of an id.
  `${lastDistrict}#~`,
];
export const allMembersIndexKeys = (district: string, memberId: string): Gsi2 => ({
  gsi2pk: memberList,
  gsi2sk: `${district}#${memberId}`,
});

/**
 * The table's partition (`pk`) of the members who share a keyed token of a name, by district, then by id. The token does
 * not reveal the name. A search reads only the districts within the caller's reach; districts next to each other in this order are one range.
 */
export const nameTokenPartition = (token: string): string => `NAME#${token}`;
export const nameTokenKey = (token: string, district: string, memberId: string): Key => ({
  pk: nameTokenPartition(token),
  sk: `${district}#MEMBER#${memberId}`,
});
/** The range of sort keys in `nameTokenPartition` of the members from one district to another, both included. */
export const nameTokensBetween = (firstDistrict: string, lastDistrict: string): readonly [string, string] => [
  `${firstDistrict}#`,
  // `~` sorts after every character of an id.
  `${lastDistrict}#MEMBER#~`,
];

/**
 * The table's partition (`pk`) of the members with the same full name, by a keyed token of the whole name. By it a check finds names in plaintext
 * fields. It is not the same as `nameTokenPartition`, so that the functions that check texts need no access to the tokens of searches.
 */
export const fullNamePartition = (token: string): string => `FULLNAME#${token}`;
export const fullNameKey = (token: string, memberId: string): Key => ({
  pk: fullNamePartition(token),
  sk: `MEMBER#${memberId}`,
});

// Talks

/**
 * The table's partition (`pk`) of the talks with a member. They are not in her own item, because a list of members reads those items whole and needs none
 * of the answers.
 */
export const talksOfMember = (memberId: string): string => `TALKS#${memberId}`;
export const talkKey = (memberId: string, talkId: string): Key => ({
  pk: talksOfMember(memberId),
  sk: talkId,
});

/** The table's key (`pk`, `sk`) of the days from which talks with the women of a group are due. */
export const dueTalksKey = (collectiveId: string): Key => ({
  pk: `DUE_TALKS#${collectiveId}`,
  sk: 'DUE_TALKS',
});
/** The partition in `gsi1` of the items with due talks (`dueTalksKey`) of all groups, by the collective's id. */
export const dueTalksList = 'DUE_TALKS';
export const dueTalksIndexKeys = (collectiveId: string): Gsi1 => ({
  gsi1pk: dueTalksList,
  gsi1sk: collectiveId,
});

// Requests

/**
 * The table's partition (`pk`) of a member's requests about her data, and of her grievances. They are not part of her record: a new version of the
 * record would reveal a grievance, which only the auditor may know of. One query reads them all.
 */
export const requestsOfMember = (memberId: string): string => `REQUESTS#${memberId}`;
export const requestKey = (memberId: string, requestId: string): Key => ({
  pk: requestsOfMember(memberId),
  sk: requestId,
});

export type RequestState = 'open' | 'closed';
/** The partition in `gsi1` of the requests that are no grievances, by the day on which they are due. */
export const requestList = (state: RequestState): string => `REQUEST_LIST#${state}`;
/** The partition in `gsi2` of all requests, grievances too, by the day on which they are due. Only the auditor may read it. */
export const requestAuditList = (state: RequestState): string => `REQUEST_AUDIT#${state}`;
export const requestListIndexKeys = (state: RequestState, dueOn: string, id: string): Gsi1 => ({
  gsi1pk: requestList(state),
  gsi1sk: `${dueOn}#${id}`,
});
export const requestAuditIndexKeys = (state: RequestState, dueOn: string, id: string): Gsi2 => ({
  gsi2pk: requestAuditList(state),
  gsi2sk: `${dueOn}#${id}`,
});

// Erasures

/**
 * The table's key (`pk`, `sk`) of a member whose erasure was approved: one transaction moves her item from `memberKey` to here, out of
 * every index. So no area has to know about erasure: she is simply not found. Only the erasure itself reads the moved item.
 */
export const erasedMemberKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'ERASED' });

/**
 * The table's partition (`pk`) of all erasures, in any state, by the id of the member or person to be erased. The approved ones are
 * replayed after a restore.
 */
export const erasureList = 'ERASURES';
export const erasureKey = (subjectId: string): Key => ({ pk: erasureList, sk: subjectId });

// What is counted

/** The table's key (`pk`, `sk`) of the numbers of cases and requests ever recorded for a member, and the ids of the cases. */
export const memberCountsKey = (memberId: string): Key => ({ pk: `MEMBER_COUNTS#${memberId}`, sk: 'COUNTS' });
/** The table's key (`pk`, `sk`) of how many cases, requests and grievances of a member one person has recorded. */
export const memberCountsByKey = (memberId: string, personId: string): Key => ({
  pk: `MEMBER_COUNTS#${memberId}`,
  sk: `BY#${personId}`,
});

/** The table's key (`pk`, `sk`) of the number of withdrawals from the services (functions/shared/services/withdrawals.ts). */
export const withdrawalsKey: Key = { pk: 'WITHDRAWALS', sk: 'COUNT' };
