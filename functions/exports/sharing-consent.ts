import * as z from 'zod';
import { type AppError, refused } from '../domain/errors.ts';
import { consentPurposes } from '../domain/member-words.ts';
import type { Table } from '../table/client.ts';
import { caseKey, memberKey } from '../table/keys.ts';

/** The only export that leaves the organisation: a summary of a case, for a lawyer or an authority. */
const caseSummary = 'caseSummary';

const caseMember = z.object({ memberId: z.string() });

const memberConsents = z.object({
  id: z.string(),
  /** In order of recording. */
  consents: z.array(z.object({ purpose: z.enum(consentPurposes), given: z.boolean() })),
});

/**
 * The error if a list may not be exported, or undefined.
 * @param list the name of what is exported
 * @param subjects the ids of the members and cases that the export names
 */
export type ValidateExport = (list: string, subjects: readonly string[]) => Promise<AppError | undefined>;

/**
 * Refuses the export of a case summary unless it names a case and its member, and her newest answer about consent to
 * sharing is yes. Other exports need no consent: they stay in the organisation and contain no names.
 * @returns the error `consent_missing`, also for unknown ids, so that it does not reveal which ids are members or cases
 */
export const createValidateExport =
  (table: Pick<Table, 'getMany'>): ValidateExport =>
  async (list, subjects) => {
    if (list !== caseSummary) return undefined;
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
