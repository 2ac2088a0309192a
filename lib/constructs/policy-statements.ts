import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Access, KeyAccess, KeyCall, TableAccess, TableCall } from '../access.ts';
import { iamActions } from '../iam-actions.ts';
import { tables } from '../tables.ts';
import { allow, type Conditions, type Resources, statementsByRight, viaService } from './right-statements.ts';

/** Turns the access that lib/functions lists for a function into IAM policy statements. */

/** Allows the use of the key that encrypts the tables at rest, as DynamoDB requires it of the caller. */
const allowTableKey = ({ dataKey, region }: Resources) =>
  allow(
    [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    [dataKey.keyArn],
    viaService('dynamodb', region),
  );

/** The condition that limits calls on a table to partition keys that match these patterns. */
const inPartitions = (patterns: readonly string[]): Conditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...patterns] },
});

/** The patterns of partition keys on which each call is allowed. */
const partitionsByCall = (access: TableAccess): Map<TableCall, string[]> => {
  const found = new Map<TableCall, string[]>();
  for (const [pattern, calls] of Object.entries(access)) {
    for (const call of calls) found.set(call, [...(found.get(call) ?? []), pattern]);
  }
  return found;
};

/** The calls that are parts of transactions. */
const writes: readonly TableCall[] = ['put', 'update', 'delete', 'check'];

/** The patterns of owners on whose keys any of these calls is allowed. */
const ownersOf = (access: KeyAccess, ...calls: readonly KeyCall[]): string[] =>
  Object.entries(access)
    .filter(([, allowed]) => allowed.some((call) => calls.includes(call)))
    .map(([owner]) => owner);

/** The patterns of the partitions of both tables to which a function's transactions write. A pattern of one table matches nothing in the other. */
const writtenBy = ({ table = {}, keys = {} }: Access): string[] => [
  ...Object.keys(table).filter((pattern) => table[pattern]?.some((call) => writes.includes(call))),
  ...ownersOf(keys, 'make', 'destroy'),
];

/**
 * Allows the calls on the main table.
 * @param sharedPartitions all partitions that the function writes to, if the stage has the setting `widePolicies`, which is for an IAM that judges a
 * transaction as a whole. Each writing call is then allowed in all of them. If undefined, each call is allowed only in its own partitions.
 */
const tableStatements = (
  access: TableAccess,
  sharedPartitions: readonly string[] | undefined,
  resources: Resources,
): PolicyStatement[] => {
  const { tableArn } = resources.table;
  const indexes = tables.main.indexes.map(({ name }) => `${tableArn}/index/${name}`);
  const calls = [...partitionsByCall(access)].map(([call, ownPartitions]) => {
    const partitions = writes.includes(call) ? (sharedPartitions ?? ownPartitions) : ownPartitions;
    return allow([iamActions[call]], call === 'queryIndex' ? indexes : [tableArn], inPartitions(partitions));
  });
  return [...calls, allowTableKey(resources)];
};

/**
 * Allows the calls on owners' keys in the keys table and in KMS. A call to KMS must have the owner as its encryption context, or KMS refuses it.
 * @param sharedPartitions as in `tableStatements`
 */
const keyStatements = (
  access: KeyAccess,
  sharedPartitions: readonly string[] | undefined,
  resources: Resources,
): PolicyStatement[] => {
  const ownersWritten = ownersOf(access, 'make', 'destroy');
  const partitionsToPut = ownersWritten.length === 0 ? [] : (sharedPartitions ?? ownersWritten);
  // The partition key of the keys table is the owner.
  const onTable = (action: string, owners: readonly string[]) =>
    owners.length === 0 ? [] : [allow([action], [resources.keysTable.tableArn], inPartitions(owners))];
  const onKey = (action: string, owners: readonly string[]) =>
    owners.length === 0
      ? []
      : [
          allow([action], [resources.wrappingKey.keyArn], {
            StringLike: { 'kms:EncryptionContext:owner': [...owners] },
          }),
        ];
  return [
    // A function that destroys keys first reads which of them are destroyed already.
    ...onTable('dynamodb:BatchGetItem', ownersOf(access, 'open', 'destroy')),
    ...onTable('dynamodb:PutItem', partitionsToPut),
    ...onKey('kms:Decrypt', ownersOf(access, 'open')),
    ...onKey('kms:GenerateDataKey', ownersOf(access, 'make')),
    allowTableKey(resources),
  ];
};

/**
 * The IAM policy statements that allow one function the access that lib/functions lists for it, and nothing else.
 * @param widePolicies the stage's setting (docs/decisions/0017-permissions-per-call.md)
 */
export const policyStatementsOf = (
  access: Access,
  resources: Resources,
  widePolicies: boolean,
): PolicyStatement[] => {
  const { table, keys, rights = [] } = access;
  const sharedPartitions = widePolicies ? writtenBy(access) : undefined;
  return [
    ...(table === undefined ? [] : tableStatements(table, sharedPartitions, resources)),
    ...(keys === undefined ? [] : keyStatements(keys, sharedPartitions, resources)),
    ...rights.flatMap((right) => statementsByRight[right](resources)),
  ];
};
