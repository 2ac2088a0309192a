import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from './commands.ts';

/** Makes DynamoDB's commands of queries. commands.ts makes those of writes, client.ts sends both. */

export type Query = {
  readonly index?: 'gsi1' | 'gsi2';
  readonly partition: string;
  /** Only sort keys with this prefix. */
  readonly prefix?: string;
  /** Only sort keys in this range, inclusive. */
  readonly between?: readonly [string, string];
  readonly descending?: boolean;
  readonly limit?: number;
  /** Eventually consistent: half the read units, but it may miss what was written within the last second. An index is always read like this. */
  readonly isEventual?: boolean;
  /** Only items whose list `attribute` contains `value`. DynamoDB filters what it has read, so a page may have few items, or none. */
  readonly containing?: { readonly attribute: string; readonly value: string };
  /** Only these attributes of each item, beside its key. `event.type` names the attribute `type` in the attribute `event`. */
  readonly only?: readonly string[];
  /** Continue after this key, the last of the previous page. */
  readonly after?: Item;
};

const keyAttributes = (query: Pick<Query, 'index'>): { pk: string; sk: string } =>
  query.index === undefined ? { pk: 'pk', sk: 'sk' } : { pk: `${query.index}pk`, sk: `${query.index}sk` };

/** The key after which a query continues: the table's, and the index's if one is queried. */
export const keyOf = (item: Item, query: Pick<Query, 'index'>): Item => {
  const { pk, sk } = keyAttributes(query);
  return Object.fromEntries(['pk', 'sk', pk, sk].map((name) => [name, item[name]]));
};

/** The part of the key condition about sort keys, with its values. If a query has both `prefix` and `between`, only `prefix` counts. */
const sortCondition = (query: Query): { text: string; values: Record<string, string> } => {
  if (query.prefix !== undefined) {
    return { text: ' AND begins_with(#sk, :prefix)', values: { ':prefix': query.prefix } };
  }
  if (query.between !== undefined) {
    const [from, to] = query.between;
    return { text: ' AND #sk BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
  }
  return { text: '', values: {} };
};

/** The part of a query about the attributes that it asks for, with their placeholders. All attributes if it asks for none. */
const projectionOf = ({ only }: Query): { text?: string; names: Record<string, string> } => {
  if (only === undefined) return { names: {} };
  const names = [...new Set(['pk', 'sk', ...only.flatMap((path) => path.split('.'))])];
  const placeholder = (path: string): string =>
    path
      .split('.')
      .map((name) => `#only${names.indexOf(name)}`)
      .join('.');
  return {
    text: ['pk', 'sk', ...only].map(placeholder).join(', '),
    names: Object.fromEntries(names.map((name, index) => [`#only${index}`, name])),
  };
};

/** A query as the SDK takes it. @param name of the table */
export const toQueryCommand = (name: string, query: Query): QueryCommand => {
  const { limit, containing } = query;
  const attributes = keyAttributes(query);
  const sort = sortCondition(query);
  const projection = projectionOf(query);
  return new QueryCommand({
    TableName: name,
    ...(query.index === undefined
      ? { ConsistentRead: query.isEventual !== true }
      : { IndexName: query.index }),
    KeyConditionExpression: `#pk = :pk${sort.text}`,
    ExpressionAttributeNames: {
      '#pk': attributes.pk,
      ...(sort.text === '' ? {} : { '#sk': attributes.sk }),
      ...(containing === undefined ? {} : { '#list': containing.attribute }),
      ...projection.names,
    },
    ExpressionAttributeValues: {
      ':pk': query.partition,
      ...sort.values,
      ...(containing === undefined ? {} : { ':value': containing.value }),
    },
    ...(containing === undefined ? {} : { FilterExpression: 'contains(#list, :value)' }),
    ...(projection.text === undefined ? {} : { ProjectionExpression: projection.text }),
    ...(query.descending ? { ScanIndexForward: false } : {}),
    // One extra item tells whether there is a next page.
    ...(limit === undefined ? {} : { Limit: limit + 1 }),
    ...(query.after === undefined ? {} : { ExclusiveStartKey: query.after }),
  });
};
