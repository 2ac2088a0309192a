/** The keys of a collective with its money, sheets and vouchers, and of the questions that it is asked. */
import type { Gsi1, Gsi2, Key } from './key.ts';

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

// Questions

/** An instant (RFC 3339) with milliseconds, so that texts of instants sort by time. */
const sortableTime = (instant: string): string => new Date(instant).toISOString();

export const questionPrefix = 'QUESTION#';
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
