import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct, IConstruct } from 'constructs';
import { drillMachine } from '../drill-machine.ts';
import { compilerMemoryMB } from '../functions/without-routes.ts';
import { drillRoleOf, rolePathOf } from '../stage-names.ts';
import { restoredInfix } from '../tables.ts';
import { acknowledge } from './acknowledge.ts';
import { createAlarm } from './alarm.ts';
import { createFunction, type DeployedFunction, type FunctionContext } from './lambda-function.ts';
import { createPipe } from './pipe.ts';
import { createQueue } from './queue.ts';
import { createSchedule } from './schedule.ts';

export type DrillProps = {
  readonly timeZone: string;
  /** The queue of drills that an administrator requested. */
  readonly asked: Queue;
  /** The dead-letter queue of drills that could not be started. */
  readonly failed: Queue;
  readonly notify: ITopic;
};

/** The condition that limits the use of a KMS key to calls by DynamoDB. */
const viaDynamoDB = (region: string) => ({
  StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` },
});

/**
 * Creates the queue of the restore drills that administrators request, one message each.
 * @returns `failed`: the dead-letter queue of drills that could not be started
 */
export function createDrillQueue(scope: Construct): { readonly queue: Queue; readonly failed: Queue } {
  const failed = createQueue(scope, 'DrillsFailed');
  const queue = createQueue(scope, 'Drills', { deadLetterQueue: { queue: failed, maxReceiveCount: 5 } });
  return { queue, failed };
}

/**
 * Creates the restore drill, which runs each quarter and when an administrator requests it. It is a state machine that restores both tables beside the
 * present ones, has the restored ones counted, and deletes them. Its role may make and delete only tables that `restoredInfix` in their names marks as restored.
 */
export function createDrill(
  scope: Construct,
  context: FunctionContext,
  { timeZone, asked, failed, notify }: DrillProps,
): StateMachine {
  const { dataKey } = context.resources;
  const drill = createFunction(scope, 'drill', context, {
    // It counts the journal too.
    memoryMB: compilerMemoryMB,
    timeout: Duration.minutes(15),
  });
  if (drill.role !== undefined) acknowledgeRestoredTables(drill.role, context);
  const role = createMachineRole(scope, context, drill);
  const machine = new StateMachine(scope, 'RestoreDrill', {
    definitionBody: DefinitionBody.fromString(
      Stack.of(scope).toJsonString(
        drillMachine({
          table: context.variables.TABLE_NAME,
          keysTable: context.variables.KEYS_TABLE_NAME,
          dataKey: dataKey.keyArn,
          drill: drill.live.functionArn,
        }),
      ),
    ),
    role,
    tracingEnabled: false,
  });
  createSchedule(scope, 'QuarterlyDrill', {
    description: 'Tries each quarter whether the backups can be restored',
    // The tenth of January, April, July and October, at 02:00: no month closes then.
    expression: 'cron(0 2 10 1,4,7,10 ? *)',
    timeZone,
    runs: machine,
    failed,
  });
  createPipe(scope, {
    of: 'Drills',
    description: 'Starts a restore drill that an administrator asked for',
    queue: asked,
    machine,
  });
  createAlarm(scope, 'DrillFailedAlarm', {
    metric: machine.metricFailed({ period: Duration.minutes(5) }),
    notify,
    impact:
      'The restore drill did not end: nobody knows whether the backups can be restored. Nothing is lost. Look at the failed execution of the state ' +
      'machine "RestoreDrill", and delete the tables with "-drill-" in their names if any are left. Then run the drill by hand (docs/deploy.md).',
  });
  acknowledge(machine, {
    SF1: 'Step Functions keeps the history of each execution for 90 days. To log it too, the role would need rights on all logs.',
    SF2: 'X-Ray is off everywhere: without instrumented clients it shows no more than the history of the executions.',
  });
  return machine;
}

/** The actions on a restored table's items that DynamoDB demands of the role that restores it. */
const restoreActions = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
];
/** What the state machine itself calls on a restored table. */
const machineActions = ['dynamodb:DescribeTable', 'dynamodb:DeleteTable'];

/** The role of the state machine: it may restore only into tables with `restoredInfix` in their names, delete only these, and write to no present table. */
function createMachineRole(scope: Construct, context: FunctionContext, drill: DeployedFunction): Role {
  const { table, keysTable, dataKey } = context.resources;
  const { region } = Stack.of(scope);
  const restored = [table, keysTable].map(({ tableArn }) => `${tableArn}${restoredInfix}*`);
  const role = new Role(scope, 'DrillMachineRole', {
    path: rolePathOf(context.stage),
    roleName: drillRoleOf(context.stage),
    assumedBy: new ServicePrincipal('states.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description: 'Restores the tables beside the present ones, and deletes what it restored',
    inlinePolicies: {
      drill: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['dynamodb:RestoreTableToPointInTime'],
            resources: [table.tableArn, keysTable.tableArn, ...restored],
          }),
          new PolicyStatement({ actions: [...restoreActions, ...machineActions], resources: restored }),
          new PolicyStatement({
            actions: [
              'kms:CreateGrant',
              'kms:Decrypt',
              'kms:DescribeKey',
              'kms:Encrypt',
              'kms:GenerateDataKey',
            ],
            resources: [dataKey.keyArn],
            conditions: viaDynamoDB(region),
          }),
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [drill.live.functionArn] }),
        ],
      }),
    },
  });
  acknowledgeRestoredTables(role, context);
  return role;
}

/** Suppresses cdk-nag's finding IAM5 (wildcards) on the tables that the drill restores. */
function acknowledgeRestoredTables(
  role: IConstruct,
  { resources: { table, keysTable, dataKey } }: FunctionContext,
): void {
  // The id of the finding contains the name under which another stack exports the table's ARN. `dataKey` is in that stack and leads to it; of the tables
  // `Resources` has only the ARNs.
  const importOf = (arn: string): string =>
    Stack.of(role).resolve(dataKey.stack.exportValue(arn))['Fn::ImportValue'];
  const reason = 'Tables that the drill itself restores: their names end in that of the execution.';
  const findings = [table, keysTable].map(
    ({ tableArn }) => `IAM5[Resource::${importOf(tableArn)}${restoredInfix}*]`,
  );
  acknowledge(role, Object.fromEntries(findings.map((finding) => [finding, reason])));
}
