import { InternalError } from '../domain/errors.ts';
import type { Write } from '../table/client.ts';
import type { Key } from '../table/keys.ts';

/** The parts of an update expression. */
export type Part = {
  readonly set?: string;
  readonly remove?: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

const isText = (text: string | undefined): text is string => text !== undefined;

/**
 * Combines parts into one DynamoDB update of an account or of a group's money. DynamoDB rejects an expression that sets
 * a path twice, so no two parts may touch the same path.
 */
export const updateOf = (key: Key, parts: readonly Part[], refusal: NonNullable<Write['refusal']>): Write => {
  const removed = parts.map(({ remove }) => remove).filter(isText);
  const set = `SET ${parts
    .map((part) => part.set)
    .filter(isText)
    .join(', ')}`;
  return {
    update: key,
    set: removed.length === 0 ? set : `${set} REMOVE ${removed.join(', ')}`,
    condition: parts
      .map(({ condition }) => condition)
      .filter(isText)
      .join(' AND '),
    // DynamoDB rejects empty ExpressionAttributeNames.
    ...(parts.some(({ names }) => names)
      ? { names: Object.assign({}, ...parts.map(({ names }) => names)) }
      : {}),
    values: Object.assign({}, ...parts.map(({ values }) => values)),
    refusal,
  };
};

/**
 * The error of a books rule whose condition in an update expression failed. If the rule finds no error, the two
 * disagree: that is a bug.
 */
export const explainFailedCondition = <Refusal>(refusal: Refusal | undefined): Refusal => {
  if (refusal === undefined) {
    throw new InternalError('A condition failed, and the rule behind it finds nothing wrong.');
  }
  return refusal;
};
