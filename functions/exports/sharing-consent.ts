import * as z from 'zod';
import { type AppError, refused } from '../domain/errors.ts';
import { consentPurposes } from '../domain/member-words.ts';
import type { Table } from '../table/client.ts';
import { memberKey } from '../table/keys.ts';

/** The only export that leaves the organisation: a summary of a case, for a lawyer or an authority. */
const caseSummary = 'caseSummary';

const memberConsents = z.object({
  /** In order of recording. */
  consents: z.array(z.object({ purpose: z.enum(consentPurposes), given: z.boolean() })),
});

/** The error if a list may not be exported, or undefined. */
export type ValidateExport = (list: string, subjects: readonly string[]) => Promise<AppError | undefined>;

/**
 * Refuses the export of a case summary unless the newest answer of its member about consent to sharing is yes. Other
 * exports need no consent: they stay in the organisation and contain no names.
 * @returns the error `consent_missing`, also if no subject is a member, so that it does not reveal which ids are members
 */
export const createValidateExport =
  (table: Pick<Table, 'getMany'>): ValidateExport =>
  async (list, subjects) => {
    if (list !== caseSummary) return undefined;
    const members = (await table.getMany([...new Set(subjects)].map(memberKey))).map((item) =>
      memberConsents.parse(item),
    );
    const agreesToSharing = ({ consents }: z.infer<typeof memberConsents>): boolean =>
      consents.findLast(({ purpose }) => purpose === 'sharing')?.given === true;
    return members.length > 0 && members.every(agreesToSharing)
      ? undefined
      : refused('consent_missing', 'She has not agreed that a summary is handed on.', 'subjects');
  };
