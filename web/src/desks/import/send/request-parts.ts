import { type District, districtNames } from '../../../../../functions/shared/reach/districts.ts';
import { type AnyRequest, type Call, callOf } from '../../../api/client.ts';
import type { ApiRoute, RequestOf } from '../../../api/routes.ts';
import type { GroupRef, LinkedWorkbook } from '../check/linked-workbook.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { idOfGroup, type RowIds } from './row-ids.ts';

/** What the requests of an import are made of: ids, values that cannot be missing, a group's place. `requests.ts` makes them, sheet by sheet. */

export const post = <Key extends ApiRoute>(route: Key, request: RequestOf<Key> & AnyRequest): Call =>
  callOf(route, request);

/** An object without its undefined values. */
export const withoutUndefined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

/** A value that a row without faults always has. @throws TypeError if it is missing: only rows without faults are planned */
export const requireValue = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('A row without faults lacks a value.');
  return value;
};

/** The workbook to which a row belongs, and the ids of its rows' records. */
export type Refs = { readonly workbook: LinkedWorkbook; readonly rowIds: RowIds };

/** The id of a row's record. @param slot the number of the record in the row, from 0 */
export const idOf = ({ rowIds }: Refs, row: ReadRow, slot = 0): string =>
  requireValue(rowIds.ids.get(row)?.[slot]);
/** The id of the group that a row names. */
export const groupIdOf = ({ workbook, rowIds }: Refs, row: ReadRow): string =>
  requireValue(idOfGroup(workbook.groupOf.get(row), rowIds.ids));

/** The district and mandal of a group, from the workbook or from the system. */
export const placeOf = (
  group: GroupRef,
): { readonly district?: District | undefined; readonly mandal?: string | undefined } =>
  'row' in group
    ? group.row.values
    : withoutUndefined({
        district: districtNames.find((name) => name === group.knownGroup.district),
        mandal: group.knownGroup.mandal,
      });
