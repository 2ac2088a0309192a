import { record } from '../journal/append.ts';
import type { Table } from '../table/client.ts';
import { explanationKey, explanationList } from '../table/keys.ts';
import { type Explanation, type ExplanationInput, explanation } from './schema.ts';

/** Enough for all: the preview lists at most a hundred findings in each of six lists. */
const maxFindings = 1_000;

export type Explanations = ReturnType<typeof createExplanations>;

/**
 * The repository of explanations: why a finding may stay at a month's close, in the coordinator's words. A later explanation of the same
 * finding replaces the earlier one.
 */
export const createExplanations = (table: Table) => ({
  list: async (month: string): Promise<Explanation[]> => {
    const { items } = await table.query({ partition: explanationList(month), limit: maxFindings });
    return items.map((item) => explanation.parse(item));
  },

  /** Stores an explanation. @throws AppError `id_reused` */
  add: async (
    month: string,
    { id, ...finding }: ExplanationInput,
    { at, by, fingerprint }: { readonly at: string; readonly by: string; readonly fingerprint: string },
  ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly explanation: Explanation }> => {
    const key = explanationKey(month, finding.list, finding.recordId);
    const explained: Explanation = { month, ...finding, at, by };
    const outcome = await record(table, {
      claim: { id, fingerprint, record: key, concernsOnly: null },
      writes: [{ put: { ...key, ...explained } }],
      line: { type: 'finding_explained', id, recordedAt: at, actor: by, month, ...finding },
    });
    return outcome === 'written'
      ? { outcome: 'created', explanation: explained }
      : { outcome: 'repeated', explanation: explanation.parse(await table.get(outcome.earlierRecord)) };
  },
});
