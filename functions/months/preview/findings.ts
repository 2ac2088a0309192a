import type { ShownDifference } from '../closing/unsettled-differences.ts';
import type { CollectiveDocument } from '../indicators/collective-document.ts';
import { monthNumber } from '../indicators/month-numbers.ts';
import { findUndoneStops, reviewMembers, sortById } from './member-findings.ts';
import type { MonthRecords, ReviewedDocuments, ReviewedSheet } from './month-records.ts';
import { findTakenBack, findUnusualOutreach, findUnusualSheets } from './outlier-findings.ts';
import type { Quality } from './schema.ts';

/**
 * Finds what to check in a month's records before it closes; member-findings.ts and outlier-findings.ts find a part of it. month-records.ts collects the
 * records, and month-findings.ts shows the findings to whoever reaches them.
 */

/** The month to be reviewed, with its records. */
export type ReviewedMonth = {
  readonly documents: ReviewedDocuments;
  /** From the lines recorded since the month began. No line is recorded before its date, so these contain all lines dated in the month. */
  readonly records: MonthRecords;
  /** The unsettled differences between counted cash and books, of all months. */
  readonly cashDifferences: readonly ShownDifference[];
  readonly month: string;
  /** The Indian date. */
  readonly today: string;
};

/** The maximum number of findings in one list of an answer. */
export const maxListed = 100;

/**
 * Reviews the quality of a month's records: the findings to check before it closes. Duplicates and outliers are sought among all its
 * lines, also those dated before or after the month. Each list has at most `maxListed`, and `counts` has the full numbers.
 */
export const reviewQuality = (reviewed: ReviewedMonth): Quality => {
  const found = findQuality(reviewed);
  const undoneStops = found.undoneStops.filter(({ on }) => on >= `${reviewed.month}-01`);
  return limitQuality({ ...found, undoneStops });
};

/** The lists of findings, whole. */
export type FoundQuality = Omit<Quality, 'counts'>;

/** All findings of a month, in lists without a limit. Its `undoneStops` are those of all months (`findUndoneStops`). */
export const findQuality = (reviewed: ReviewedMonth): FoundQuality => {
  const { sheets, compared, vouchersOutOfTime, outreach } = reviewed.records;
  return {
    cashDifferences: reviewed.cashDifferences.filter(({ on }) => on.startsWith(reviewed.month)),
    collectivesWithoutMeeting: findCollectivesWithoutMeeting(reviewed, sheets),
    meetingsWithoutCount: findMeetingsWithoutCount(reviewed, sheets),
    ...reviewMembers(reviewed),
    undoneStops: findUndoneStops(reviewed),
    likelyDuplicates: findDuplicates(sheets, compared),
    outliers: [
      ...findTakenBack(reviewed),
      ...findUnusualSheets(sheets),
      ...vouchersOutOfTime,
      ...findUnusualOutreach(outreach),
    ],
  };
};

/** Limits each list, and gives the full numbers in `counts`. */
const limitQuality = (found: FoundQuality): Quality => ({
  cashDifferences: found.cashDifferences.slice(0, maxListed),
  collectivesWithoutMeeting: found.collectivesWithoutMeeting.slice(0, maxListed),
  meetingsWithoutCount: found.meetingsWithoutCount.slice(0, maxListed),
  consentsMissing: found.consentsMissing.slice(0, maxListed),
  overdueFollowUps: found.overdueFollowUps.slice(0, maxListed),
  stoppedUrgentCases: found.stoppedUrgentCases.slice(0, maxListed),
  undoneStops: found.undoneStops.slice(0, maxListed),
  likelyDuplicates: found.likelyDuplicates.slice(0, maxListed),
  outliers: found.outliers.slice(0, maxListed),
  counts: {
    cashDifferences: found.cashDifferences.length,
    collectivesWithoutMeeting: found.collectivesWithoutMeeting.length,
    meetingsWithoutCount: found.meetingsWithoutCount.length,
    consentsMissing: found.consentsMissing.length,
    overdueFollowUps: found.overdueFollowUps.length,
    stoppedUrgentCases: found.stoppedUrgentCases.length,
    undoneStops: found.undoneStops.length,
    likelyDuplicates: found.likelyDuplicates.length,
    outliers: found.outliers.length,
  },
});

const findCollectivesWithoutMeeting = (
  { documents, month }: ReviewedMonth,
  sheets: readonly ReviewedSheet[],
): Quality['collectivesWithoutMeeting'] => {
  const idsWithMeeting = new Set(
    sheets.filter(({ heldOn }) => heldOn.startsWith(month)).map(({ collectiveId }) => collectiveId),
  );
  const monthIndex = monthNumber(month);
  const isActive = ({ formedMonth, closedMonth }: CollectiveDocument): boolean => {
    const isFormed = formedMonth !== null && formedMonth <= monthIndex;
    // A collective that closes in the month need not have met.
    const hasClosed = closedMonth !== null && closedMonth <= monthIndex;
    return isFormed && !hasClosed;
  };
  return sortById(documents.collectives)
    .filter(([id, collective]) => isActive(collective) && !idsWithMeeting.has(id))
    .map(([id]) => ({ id }));
};

/** The month's sheets without a cash count. */
const findMeetingsWithoutCount = (
  { month }: ReviewedMonth,
  sheets: readonly ReviewedSheet[],
): Quality['meetingsWithoutCount'] =>
  sheets
    .filter(({ heldOn, counted }) => heldOn.startsWith(month) && !counted)
    .map(({ meetingId, collectiveId, heldOn }) => ({ id: meetingId, collectiveId, heldOn }));

/** Finds records with the same content as an earlier record. Only the journal's content is compared, which has no names. */
const findDuplicates = (
  sheets: MonthRecords['sheets'],
  compared: MonthRecords['compared'],
): Quality['likelyDuplicates'] => {
  /** The first record with each content. */
  const firstByContent = new Map<string, { readonly id: string; readonly enrolledOn: string | undefined }>();
  const found: Quality['likelyDuplicates'] = [];
  /** Reports a record as a duplicate if an earlier one has the same content; otherwise remembers it. */
  const compare = ({ record, id, content, place, enrolledOn }: (typeof compared)[number]): void => {
    const key = `${record} ${content}`;
    const first = firstByContent.get(key);
    if (first === undefined) {
      firstByContent.set(key, { id, enrolledOn });
      return;
    }
    // A new collective often enrols several members with equal fields on one day. A woman who is enrolled twice by mistake is usually
    // enrolled on two days.
    const areMembersOfOneDay = record === 'member' && first.enrolledOn === enrolledOn;
    if (!areMembersOfOneDay) {
      found.push({ id, otherId: first.id, record, ...place });
    }
  };
  for (const { meetingId: id, collectiveId, heldOn: on, content } of sheets) {
    compare({ record: 'meeting', id, content, place: { collectiveId, on } });
  }
  for (const record of compared) compare(record);
  return found;
};
