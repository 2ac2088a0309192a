import type { TableCall } from './access.ts';

/** The IAM action of each call on a table. */
export const iamActions: Readonly<Record<TableCall, string>> = {
  get: 'dynamodb:GetItem',
  batchGet: 'dynamodb:BatchGetItem',
  query: 'dynamodb:Query',
  scan: 'dynamodb:Scan',
  queryIndex: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
  check: 'dynamodb:ConditionCheckItem',
};

/** The IAM actions of a function on the tables that a drill restored. */
export const restoredActions: readonly string[] = [
  iamActions.get,
  iamActions.batchGet,
  iamActions.query,
  iamActions.put,
  iamActions.update,
  iamActions.delete,
  iamActions.check,
];
