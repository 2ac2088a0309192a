import type * as z from 'zod';
import type { AppError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import type { Table } from '../../shared/table/client.ts';
import {
  baselinesKey,
  type Key,
  narrativeKey,
  programmePartition,
  targetsKey,
  termsKey,
  termsPrefix,
} from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import {
  type Baselines,
  baselines,
  type Narrative,
  narrative,
  type Targets,
  type Terms,
  type TermsInput,
  targets,
  terms,
} from './schema.ts';

/** When a setting was made (RFC 3339 with milliseconds), and by whom. */
export type Setting = { readonly at: string; readonly by: string };

/** The stamp of a record that is replaced as a whole. A record that was never set has version 0 and nothing else. */
type Replaceable = {
  readonly version: number;
  readonly createdAt?: string | undefined;
  readonly createdBy?: string | undefined;
};

export type ProgrammeRecords = ReturnType<typeof createProgrammeRecords>;

export const createProgrammeRecords = (table: Table, vault: Pick<Vault, 'fingerprint'>, newId: Ids) => {
  /** Reads and replaces a record that is always replaced as a whole, under one key. */
  const createReplaceable = <Value extends Replaceable>(
    key: Key,
    schema: z.ZodType<Value>,
    unset: Omit<Value, keyof Replaceable>,
  ) => {
    const find = async (): Promise<Value> => schema.parse((await table.get(key)) ?? { ...unset, version: 0 });

    return {
      find,

      /** Replaces the record; writes nothing if the content is the same. @param lineOf the journal line of the change */
      replace: (
        content: Omit<Value, keyof Replaceable>,
        { at, by }: Setting,
        lineOf: (stamp: Pick<JournalLine, 'id' | 'recordedAt' | 'actor'>) => JournalLine,
      ): Promise<Value> =>
        table.retry(async () => {
          const current = await find();
          const changed = schema.parse({
            ...content,
            version: current.version + 1,
            createdAt: current.createdAt ?? at,
            createdBy: current.createdBy ?? by,
          });
          const { version, createdAt, createdBy } = current;
          // The stamp always differs, so only the content is compared.
          const isSame =
            canonicalJson({ ...changed, version, createdAt, createdBy }) === canonicalJson(current);
          // The first content is written even if it is empty.
          if (version > 0 && isSame) {
            return current;
          }
          const outcome = await record(table, {
            staleIfFailed: [
              {
                put: { ...key, ...changed },
                ...(version === 0
                  ? { condition: 'attribute_not_exists(pk)' }
                  : { condition: 'version = :seen', values: { ':seen': version } }),
              },
            ],
            writes: [],
            line: lineOf({ id: newId(), recordedAt: at, actor: by }),
          });
          return outcome === 'written' ? changed : tryAgain;
        }),
    };
  };

  const targetsOf = (financialYear: string) =>
    createReplaceable<Targets>(targetsKey(financialYear), targets, { financialYear, targets: {} });
  const allBaselines = createReplaceable<Baselines>(baselinesKey, baselines, { baselines: {} });
  const narrativeOf = (month: string) =>
    createReplaceable<Narrative>(narrativeKey(month), narrative, { month, en: null, ja: null });

  return {
    findTargets: (financialYear: string): Promise<Targets> => targetsOf(financialYear).find(),

    setTargets: (content: Pick<Targets, 'financialYear' | 'targets'>, set: Setting): Promise<Targets> =>
      targetsOf(content.financialYear).replace(content, set, (stamp) => ({
        type: 'targets_set',
        ...stamp,
        ...content,
      })),

    findBaselines: allBaselines.find,

    setBaselines: (content: Pick<Baselines, 'baselines'>, set: Setting): Promise<Baselines> =>
      allBaselines.replace(content, set, (stamp) => ({ type: 'baselines_set', ...stamp, ...content })),

    findNarrative: (month: string): Promise<Narrative> => narrativeOf(month).find(),

    setNarrative: (content: Pick<Narrative, 'month' | 'en' | 'ja'>, set: Setting): Promise<Narrative> =>
      narrativeOf(content.month).replace(content, set, (stamp) => ({
        type: 'narrative_set',
        ...stamp,
        ...content,
      })),

    /** @throws AppError `id_reused`; `errorUnlessRepeated` unless the same was recorded before */
    addTerms: async (
      value: Terms,
      content: TermsInput,
      line: JournalLineOf<'programme_terms_set'>,
      errorUnlessRepeated: AppError | undefined,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly terms: Terms }> => {
      const key = termsKey(value.from, line.recordedAt, value.id);
      const fingerprint = await vault.fingerprint(canonicalJson(content));
      const outcome = await record(table, {
        claim: { id: value.id, fingerprint, record: key, concernsOnly: null },
        errorUnlessRepeated,
        writes: [{ put: { ...value, ...key } }],
        line,
      });
      return outcome === 'written'
        ? { outcome: 'created', terms: value }
        : { outcome: 'repeated', terms: terms.parse(await table.get(outcome.earlierRecord)) };
    },

    /** All terms, by the month from which they hold, then by recording. */
    listTerms: async (): Promise<Terms[]> => {
      const items = await queryAll(table, { partition: programmePartition, prefix: termsPrefix });
      return items.map((item) => terms.parse(item));
    },
  };
};
