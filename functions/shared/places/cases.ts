import * as z from 'zod';
import type { Table } from '../table/client.ts';
import { caseKey } from '../table/keys/cases.ts';
import type { FindPlace } from './place.ts';
import { placeOfWoman } from './women.ts';

const ofMember = z.object({ memberId: z.string() });

/** A case lies where its member does. */
export const placeOfCase =
  (table: Pick<Table, 'get' | 'getMany'>): FindPlace =>
  async (id) => {
    const item = await table.get(caseKey(id));
    return item === undefined ? undefined : placeOfWoman(table)(ofMember.parse(item).memberId);
  };
