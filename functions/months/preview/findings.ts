import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { ShownDifference } from '../closing/unsettled-differences.ts';
import type { CollectiveDocument } from '../indicators/collective-document.ts';
import { type CaseDocument, joinedMonthOf, type MemberDocument } from '../indicators/member-document.ts';
import { dateOfDay, dayNumber, monthNumber } from '../indicators/month-numbers.ts';
import {
  hasStopped,
  type MonthRecords,
  outlierOf,
  type ReviewedDocuments,
  type ReviewedSheet,
} from './month-records.ts';
import type { Quality } from './schema.ts';

/**
 * Finds what to check in a month's records before it closes. month-records.ts collects the records, and month-findings.ts shows the findings to whoever
 * reaches them.
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

/** All findings of a month, in lists without a limit. */
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

/** Documents sorted by id. */
const sortById = <T>(documents: ReadonlyMap<string, T>): [id: string, document: T][] =>
  [...documents].sort(([a], [b]) => (a < b ? -1 : 1));

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

/**
 * The missing consents of active members, and the overdue follow-ups of all members' cases. A woman who has withdrawn her consent to the services has
 * no such finding, since her withdrawal is a request with a due day of its own. But her urgent cases that have stopped are found: whoever recorded
 * the withdrawal may have wanted them out of sight (decision 0130).
 */
const reviewMembers = ({
  documents,
  today,
}: ReviewedMonth): Pick<Quality, 'consentsMissing' | 'overdueFollowUps' | 'stoppedUrgentCases'> => {
  const consentsMissing: Quality['consentsMissing'] = [];
  const stoppedUrgentCases: Quality['stoppedUrgentCases'] = [];
  const overdueFollowUps: Quality['overdueFollowUps'] = [];
  for (const [memberId, member] of sortById(documents.members)) {
    const isActive = joinedMonthOf(member) !== null && member.exitedMonth === null;
    if (isActive && !hasStopped(member)) {
      consentsMissing.push(...findMissingConsents(memberId, member));
    }
    for (const document of member.cases) {
      if (isClosed(document)) continue;
      if (hasStopped(member, document.id)) {
        if (document.isUrgent) stoppedUrgentCases.push(toStoppedCase(memberId, member, document, today));
        continue;
      }
      const due = nextDueOf(document);
      if (due !== undefined && due < dayNumber(today)) {
        overdueFollowUps.push({ id: document.id, memberId, due: dateOfDay(due) });
      }
    }
  }
  return { consentsMissing, overdueFollowUps, stoppedUrgentCases };
};

/** The purposes to which a member's newest answer is no, or was never given. */
const findMissingConsents = (id: string, member: MemberDocument): Quality['consentsMissing'] => {
  const newestAnswers = {
    services: member.servicesConsent,
    reporting: member.reportingConsents.at(-1)?.given ?? null,
  };
  return (['services', 'reporting'] as const).flatMap((purpose) => {
    const isGiven = newestAnswers[purpose];
    if (isGiven === true) return [];
    return [{ id, purpose, state: isGiven === null ? ('never_given' as const) : ('withdrawn' as const) }];
  });
};

/** An urgent case that stopped when the woman's withdrawal was recorded. */
const toStoppedCase = (
  memberId: string,
  { servicesAnsweredAt: withdrawnAt }: MemberDocument,
  { id }: CaseDocument,
  today: string,
): Quality['stoppedUrgentCases'][number] =>
  // Null only for the compiler: a withdrawal has an instant.
  withdrawnAt === null
    ? { id, memberId, on: today }
    : { id, memberId, on: dateInIndia(new Date(withdrawnAt)), recordedAt: withdrawnAt };

/**
 * The consents by which somebody undid a stop that somebody else had recorded. They stay in the list whatever is recorded afterwards, so that whoever
 * overrides a woman's word can't hide it by another stop. The list has the consents of all months, since one of an earlier month may still wait for an
 * explanation.
 */
const findUndoneStops = ({ documents }: ReviewedMonth): Quality['undoneStops'] =>
  sortById(documents.members).flatMap(([memberId, { undoneStops }]) =>
    undoneStops.map(({ id, purpose, on }) => ({ id, memberId, purpose, on: dateOfDay(on) })),
  );

const isClosed = ({ statuses }: CaseDocument): boolean => statuses.at(-1)?.isClosed ?? false;

/**
 * The earliest due day (`dayNumber`) of a case's open follow-ups; undefined if none is open. A follow-up is done if it says so itself. It is done too
 * if a later follow-up with the same or a later due day is done.
 */
const nextDueOf = ({ followUps }: CaseDocument): number | undefined => {
  const openDueDays = followUps
    .filter(({ due, isDone }, index) => {
      // `followUps` is in order of the day on which each was done or planned, then of recording.
      const isDoneLater = followUps.slice(index + 1).some((later) => later.isDone && later.due >= due);
      return !isDone && !isDoneLater;
    })
    .map(({ due }) => due);
  return openDueDays.length === 0 ? undefined : Math.min(...openDueDays);
};

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

/**
 * The sheets and vouchers that were taken back in the month, on a later day than they were recorded, and that no other sheet or voucher of the same day
 * corrects. A correction keeps the count of the box (docs/decisions/0063-cash-differences.md). Without a correction, counted money could go unseen.
 */
const findTakenBack = ({ records, month }: ReviewedMonth): Quality['outliers'] =>
  records.takenBack
    .filter(({ month: monthOfReversal }) => monthOfReversal === month)
    .map(({ month: _, ...takenBack }) => ({ ...takenBack, why: 'taken_back_on_a_later_day' as const }));

/** A number above this many times the median is an outlier. */
const maxTimesMedian = 10;
/** With fewer numbers there is no meaningful median. */
const minForMedian = 5;

/** The amount in the middle; of an even number of amounts, the larger of the two. Undefined for none. */
const middleOf = (amounts: readonly number[]): number | undefined =>
  amounts.toSorted((a, b) => a - b)[Math.floor(amounts.length / 2)];

/** The median. Undefined for fewer than `minForMedian`. */
const medianOf = (amounts: readonly number[]): number | undefined =>
  amounts.length < minForMedian ? undefined : middleOf(amounts);

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [
  ...Map.groupBy(items, keyOf).values(),
];

/** A sheet whose middle deposit is above this many times what other collectives deposit is an outlier. Two zeros too many make a hundred times. */
const maxTimesOthers = 20;

/**
 * The unusual sheets, of three kinds: with a deposit far above the others of the collective; with deposits that are all far above those of other
 * collectives, which the first comparison can't find; and dated outside the months of their collective or members.
 */
const findUnusualSheets = (sheets: MonthRecords['sheets']): Quality['outliers'] => {
  const byCollective = groupBy(sheets, ({ collectiveId }) => collectiveId);
  // A month may have a million deposits, so the list of a collective's deposits is not kept but made twice.
  const depositsOf = (ofCollective: readonly ReviewedSheet[]): number[] =>
    ofCollective.flatMap(({ depositsPaise }) => depositsPaise);
  const middleOfEach = byCollective
    .map((ofCollective) => middleOf(depositsOf(ofCollective)))
    .filter((middle) => middle !== undefined);
  // Undefined with only a few collectives. A single collective far above the others hardly moves the median.
  const medianOfAll = medianOf(middleOfEach);
  return byCollective.flatMap((ofCollective) => {
    const medianOfCollective = medianOf(depositsOf(ofCollective));
    return [
      ...ofCollective.flatMap((sheet) => findLargeDeposits(sheet, medianOfCollective, medianOfAll)),
      ...ofCollective.flatMap(({ outOfTime }) => outOfTime),
    ];
  });
};

/**
 * One finding if a sheet's deposits are all far above those of other collectives; otherwise one for each deposit that is far above the others of its
 * collective.
 * @param medianOfCollective in paise, as `medianOfAll`; undefined with too few numbers. Never 0, since every deposit is more than 0
 */
const findLargeDeposits = (
  sheet: ReviewedSheet,
  medianOfCollective: number | undefined,
  medianOfAll: number | undefined,
): Quality['outliers'] => {
  const middle = middleOf(sheet.depositsPaise);
  if (medianOfAll !== undefined && middle !== undefined && middle > maxTimesOthers * medianOfAll) {
    return [outlierOf(sheet, 'deposit_far_above_usual')];
  }
  if (medianOfCollective === undefined) return [];
  return sheet.depositsPaise.flatMap((amountPaise, index) =>
    amountPaise > maxTimesMedian * medianOfCollective
      ? [outlierOf(sheet, 'deposit_far_above_usual', sheet.depositors[index])]
      : [],
  );
};

/** Outreach with far more participants than others of its kind. */
const findUnusualOutreach = (outreach: MonthRecords['outreach']): Quality['outliers'] =>
  groupBy(outreach, ({ kind }) => kind).flatMap((ofKind) => {
    const median = medianOf(ofKind.map(({ participants }) => participants));
    if (median === undefined) return [];
    // At least 1: with a median of 0, everything would be unusual.
    const usual = Math.max(median, 1);
    return ofKind
      .filter(({ participants }) => participants > maxTimesMedian * usual)
      .map(({ id, on }) => ({
        id,
        on,
        record: 'outreach' as const,
        why: 'participants_far_above_usual' as const,
      }));
  });
