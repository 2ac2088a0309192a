import { dateInIndia, monthOf } from '../../shared/calendar/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import type { Documents } from '../indicators/documents.ts';
import { isOfJoinedRecord, withKeptIds } from '../indicators/joined-records.ts';
import { type ComparedRecord, comparedRecord, hashOf, isStoppedLine } from './compared-records.ts';
import { findOutOfTime, outsideTheTimeOf } from './out-of-time.ts';
import type { Quality } from './schema.ts';

/** Collects from a month's journal lines what the review (findings.ts) looks at. */

type Sheet = JournalLineOf<'meeting_held'>;
type Outlier = Quality['outliers'][number];

/** The documents of the count that a review reads. */
export type ReviewedDocuments = Pick<Documents, 'joins' | 'members' | 'collectives'>;

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
  /** Without the sheets and vouchers that another sheet or voucher of the same day corrects. */
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
      if (line.corrects !== undefined) {
        corrections.push({ id: line.meetingId, of: line.corrects, on: line.heldOn });
      }
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
        corrections.some(
          (correction) => correction.of === id && correction.on === on && isInForce(correction.id),
        );
      return {
        takenBack: takenBack.filter((record) => !isCorrected(record)),
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
