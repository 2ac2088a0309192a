import { record } from '../../shared/journal/append.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Table } from '../../shared/table/client.ts';
import { explanationKey } from '../../shared/table/keys/programme.ts';
import { listExplanations } from './list-explanations.ts';
import { type Explanation, type ExplanationInput, explanation as explanationSchema } from './schema.ts';

export type Explanations = ReturnType<typeof createExplanations>;

/**
 * The repository of explanations: for a finding of a month's preview, the coordinator's choice of the reason (`checked`, `later` or
 * `known`) why it may stay at the month's close. A later explanation of the same finding replaces the earlier one.
 */
export const createExplanations = (table: Table) => ({
  list: (month: string): Promise<Explanation[]> => listExplanations(table, month),

  /** Stores an explanation. @throws AppError `too_many`, `id_reused` */
  add: async (
    month: string,
    { id: requestId, ...finding }: ExplanationInput,
    { at, by, fingerprint }: { readonly at: string; readonly by: string; readonly fingerprint: string },
  ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly explanation: Explanation }> => {
    const key = explanationKey(month, finding.list, finding.recordId);
    const newExplanation: Explanation = { month, ...finding, at, by };
    const outcome = await record(table, {
      // The request holds no text about anybody, so no erasure affects its claim.
      claim: { id: requestId, fingerprint, record: key, concernsOnly: null },
      writes: [countSetting(by, 'explanations', at), { put: { ...key, ...newExplanation } }],
      line: { type: 'finding_explained', id: requestId, recordedAt: at, actor: by, month, ...finding },
    });
    return outcome === 'written'
      ? { outcome: 'created', explanation: newExplanation }
      : { outcome: 'repeated', explanation: explanationSchema.parse(await table.get(outcome.earlierRecord)) };
  },
});
