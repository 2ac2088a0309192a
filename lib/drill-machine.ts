import { restoredInfix } from './tables.ts';

/**
 * The state machine of the restore drill, for the deployed stage (lib/constructs/drill.ts) and the local stack. functions/jobs/drill/steps.ts has the
 * steps.
 */

/** Names and ARNs; on one machine, those of the local stack. */
export type DrillMachineProps = {
  /** The names of the present tables. */
  readonly table: string;
  readonly keysTable: string;
  /** The ARN of the key that encrypts both tables at rest. */
  readonly dataKey: string;
  /** The ARN of the function that takes the drill's own steps. */
  readonly drill: string;
};

/** How a failed step of the function is retried. */
const retryStep = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 30, MaxAttempts: 2, BackoffRate: 4 }];
/** How a deletion is retried: for up to a day, since a table that is still being restored cannot be deleted. */
const retryDeletion = [
  {
    ErrorEquals: ['DynamoDb.ResourceInUseException', 'DynamoDb.LimitExceededException'],
    IntervalSeconds: 300,
    MaxAttempts: 288,
    BackoffRate: 1,
  },
];
/** Where a failure leads: to the states that delete the restored tables. */
const cleanUp = [
  { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Delete the table after a failure' },
];

/**
 * @param name where the execution's data have the table's name
 * @param ifFailed the state after a failed deletion: a table that was never made cannot be deleted
 */
const deleteTable = (name: '$.restored.table' | '$.restored.keysTable', next: string, ifFailed: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:deleteTable',
  Parameters: { 'TableName.$': name },
  ResultPath: null,
  Retry: retryDeletion,
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: ifFailed }],
  Next: next,
});

/**
 * @param source the name of the table to restore
 * @param name where the execution's data have the restored table's name
 */
const restoreTable = (source: string, name: string, dataKey: string, next: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:restoreTableToPointInTime',
  Parameters: {
    SourceTableName: source,
    'TargetTableName.$': name,
    UseLatestRestorableTime: true,
    SseSpecificationOverride: { Enabled: true, SseType: 'KMS', KmsMasterKeyId: dataKey },
  },
  ResultPath: null,
  Catch: cleanUp,
  Next: next,
});

const describeTable = (name: string, resultPath: string, next: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:dynamodb:describeTable',
  Parameters: { 'TableName.$': name },
  ResultSelector: { 'status.$': '$.Table.TableStatus' },
  ResultPath: resultPath,
  Catch: cleanUp,
  Next: next,
});

/**
 * A call of the drill's function.
 * @param resultPath where its answer goes in the execution's data; null leaves the data as they are
 * @param next what comes after it: `Next` or `End`, and `Catch`
 */
const call = (drill: string, parameters: object, resultPath: string | null, next: object) => ({
  Type: 'Task',
  Resource: drill,
  Parameters: parameters,
  ResultPath: resultPath,
  Retry: retryStep,
  ...next,
});

/** The input that each step of the function gets, except the comparing ones. */
const started = { 'event.$': '$.event', 'execution.$': '$$.Execution.Name', 'startedAt.$': '$.startedAt' };

/** The states that a failure leads to. They delete the restored tables, and have the function write that the drill failed. */
const afterFailure = (drill: string) => ({
  'Delete the table after a failure': deleteTable(
    '$.restored.table',
    'Delete the keys after a failure',
    'Delete the keys after a failure',
  ),
  'Delete the keys after a failure': deleteTable(
    '$.restored.keysTable',
    'Write the failure',
    'Write the failure',
  ),
  'Write the failure': call(drill, { step: 'fail', ...started }, null, { Next: 'It failed' }),
  'It failed': {
    Type: 'Fail',
    Error: 'DrillFailed',
    Cause: 'The restored tables are deleted, or were never made. The execution says which step failed.',
  },
});

/**
 * The state machine of the restore drill, in Amazon States Language. It restores both tables beside the present ones, has the function count every
 * publication from the restored tables, deletes these tables, and has the function write the result. After a failure it deletes them too.
 */
export const drillMachine = ({ table, keysTable, dataKey, drill }: DrillMachineProps) => ({
  Comment: 'Restores the tables beside the present ones, and sees what they are worth',
  // A restore takes hours at most, and a table can be deleted only when it has ended.
  TimeoutSeconds: 2 * 24 * 3600,
  StartAt: 'Name the restored tables',
  States: {
    'Name the restored tables': {
      Type: 'Pass',
      Parameters: {
        'event.$': '$',
        'startedAt.$': '$$.Execution.StartTime',
        restored: {
          'table.$': `States.Format('${table}${restoredInfix}{}', $$.Execution.Name)`,
          'keysTable.$': `States.Format('${keysTable}${restoredInfix}{}', $$.Execution.Name)`,
        },
      },
      Next: 'Say that it begins',
    },
    'Say that it begins': call(drill, { step: 'begin', ...started }, '$.begins', {
      Catch: cleanUp,
      Next: 'Has another begun it?',
    }),
    'Has another begun it?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.begins', BooleanEquals: false, Next: 'Leave it to the other' }],
      Default: 'Restore the table',
    },
    'Leave it to the other': { Type: 'Succeed' },
    'Restore the table': restoreTable(table, '$.restored.table', dataKey, 'Restore the keys'),
    'Restore the keys': restoreTable(keysTable, '$.restored.keysTable', dataKey, 'Wait for the restore'),
    'Wait for the restore': { Type: 'Wait', Seconds: 60, Next: 'Look at the table' },
    'Look at the table': describeTable('$.restored.table', '$.tableIs', 'Look at the keys'),
    'Look at the keys': describeTable('$.restored.keysTable', '$.keysAre', 'Are both restored?'),
    'Are both restored?': {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.tableIs.status', StringEquals: 'ACTIVE' },
            { Variable: '$.keysAre.status', StringEquals: 'ACTIVE' },
          ],
          Next: 'Protect people again',
        },
      ],
      Default: 'Wait for the restore',
    },
    'Protect people again': call(
      drill,
      { step: 'protect', ...started, 'restored.$': '$.restored' },
      '$.found',
      {
        Catch: cleanUp,
        Next: 'Count each publication',
      },
    ),
    'Count each publication': {
      Type: 'Map',
      ItemsPath: '$.found.ordinals',
      ItemSelector: { step: 'compare', 'restored.$': '$.restored', 'ordinal.$': '$$.Map.Item.Value' },
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Count a publication',
        States: {
          'Count a publication': { Type: 'Task', Resource: drill, Retry: retryStep, End: true },
        },
      },
      ResultPath: '$.compared',
      Catch: cleanUp,
      Next: 'Delete the table',
    },
    'Delete the table': deleteTable(
      '$.restored.table',
      'Delete the keys',
      'Delete the table after a failure',
    ),
    'Delete the keys': deleteTable('$.restored.keysTable', 'Write the result', 'Write the failure'),
    'Write the result': call(
      drill,
      { step: 'record', ...started, 'lost.$': '$.found.lost', 'compared.$': '$.compared' },
      null,
      { End: true },
    ),
    ...afterFailure(drill),
  },
});
