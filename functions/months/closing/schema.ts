import * as z from 'zod';
import { clientId, month } from '../../shared/fields/fields.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';

/** A correction of a published month; the reason is published with it. */
export const correctionInput = z.strictObject({ id: clientId, reason: plaintextLine });
export type CorrectionInput = z.infer<typeof correctionInput>;

/** The version of the month that a correction will have. */
export const correctionAnswer = z.object({ month, version: z.int().min(1) });

/** The lists of findings in the preview of a month. */
export const findingLists = [
  'cashDifferences',
  'collectivesWithoutMeeting',
  'meetingsWithoutCount',
  'consentsMissing',
  'overdueFollowUps',
  'stoppedUrgentCases',
  'undoneStops',
  'likelyDuplicates',
  'outliers',
] as const;

const finding = {
  list: z.enum(findingLists).describe('The list of the preview that has the finding.'),
  recordId: z.uuid().describe('The id of the finding in its list.'),
  why: z
    .enum(['checked', 'later', 'known'])
    .describe(
      '`checked`: it is right as it is. `later`: it will be recorded later. `known`: it is being put right.',
    ),
};

/** The explanation why a finding may stay at a month's close. It has fixed words, so that nobody writes about a woman here. */
export const explanationInput = z.strictObject({ id: clientId, ...finding });
export type ExplanationInput = z.infer<typeof explanationInput>;

export const explanation = z.object({ month, ...finding, at: z.string(), by: z.string() });
export type Explanation = z.infer<typeof explanation>;
