import type { EncryptedRows } from '../rows/encrypted-rows.ts';
import { type Collective, collectives } from './row-kinds.ts';

/** A leader's own collectives, sorted by name. */
export const collectivesOf = (rows: Pick<EncryptedRows, 'all'>): Collective[] =>
  rows.all(collectives).toSorted((a, b) => a.name.localeCompare(b.name));
