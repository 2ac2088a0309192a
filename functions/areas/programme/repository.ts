import type * as z from 'zod';
import { screenedTexts } from '../../shared/definition/define.ts';
import { checkStored } from '../../shared/definition/seal.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLine, JournalLineOf } from '../../shared/journal/line.ts';
import { validateNames, type Writer } from '../../shared/screening/known-names.ts';
import { countSetting, validateSettingCount } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import {
  baselinesKey,
  narrativeKey,
  programmePartition,
  targetsKey,
  termsKey,
  termsPrefix,
} from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { termsFields } from './definition.ts';
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

/** Stores the programme's terms, targets, baselines and narratives. */

/** When a setting is made (RFC 3339 with milliseconds), and the id of the person who makes it. */
export type Setting = { readonly at: string; readonly by: string };

/** The stamp of a record that is always replaced as a whole. Before the record is set, the stamp is only version 0. */
type Stamped = {
  readonly version: number;
  readonly createdAt?: string | undefined;
  readonly createdBy?: string | undefined;
};

type ReplaceDeps = { readonly table: Table; readonly newId: Ids };

/** A record that is always replaced as a whole. */
type ReplaceableRecord<Value extends Stamped> = {
  readonly key: Key;
  readonly schema: z.ZodType<Value>;
  /** The content before the record is set. */
  readonly unset: Omit<Value, keyof Stamped>;
};

const findReplaceable = async <Value extends Stamped>(
  table: Table,
  { key, schema, unset }: ReplaceableRecord<Value>,
): Promise<Value> => schema.parse((await table.get(key)) ?? { ...unset, version: 0 });

/**
 * Replaces a record; writes nothing if the content is the same.
 * @param lineOf the journal line of the change
 * @throws AppError `too_many`
 */
const replace = <Value extends Stamped>(
  { table, newId }: ReplaceDeps,
  replaceable: ReplaceableRecord<Value>,
  content: Omit<Value, keyof Stamped>,
  { at, by }: Setting,
  lineOf: (stamp: Pick<JournalLine, 'id' | 'recordedAt' | 'actor'>) => JournalLine,
): Promise<Value> =>
  table.retry(async () => {
    const { key, schema } = replaceable;
    const current = await findReplaceable(table, replaceable);
    const changed = schema.parse({
      ...content,
      version: current.version + 1,
      createdAt: current.createdAt ?? at,
      createdBy: current.createdBy ?? by,
    });
    const { version, createdAt, createdBy } = current;
    // Compared with the current stamp, so that only the content can differ.
    const isSame = canonicalJson({ ...changed, version, createdAt, createdBy }) === canonicalJson(current);
    // The first content is written even if it equals `unset`.
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
      writes: [countSetting(by, 'changes', at)],
      line: lineOf({ id: newId(), recordedAt: at, actor: by }),
    });
    return outcome === 'written' ? changed : tryAgain;
  });

const targetsRecord = (financialYear: string): ReplaceableRecord<Targets> => ({
  key: targetsKey(financialYear),
  schema: targets,
  unset: { financialYear, targets: {} },
});

export const findTargets = (table: Table, financialYear: string): Promise<Targets> =>
  findReplaceable(table, targetsRecord(financialYear));

export const setTargets = (
  deps: ReplaceDeps,
  content: Pick<Targets, 'financialYear' | 'targets'>,
  setting: Setting,
): Promise<Targets> =>
  replace(deps, targetsRecord(content.financialYear), content, setting, (stamp) => ({
    type: 'targets_set',
    ...stamp,
    ...content,
  }));

const baselinesRecord: ReplaceableRecord<Baselines> = {
  key: baselinesKey,
  schema: baselines,
  unset: { baselines: {} },
};

export const findBaselines = (table: Table): Promise<Baselines> => findReplaceable(table, baselinesRecord);

export const setBaselines = (
  deps: ReplaceDeps,
  content: Pick<Baselines, 'baselines'>,
  setting: Setting,
): Promise<Baselines> =>
  replace(deps, baselinesRecord, content, setting, (stamp) => ({
    type: 'baselines_set',
    ...stamp,
    ...content,
  }));

const narrativeRecord = (month: string): ReplaceableRecord<Narrative> => ({
  key: narrativeKey(month),
  schema: narrative,
  unset: { month, en: null, ja: null },
});

export const findNarrative = (table: Table, month: string): Promise<Narrative> =>
  findReplaceable(table, narrativeRecord(month));

export const setNarrative = (
  deps: ReplaceDeps,
  content: Pick<Narrative, 'month' | 'en' | 'ja'>,
  setting: Setting,
): Promise<Narrative> =>
  replace(deps, narrativeRecord(content.month), content, setting, (stamp) => ({
    type: 'narrative_set',
    ...stamp,
    ...content,
  }));

/** The terms as the table's item. @throws InternalError if they have a field that is not declared */
const toItem = (value: Terms, key: Key): Item => {
  checkStored(termsFields, value);
  return { ...value, ...key };
};

/**
 * Records terms.
 * @param content the request's body: a repetition of the request is recognised by it
 * @param announce sends the message that makes the snapshots be compiled anew; not called if the terms are refused
 * @throws AppError `invalid_name` if a text contains a member's full name; `too_many`, `id_reused`
 */
export const addTerms = async (
  records: Records,
  value: Terms,
  content: TermsInput,
  line: JournalLineOf<'programme_terms_set'>,
  announce: () => Promise<void>,
  writer: Writer,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly terms: Terms }> => {
  const { table, vault } = records;
  const key = termsKey(value.from, line.recordedAt, value.id);
  const fingerprint = await fingerprintOf(vault, content);
  const refusal =
    (await validateSettingCount(table, line.actor, 'terms', line.recordedAt)) ??
    (await validateNames(records, screenedTexts(termsFields, value), writer));
  // The message goes before the write. If the write then fails, the compiler finds no new terms, which does no harm; without a message it would miss
  // the terms.
  if (refusal === undefined) await announce();
  const outcome = await record(table, {
    claim: { id: value.id, fingerprint, record: key, concernsOnly: null },
    errorUnlessRepeated: refusal,
    writes: [countSetting(line.actor, 'terms', line.recordedAt), { put: toItem(value, key) }],
    line,
  });
  return outcome === 'written'
    ? { outcome: 'created', terms: value }
    : { outcome: 'repeated', terms: terms.parse(await table.get(outcome.earlierRecord)) };
};

/** All terms, by the month from which they hold, then by recording. */
export const listTerms = async (table: Table): Promise<Terms[]> => {
  const items = await queryAll(table, { partition: programmePartition, prefix: termsPrefix });
  return items.map((item) => terms.parse(item));
};
