import * as z from 'zod';
import { inputOf, listedOf, storedOf } from '../../shared/definition/schemas.ts';
import { clientId, date, district } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { demandTopics } from '../../shared/kinds/demand-words.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';
import { demandFields, demandStepFields } from './definition.ts';

export const demandInput = inputOf(demandFields).superRefine(
  ({ kind, on, follows, answerBy }, { addIssue }) => {
    const refuse = (path: string, message: string): void =>
      addIssue({ code: 'custom', path: [path], message });
    if (answerBy !== undefined && (kind === 'rti' || kind === 'rti_appeal')) {
      refuse(
        'answerBy',
        'The law gives the day for requests for information and their appeals: leave it out.',
      );
    } else if (answerBy !== undefined && answerBy < on) {
      refuse('answerBy', 'Write a day on or after that of the demand.');
    }
    if (kind === 'rti_appeal' && follows === undefined) {
      refuse('follows', 'Name the request for information that the appeal is about.');
    }
  },
);
export type DemandInput = z.infer<typeof demandInput>;

export const demandStepInput = inputOf(demandStepFields);
export type DemandStepInput = z.infer<typeof demandStepInput>;

/** The reason is shown beside the demand. */
export const demandReversalInput = z.strictObject({ id: clientId, reason: plaintextLine });
export type DemandReversalInput = z.infer<typeof demandReversalInput>;

export const demandQuery = z.strictObject({
  open: z.enum(['true', 'false']).optional(),
  about: z.enum(demandTopics).optional(),
  district: district.optional(),
  ...page,
});
export type DemandQuery = z.infer<typeof demandQuery>;

/** A demand in an answer. The text of a step is absent if none was sent. */
export const demand = listedOf(demandFields);
export type Demand = z.infer<typeof demand>;

/** A day that a demand waits for: `demand`, its answer; `appeal`, the last day to file one. */
export const demandAgendaItem = z.object({
  kind: z.enum(['demand', 'appeal']),
  on: date,
  demandId: clientId,
  title: z.string(),
  /** Whether the day lies before today (Indian date). */
  overdue: z.boolean(),
});
export type DemandAgendaItem = z.infer<typeof demandAgendaItem>;

/** A demand as stored, the texts of its steps encrypted. */
export const storedDemand = storedOf(demandFields);
export type StoredDemand = z.infer<typeof storedDemand>;
