import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import type { ShownDifference } from '../closing/unsettled-differences.ts';
import type { CollectiveDocument } from '../indicators/collective-document.ts';
import type { Documents } from '../indicators/documents.ts';
import { isOfJoinedRecord, toldOfWomen } from '../indicators/joins.ts';
import { type CaseDocument, joinedMonthOf, type MemberDocument } from '../indicators/member-document.ts';
import { dateOfDay, dayNumber, monthNumber } from '../indicators/month-numbers.ts';
import type { Quality } from './schema.ts';

type Sheet = JournalLineOf<'meeting_held'>;
type Voucher = JournalLineOf<'voucher_recorded'>;

/** The month to be reviewed, with its records. */
export type ReviewedMonth = {
  readonly documents: Pick<Documents, 'joins' | 'members' | 'collectives'>;
  /** The lines recorded since the month began, in order. No line is recorded before its date, so all lines dated in the month are among them. */
  readonly lines: readonly JournalLine[];
  /** The unsettled differences between counted cash and books, of all months. */
  readonly cashDifferences: readonly ShownDifference[];
  readonly month: string;
  /** The Indian date. */
  readonly today: string;
};

/** The maximum number of findings of one list that are told. */
export const maxListed = 100;

/**
 * Reviews the quality of a month's records: the findings to check before it closes. Duplicates and outliers are sought among all its
 * lines, also those dated before or after the month. Each list has at most `maxListed`, and `counts` has the full numbers.
 */
export const reviewQuality = (reviewed: ReviewedMonth): Quality => limitQuality(findQuality(reviewed));

/** The lists of findings, whole. */
export type FoundQuality = Omit<Quality, 'counts'>;

/** All findings of a month, in lists without a limit. */
export const findQuality = (reviewed: ReviewedMonth): FoundQuality => {
  const reversedIds = new Set(reviewed.lines.flatMap(reversedIdsOf));
  // A line that records something has the record's id.
  const { joins } = reviewed.documents;
  const lines = reviewed.lines
    .filter((line) => !reversedIds.has(line.id) && !isOfJoinedRecord(joins, line))
    .map((line) => toldOfWomen(joins, line));
  const sheets = lines.filter((line) => line.type === 'meeting_held');
  return {
    cashDifferences: reviewed.cashDifferences.filter(({ on }) => on.startsWith(reviewed.month)),
    collectivesWithoutMeeting: findCollectivesWithoutMeeting(reviewed, sheets),
    meetingsWithoutCount: findMeetingsWithoutCount(reviewed, sheets),
    ...reviewMembers(reviewed),
    likelyDuplicates: findDuplicates(
      lines.filter((line) => !isStoppedLine(reviewed.documents, line)),
      sheets,
    ),
    outliers: [
      ...findUnusualSheets(reviewed, sheets),
      ...lines
        .filter((line) => line.type === 'voucher_recorded')
        .flatMap((voucher) => findVoucherOutOfTime(reviewed.documents, voucher)),
      ...findUnusualOutreach(lines),
    ],
  };
};

/** Limits each list, and counts what there was. */
const limitQuality = (found: FoundQuality): Quality => ({
  cashDifferences: found.cashDifferences.slice(0, maxListed),
  collectivesWithoutMeeting: found.collectivesWithoutMeeting.slice(0, maxListed),
  meetingsWithoutCount: found.meetingsWithoutCount.slice(0, maxListed),
  consentsMissing: found.consentsMissing.slice(0, maxListed),
  overdueFollowUps: found.overdueFollowUps.slice(0, maxListed),
  stoppedUrgentCases: found.stoppedUrgentCases.slice(0, maxListed),
  likelyDuplicates: found.likelyDuplicates.slice(0, maxListed),
  outliers: found.outliers.slice(0, maxListed),
  counts: {
    cashDifferences: found.cashDifferences.length,
    collectivesWithoutMeeting: found.collectivesWithoutMeeting.length,
    meetingsWithoutCount: found.meetingsWithoutCount.length,
    consentsMissing: found.consentsMissing.length,
    overdueFollowUps: found.overdueFollowUps.length,
    stoppedUrgentCases: found.stoppedUrgentCases.length,
    likelyDuplicates: found.likelyDuplicates.length,
    outliers: found.outliers.length,
  },
});

/** Documents sorted by id. */
const sortById = <T>(documents: ReadonlyMap<string, T>): [id: string, document: T][] =>
  [...documents].sort(([a], [b]) => (a < b ? -1 : 1));

/** The ids of the records that a line reverses. */
const reversedIdsOf = (line: JournalLine): string[] => {
  switch (line.type) {
    case 'meeting_reversed':
      return [line.meetingId];
    case 'voucher_reversed':
      return [line.voucherId];
    case 'case_event_taken_back':
      return [line.eventId];
    case 'outreach_reversed':
      return [line.outreachId];
    default:
      return [];
  }
};

const findCollectivesWithoutMeeting = (
  { documents, month }: ReviewedMonth,
  sheets: readonly Sheet[],
): Quality['collectivesWithoutMeeting'] => {
  const idsWithMeeting = new Set(
    sheets.filter(({ heldOn }) => heldOn.startsWith(month)).map(({ collectiveId }) => collectiveId),
  );
  const monthIndex = monthNumber(month);
  const isActive = ({ formedMonth, closedMonth }: CollectiveDocument): boolean => {
    const isFormed = formedMonth !== null && formedMonth <= monthIndex;
    // A collective that closes in the month need not have met.
    const isClosed = closedMonth !== null && closedMonth <= monthIndex;
    return isFormed && !isClosed;
  };
  return sortById(documents.collectives)
    .filter(([id, collective]) => isActive(collective) && !idsWithMeeting.has(id))
    .map(([id]) => ({ id }));
};

/** The month's sheets without a cash count. */
const findMeetingsWithoutCount = (
  { month }: ReviewedMonth,
  sheets: readonly Sheet[],
): Quality['meetingsWithoutCount'] =>
  sheets
    .filter(({ heldOn, counted }) => heldOn.startsWith(month) && !counted)
    .map(({ meetingId, collectiveId, heldOn }) => ({ id: meetingId, collectiveId, heldOn }));

/**
 * The missing consents of active members, and the overdue follow-ups of all members' cases. Of a woman who has withdrawn her consent to the services nothing is found
 * (her request is answered by its own day) but her urgent cases that so stopped: whoever recorded the withdrawal may have wished them out of sight (decision 0130).
 */
const reviewMembers = ({
  documents,
  today,
}: ReviewedMonth): Pick<Quality, 'consentsMissing' | 'overdueFollowUps' | 'stoppedUrgentCases'> => {
  const consentsMissing: Quality['consentsMissing'] = [];
  const stoppedUrgentCases: Quality['stoppedUrgentCases'] = [];
  const overdueFollowUps: Quality['overdueFollowUps'] = [];
  for (const [id, member] of sortById(documents.members)) {
    const isActive = joinedMonthOf(member) !== null && member.exitedMonth === null;
    if (isActive && !hasStopped(member)) {
      const newestAnswers = {
        services: member.servicesConsent,
        reporting: member.reportingConsents.at(-1)?.given ?? null,
      };
      for (const purpose of ['services', 'reporting'] as const) {
        if (!newestAnswers[purpose]) {
          consentsMissing.push({
            id,
            purpose,
            state: newestAnswers[purpose] === null ? 'never_given' : 'withdrawn',
          });
        }
      }
    }
    for (const document of member.cases) {
      if (document.isUrgent && !isClosed(document) && hasStopped(member, document.id)) {
        stoppedUrgentCases.push({
          id: document.id,
          memberId: id,
          on: dateOfDay(member.servicesAnsweredOn ?? dayNumber(today)),
        });
      }
      const due = nextDueOf(document);
      const isDue = due !== undefined && due < dayNumber(today) && !isClosed(document);
      if (isDue && !hasStopped(member, document.id)) {
        overdueFollowUps.push({ id: document.id, memberId: id, due: dateOfDay(due) });
      }
    }
  }
  return { consentsMissing, overdueFollowUps, stoppedUrgentCases };
};

/** Whether a member has withdrawn her consent to the services, and the case does not go on. */
const hasStopped = (
  member: Pick<MemberDocument, 'servicesConsent' | 'continues'> | undefined,
  caseId?: string,
): boolean =>
  member?.servicesConsent === false && (caseId === undefined || !member.continues.includes(caseId));

const isClosed = ({ statuses }: CaseDocument): boolean => statuses.at(-1)?.isClosed ?? false;

/**
 * The earliest due day (`dayNumber`) of a case's open follow-ups; undefined if none is open. A follow-up is done if it says so itself, or if a later one
 * that is done was due on the same day or afterwards.
 */
const nextDueOf = ({ followUps }: CaseDocument): number | undefined => {
  const openDueDays = followUps
    .filter(({ due, isDone }, index) => {
      // `followUps` is in the order of the days on which they were recorded.
      const isDoneLater = followUps.slice(index + 1).some((later) => later.isDone && later.due >= due);
      return !isDone && !isDoneLater;
    })
    .map(({ due }) => due);
  return openDueDays.length === 0 ? undefined : Math.min(...openDueDays);
};

/** A record that is compared with earlier ones. */
type ComparedRecord = {
  readonly id: string;
  /** What must be equal for it to be a likely duplicate. */
  readonly content: unknown;
  /** Where it stands, for the finding. */
  readonly place: Pick<Quality['likelyDuplicates'][number], 'collectiveId' | 'caseId' | 'on'>;
  /** Only of a member: the day on which her enrolment was recorded. */
  readonly enrolledOn?: string;
};

/** Whether a line tells of an enrolment or an event of a woman who has withdrawn her consent to the services, and not of a case that goes on. */
const isStoppedLine = ({ members }: ReviewedMonth['documents'], line: JournalLine): boolean => {
  if (line.type === 'member_enrolled') return hasStopped(members.get(line.memberId));
  return line.type === 'case_event' && hasStopped(members.get(line.memberId), line.caseId);
};

/** Finds records whose content in the journal, which has no names, is that of an earlier record. */
const findDuplicates = (
  lines: readonly JournalLine[],
  sheets: readonly Sheet[],
): Quality['likelyDuplicates'] => {
  /** The first record with each content. */
  const firstByContent = new Map<string, { readonly id: string; readonly enrolledOn: string }>();
  const found: Quality['likelyDuplicates'] = [];
  /** Reports a record as a duplicate if an earlier one has the same content; otherwise remembers it. */
  const compare = (
    record: Quality['likelyDuplicates'][number]['record'],
    { id, content, place, enrolledOn = '' }: ComparedRecord,
  ): void => {
    const key = JSON.stringify([record, content]);
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
  for (const { meetingId, collectiveId, heldOn, attendance, entries } of sheets) {
    const rows = entries.map(({ memberId, kind, amountPaise }) => [memberId, kind, amountPaise]);
    const content = [collectiveId, heldOn, attendance, rows];
    compare('meeting', { id: meetingId, content, place: { collectiveId, on: heldOn } });
  }
  for (const line of lines) {
    if (line.type === 'member_enrolled') {
      const { memberId, collectiveId, district, ageBand, category, joinedOn, recordedAt } = line;
      const children = line.children
        .map(({ birthYear, gender, schooling }) => `${birthYear} ${gender} ${schooling.status}`)
        .sort();
      const content = [collectiveId, district, ageBand, category, joinedOn, children];
      const enrolledOn = dateInIndia(new Date(recordedAt));
      compare('member', { id: memberId, content, place: { on: enrolledOn }, enrolledOn });
    } else if (line.type === 'voucher_recorded') {
      const { voucherId, collectiveId, on, lines: moved } = line;
      compare('voucher', { id: voucherId, content: [collectiveId, on, moved], place: { collectiveId, on } });
    } else if (line.type === 'case_event' && isRarelyRepeated(line.event)) {
      const { caseId, memberId, on, event } = line;
      compare('case_event', { id: line.id, content: [memberId, on, event], place: { caseId, on } });
    } else if (line.type === 'outreach_recorded') {
      const { outreachId, kind, on, mode, district, participants } = line;
      const content = [kind, on, mode, district, participants];
      compare('outreach', { id: outreachId, content, place: { on } });
    }
  }
  return found;
};

/** Whether an event is of a kind that a woman rarely has twice on one day. */
const isRarelyRepeated = ({ type }: JournalLineOf<'case_event'>['event']): boolean =>
  type === 'service' || type === 'entitlement' || type === 'compensation';

/** A number above this many times the median is an outlier. */
const maxTimesMedian = 10;
/** With fewer numbers there is no meaningful median. */
const minForMedian = 5;

/** The median; of an even number of amounts, the larger of the two in the middle. Undefined for fewer than `minForMedian`. */
const medianOf = (amounts: readonly number[]): number | undefined =>
  amounts.length < minForMedian
    ? undefined
    : amounts.toSorted((a, b) => a - b)[Math.floor(amounts.length / 2)];

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [
  ...Map.groupBy(items, keyOf).values(),
];

/** Deposits far above those of their collective, and sheets outside the months of their collective or members. */
const findUnusualSheets = ({ documents }: ReviewedMonth, sheets: readonly Sheet[]): Quality['outliers'] =>
  groupBy(sheets, ({ collectiveId }) => collectiveId).flatMap((ofCollective) => {
    const deposits = ofCollective.flatMap((sheet) =>
      sheet.entries.filter(({ kind }) => kind === 'deposit').map((entry) => ({ ...entry, sheet })),
    );
    // Above 0, as every deposit is.
    const median = medianOf(deposits.map(({ amountPaise }) => amountPaise));
    const large = deposits
      .filter(({ amountPaise }) => median !== undefined && amountPaise > maxTimesMedian * median)
      .map(({ sheet, memberId }) => outlierOf(sheet, 'deposit_far_above_usual', memberId));
    return [...large, ...ofCollective.flatMap((sheet) => findOutOfTime(documents, sheet))];
  });

const outlierOf = (
  { meetingId, collectiveId, heldOn }: Sheet,
  why: Quality['outliers'][number]['why'],
  memberId?: string,
): Quality['outliers'][number] => ({
  id: meetingId,
  record: 'meeting',
  why,
  ...(memberId === undefined ? {} : { memberId }),
  collectiveId,
  on: heldOn,
});

/** The finding that a day lies in a month before its collective was formed, or after it closed; none otherwise. Only months are compared. */
const outsideTheTimeOf = (
  collective: CollectiveDocument | undefined,
  on: string,
): ('before_the_collective_was_formed' | 'after_the_collective_closed')[] => {
  const month = monthNumber(on);
  if (collective?.formedMonth != null && month < collective.formedMonth) {
    return ['before_the_collective_was_formed'];
  }
  return collective?.closedMonth != null && month > collective.closedMonth
    ? ['after_the_collective_closed']
    : [];
};

/** The findings about a voucher that is dated before or after the months of its collective. */
const findVoucherOutOfTime = (
  { collectives }: ReviewedMonth['documents'],
  { voucherId, collectiveId, on }: Voucher,
): Quality['outliers'] =>
  outsideTheTimeOf(collectives.get(collectiveId), on).map((why) => ({
    id: voucherId,
    record: 'voucher',
    why,
    collectiveId,
    on,
  }));

/** The findings about a sheet that is dated before or after the months of its collective, or of a member on it. Days are not compared. */
const findOutOfTime = ({ members, collectives }: ReviewedMonth['documents'], sheet: Sheet) => {
  const { collectiveId, heldOn, attendance } = sheet;
  const held = monthNumber(heldOn);
  const found = outsideTheTimeOf(collectives.get(collectiveId), heldOn).map((why) => outlierOf(sheet, why));
  for (const { memberId } of attendance) {
    const member = members.get(memberId);
    const joinedMonth = member === undefined ? null : joinedMonthOf(member);
    if (joinedMonth !== null && held < joinedMonth) {
      found.push(outlierOf(sheet, 'before_the_member_joined', memberId));
    }
    if (member?.exitedMonth != null && held > member.exitedMonth) {
      found.push(outlierOf(sheet, 'after_the_member_left', memberId));
    }
  }
  return found;
};

/** Outreach with far more participants than others of its kind. */
const findUnusualOutreach = (lines: readonly JournalLine[]): Quality['outliers'] =>
  groupBy(
    lines.filter((line) => line.type === 'outreach_recorded'),
    ({ kind }) => kind,
  ).flatMap((ofKind) => {
    const median = medianOf(ofKind.map(({ participants }) => participants));
    // At least 1: with a median of 0, everything would be unusual.
    const usual = median === undefined ? undefined : Math.max(median, 1);
    return ofKind
      .filter(({ participants }) => usual !== undefined && participants > maxTimesMedian * usual)
      .map(({ outreachId, on }) => ({
        id: outreachId,
        on,
        record: 'outreach' as const,
        why: 'participants_far_above_usual' as const,
      }));
  });
