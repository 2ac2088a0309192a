import { InternalError } from '../../shared/errors/errors.ts';
import type { Write } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';

/**
 * A part of a DynamoDB update of one item: what it sets (`cashPaise = :cash`) or removes (`loans.#loan0`), its condition,
 * and the names (`#loan0`) and values (`:cash`) that these use.
 */
export type UpdatePart = {
  readonly set?: string;
  readonly remove?: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

/**
 * Combines parts into one DynamoDB update of an account or of a group's money. At least one part sets something. DynamoDB
 * rejects an expression that sets a path twice, so no two parts may touch the same path.
 * @param errorIfFailed computes the error from the stored item if a condition fails
 */
export const updateOf = (
  key: Key,
  parts: readonly UpdatePart[],
  errorIfFailed: NonNullable<Write['errorIfFailed']>,
): Write => {
  // `?? []` leaves out the parts that have none.
  const sets = parts.flatMap(({ set }) => set ?? []);
  const removes = parts.flatMap(({ remove }) => remove ?? []);
  const conditions = parts.flatMap(({ condition }) => condition ?? []);
  const names = Object.assign({}, ...parts.map((part) => part.names));
  const set = `SET ${sets.join(', ')}`;
  return {
    update: key,
    set: removes.length === 0 ? set : `${set} REMOVE ${removes.join(', ')}`,
    condition: conditions.join(' AND '),
    // DynamoDB rejects empty ExpressionAttributeNames.
    ...(Object.keys(names).length === 0 ? {} : { names }),
    values: Object.assign({}, ...parts.map(({ values }) => values)),
    errorIfFailed,
  };
};

/**
 * Checks that the rule behind a failed condition of an update expression found an error, and returns it.
 * @param refusal what the rule says of the stored item
 * @throws InternalError if `refusal` is undefined: condition and rule disagree, which is a bug
 */
export const explainFailedCondition = <Refusal>(refusal: Refusal | undefined): Refusal => {
  if (refusal === undefined) {
    throw new InternalError('A condition failed, and the rule behind it finds nothing wrong.');
  }
  return refusal;
};
