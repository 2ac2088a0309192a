import { needsGuardian } from '../../../consent/giver.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { type Fault, faultOf } from './faults.ts';
import { type LinkedRows, rowsByMember } from './linked-workbook.ts';

/** The purposes of consent, in the order of the sheet's columns. */
export const consentPurposes = ['services', 'reporting', 'sharing'] as const;

/** Sorts a woman's consents in an import's workbook, the earliest first. Those without a readable date come before all. */
export const sortConsents = (rows: readonly ReadRow<'consents'>[]): ReadRow<'consents'>[] =>
  rows.toSorted((a, b) => (a.values.on ?? '').localeCompare(b.values.on ?? '') || a.rowNumber - b.rowNumber);

/**
 * The consent with which a woman of an import joins: her first one to the services. It is sent together with her record.
 */
export const joiningConsent = (rows: readonly ReadRow<'consents'>[]): ReadRow<'consents'> | undefined =>
  sortConsents(rows).find(({ values }) => values.services === 'yes');

/** Checks the consents of an import for what the server would refuse, before anything is sent. */
export function checkConsents(workbook: LinkedRows): Fault[] {
  const byMember = rowsByMember(workbook.rows.consents, workbook);
  const checkRow = (row: ReadRow<'consents'>): Fault[] => {
    const { values } = row;
    const answers = consentPurposes.filter((purpose) => values[purpose] !== undefined);
    if (answers.length === 0 && row.faults.length === 0) return [faultOf(row, 'services', 'consentEmpty')];
    const birthYear = workbook.memberOf.get(row)?.values.birthYear;
    const agrees = consentPurposes.some((purpose) => values[purpose] === 'yes');
    // An empty giver means the woman herself, unless the cell could not be read.
    const isHerOwn =
      (values.givenBy ?? 'self') === 'self' && !row.faults.some(({ column }) => column === 'givenBy');
    return agrees &&
      isHerOwn &&
      birthYear !== undefined &&
      values.on !== undefined &&
      needsGuardian(birthYear, values.on)
      ? [faultOf(row, 'givenBy', 'guardianNeeded')]
      : [];
  };
  const checkMember = (member: ReadRow<'members'>): Fault[] => {
    const herConsents = sortConsents(byMember.get(member) ?? []);
    // Each no with a later yes. The server refuses the two together, and a wrong year is the likely cause.
    const withdrawnTooEarly = consentPurposes.flatMap((purpose) =>
      herConsents.flatMap((row, index) => {
        if (row.values[purpose] !== 'no') return [];
        const laterYes = herConsents.slice(index).find(({ values }) => values[purpose] === 'yes');
        return laterYes?.values.on === undefined
          ? []
          : [faultOf(row, 'on', 'consentBeforeYes', { date: laterYes.values.on, row: laterYes.rowNumber })];
      }),
    );
    // One fault for each row, even if it withdraws several purposes.
    const onePerRow = [
      ...new Map(withdrawnTooEarly.map((fault) => [`${fault.rowNumber} ${fault.sheetName}`, fault])).values(),
    ];
    // Her last answer on the services must be yes. While one of her rows can't be read, her last answer is unknown.
    const lastOnServices = herConsents.findLast(({ values }) => values.services !== undefined);
    const hasUnreadable = herConsents.some((row) => row.faults.length > 0);
    return lastOnServices?.values.services === 'yes' || hasUnreadable
      ? onePerRow
      : [...onePerRow, faultOf(member, undefined, 'consentMissing')];
  };
  return [...workbook.rows.consents.flatMap(checkRow), ...workbook.rows.members.flatMap(checkMember)];
}
