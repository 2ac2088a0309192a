import type { District } from '../../../../../functions/shared/reach/districts.ts';
import type { ReadRow, ReadWorkbook } from '../read/workbook-rows.ts';
import { type Fault, faultOf } from './faults.ts';

/** Rows that say in which district something lies. */
type PlacedRow = ReadRow<'collectives' | 'members' | 'outreach'>;

/**
 * The faults of rows that lie outside the area of whoever imports them; what belongs to such a row waits for it. A woman without a district of her own
 * lies where her group does.
 * @param districts those of an area coordinator; none for the state coordinator, who imports everywhere
 */
export function findOutsideArea({ rows }: ReadWorkbook, districts: readonly string[]): Fault[] {
  if (districts.length === 0) return [];
  const placed: readonly PlacedRow[] = [...rows.collectives, ...rows.members, ...rows.outreach];
  return placed.flatMap((row) => {
    const district: District | undefined = row.values.district;
    return district === undefined || districts.includes(district)
      ? []
      : [faultOf(row, 'district', 'outsideArea', { district })];
  });
}
