/** The keys of cases: their timelines, lists and alerts, the entitlements in them, and emergency access to them. */
import type { Gsi1, Gsi2, Key } from './key.ts';

const casePartition = (caseId: string): string => `CASE#${caseId}`;
export const caseKey = (caseId: string): Key => ({ pk: casePartition(caseId), sk: 'CASE' });

export const caseEventPrefix = 'EVENT#';
/**
 * The table's key (`pk`, `sk`) of an event of a case. One query by `caseEventPrefix` reads the timeline, by the event's date, then by time of recording.
 */
export const caseEventKey = (caseId: string, on: string, recordedAt: string, eventId: string): Key => ({
  pk: casePartition(caseId),
  sk: `${caseEventPrefix}${on}#${recordedAt}#${eventId}`,
});

/** The partition in `gsi1` of all cases, by id. */
export const caseList = 'CASES';
export const caseListIndexKeys = (caseId: string): Gsi1 => ({ gsi1pk: caseList, gsi1sk: caseId });

/** The partition in `gsi2` of the cases assigned to a person, by id. */
export const casesOfAssignee = (personId: string): string => `CASES#ASSIGNEE#${personId}`;
export const assignedCaseIndexKeys = (personId: string, caseId: string): Gsi2 => ({
  gsi2pk: casesOfAssignee(personId),
  gsi2sk: caseId,
});

/**
 * The partition in `gsi2` of unassigned urgent open cases, by opening day, then by id. These attributes are on the case's own item, so they follow every
 * change of the case. They do not contain the member's district, which is read with the list.
 */
export const waitingCases = 'CASES#WAITING';
export const waitingCaseIndexKeys = (openedOn: string, caseId: string): Gsi2 => ({
  gsi2pk: waitingCases,
  gsi2sk: `${openedOn}#${caseId}`,
});

/** The table's key (`pk`, `sk`) of the alerts sent for a case. */
export const alertKey = (caseId: string): Key => ({ pk: `ALERT#${caseId}`, sk: 'ALERT' });

/** The table's key (`pk`, `sk`) of the item that holds the last Monday on which staff were told how much is overdue. */
export const overdueAlertKey: Key = { pk: 'ALERT#OVERDUE', sk: 'ALERT' };

/**
 * The table's partition (`pk`) of the cases opened by a person, by id. An item has only one entry in each index, and the case's own two serve the list of
 * all cases and that of the assignee. So the opener's list has items of its own, each of which names a case and says what the case waits for. They stay in
 * place, since the opener never changes. The index entries of these items let an agenda read only the cases that wait for something.
 */
export const casesOfOpener = (personId: string): string => `CASES#OPENER#${personId}`;
export const openedCaseKey = (personId: string, caseId: string): Key => ({
  pk: casesOfOpener(personId),
  sk: caseId,
});

/** The partition in `gsi1` of the openers' items (`openedCaseKey`) of the cases that wait for a date, by id. */
export const datedCases = 'CASES#DATED';
export const datedCaseIndexKeys = (caseId: string): Gsi1 => ({ gsi1pk: datedCases, gsi1sk: caseId });

/** The partition in `gsi2` of the openers' items of the cases that wait for a date and are assigned to a person, in the same order. */
export const datedCasesOfAssignee = (personId: string): string => `CASES#DATED#${personId}`;
export const datedCaseOfAssigneeIndexKeys = (personId: string, caseId: string): Gsi2 => ({
  gsi2pk: datedCasesOfAssignee(personId),
  gsi2sk: caseId,
});

/** The table's partition (`pk`) of the cases of a member, by id. Its items only name the cases. */
export const casesOfMember = (memberId: string): string => `CASES#MEMBER#${memberId}`;
export const memberCaseKey = (memberId: string, caseId: string): Key => ({
  pk: casesOfMember(memberId),
  sk: caseId,
});

/**
 * The partition in `gsi2` of the women of one district who have cases. The items are the women's counts (`memberCountsKey` in members.ts), which name the
 * cases. When a woman's district changes, these attributes are written again.
 */
export const casesOfDistrict = (district: string): string => `CASES#DISTRICT#${district}`;
export const districtCasesIndexKeys = (district: string, memberId: string): Gsi2 => ({
  gsi2pk: casesOfDistrict(district),
  gsi2sk: memberId,
});

/** The table's partition (`pk`) of the entitlement events in the cases that were opened for a group's members. One query reads them all. */
export const entitlementsOfGroup = (collectiveId: string): string => `ENTITLEMENTS#${collectiveId}`;
/**
 * The table's key (`pk`, `sk`) of the entitlement events in all of a member's cases that were opened while she was in a group, without the events taken
 * back. The item has one attribute per event, so that adding or removing an event needs no read. When she moves to another group, the item stays with
 * the old group.
 */
export const entitlementsKey = (collectiveId: string, memberId: string): Key => ({
  pk: entitlementsOfGroup(collectiveId),
  sk: memberId,
});

/** The table's key (`pk`, `sk`) of a person's latest emergency access to a case (she "breaks the glass"). */
export const currentEmergencyAccessKey = (caseId: string, personId: string): Key => ({
  pk: casePartition(caseId),
  sk: `GLASS#${personId}`,
});

/** The table's key (`pk`, `sk`) of the recent beginnings of emergency access to a case, whoever had it. */
export const recentEmergencyAccessKey = (caseId: string): Key => ({
  pk: casePartition(caseId),
  sk: 'GLASS',
});

/** The table's partition (`pk`) of every emergency access, by time. There are few, and each is reviewed. */
export const emergencyAccessList = 'GLASS';
export const emergencyAccessKey = (at: string, id: string): Key => ({
  pk: emergencyAccessList,
  sk: `${at}#${id}`,
});
