import * as z from 'zod';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { districts } from '../../shared/reach/districts.ts';
import type { Table } from '../../shared/table/client.ts';
import { collectiveKey } from '../../shared/table/keys.ts';

const lying = z.object({ district: z.string() });

const originOf = (name: string): string => districts.find((one) => one.name === name)?.successorOf ?? name;

/**
 * The rule of a leader's change of a district: it brings a woman into the district of her group, or into one that was split from it or that it was split from.
 * Any other would take her out of the sight of the area's coordinator and of the caseworkers there, and nobody would be told.
 */
const validateLeadersDistrict = (district: string, ofGroup: string): AppError | undefined =>
  originOf(district) === originOf(ofGroup)
    ? undefined
    : refused(
        'outside_area',
        'This is not the district of her group. Ask the coordinator to change it.',
        'district',
      );

/** The error of a leader's change of a member's district; undefined if it may be made. */
export const checkLeadersDistrict = async (
  table: Pick<Table, 'get'>,
  { district, collectiveId }: { readonly district: string; readonly collectiveId: string },
): Promise<AppError | undefined> => {
  const group = await table.get(collectiveKey(collectiveId));
  // A group that does not exist is refused by the write.
  return group === undefined ? undefined : validateLeadersDistrict(district, lying.parse(group).district);
};
