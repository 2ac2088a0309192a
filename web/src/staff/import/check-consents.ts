import { needsGuardian } from '../../consent/giver.ts';
import { type Fault, faultOf } from './faults.ts';
import { type LinkedRows, rowsByMember } from './linked-workbook.ts';
import type { ReadRow } from './workbook-rows.ts';

export const consentPurposes = ['services', 'reporting', 'sharing'] as const;

/** A woman's consents in an import's workbook, the earliest first. */
export const sortConsents = (rows: readonly ReadRow<'consents'>[]): ReadRow<'consents'>[] =>
  rows.toSorted((a, b) => (a.values.on ?? '').localeCompare(b.values.on ?? '') || a.rowNumber - b.rowNumber);

/**
 * The consent in an import's workbook with which a woman joins: the first to the services. Her record is made with
 * it.
 */
export const joiningConsent = (rows: readonly ReadRow<'consents'>[]): ReadRow<'consents'> | undefined =>
  sortConsents(rows).find(({ values }) => values.services === 'yes');

/** Checks the consents of an import: what the server would refuse of them, found before anything is sent. */
export function checkConsents(workbook: LinkedRows): Fault[] {
  const byMember = rowsByMember(workbook.rows.consents, workbook);
  const ofRow = (row: ReadRow<'consents'>): Fault[] => {
    const { values } = row;
    const answers = consentPurposes.filter((purpose) => values[purpose] !== undefined);
    if (answers.length === 0 && row.faults.length === 0) return [faultOf(row, 'services', 'consentEmpty')];
    const birthYear = workbook.memberOf.get(row)?.values.birthYear;
    const agrees = consentPurposes.some((purpose) => values[purpose] === 'yes');
    return birthYear !== undefined &&
      values.on !== undefined &&
      agrees &&
      (values.givenBy ?? 'self') === 'self' &&
      !row.faults.some(({ column }) => column === 'givenBy') &&
      needsGuardian(birthYear, values.on)
      ? [faultOf(row, 'givenBy', 'guardianNeeded')]
      : [];
  };
  const ofMember = (member: ReadRow<'members'>): Fault[] => {
    const hers = sortConsents(byMember.get(member) ?? []);
    // A withdrawal holds from the day on which it is recorded, so that nothing given earlier can follow it. A wrong year is more likely.
    const early = consentPurposes.flatMap((purpose) => {
      const withAnswer = hers.filter(({ values }) => values[purpose] !== undefined);
      return withAnswer.flatMap((row, index) => {
        const later = withAnswer.slice(index).find(({ values }) => values[purpose] === 'yes');
        return row.values[purpose] === 'no' && later?.values.on !== undefined
          ? [faultOf(row, 'on', 'consentBeforeYes', { date: later.values.on, row: later.rowNumber })]
          : [];
      });
    });
    const toldOnce = [
      ...new Map(early.map((fault) => [`${fault.rowNumber} ${fault.sheetName}`, fault])).values(),
    ];
    const last = hers.findLast(({ values }) => values.services !== undefined);
    const isUnread = hers.some((row) => row.faults.length > 0);
    return last?.values.services === 'yes' || isUnread
      ? toldOnce
      : [...toldOnce, faultOf(member, undefined, 'consentMissing')];
  };
  return [...workbook.rows.consents.flatMap(ofRow), ...workbook.rows.members.flatMap(ofMember)];
}
