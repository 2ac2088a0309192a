import { refused } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { accessItem, type Reader } from '../../shared/journal/access-log.ts';
import type { Table } from '../../shared/table/client.ts';
import { exportCountKey } from '../../shared/table/keys.ts';
import { createFindUnread } from './recent-readings.ts';
import type { ExportInput } from './schema.ts';
import { createValidateExport } from './sharing-consent.ts';

/**
 * How many lists a person may export on one Indian day. A desk's busiest day has a dozen; a list of more than two thousand rows takes an
 * export for each two thousand.
 */
export const maxExportsPerDay = 100;

export type Exports = ReturnType<typeof createExports>;

export const createExports = (table: Pick<Table, 'getMany' | 'query' | 'retry' | 'transact'>, newId: Ids) => {
  const findUnread = createFindUnread(table);
  const validateConsent = createValidateExport(table);

  return {
    /**
     * Notes in the access log that a list is exported, and counts it, in one transaction.
     * @param today the Indian day
     * @throws AppError `not_read` if the caller has not read each subject within 24 hours, `consent_missing`, `too_many_exports`
     */
    note: async (reader: Reader, { list, subjects }: ExportInput, today: string): Promise<void> => {
      const { caller, now } = reader;
      const unread = await findUnread(caller.personId, now, subjects);
      if (unread.size > 0) {
        const paths = subjects.flatMap((id, index) => (unread.has(id) ? [`subjects.${index}`] : []));
        throw refused(
          'not_read',
          'An export names what you have read within 24 hours. Open the list again, then save it.',
          ...paths.slice(0, 1),
        );
      }
      const refusal = await validateConsent(list, subjects);
      if (refusal !== undefined) throw refusal;
      const outcomes = await table.transact([
        {
          update: exportCountKey(caller.personId, today),
          set: 'ADD exported :one',
          condition: 'attribute_not_exists(pk) OR exported < :max',
          values: { ':one': 1, ':max': maxExportsPerDay },
        },
        { put: accessItem(reader, { subjects, fields: [list] }, newId()) },
      ]);
      if (outcomes !== null) {
        throw refused('too_many_exports', `One person may save ${maxExportsPerDay} lists a day.`);
      }
    },
  };
};
