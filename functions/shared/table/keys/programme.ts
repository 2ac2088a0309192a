/** The keys of what belongs to the programme as a whole: outreach, demands, recorded voices, terms, publications, handovers, and the system's health. */
import type { Gsi1, Gsi2, Key } from './key.ts';

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

// Handovers

/** The table's partition (`pk`) of the requested data handovers, by id; there are few. */
export const handoverList = 'HANDOVERS';
export const handoverKey = (id: string): Key => ({ pk: handoverList, sk: id });

/** The table's key (`pk`, `sk`) of the progress of importing a handover pack into this table. */
export const importKey: Key = { pk: 'IMPORT', sk: 'IMPORT' };

// The system's health

/** The table's key (`pk`, `sk`) of the result of the newest restore drill that ran by itself. */
export const drillKey: Key = { pk: 'HEALTH', sk: 'DRILL' };
/** The table's key (`pk`, `sk`) of the restore drill that was asked for last, and how far it has come. */
export const drillAskedKey: Key = { pk: 'HEALTH', sk: 'DRILL_ASKED' };
/** The table's key (`pk`, `sk`) of the findings of the last scheduled look at the system's health, and which of them were mailed. */
export const healthLookKey: Key = { pk: 'HEALTH', sk: 'LOOK' };
/** The table's key (`pk`, `sk`) of how far digests of the logs have been made (a day's digest is stored as a `seal`). */
export const sealsKey: Key = { pk: 'HEALTH', sk: 'SEALS' };
