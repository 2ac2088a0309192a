import { type ExportList, exportLists } from '../kinds/export-lists.ts';
import type { ReadPart } from './read-parts.ts';

/** Which part of a woman's data an exported list contains. read-parts.ts asks, for the readings in her record. */

/**
 * The part that an exported list contains. Undefined for a list that names no woman of the groups, for one that mixes cases with other records, and for
 * suspicions, such as `likelyDuplicates`: her being in such a list would reveal the suspicion.
 */
const partsByList: Readonly<Record<ExportList, ReadPart | undefined>> = {
  accounts: undefined,
  bankLines: undefined,
  bench: 'member',
  borrowings: undefined,
  caseSummary: 'case',
  cases: 'case',
  cashDifferences: undefined,
  collectivesWithoutMeeting: undefined,
  consentsMissing: 'member',
  demands: undefined,
  emergency: 'case',
  facilitators: 'member',
  groups: undefined,
  import: 'member',
  ledger: 'savings',
  likelyDuplicates: undefined,
  lines: 'savings',
  meetings: 'savings',
  meetingsWithoutCount: undefined,
  members: 'member',
  offices: 'member',
  opening: 'savings',
  openingBorrowings: undefined,
  outliers: undefined,
  outreach: undefined,
  overdueFollowUps: 'case',
  people: undefined,
  preview: undefined,
  record: 'record',
  requests: 'request',
  roster: 'outreach',
  shares: 'savings',
  sheet: 'savings',
  sheets: undefined,
  statement: 'savings',
  stoppedUrgentCases: 'case',
  undoneStops: 'member',
  vouchers: undefined,
};

/** The part that a list contains, by the list's name in an access line; null if her record doesn't show that the list was exported. */
export const partOfExport = (name: string | undefined): ReadPart | null => {
  const list = exportLists.find((known) => known === name);
  return (list && partsByList[list]) ?? null;
};
