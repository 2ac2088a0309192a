import { createHash } from 'node:crypto';
import { dateInIndia, monthOf } from '../../shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import type { CollectiveDocument } from '../indicators/collective-document.ts';
import type { Documents } from '../indicators/documents.ts';
import { isOfJoinedRecord, withKeptIds } from '../indicators/joined-records.ts';
import { joinedMonthOf, type MemberDocument } from '../indicators/member-document.ts';
import { monthNumber } from '../indicators/month-numbers.ts';
import type { Quality } from './schema.ts';

/** Collects from a month's journal lines what the review compares (findings.ts). */

type Sheet = JournalLineOf<'meeting_held'>;
type Outlier = Quality['outliers'][number];
type Duplicate = Quality['likelyDuplicates'][number];

/** The documents of the count that a review reads. */
export type ReviewedDocuments = Pick<Documents, 'joins' | 'members' | 'collectives'>;

/** A record that is compared with earlier ones. */
export type ComparedRecord = Pick<Duplicate, 'id' | 'record'> & {
  /** A hash of the fields that are equal in two likely duplicates. */
  readonly content: string;
  /** Where the finding says that the record is. */
  readonly place: Pick<Duplicate, 'collectiveId' | 'caseId' | 'on'>;
  /** Only a member's record has it: the day on which her enrolment was recorded. */
  readonly enrolledOn?: string;
};

/** What the findings need of a sheet. */
export type ReviewedSheet = Pick<Sheet, 'meetingId' | 'collectiveId' | 'heldOn' | 'counted'> & {
  /** As `ComparedRecord.content`. */
  readonly content: string;
  /** The amounts of its deposits. They are apart from `depositors`, since a month has more than a million deposits, and as many objects take more memory. */
  readonly depositsPaise: readonly number[];
  /** The ids of the members who made the deposits, in the same order. */
  readonly depositors: readonly string[];
  /** The findings about its date (`findOutOfTime`). */
  readonly outOfTime: readonly Outlier[];
};

type ReviewedOutreach = {
  readonly id: string;
  readonly kind: string;
  readonly on: string;
  readonly participants: number;
};

/** A sheet or voucher that was taken back on a later day than it was recorded. */
type TakenBack = Pick<Outlier, 'id' | 'record' | 'collectiveId'> & {
  /** The day of the sheet or voucher. */
  readonly on: string;
  /** The month (`YYYY-MM`) in which it was taken back. */
  readonly month: string;
  readonly reversedAt: string;
};

/** What the findings need of a month's lines, without what was reversed. */
export type MonthRecords = {
  /** Without the sheets and vouchers that another one of the same day corrects. */
  readonly takenBack: readonly TakenBack[];
  readonly sheets: readonly ReviewedSheet[];
  /** The records other than sheets. */
  readonly compared: readonly ComparedRecord[];
  readonly vouchersOutOfTime: readonly Outlier[];
  readonly outreach: readonly ReviewedOutreach[];
};

/**
 * Takes a month's lines one by one, in order, and keeps only what the findings need of each line. A month of 3,000 full sheets would not fit into
 * a function's memory.
 */
export const collectRecords = (documents: ReviewedDocuments) => {
  const reversedIds = new Set<string>();
  const sheets: ReviewedSheet[] = [];
  const compared: ComparedRecord[] = [];
  const vouchersOutOfTime: Outlier[] = [];
  const outreach: ReviewedOutreach[] = [];
  const takenBack: TakenBack[] = [];
  const corrections: Correction[] = [];
  const intern = createInterner();
  const addWithKeptIds = (line: JournalLine): void => {
    if (line.type === 'meeting_held') {
      sheets.push(reviewedSheet(documents, line, intern));
      if (line.corrects !== undefined)
        corrections.push({ id: line.meetingId, of: line.corrects, on: line.heldOn });
      return;
    }
    // Adds nothing, unless the line reverses a sheet or voucher.
    takenBack.push(...takenBackLater(line));
    if (line.type === 'voucher_recorded') {
      const { voucherId: id, collectiveId, on, corrects } = line;
      if (corrects !== undefined) corrections.push({ id, of: corrects, on });
      const found = outsideTheTimeOf(documents.collectives.get(collectiveId), on);
      vouchersOutOfTime.push(
        ...found.map((why) => ({ id, record: 'voucher' as const, why, collectiveId, on })),
      );
    }
    if (line.type === 'outreach_recorded') {
      const { outreachId: id, kind, on, participants } = line;
      outreach.push({ id, kind, on, participants });
    }
    const record = isStoppedLine(documents, line) ? undefined : comparedRecord(line);
    if (record !== undefined) compared.push(record);
  };
  return {
    add: (line: JournalLine): void => {
      for (const id of reversedIdsOf(line)) reversedIds.add(id);
      if (!isOfJoinedRecord(documents.joins, line)) addWithKeptIds(withKeptIds(documents.joins, line));
    },
    /** The collected records that were not reversed. */
    finish: (): MonthRecords => {
      const isInForce = (id: string): boolean => !reversedIds.has(id);
      const isCorrected = ({ id, on }: TakenBack): boolean =>
        corrections.some((one) => one.of === id && one.on === on && isInForce(one.id));
      return {
        takenBack: takenBack.filter((one) => !isCorrected(one)),
        sheets: sheets.filter(({ meetingId }) => isInForce(meetingId)),
        compared: compared.filter(({ id }) => isInForce(id)),
        vouchersOutOfTime: vouchersOutOfTime.filter(({ id }) => isInForce(id)),
        outreach: outreach.filter(({ id }) => isInForce(id)),
      };
    },
  };
};

/**
 * Makes a function that returns, for each text, the first equal text that it was given. Without it, the memory would hold an id as often as a row names
 * it, since parsing makes a new text each time.
 */
const createInterner = () => {
  const texts = new Map<string, string>();
  return (text: string): string => {
    const first = texts.get(text);
    if (first === undefined) texts.set(text, text);
    return first ?? text;
  };
};

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

/** A sheet or voucher with its day `on`, and the id of the sheet or voucher that it corrects (`of`). */
type Correction = { readonly id: string; readonly of: string; readonly on: string };

/**
 * The sheet or voucher that a line takes back on a later day than it was recorded, as a list of one; an empty list if the line does no such thing. What is
 * taken back on the same day is a slip, and no finding.
 */
const takenBackLater = (line: JournalLine): TakenBack[] => {
  const dayOf = (instant: string): string => dateInIndia(new Date(instant));
  if (line.type !== 'meeting_reversed' && line.type !== 'voucher_reversed') return [];
  const { collectiveId, recordedAt: reversedAt } = line;
  const firstRecordedAt = line.type === 'meeting_reversed' ? line.meetingRecordedAt : line.voucherRecordedAt;
  if (dayOf(firstRecordedAt) >= dayOf(reversedAt)) return [];
  const month = monthOf(dayOf(reversedAt));
  return line.type === 'meeting_reversed'
    ? [{ id: line.meetingId, record: 'meeting', collectiveId, on: line.heldOn, month, reversedAt }]
    : [{ id: line.voucherId, record: 'voucher', collectiveId, on: line.on, month, reversedAt }];
};

const hashOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64');

const reviewedSheet = (
  documents: ReviewedDocuments,
  sheet: Sheet,
  intern: (text: string) => string,
): ReviewedSheet => {
  const { meetingId, heldOn, counted, attendance, entries } = sheet;
  const collectiveId = intern(sheet.collectiveId);
  const rows = entries.map(({ memberId, kind, amountPaise }) => [memberId, kind, amountPaise]);
  const deposits = entries.filter(({ kind }) => kind === 'deposit');
  return {
    meetingId,
    collectiveId,
    heldOn,
    counted,
    content: hashOf([collectiveId, heldOn, attendance, rows]),
    depositsPaise: deposits.map(({ amountPaise }) => amountPaise),
    depositors: deposits.map(({ memberId }) => intern(memberId)),
    outOfTime: findOutOfTime(documents, sheet, intern),
  };
};

/** The record of a line that may be a duplicate; undefined if the line has none. */
const comparedRecord = (line: JournalLine): ComparedRecord | undefined => {
  if (line.type === 'member_enrolled') {
    const { memberId: id, collectiveId, district, ageBand, category, joinedOn, recordedAt } = line;
    const children = line.children
      .map(({ birthYear, gender, schooling }) => `${birthYear} ${gender} ${schooling.status}`)
      .sort();
    const content = hashOf([collectiveId, district, ageBand, category, joinedOn, children]);
    const enrolledOn = dateInIndia(new Date(recordedAt));
    return { record: 'member', id, content, place: { on: enrolledOn }, enrolledOn };
  }
  if (line.type === 'voucher_recorded') {
    const { voucherId: id, collectiveId, on, lines: moved } = line;
    return { record: 'voucher', id, content: hashOf([collectiveId, on, moved]), place: { collectiveId, on } };
  }
  if (line.type === 'case_event' && isRarelyRepeated(line.event)) {
    const { id, caseId, memberId, on, event } = line;
    return { record: 'case_event', id, content: hashOf([memberId, on, event]), place: { caseId, on } };
  }
  if (line.type === 'outreach_recorded') {
    const { outreachId: id, kind, on, mode, district, participants } = line;
    const content = hashOf([kind, on, mode, district, participants]);
    return { record: 'outreach', id, content, place: { on } };
  }
  return undefined;
};

/** Whether an event is of a kind that a woman rarely has twice on one day. */
const isRarelyRepeated = ({ type }: JournalLineOf<'case_event'>['event']): boolean =>
  type === 'service' || type === 'entitlement' || type === 'compensation';

/** Whether a member has withdrawn her consent to the services; with a case's id, whether that case has stopped because of it. */
export const hasStopped = (
  member: Pick<MemberDocument, 'servicesConsent' | 'continues'> | undefined,
  caseId?: string,
): boolean =>
  member?.servicesConsent === false && (caseId === undefined || !member.continues.includes(caseId));

/**
 * Whether a line records the enrolment of a woman who has withdrawn her consent to the services, or an event of a case that has stopped. The findings leave
 * such lines out, because nobody works on her record or case any more.
 */
const isStoppedLine = ({ members }: ReviewedDocuments, line: JournalLine): boolean => {
  if (line.type === 'member_enrolled') return hasStopped(members.get(line.memberId));
  return line.type === 'case_event' && hasStopped(members.get(line.memberId), line.caseId);
};

/** A finding about a sheet. */
export const outlierOf = (
  { meetingId, collectiveId, heldOn }: Pick<Sheet, 'meetingId' | 'collectiveId' | 'heldOn'>,
  why: Outlier['why'],
  memberId?: string,
): Outlier => ({
  id: meetingId,
  record: 'meeting',
  why,
  ...(memberId === undefined ? {} : { memberId }),
  collectiveId,
  on: heldOn,
});

/**
 * Why a day is outside the life of its collective, as a list of one reason: before the month in which it was formed, or after the month in which it
 * closed. An empty list if the day is within it.
 */
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

/**
 * The findings about a sheet that is dated outside the life of its collective, or outside the time in which a woman on it was a member. Days are compared
 * by their months.
 */
const findOutOfTime = (
  { members, collectives }: ReviewedDocuments,
  sheet: Sheet,
  intern: (text: string) => string,
): Outlier[] => {
  const { collectiveId, heldOn, attendance } = sheet;
  const heldMonth = monthNumber(heldOn);
  const found = outsideTheTimeOf(collectives.get(collectiveId), heldOn).map((why) => outlierOf(sheet, why));
  for (const { memberId } of attendance) {
    const member = members.get(memberId);
    const joinedMonth = member === undefined ? null : joinedMonthOf(member);
    if (joinedMonth !== null && heldMonth < joinedMonth) {
      found.push(outlierOf(sheet, 'before_the_member_joined', intern(memberId)));
    }
    if (member?.exitedMonth != null && heldMonth > member.exitedMonth) {
      found.push(outlierOf(sheet, 'after_the_member_left', intern(memberId)));
    }
  }
  return found;
};
