/**
 * The single table: every kind of item, its key, and the access patterns that the key is made for.
 *
 * The table has a partition key `pk` and a sort key `sk`, and two indexes, `gsi1` (`gsi1pk`, `gsi1sk`) and `gsi2`
 * (`gsi2pk`, `gsi2sk`), that hold whole items. Whatever must agree to the paisa is read from the table itself,
 * consistently; the indexes serve lists, where being a moment late does no harm.
 *
 * **A collective's partition** holds the collective, its cash, the accounts of its members and its meetings. One
 * query reads the whole ledger, one query reads all sheets. A sheet is written by touching the cash item (which makes
 * the sheets of one collective follow one another) and one account per listed member.
 *
 * **A member's partition** holds the member with her consents and children in one item: they are few, and are always
 * read together. Her account lies with the collective, where the money is.
 *
 * **A case's partition** holds the case and its timeline, in the order of the events' dates. The case's own item says how it
 * stands (its status, the follow-ups that are open), so that no list ever reads a timeline.
 *
 * **Claims** make repetition harmless. Every id that a device makes is claimed once, for ever, by an item of its own, in the
 * transaction that uses it. The claim says what the id was used for and holds a keyed hash of the content. Where the content concerns
 * one person alone, it is found by her id through `gsi2`, and loses the hash when she is erased.
 *
 * **The journal** has one partition per UTC day of recording, sorted by instant and id: a month's compile reads its
 * thirty-odd days, whatever lies before. A day of ten million members is some hundreds of thousands of lines, a hundred a
 * second at the peak, well within a partition's thousand writes. A line is found by its subject through `gsi1` and by its actor
 * through `gsi2`.
 */

/** The key of an item of the table. */
export type Key = { readonly pk: string; readonly sk: string };

/** Attributes that place an item in the first index. */
export type Gsi1 = { readonly gsi1pk: string; readonly gsi1sk: string };

/** Attributes that place an item in the second index. */
export type Gsi2 = { readonly gsi2pk: string; readonly gsi2sk: string };

/** An id made on a device, once used, for ever. Read when a write was refused, to tell a repetition from an error. */
export const claimKey = (id: string): Key => ({ pk: `ID#${id}`, sk: 'ID' });

/** The claims whose content concerns one person alone, by the claimed ids: what her erasure overwrites. */
export const claimsOf = (personId: string): string => `CLAIMS#${personId}`;
export const claimPlace = (personId: string, id: string): Gsi2 => ({
  gsi2pk: claimsOf(personId),
  gsi2sk: id,
});

/** A short readable code of a member or a case, once given, for ever. */
export const codeKey = (code: string): Key => ({ pk: `CODE#${code}`, sk: 'CODE' });

// Collectives and their money

const collectivePartition = (collectiveId: string): string => `COLLECTIVE#${collectiveId}`;

export const collectiveKey = (collectiveId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: 'COLLECTIVE',
});

/** All collectives, in the order in which their ids were made. */
export const collectiveList = 'COLLECTIVES';
export const collectiveListPlace = (collectiveId: string): Gsi1 => ({
  gsi1pk: collectiveList,
  gsi1sk: collectiveId,
});

/** The collective's cash; its `version` counts the sheets and makes a reading of the ledger provably of one moment. */
export const cashKey = (collectiveId: string): Key => ({ pk: collectivePartition(collectiveId), sk: 'CASH' });

export const accountPrefix = 'ACCOUNT#';
/** A member's savings and loans in a collective; all accounts of a collective are one query by `accountPrefix`. */
export const accountKey = (collectiveId: string, memberId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: `${accountPrefix}${memberId}`,
});

export const meetingPrefix = 'MEETING#';
/** A meeting's sheet; all sheets of a collective, by date held, are one query by `meetingPrefix`. */
export const meetingKey = (collectiveId: string, heldOn: string, meetingId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: `${meetingPrefix}${heldOn}#${meetingId}`,
});

// Members

export const memberKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'MEMBER' });

/** The members of one collective, in the order in which their ids were made. */
export const membersOfCollective = (collectiveId: string): string => `MEMBERS#${collectiveId}`;
export const memberListPlace = (collectiveId: string, memberId: string): Gsi1 => ({
  gsi1pk: membersOfCollective(collectiveId),
  gsi1sk: memberId,
});

/** All members, in the order in which their ids were made. */
export const memberList = 'MEMBERS';
export const allMembersPlace = (memberId: string): Gsi2 => ({ gsi2pk: memberList, gsi2sk: memberId });

/** Who may be meant by a keyed token of a name; the token holds no name. All of a token's members are one query. */
export const nameTokenPartition = (token: string): string => `NAME#${token}`;
export const nameTokenKey = (token: string, memberId: string): Key => ({
  pk: nameTokenPartition(token),
  sk: `MEMBER#${memberId}`,
});

/**
 * Who bears a full name, by a keyed token of the whole of it: so that it is found in texts that lie open. In a partition of its
 * own, since those who look for names there need none of the tokens that a search is made of.
 */
export const fullNamePartition = (token: string): string => `FULLNAME#${token}`;
export const fullNameKey = (token: string, memberId: string): Key => ({
  pk: fullNamePartition(token),
  sk: `MEMBER#${memberId}`,
});

// Members who are erased

/**
 * A member whose erasure was asked for: the item under `memberKey` is moved here in one transaction, out of every index. So
 * no slice has to know of erasure: she is not found, as if she had never been. Nothing reads it but the erasure itself.
 */
export const erasedMemberKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'ERASED' });

/** All erasures that were ever asked for, in the order of the ids of whom they are about: what is replayed after a restore. */
export const erasureList = 'ERASURES';
export const erasureKey = (id: string): Key => ({ pk: erasureList, sk: id });

// Cases

const casePartition = (caseId: string): string => `CASE#${caseId}`;
export const caseKey = (caseId: string): Key => ({ pk: casePartition(caseId), sk: 'CASE' });

export const caseEventPrefix = 'EVENT#';
/** An event of a case; the timeline is one query by `caseEventPrefix`, by date, then by instant of recording. */
export const caseEventKey = (caseId: string, on: string, recordedAt: string, eventId: string): Key => ({
  pk: casePartition(caseId),
  sk: `${caseEventPrefix}${on}#${recordedAt}#${eventId}`,
});

/** All cases, in the order in which their ids were made. */
export const caseList = 'CASES';
export const caseListPlace = (caseId: string): Gsi1 => ({ gsi1pk: caseList, gsi1sk: caseId });

/** The cases that are assigned to a person, in the order in which their ids were made. */
export const casesOfAssignee = (personId: string): string => `CASES#ASSIGNEE#${personId}`;
export const assignedCasePlace = (personId: string, caseId: string): Gsi2 => ({
  gsi2pk: casesOfAssignee(personId),
  gsi2sk: caseId,
});

/**
 * The urgent cases that wait for somebody: open, and assigned to nobody. By the day on which they were opened, then by id. The
 * case's own item carries the place, so that it follows every change of the case; its member's district is read with the list.
 */
export const waitingCases = 'CASES#WAITING';
export const waitingCasePlace = (openedOn: string, caseId: string): Gsi2 => ({
  gsi2pk: waitingCases,
  gsi2sk: `${openedOn}#${caseId}`,
});

/** Which alerts were sent of a case that waits, or waited. */
export const alertKey = (caseId: string): Key => ({ pk: `ALERT#${caseId}`, sk: 'ALERT' });

/**
 * The cases that a person opened, in the order in which their ids were made. A case may lie in its opener's list and in
 * its assignee's, and has one place in the second index: the assignee changes and takes it, the opener never does, so
 * that her list is made of items of its own that only name the case.
 */
export const casesOfOpener = (personId: string): string => `CASES#OPENER#${personId}`;
export const openedCaseKey = (personId: string, caseId: string): Key => ({
  pk: casesOfOpener(personId),
  sk: caseId,
});

/** The cases of a member, in the order in which their ids were made; the items only name the case. */
export const casesOfMember = (memberId: string): string => `CASES#MEMBER#${memberId}`;
export const memberCaseKey = (memberId: string, caseId: string): Key => ({
  pk: casesOfMember(memberId),
  sk: caseId,
});

/** Until when a person reaches a case that isn't hers: the last time that she broke the glass. */
export const glassKey = (caseId: string, personId: string): Key => ({
  pk: casePartition(caseId),
  sk: `GLASS#${personId}`,
});

/** Each time that somebody broke the glass, by instant: rare, and looked at by those who ask why. */
export const brokenGlassList = 'GLASS';
export const brokenGlassKey = (at: string, id: string): Key => ({ pk: brokenGlassList, sk: `${at}#${id}` });

// Outreach

/** All outreach, by date; a month is a range of it. */
export const outreachList = 'OUTREACH';
export const outreachKey = (on: string, outreachId: string): Key => ({
  pk: outreachList,
  sk: `${on}#${outreachId}`,
});

// Reporting

export const targetsKey = (financialYear: string): Key => ({ pk: `TARGETS#${financialYear}`, sk: 'TARGETS' });

export const publicationList = 'PUBLICATIONS';
/** The number of the newest publication, so that two cannot take the same. */
export const publicationHeadKey: Key = { pk: publicationList, sk: 'HEAD' };
export const publicationPrefix = 'PUBLICATION#';
/** A month's version that was or is to be published; all are one query, in the order in which they were registered. */
export const publicationKey = (ordinal: number): Key => ({
  pk: publicationList,
  sk: `${publicationPrefix}${String(ordinal).padStart(6, '0')}`,
});

/** A month's newest version, so that two cannot take the same. */
export const publicationOfMonthKey = (month: string): Key => ({ pk: publicationList, sk: `MONTH#${month}` });

// People

export const personKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'PERSON' });

/** All people with access, in the order in which their ids were made. */
export const personList = 'PEOPLE';
export const personListPlace = (personId: string): Gsi1 => ({ gsi1pk: personList, gsi1sk: personId });

/** A leader or one of the staff whose erasure was accepted: moved as a member is (`erasedMemberKey`). */
export const erasedPersonKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'ERASED' });

/** Who the first two people of a stage are, from before they are recorded: `npm run first-people` writes it, and no function. */
export const firstPeopleKey: Key = { pk: 'FIRST_PEOPLE', sk: 'FIRST_PEOPLE' };

/** Those whose sign-in is still to be made as their records say, at the identity provider. */
export const signInList = 'SIGN_INS';
export const signInKey = (personId: string): Key => ({ pk: signInList, sk: personId });

// Devices

/** A device that keeps records of its owner. */
export const deviceKey = (deviceId: string): Key => ({ pk: `DEVICE#${deviceId}`, sk: 'DEVICE' });

// What two persons are needed for

export const approvalKey = (id: string): Key => ({ pk: `APPROVAL#${id}`, sk: 'APPROVAL' });

/** What is open, by the instant at which it was asked for; what is closed leaves the list. */
export const approvalList = 'APPROVALS';
export const approvalListPlace = (askedAt: string, id: string): Gsi1 => ({
  gsi1pk: approvalList,
  gsi1sk: `${askedAt}#${id}`,
});

// The journal

/** The partition of the lines recorded on a UTC day. */
export const journalPartition = (day: string): string => `JOURNAL#${day}`;
export const journalKey = (recordedAt: string, lineId: string): Key => ({
  pk: journalPartition(recordedAt.slice(0, 10)),
  sk: `${recordedAt}#${lineId}`,
});
export const journalBySubject = (subjectId: string): string => `SUBJECT#${subjectId}`;
export const journalByActor = (personId: string): string => `ACTOR#${personId}`;

// The access log

/**
 * The readings of personal fields on a UTC day, by instant; found by reader through `gsi2`. One that concerns a single subject is
 * found by it through `gsi1`; those that concern several (pages of lists, ledgers, cases with their member) all lie in `accessLists`
 * there, by instant, and name them in `subjects`.
 */
export const accessPartition = (day: string): string => `ACCESS#${day}`;
export const accessKey = (at: string, id: string): Key => ({
  pk: accessPartition(at.slice(0, 10)),
  sk: `${at}#${id}`,
});
export const accessBySubject = (subjectId: string): string => `ACCESS#SUBJECT#${subjectId}`;
export const accessByActor = (personId: string): string => `ACCESS#ACTOR#${personId}`;
export const accessLists = 'ACCESS#LISTS';
