import { screenedTexts } from '../../shared/definition/define.ts';
import { checkStored } from '../../shared/definition/seal.ts';
import { record } from '../../shared/journal/append.ts';
import { findRepetition, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { validateNames, type Writer } from '../../shared/screening/known-names.ts';
import { countSetting, validateSettingCount } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { programmePartition, termsKey, termsPrefix } from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { termsFields } from './definition.ts';
import { type Terms, type TermsInput, terms } from './schema.ts';

/** Stores the programme's terms. */

/** The terms as the table's item. @throws InternalError if they have a field that is not declared */
const toItem = (value: Terms, key: Key): Item => {
  checkStored(termsFields, value);
  return { ...value, ...key };
};

/**
 * Records terms.
 * @param content the request's body: a repetition of the request is recognised by it
 * @param announce sends the message that makes the snapshots be compiled anew; not called if the terms are refused or were recorded before
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
  const termsAt = async (earlier: Key) => ({
    outcome: 'repeated' as const,
    terms: terms.parse(await table.get(earlier)),
  });
  // Their message went before the write that claimed the id, so a repetition sends none.
  const repetition = await findRepetition(table, { id: value.id, fingerprint });
  if (repetition !== undefined) return termsAt(repetition.earlierRecord);
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
  return outcome === 'written' ? { outcome: 'created', terms: value } : termsAt(outcome.earlierRecord);
};

/** All terms, by the month from which they hold, then by recording. */
export const listTerms = async (table: Table): Promise<Terms[]> => {
  const items = await queryAll(table, { partition: programmePartition, prefix: termsPrefix });
  return items.map((item) => terms.parse(item));
};
