import type * as z from 'zod';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Table } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { baselinesKey, narrativeKey, targetsKey } from '../../shared/table/keys/programme.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { type Baselines, baselines, type Narrative, narrative, type Targets, targets } from './schema.ts';

/** Stores the programme's targets, baselines and narratives, each of which is always replaced as a whole. terms-repository.ts stores the terms. */

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
