import * as z from 'zod';
import { type AppError, refused } from '../domain/errors.ts';
import { consentPurposes } from '../domain/member-words.ts';
import type { Table } from '../table/client.ts';
import { memberKey } from '../table/keys.ts';

/** The list that leaves the organisation: a summary of a case, for a lawyer or an authority. */
const handedOut = 'caseSummary';

const agreed = z.object({
  consents: z.array(z.object({ purpose: z.enum(consentPurposes), given: z.boolean() })),
});

/** The error if a list may not be saved, or undefined. */
export type ValidateExport = (list: string, subjects: readonly string[]) => Promise<AppError | undefined>;

/**
 * Refuses a summary unless its member's newest consent to sharing is given. Other lists stay in the organisation, with codes alone.
 * @returns `consent_missing`; the same if no member is among the subjects, so that it tells of nobody whether she is one
 */
export const createValidateExport =
  (table: Pick<Table, 'getMany'>): ValidateExport =>
  async (list, subjects) => {
    if (list !== handedOut) return undefined;
    const members = (await table.getMany([...new Set(subjects)].map(memberKey))).map((item) =>
      agreed.parse(item),
    );
    const shares = ({ consents }: z.infer<typeof agreed>): boolean =>
      consents.findLast(({ purpose }) => purpose === 'sharing')?.given === true;
    return members.length > 0 && members.every(shares)
      ? undefined
      : refused('consent_missing', 'She has not agreed that a summary is handed on.', 'subjects');
  };
