import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type EventPattern, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { createNotice, type NoticeProps } from './notice.ts';

/** Notices to the operators about calls in the AWS account that an attacker would make. */

export type AccountNoticesProps = {
  readonly notify: Topic;
  /** Encrypts the tables and the private bucket at rest. DynamoDB and S3 call it on behalf of the reader. */
  readonly dataKey: IKey;
  readonly wrappingKey: IKey;
  readonly signingKey: IKey;
  readonly tables: readonly Pick<ITableV2, 'tableArn' | 'tableName'>[];
  /** The path of our functions' roles, such as `/notes/production/`. */
  readonly functionPath: string;
  /** The names of our functions' roles: a role under the same path with another name is somebody else's. */
  readonly functionRoles: readonly string[];
  /** The names of the roles with which CodeDeploy moves calls to a new version of a function. */
  readonly trafficRoles: readonly string[];
  /** The name of the role with which the restore drill makes and deletes tables of its own. */
  readonly drillRole: string;
};

type Notice = Pick<NoticeProps, 'description' | 'includeReadOnly'> & {
  readonly id: string;
  readonly pattern: EventPattern;
  readonly message: string;
};
type EventDetail = NonNullable<EventPattern['detail']>;

/** The pattern of API calls of one or more services, as CloudTrail reports them. */
const calls = (
  services: string | readonly string[],
  eventName: readonly unknown[],
  extraDetail: EventDetail = {},
): EventPattern => ({
  source: [services].flat().map((service) => `aws.${service}`),
  detailType: ['AWS API Call via CloudTrail'],
  detail: { eventName: [...eventName], ...extraDetail },
});

/** Matches callers who have no role, and so no `sessionIssuer` that a pattern could compare. */
const withoutRole = {
  userIdentity: { type: ['Root', 'IAMUser', 'FederatedUser', 'AWSAccount', 'IdentityCenterUser'] },
};

/** Matches a caller whose role is none of the given ones: this attribute of its `sessionIssuer` has none of the given values. */
const withOtherRole = (attribute: 'arn' | 'userName', anythingBut: unknown) => ({
  userIdentity: { sessionContext: { sessionIssuer: { [attribute]: [{ 'anything-but': anythingBut }] } } },
});

/** Matches callers who have a role, but none of these, and callers who have no role. */
const notByRoles = (roleNames: readonly string[]): EventDetail => ({
  $or: [withOtherRole('userName', roleNames), withoutRole],
});

/** Matches call names by their beginning, since Lambda appends the date of its API's version: `UpdateFunctionCode20150331v2`. */
const startingWith = (...names: readonly string[]) => names.map((prefix) => ({ prefix }));

/**
 * The role with which CloudFormation carries out a deployment. `cdk bootstrap` creates it, and only CloudFormation can assume it. The notice `Deployed`
 * reports every use of it.
 */
function deploymentRoleName(scope: Construct): string {
  const { account, region, synthesizer } = Stack.of(scope);
  const qualifier = synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return `cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
}

/** Matches calls in which any of these request parameters has any of these values. */
const withAnyParameter = (names: readonly string[], values: readonly string[]): EventDetail => ({
  $or: names.map((name) => ({ requestParameters: { [name]: [...values] } })),
});

/**
 * Creates the notices about the AWS account: EventBridge rules that mail the operators when CloudTrail reports a call that an attacker would make first,
 * or a call that cannot be undone. Such calls are rare, and somebody must look at once. A deployment triggers one notice of its own, and the changes that
 * it makes trigger no other. IAM reports its calls in another region; lib/iam-events-stack.ts forwards them to this one.
 */
export function createAccountNotices(scope: Construct, props: AccountNoticesProps): void {
  const {
    notify,
    dataKey,
    wrappingKey,
    signingKey,
    tables,
    functionPath,
    functionRoles,
    trafficRoles,
    drillRole,
  } = props;
  const deploymentRole = deploymentRoleName(scope);
  const watched: Watched = {
    allKeys: [dataKey, wrappingKey, signingKey].map(({ keyArn }) => keyArn),
    ungrantedKeys: [wrappingKey, signingKey].map(({ keyArn }) => keyArn),
    tableNames: tables.flatMap(({ tableArn, tableName }) => [tableArn, tableName]),
    functionRoles,
    functionRoleEnds: [...functionRoles, drillRole].map((name) => name.slice(name.lastIndexOf('-'))),
    functionRoleArns: Stack.of(scope).formatArn({
      service: 'iam',
      region: '',
      resource: `role${functionPath}`,
    }),
    deploymentRole,
    trafficRoles,
    drillRole,
    notByDeployment: notByRoles([deploymentRole]),
  };
  const notices = [
    ...keyNotices(watched),
    ...tableNotices(watched),
    ...rightsNotices(watched),
    ...codeNotices(watched),
    ...watchNotices(watched),
  ];
  for (const { id, pattern, message, ...rest } of notices) {
    createNotice(scope, id, {
      ...rest,
      eventPattern: pattern,
      message: RuleTargetInput.fromText(message),
      notify,
    });
  }
}

/** The names and patterns that the notices compare calls with. */
type Watched = {
  /** The ARNs of all keys. */
  readonly allKeys: readonly string[];
  /** The ARNs of the keys on which nothing needs a grant. (Grants on the data key are normal, since DynamoDB holds some.) */
  readonly ungrantedKeys: readonly string[];
  /** Each table by its ARN and by its name. */
  readonly tableNames: readonly string[];
  readonly functionRoles: readonly string[];
  /** The endings of the names of our functions' roles and the drill's, such as `-members`. */
  readonly functionRoleEnds: readonly string[];
  /** The beginning of the ARNs of our functions' roles. */
  readonly functionRoleArns: string;
  readonly deploymentRole: string;
  readonly trafficRoles: readonly string[];
  readonly drillRole: string;
  /** Matches calls by anybody but the deployment's role. */
  readonly notByDeployment: EventDetail;
};

/** The keys: lost, opened to others, or used by others. */
const keyNotices = ({
  allKeys,
  ungrantedKeys,
  functionRoleEnds,
  functionRoleArns,
  notByDeployment,
}: Watched): readonly Notice[] => [
  {
    id: 'KeyLoss',
    description: 'Somebody disabled a key or set it to be deleted',
    pattern: calls('kms', ['DisableKey', 'ScheduleKeyDeletion'], { resources: { ARN: [...allKeys] } }),
    message:
      'A key was disabled or will be deleted. Unless this is undone, every name and note of every member becomes unreadable, for ever. ' +
      'Cancel it now (KMS console, "Cancel key deletion").',
  },
  {
    id: 'KeyPolicyChanged',
    description: 'Somebody changed who may use a key',
    pattern: calls('kms', ['PutKeyPolicy'], { resources: { ARN: [...allKeys] }, ...notByDeployment }),
    message:
      'The policy of a key was changed: others may now be able to decrypt names and notes, or to sign publications as us. If no deployment ' +
      'did it, put the policy back (KMS console) and find out who did it (CloudTrail, "PutKeyPolicy").',
  },
  {
    id: 'KeyGranted',
    description: 'Somebody granted the use of a key',
    pattern: calls('kms', ['CreateGrant'], { resources: { ARN: [...ungrantedKeys] } }),
    message:
      'The use of a key was granted, beside its policy: somebody may be able to decrypt names and notes, or to sign publications as us. Revoke ' +
      'the grant (aws kms revoke-grant) and find out who made it (CloudTrail, "CreateGrant").',
  },
  {
    id: 'KeyUsed',
    description: 'A key was used by something else than the functions',
    pattern: calls(
      'kms',
      ['Decrypt', 'Encrypt', { prefix: 'GenerateDataKey' }, { prefix: 'ReEncrypt' }, 'Sign'],
      {
        resources: { ARN: [...allKeys] },
        // A role is ours if its ARN begins with our account and path, and its name ends like one of ours. The pattern has only the endings, because all whole
        // names would exceed the 2,048 characters that a pattern may have. If somebody makes another role under our path, the notice `RoleChanged` reports it.
        $or: [
          withOtherRole('arn', { prefix: functionRoleArns }),
          withOtherRole('userName', { suffix: functionRoleEnds }),
          withoutRole,
        ],
      },
    ),
    message:
      'A key was used by something else than the functions: somebody read the tables, or decrypted what is in them. If it was not ' +
      'one of you at work (`npm run verify-log`, a restore, `npm run first-people`), take that access away and find out what was read (CloudTrail).',
    // EventBridge drops read-only events, such as Decrypt, unless a rule asks for them.
    includeReadOnly: true,
  },
];

/** The tables: copied, or their backups changed. */
const tableNotices = ({ tableNames, deploymentRole, drillRole }: Watched): readonly Notice[] => [
  {
    id: 'TableCopied',
    description: 'Somebody exported, copied or shared a table',
    pattern: calls(
      'dynamodb',
      ['ExportTableToPointInTime', 'CreateBackup', 'EnableKinesisStreamingDestination', 'PutResourcePolicy'],
      // Each call names the table in one of these parameters, by its ARN or its name.
      withAnyParameter(
        ['tableArn', 'tableName', 'sourceTableArn', 'sourceTableName', 'resourceArn'],
        tableNames,
      ),
    ),
    message:
      'A table was exported, copied, streamed or shared with others. If none of you is restoring it (docs/deploy.md), delete the copy ' +
      'and find out who made it (CloudTrail). Names and notes in it are encrypted; who is in which case is not.',
  },
  {
    id: 'TableRestored',
    description: 'Somebody restored a table into another',
    pattern: calls(
      'dynamodb',
      ['RestoreTableToPointInTime', 'RestoreTableFromBackup'],
      notByRoles([drillRole]),
    ),
    message:
      'A table was restored into another, and not by the quarterly drill. If none of you is restoring it (docs/deploy.md), delete the copy and find out ' +
      'who made it (CloudTrail). Names and notes in it are encrypted; who is in which case is not.',
  },
  {
    id: 'BackupsChanged',
    description: 'Somebody changed the backups of a table, or deleted a table or a backup',
    pattern: calls(
      'dynamodb',
      ['UpdateContinuousBackups', 'UpdateTable', 'DeleteTable', 'DeleteBackup'],
      // The drill deletes the tables that it restored, and its role may delete no others.
      notByRoles([deploymentRole, drillRole]),
    ),
    message:
      'The backups of a table were changed, or a table, its protection or a backup was deleted: what is lost from now on may not come back. ' +
      'If none of you did it, switch point-in-time recovery and deletion protection on again (a deployment does), and find out who did it (CloudTrail).',
  },
];

/** Who may act as whom. */
const rightsNotices = ({ notByDeployment, functionRoles, deploymentRole }: Watched): readonly Notice[] => [
  {
    id: 'RoleChanged',
    description: 'Somebody made a role, or changed who may take one or what one may do',
    pattern: calls(
      'iam',
      [
        'CreateRole',
        'UpdateAssumeRolePolicy',
        'PutRolePolicy',
        'AttachRolePolicy',
        'DeleteRolePolicy',
        'PutRolePermissionsBoundary',
        'DeleteRolePermissionsBoundary',
        'CreatePolicyVersion',
        'SetDefaultPolicyVersion',
        'CreateUser',
        'CreateAccessKey',
        'PutUserPolicy',
        'AttachUserPolicy',
      ],
      notByDeployment,
    ),
    message:
      'A role, a user or its rights in this account were made or changed by something else than a deployment: somebody may be able to act as one of our ' +
      'functions. If none of you did it, delete what was made and find out who made it (CloudTrail in us-east-1, source "iam").',
  },
  {
    id: 'SignInChanged',
    description: 'Somebody changed a sign-in without our functions',
    pattern: calls(
      'cognito-idp',
      [
        'AdminCreateUser',
        'AdminSetUserPassword',
        'AdminResetUserPassword',
        'AdminSetUserMFAPreference',
        'AdminEnableUser',
        'AdminUpdateUserAttributes',
        'UpdateUserPool',
        'UpdateUserPoolClient',
        'CreateUserPoolClient',
        'CreateIdentityProvider',
      ],
      // Deployments change the user pool. All our functions are left out here, because only those that manage sign-ins have the permission (`users:` in
      // policy-statements.ts).
      notByRoles([...functionRoles, deploymentRole]),
    ),
    message:
      'A sign-in was made or changed past our functions: somebody may sign in as one of us. If it was not `npm run first-people`, ' +
      'disable that sign-in (Cognito console), ask whose it is, and find out who did it (CloudTrail).',
  },
];

/** The code that runs: changed by a deployment, or without one. */
const codeNotices = ({ notByDeployment, deploymentRole, trafficRoles }: Watched): readonly Notice[] => [
  {
    id: 'FunctionChanged',
    description: 'Somebody changed a function, the API or the distribution',
    pattern: calls(
      ['lambda', 'apigateway', 'cloudfront'],
      startingWith(
        'UpdateFunctionCode',
        'UpdateFunctionConfiguration',
        'PublishLayerVersion',
        'AddPermission',
        'CreateEventSourceMapping',
        'CreateFunctionUrlConfig',
        // The API, which leads to the functions, and the distribution.
        ...['UpdateAuthorizer', 'UpdateIntegration', 'PutIntegration', 'UpdateMethod', 'PutMethod'],
        ...['CreateDeployment', 'UpdateStage', 'UpdateRestApi', 'PutRestApi'],
        ...['UpdateDistribution', 'UpdateFunction', 'PublishFunction'],
      ),
      notByDeployment,
    ),
    message:
      'A function, the API or the distribution was changed by something else than a deployment: names, notes or passwords may be read on their way, or ' +
      'with the rights of the function. Deploy again, which restores it, and find out who changed it (CloudTrail).',
  },
  {
    id: 'CallsMoved',
    description: 'Somebody moved the calls of a function to another version, or began or stopped to do so',
    pattern: calls(
      ['lambda', 'codedeploy'],
      startingWith('UpdateAlias', 'CreateDeployment', 'StopDeployment', 'UpdateDeploymentGroup'),
      // A deployment begins such a move, and CodeDeploy's roles carry it out.
      notByRoles([deploymentRole, ...trafficRoles]),
    ),
    message:
      'The calls of a function were moved to another of its versions by something else than a deployment: people may work with an old version, or with one ' +
      'that nobody reviewed. Deploy again, which restores it, and find out who did it (CloudTrail, "UpdateAlias", "CreateDeployment").',
  },
  {
    id: 'Deployed',
    description: 'Something was deployed',
    pattern: calls('cloudformation', [
      'ExecuteChangeSet',
      'CreateStack',
      'UpdateStack',
      'DeleteStack',
      'SetStackPolicy',
      'UpdateTerminationProtection',
    ]),
    message:
      'A deployment ran in this account. If one of you has just deployed, nothing is to be done; each stack sends one of these. If not, somebody ' +
      'replaced what people run: deploy again from the repository, and find out who did it (CloudTrail, source "cloudformation").',
  },
];

/** The watching itself: a trail, a notice, an alarm or a log was silenced. */
const watchNotices = ({ notByDeployment }: Watched): readonly Notice[] => [
  {
    id: 'TrailStopped',
    description: 'Somebody stopped or changed a trail',
    pattern: calls(
      ['cloudtrail', 's3'],
      [
        'StopLogging',
        'DeleteTrail',
        'UpdateTrail',
        'PutEventSelectors',
        // Calls that change which files of a bucket are kept, and who may read them.
        ...['PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketLifecycle', 'PutBucketLogging'],
        ...['PutBucketObjectLockConfiguration', 'PutBucketVersioning', 'DeleteBucket'],
      ],
      notByDeployment,
    ),
    message:
      'A CloudTrail trail of this account was stopped or changed: who reads names and notes may not be seen from now on. If no deployment did it, start it ' +
      'again (CloudTrail console) and find out who did it.',
  },
  {
    id: 'WatchSilenced',
    description: 'Somebody silenced a notice or an alarm',
    pattern: calls(
      ['events', 'monitoring', 'sns', 'logs', 'scheduler'],
      [
        ...['DisableRule', 'DeleteRule', 'RemoveTargets', 'PutRule', 'PutTargets'],
        ...['DisableAlarmActions', 'DeleteAlarms', 'PutMetricAlarm', 'PutCompositeAlarm', 'SetAlarmState'],
        ...['DisableInsightRules', 'DeleteInsightRules', 'PutInsightRule'],
        ...['DeleteTopic', 'SetTopicAttributes', 'Unsubscribe', 'SetSubscriptionAttributes'],
        ...['DeleteMetricFilter', 'PutMetricFilter', 'DeleteLogGroup', 'DeleteLogStream'],
        ...['UpdateSchedule', 'DeleteSchedule'],
      ],
      notByDeployment,
    ),
    message:
      'A notice, an alarm, a log or a schedule was switched off or changed by something else than a deployment, and may no longer report or do anything. ' +
      'Deploy again, which restores it, and find out who did it (CloudTrail).',
  },
];
