import type { Write } from '../table/client.ts';
import type { Key } from '../table/keys/key.ts';
import type { Fields } from './define.ts';
import { checkStored } from './seal.ts';

type Update<F extends Fields> = {
  /** New values of attributes, by the names of their fields. */
  readonly set: { readonly [K in keyof F]?: unknown };
  /** The names of attributes that are deleted. */
  readonly remove?: readonly (keyof F & string)[];
};

/**
 * A write that changes some attributes of a stored record and leaves the others. `{ set: { seenOn: today }, remove: ['share'] }` becomes
 * `SET #seenOn = :seenOn REMOVE #share`. The condition may use these names and values too.
 * @param limits the condition of the write, with the values that the condition alone uses, and the error if it fails
 * @throws InternalError if the definition lacks an attribute, or if a text that is to be sealed is in plaintext
 */
export const updateFields = <F extends Fields>(
  fields: F,
  key: Key,
  { set, remove = [] }: Update<F>,
  limits: Pick<Write, 'condition' | 'values' | 'errorIfFailed'>,
): Write => {
  checkStored(fields, set);
  const setNames = Object.keys(set);
  const sets = `SET ${setNames.map((name) => `#${name} = :${name}`).join(', ')}`;
  const removes = remove.length === 0 ? '' : ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}`;
  return {
    ...limits,
    update: key,
    set: `${sets}${removes}`,
    names: Object.fromEntries([...setNames, ...remove].map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ...limits.values,
    },
  };
};
