/**
 * The single table: every kind of item, its key, and the access patterns behind it.
 *
 * The table has a partition key `pk` and a sort key `sk`, and two indexes, `gsi1` (`gsi1pk`, `gsi1sk`) and
 * `gsi2` (`gsi2pk`, `gsi2sk`), that project whole items. Money is read from the table itself, consistently. The
 * indexes serve lists, where a short delay does no harm. Ids are UUIDs of version 7, which begin with the time: what is sorted by id is in the order in
 * which the ids were made.
 *
 * **A collective's partition** holds the collective, its money, its members' accounts, its sheets and vouchers. One query
 * reads the ledger, one reads all sheets. A sheet updates the group's one money item, which serialises the sheets of a
 * collective, and one account per listed member.
 *
 * **A member's partition** holds the member with her consents and children in one item: they are few and always
 * read together. Her account is in the collective's partition, where the money is.
 *
 * **A case's partition** holds the case and its timeline, in the order of the events' dates. The case's own item
 * holds its state (status, open follow-ups), so that no list reads a timeline.
 *
 * **Claims** make repetition harmless. Every id that a client makes is claimed once, for ever, by its own item in the
 * transaction that uses it. The claim holds the record's key and a keyed hash of the content. If the content
 * concerns only one person, `gsi2` finds the claim by her id, and the claim loses the hash when she is erased.
 *
 * **The journal** has one partition per UTC day of recording, sorted by time and id, so a compile reads only its
 * month's days. Ten million members would write about a hundred lines a second at peak. A partition takes a thousand
 * writes a second. `gsi1` finds a line by its subject, `gsi2` by its actor.
 */

/** The key of a table item. */
export type Key = { readonly pk: string; readonly sk: string };

/** The attributes of the first index. */
export type Gsi1 = { readonly gsi1pk: string; readonly gsi1sk: string };

/** The attributes of the second index. */
export type Gsi2 = { readonly gsi2pk: string; readonly gsi2sk: string };

/**
 * The table's key (`pk`, `sk`) of the claim of an id that a client made. After a failed write the claim is read, to recognise a
 * repetition.
 */
export const claimKey = (id: string): Key => ({ pk: `ID#${id}`, sk: 'ID' });

/** The partition in `gsi2` of the claims that concern only one person, by claimed id. Her erasure removes their hashes. */
export const claimsOf = (personId: string): string => `CLAIMS#${personId}`;
export const claimIndexKeys = (personId: string, id: string): Gsi2 => ({
  gsi2pk: claimsOf(personId),
  gsi2sk: id,
});

/** The table's key (`pk`, `sk`) of a code of a member or a case, assigned for ever. */
export const codeKey = (code: string): Key => ({ pk: `CODE#${code}`, sk: 'CODE' });

// Collectives and their money

const collectivePrefix = 'COLLECTIVE#';
const collectivePartition = (collectiveId: string): string => `${collectivePrefix}${collectiveId}`;
/** The id of the collective that an item's partition belongs to. @param pk the item's `pk` */
export const collectiveIdOf = (pk: string): string => pk.slice(collectivePrefix.length);

export const collectiveKey = (collectiveId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: 'COLLECTIVE',
});

/** The table's key (`pk`, `sk`) of the number of collectives ever formed. */
export const collectiveCountKey: Key = { pk: 'COLLECTIVE_COUNT', sk: 'COUNT' };

/** The partition in `gsi1` of all collectives, by id. */
export const collectiveList = 'COLLECTIVES';
export const collectiveListIndexKeys = (collectiveId: string): Gsi1 => ({
  gsi1pk: collectiveList,
  gsi1sk: collectiveId,
});

/** The partition in `gsi2` of the collectives of one district, by id. */
export const collectivesOfDistrict = (district: string): string => `COLLECTIVES#${district}`;
export const collectiveDistrictIndexKeys = (district: string, collectiveId: string): Gsi2 => ({
  gsi2pk: collectivesOfDistrict(district),
  gsi2sk: collectiveId,
});

/**
 * The table's key (`pk`, `sk`) of the money of the group itself: cash, bank, grants, surplus and borrowings. Its number `sheets` grows
 * with every sheet, voucher and reversal: if two reads find the same number, no account has changed between them.
 */
export const groupMoneyKey = (collectiveId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: 'MONEY',
});

/** The partition in `gsi1` of the money of all groups, by the collective's id. */
export const groupMoneyList = 'GROUP_MONEY';
export const groupMoneyIndexKeys = (collectiveId: string): Gsi1 => ({
  gsi1pk: groupMoneyList,
  gsi1sk: collectiveId,
});

export const accountPrefix = 'ACCOUNT#';
/**
 * The table's key (`pk`, `sk`) of a member's savings and loans in a collective. One query by `accountPrefix` reads all accounts of a
 * collective.
 */
export const accountKey = (collectiveId: string, memberId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: `${accountPrefix}${memberId}`,
});

export const meetingPrefix = 'MEETING#';
/** The table's key (`pk`, `sk`) of a meeting's sheet. One query by `meetingPrefix` reads all sheets of a collective by date. */
export const meetingKey = (collectiveId: string, heldOn: string, meetingId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: `${meetingPrefix}${heldOn}#${meetingId}`,
});

/**
 * The partition in `gsi1` of the meetings held in a month (`YYYY-MM`), of all collectives, by the collective's id. Its items are the
 * claims of the sheets' ids, which are small and written with the sheet anyway. A reversal removes these attributes of the claim.
 */
export const meetingsOfMonth = (month: string): string => `MEETINGS#${month}`;
export const meetingIndexKeys = (collectiveId: string, heldOn: string): Gsi1 => ({
  gsi1pk: meetingsOfMonth(heldOn.slice(0, 7)),
  gsi1sk: `${collectiveId}#${heldOn}`,
});

export const voucherPrefix = 'VOUCHER#';
/**
 * The table's key (`pk`, `sk`) of a voucher: money that moved without a meeting. One query by `voucherPrefix` reads all vouchers of a
 * collective by date.
 */
export const voucherKey = (collectiveId: string, on: string, voucherId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: `${voucherPrefix}${on}#${voucherId}`,
});

export const movePrefix = 'MOVE#';
/**
 * The table's key (`pk`, `sk`) of a move of women and money from one collective to another. The partitions of both have an item of the move, so that
 * each group's books are read by themselves.
 */
export const moveKey = (collectiveId: string, on: string, moveId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: `${movePrefix}${on}#${moveId}`,
});

/**
 * The partition in `gsi1` of the sheets and vouchers, of all collectives, whose counted cash differed from the books, in the order
 * of recording. These attributes are on the sheet's own item; a reversal removes them.
 */
export const cashDifferenceList = 'CASH_DIFFERENCES';
export const cashDifferenceIndexKeys = (recordedAt: string, sheetId: string): Gsi1 => ({
  gsi1pk: cashDifferenceList,
  gsi1sk: `${recordedAt}#${sheetId}`,
});

/** The table's key (`pk`, `sk`) of the opening of a group's books; a group has one at most. */
export const openingKey = (collectiveId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: 'OPENING',
});

export const questionPrefix = 'QUESTION#';
/** An instant, always with milliseconds, so that instants sort as texts. */
const sortableTime = (instant: string): string => new Date(instant).toISOString();
/** The table's key (`pk`, `sk`) of a question to a collective. One query by `questionPrefix` reads all questions to a collective, oldest first. */
export const questionKey = (collectiveId: string, askedAt: string, questionId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: `${questionPrefix}${sortableTime(askedAt)}#${questionId}`,
});

/**
 * The table's key (`pk`, `sk`) of the open questions to a collective: an attribute for each, and their number. By it a phone's pack reads only the open
 * questions.
 */
export const openQuestionsKey = (collectiveId: string): Key => ({
  pk: collectivePartition(collectiveId),
  sk: 'OPEN_QUESTIONS',
});

/** The partition in `gsi1` of all questions, by when they were asked. */
export const questionList = 'QUESTIONS';
export const questionListIndexKeys = (askedAt: string, questionId: string): Gsi1 => ({
  gsi1pk: questionList,
  gsi1sk: `${sortableTime(askedAt)}#${questionId}`,
});
/** The partition in `gsi2` of the open questions, by when they were asked. */
export const openQuestionList = 'OPEN_QUESTIONS';
export const openQuestionIndexKeys = (askedAt: string, questionId: string): Gsi2 => ({
  gsi2pk: openQuestionList,
  gsi2sk: `${sortableTime(askedAt)}#${questionId}`,
});

// Members

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
export const membersBetween = (first: string, last: string): readonly [string, string] => [
  `${first}#`,
  // `~` comes after every character of an id.
  `${last}#~`,
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
export const nameTokensBetween = (first: string, last: string): readonly [string, string] => [
  `${first}#`,
  // `~` comes after every character of an id.
  `${last}#MEMBER#~`,
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

// Women who may be enrolled twice

/**
 * The table's partition (`pk`) of the members with one word in their names and one place. The word is a keyed token; the place is a district, or the
 * token of a mandal's name. The sort key begins with the birth year. By it a second record of the same woman is found without decrypting names.
 */
export const likelyByWord = (wordToken: string, place: string): string => `LIKELY#${wordToken}#${place}`;
/** The table's partition (`pk`) of the members with a telephone number, by its keyed token. */
export const likelyByPhone = (phoneToken: string): string => `LIKELY#PHONE#${phoneToken}`;
const likelySortKey = (birthYear: number, memberId: string): string => `${birthYear}#${memberId}`;
export const likelyWordKey = (
  wordToken: string,
  place: string,
  birthYear: number,
  memberId: string,
): Key => ({
  pk: likelyByWord(wordToken, place),
  sk: likelySortKey(birthYear, memberId),
});
export const likelyPhoneKey = (phoneToken: string, birthYear: number, memberId: string): Key => ({
  pk: likelyByPhone(phoneToken),
  sk: likelySortKey(birthYear, memberId),
});

/** The table's partition (`pk`) of the members who were not compared with others yet. The comparison follows the write, and may fail. */
export const notCompared = 'LIKELY_PENDING';
export const notComparedKey = (memberId: string): Key => ({ pk: notCompared, sk: memberId });

/** The table's key (`pk`, `sk`) of two members who may be one woman, whichever of them comes first. */
export const pairKey = (memberId: string, otherId: string): Key => ({
  pk: `PAIR#${[memberId, otherId].toSorted().join('#')}`,
  sk: 'PAIR',
});
/** The partition in `gsi1` of the pairs in one state, the oldest first. */
export const pairsInState = (state: string): string => `PAIRS#${state}`;
export const pairIndexKeys = (state: string, raisedAt: string, id: string): Gsi1 => ({
  gsi1pk: pairsInState(state),
  gsi1sk: `${raisedAt}#${id}`,
});

// Talks

/** The table's partition (`pk`) of the talks with a member. They are not in her own item: a list of members reads that whole, and need not read her answers. */
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

// Erased members

/**
 * The table's key (`pk`, `sk`) of a member whose erasure was approved: one transaction moves her item from `memberKey` to here, out of
 * every index. So no area has to know about erasure: she is simply not found. Only the erasure itself reads it.
 */
export const erasedMemberKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'ERASED' });

/**
 * The table's partition (`pk`) of all erasures, in any state, by the id of the member or person to be erased. The approved ones are
 * replayed after a restore.
 */
export const erasureList = 'ERASURES';
export const erasureKey = (subjectId: string): Key => ({ pk: erasureList, sk: subjectId });

// Cases

const casePartition = (caseId: string): string => `CASE#${caseId}`;
export const caseKey = (caseId: string): Key => ({ pk: casePartition(caseId), sk: 'CASE' });

export const caseEventPrefix = 'EVENT#';
/**
 * The table's key (`pk`, `sk`) of an event of a case. One query by `caseEventPrefix` reads the timeline, by date, then by time of
 * recording.
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
 * The table's partition (`pk`) of the cases opened by a person, by id. An item has only one entry in each index, and the
 * case's own two serve the list of all cases and that of the assignee. So the opener's list has items of its own, which name the case and say what it
 * waits for. They stay in place, since the opener never changes. The index entries of these items let an agenda read only the cases that wait for
 * something.
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

/** The table's key (`pk`, `sk`) of the number of withdrawals from the services (functions/shared/services/withdrawals.ts). */
export const withdrawalsKey: Key = { pk: 'WITHDRAWALS', sk: 'COUNT' };

/**
 * The partition in `gsi2` of the women of one district who have cases. The items are those of `memberCountsKey`, which name the cases. When a woman's
 * district changes, these attributes are written again.
 */
export const casesOfDistrict = (district: string): string => `CASES#DISTRICT#${district}`;
export const districtCasesIndexKeys = (district: string, memberId: string): Gsi2 => ({
  gsi2pk: casesOfDistrict(district),
  gsi2sk: memberId,
});

/** The table's key (`pk`, `sk`) of the numbers of cases and requests ever recorded for a member, and the ids of the cases. */
export const memberCountsKey = (memberId: string): Key => ({ pk: `MEMBER_COUNTS#${memberId}`, sk: 'COUNTS' });
/** The table's key (`pk`, `sk`) of how many cases, requests and grievances of a member one person has recorded. */
export const memberCountsByKey = (memberId: string, personId: string): Key => ({
  pk: `MEMBER_COUNTS#${memberId}`,
  sk: `BY#${personId}`,
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

// Outreach

/** The table's partition (`pk`) of all outreach, by date; a month is a range of it. */
export const outreachList = 'OUTREACH';
export const outreachKey = (on: string, outreachId: string): Key => ({
  pk: outreachList,
  sk: `${on}#${outreachId}`,
});

/** The table's key (`pk`, `sk`) of the number of records of outreach recorded in a month (`YYYY-MM`), with those taken back. */
export const outreachCountKey = (month: string): Key => ({ pk: 'OUTREACH_COUNTS', sk: month });

// Demands

export const demandKey = (demandId: string): Key => ({ pk: `DEMAND#${demandId}`, sk: 'DEMAND' });

/** The partition in `gsi1` of all demands, by day, then by id. */
export const demandList = 'DEMANDS';
export const demandListIndexKeys = (on: string, demandId: string): Gsi1 => ({
  gsi1pk: demandList,
  gsi1sk: `${on}#${demandId}`,
});

/** The partition in `gsi2` of the demands that wait for a day. */
export const datedDemands = 'DATED_DEMANDS';
/** The table's key (`pk`, `sk`) of the small item that an agenda reads of a demand. The demand itself may have long texts in its steps. */
export const datedDemandKey = (demandId: string): Key => ({ pk: `DEMAND#${demandId}`, sk: 'DATES' });
export const datedDemandIndexKeys = (demandId: string): Gsi2 => ({
  gsi2pk: datedDemands,
  gsi2sk: demandId,
});

// Voice

/** The table's partition (`pk`) of the spoken texts of a language with their recordings, by the SHA-256 of the text, and of the item with their sums. */
export const spokenTextList = (locale: string): string => `VOICE#${locale}`;
export const spokenTextPrefix = 'TEXT#';
export const spokenTextKey = (locale: string, textSha256: string): Key => ({
  pk: spokenTextList(locale),
  sk: `${spokenTextPrefix}${textSha256}`,
});
/** The table's key (`pk`, `sk`) of the sums for a language: how many bytes its recordings have, and how often they changed. */
export const voiceSumKey = (locale: string): Key => ({ pk: spokenTextList(locale), sk: 'SUM' });

// Reporting

/** The table's partition (`pk`) of terms, baselines and narratives. */
export const programmePartition = 'PROGRAMME';
export const termsPrefix = 'TERMS#';
/**
 * The table's key (`pk`, `sk`) of the programme's terms. One query by `termsPrefix` reads all, by the month from which they hold, then
 * by time of recording.
 */
export const termsKey = (fromMonth: string, recordedAt: string, id: string): Key => ({
  pk: programmePartition,
  sk: `${termsPrefix}${fromMonth}#${recordedAt}#${id}`,
});
export const baselinesKey: Key = { pk: programmePartition, sk: 'BASELINES' };
export const narrativeKey = (month: string): Key => ({ pk: programmePartition, sk: `NARRATIVE#${month}` });

export const targetsKey = (financialYear: string): Key => ({ pk: `TARGETS#${financialYear}`, sk: 'TARGETS' });

/** The table's partition (`pk`) of the explanations of a month's findings, by the list that has the finding, then by the record that it is about. */
export const explanationList = (month: string): string => `EXPLANATIONS#${month}`;
export const explanationKey = (month: string, list: string, recordId: string): Key => ({
  pk: explanationList(month),
  sk: `${list}#${recordId}`,
});

export const publicationList = 'PUBLICATIONS';
/** The table's key (`pk`, `sk`) of the latest publication's ordinal, so that no two publications take the same. */
export const publicationHeadKey: Key = { pk: publicationList, sk: 'HEAD' };
export const publicationPrefix = 'PUBLICATION#';
/**
 * The table's key (`pk`, `sk`) of a registered version of a month. One query by `publicationPrefix` reads all of them, in the order of
 * registration.
 */
export const publicationKey = (ordinal: number): Key => ({
  pk: publicationList,
  sk: `${publicationPrefix}${String(ordinal).padStart(6, '0')}`,
});

/** The table's key (`pk`, `sk`) of a month's latest version, so that no two corrections take the same. */
export const publicationOfMonthKey = (month: string): Key => ({ pk: publicationList, sk: `MONTH#${month}` });

export const waitingPrefix = 'WAITING#';
/** The table's key (`pk`, `sk`) of a month that closed without terms. One query by `waitingPrefix` reads all, in the order of months. */
export const waitingMonthKey = (month: string): Key => ({
  pk: publicationList,
  sk: `${waitingPrefix}${month}`,
});

// People

export const personKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'PERSON' });

/** The partition in `gsi1` of all people with access, by id. */
export const personList = 'PEOPLE';
export const personListIndexKeys = (personId: string): Gsi1 => ({ gsi1pk: personList, gsi1sk: personId });

/** The table's key (`pk`, `sk`) of a leader or staff member whose erasure was approved: moved like a member (`erasedMemberKey`). */
export const erasedPersonKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'ERASED' });

/**
 * The table's key (`pk`, `sk`) of a name with which somebody signs in; its item leads to her id. It stays for ever, so that no name is
 * given twice.
 */
export const signInNameKey = (name: string): Key => ({ pk: `SIGN_IN_NAME#${name}`, sk: 'SIGN_IN_NAME' });

/**
 * The table's key (`pk`, `sk`) of a person's way in, by the name with which she signs in (functions/shared/sign-ins/way-in.ts). The
 * authorizer reads this item alone. It is gone once she is erased.
 */
export const wayInKey = (signInName: string): Key => ({ pk: `WAY_IN#${signInName}`, sk: 'WAY_IN' });

/**
 * The table's key (`pk`, `sk`) of the item that names the first two people of a stage before they are recorded. Only
 * `npm run first-people` writes it.
 */
export const firstPeopleKey: Key = { pk: 'FIRST_PEOPLE', sk: 'FIRST_PEOPLE' };

/** The table's key (`pk`, `sk`) of who made a person's passwords (functions/shared/sign-ins/credentials.ts). The item has only ids and times. */
export const credentialsKey = (personId: string): Key => ({
  pk: `CREDENTIALS#${personId}`,
  sk: 'CREDENTIALS',
});

/**
 * The table's partition (`pk`) of the administrators, coordinators and auditors whom somebody disabled alone, by time (RFC 3339). For a week the other
 * administrators, coordinators and auditors see who was disabled.
 */
export const disabledTrustedList = 'DISABLED_TRUSTED';
export const disabledTrustedKey = (at: string, personId: string): Key => ({
  pk: disabledTrustedList,
  sk: `${at}#${personId}`,
});

/** The table's partition (`pk`) of pending sign-ins: the people whose sign-in at the identity provider doesn't agree with their record yet. */
export const signInList = 'SIGN_INS';
export const signInKey = (personId: string): Key => ({ pk: signInList, sk: personId });

// Devices

/** The table's key (`pk`, `sk`) of a registered device. */
export const deviceKey = (deviceId: string): Key => ({ pk: `DEVICE#${deviceId}`, sk: 'DEVICE' });

/** The partition in `gsi1` of a person's devices, in the order in which they were registered. */
export const devicesOfPerson = (personId: string): string => `DEVICES#${personId}`;
export const deviceListIndexKeys = (personId: string, registeredAt: string, deviceId: string): Gsi1 => ({
  gsi1pk: devicesOfPerson(personId),
  gsi1sk: `${registeredAt}#${deviceId}`,
});

/** The table's key (`pk`, `sk`) of the latest revocation of a person's devices. */
export const latestRevocationKey = (personId: string): Key => ({ pk: `DEVICES#${personId}`, sk: 'REVOKED' });

// Two-person approvals

export const approvalKey = (id: string): Key => ({ pk: `APPROVAL#${id}`, sk: 'APPROVAL' });

/** The partition in `gsi1` of open approvals, by the time of the request; closed ones leave the list. */
export const approvalList = 'APPROVALS';
export const approvalListIndexKeys = (askedAt: string, id: string): Gsi1 => ({
  gsi1pk: approvalList,
  gsi1sk: `${askedAt}#${id}`,
});

// Handovers

/** The table's partition (`pk`) of the requested data handovers, by id; there are few. */
export const handoverList = 'HANDOVERS';
export const handoverKey = (id: string): Key => ({ pk: handoverList, sk: id });

/** The table's key (`pk`, `sk`) of the progress of importing a handover pack into this table. */
export const importKey: Key = { pk: 'IMPORT', sk: 'IMPORT' };

// The journal

/** The table's partition (`pk`) of the journal lines recorded on a UTC day. */
export const journalPartition = (day: string): string => `JOURNAL#${day}`;
export const journalKey = (recordedAt: string, lineId: string): Key => ({
  pk: journalPartition(recordedAt.slice(0, 10)),
  sk: `${recordedAt}#${lineId}`,
});
/** The partitions of `gsi1` and `gsi2` that find journal lines by subject and by actor. */
export const journalBySubject = (subjectId: string): string => `SUBJECT#${subjectId}`;
export const journalByActor = (personId: string): string => `ACTOR#${personId}`;

// The access log

/**
 * The table's partition (`pk`) of the lines of the access log of a UTC day. A line says who read which personal fields. `gsi2` finds a line by its
 * reader. `gsi1` finds a line about one person (somebody opened her page, a case, a request) by her id. A line about several people (a page of a list,
 * a sheet, a phone's update) is found by its looks (`looksAt`).
 */
export const accessPartition = (day: string): string => `ACCESS#${day}`;
export const accessKey = (at: string, id: string): Key => ({
  pk: accessPartition(at.slice(0, 10)),
  sk: `${at}#${id}`,
});
/** The table's key (`pk`, `sk`) of the single line for all looks of one reader at the same content on a UTC day. It sorts after the day's other lines. */
export const dayLineKey = (day: string, id: string): Key => ({
  pk: accessPartition(day),
  sk: `${day}T~#${id}`,
});
export const accessBySubject = (subjectId: string): string => `ACCESS#SUBJECT#${subjectId}`;
export const accessByActor = (personId: string): string => `ACCESS#ACTOR#${personId}`;

/**
 * The table's partition (`pk`) of what was opened of a woman: one item for each day, reader and content, by month (`YYYY-MM`), then by reader. So the
 * openings of others are found behind any number of one reader's (docs/decisions/0137-openings-by-reader.md).
 */
export const openedBySubject = (subjectId: string): string => `OPENED#${subjectId}`;
export const openedKey = (subjectId: string, day: string, personId: string, contentHash: string): Key => ({
  pk: openedBySubject(subjectId),
  sk: `${day.slice(0, 7)}#${personId}#${day}#${contentHash}`,
});

/**
 * The table's partition (`pk`) of the looks under a holder. The holder is a group, or a woman in a list that goes through several groups. Looks at
 * people and other records that are no member's have no holder. The order is by month (`YYYY-MM`), then by reader (docs/decisions/0083-looks.md).
 */
export const looksAt = (holder: string | undefined): string => `LOOKS#${holder ?? 'OTHERS'}`;
export const lookKey = (
  holder: string | undefined,
  month: string,
  personId: string,
  contentHash: string,
): Key => ({ pk: looksAt(holder), sk: `${month}#${personId}#${contentHash}` });

// How often somebody did what is limited to a number in a day or a month

/** The table's key (`pk`, `sk`) of the numbers of cases that a person has handed to others on an Indian day: urgent ones (`cases`), and others (`assigned`). */
export const urgentCountKey = (personId: string, day: string): Key => ({
  pk: `URGENT#${personId}`,
  sk: day,
});

/** The table's key (`pk`, `sk`) of the numbers, by kind, of the programme's settings that a person has recorded in an Indian month (`YYYY-MM`). */
export const settingCountsKey = (personId: string, month: string): Key => ({
  pk: `SETTINGS#${personId}`,
  sk: month,
});

/** The table's key (`pk`, `sk`) of the number of lists that a person has exported on an Indian day. */
export const exportCountKey = (personId: string, day: string): Key => ({
  pk: `EXPORTS#${personId}`,
  sk: day,
});

// The system's health

/** The table's key (`pk`, `sk`) of the result of the newest restore drill that ran by itself. */
export const drillKey: Key = { pk: 'HEALTH', sk: 'DRILL' };
/** The table's key (`pk`, `sk`) of the restore drill that was asked for last, and how far it has come. */
export const drillAskedKey: Key = { pk: 'HEALTH', sk: 'DRILL_ASKED' };
/** The table's key (`pk`, `sk`) of the findings of the last scheduled look at the system's health, and which of them were mailed. */
export const healthLookKey: Key = { pk: 'HEALTH', sk: 'LOOK' };
/** The table's key (`pk`, `sk`) of how far digests of the logs have been made (a day's digest is stored as a `seal`). */
export const sealsKey: Key = { pk: 'HEALTH', sk: 'SEALS' };
