import * as z from 'zod';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { consentPurposes } from '../../shared/kinds/member-words.ts';
import type { Table } from '../../shared/table/client.ts';
import { caseKey, memberKey } from '../../shared/table/keys.ts';
import type { ExportInput } from './schema.ts';

const caseMember = z.object({ memberId: z.string() });

const memberConsents = z.object({
  id: z.string(),
  /** In order of recording. */
  consents: z.array(z.object({ purpose: z.enum(consentPurposes), given: z.boolean() })),
});

/**
 * Refuses the export of a case summary unless it names a case and its member, and her newest answer about consent to
 * sharing is yes. The summary, for a lawyer or
 * an authority, is the only export that leaves the organisation; others contain no names and need no consent.
 * @param subjects the ids of the members and cases that the export names
 * @returns the error `consent_missing`, also for unknown ids, so that it does not reveal which ids are members or cases; or undefined
 */
export const createValidateExport =
  (table: Pick<Table, 'getMany'>) =>
  async (list: ExportInput['list'], subjects: ExportInput['subjects']): Promise<AppError | undefined> => {
    if (list !== 'caseSummary') return undefined;
    const ids = [...new Set(subjects)];
    const [caseItems, memberItems] = await Promise.all([
      table.getMany(ids.map(caseKey)),
      table.getMany(ids.map(memberKey)),
    ]);
    const members = memberItems.map((item) => memberConsents.parse(item));
    /** The ids of those members that the export names who agreed. */
    const agreedIds = new Set(members.filter(agreesToSharing).map(({ id }) => id));
    /** The export names a case, and all cases and members that it names are of members who agreed. */
    const mayLeave =
      caseItems.length > 0 &&
      caseItems.every((item) => agreedIds.has(caseMember.parse(item).memberId)) &&
      members.every(({ id }) => agreedIds.has(id));
    return mayLeave
      ? undefined
      : refused('consent_missing', 'She has not agreed that a summary is handed on.', 'subjects');
  };

const agreesToSharing = ({ consents }: z.infer<typeof memberConsents>): boolean =>
  consents.findLast(({ purpose }) => purpose === 'sharing')?.given === true;
