import { refused } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import type { Table } from '../../shared/table/client.ts';
import { exportCountKey } from '../../shared/table/keys/people.ts';
import { createFindRead } from './recent-readings.ts';
import type { ExportInput } from './schema.ts';
import { createValidateExport } from './sharing-consent.ts';

/**
 * How many lists a person may export on one Indian day. A desk's busiest day has a dozen; a list of more than two thousand rows takes an
 * export for each two thousand.
 */
export const maxExportsPerDay = 100;

export type Exports = ReturnType<typeof createExports>;

export const createExports = (
  table: Pick<Table, 'get' | 'getMany' | 'merge' | 'put' | 'query' | 'retry' | 'transact'>,
  newId: Ids,
) => {
  const findRead = createFindRead(table);
  const accessLog = createAccessLog(table, newId);
  const validateConsent = createValidateExport(table);

  return {
    /**
     * Counts that a list is exported, then notes it in the access log: who may export no more writes nothing into the log.
     * @param today the Indian day
     * @throws AppError `not_read` if the caller has not read each subject within 24 hours, `consent_missing`, `too_many_exports`
     */
    note: async (reader: Reader, { list, subjects }: ExportInput, today: string): Promise<void> => {
      const { caller, now } = reader;
      const rows = await findRead(caller.personId, now, subjects);
      const readIds = new Set(rows.flatMap(({ ids }) => ids));
      const paths = subjects.flatMap((id, index) => (readIds.has(id) ? [] : [`subjects.${index}`]));
      if (paths.length > 0) {
        throw refused(
          'not_read',
          'An export names what you have read within 24 hours. Open the list again, then save it.',
          ...paths.slice(0, 1),
        );
      }
      const refusal = await validateConsent(caller.role, list, subjects);
      if (refusal !== undefined) throw refusal;
      const failures = await table.transact([
        {
          update: exportCountKey(caller.personId, today),
          set: 'ADD exported :one',
          condition: 'attribute_not_exists(pk) OR exported < :max',
          values: { ':one': 1, ':max': maxExportsPerDay },
        },
      ]);
      if (failures !== null) {
        throw refused('too_many_exports', `One person may save ${maxExportsPerDay} lists a day.`);
      }
      await accessLog(reader, { lists: [{ rows, fields: [list] }] });
    },
  };
};
