import { type AccountNotice, calls, notByRoles, startingWith, type Watched } from './call-patterns.ts';

/**
 * The notices about rights, about the code that runs, and about the watching itself. data-notices.ts has the notices about keys and tables.
 */

/** Rights: who may act as whom. */
export const rightsNotices = ({
  notByDeployment,
  functionRoles,
  deploymentRole,
}: Watched): readonly AccountNotice[] => [
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
      // Deployments change the user pool. It does no harm to leave out all our functions: only the functions that manage sign-ins have the permission
      // (`users:` in policy-statements.ts).
      notByRoles([...functionRoles, deploymentRole]),
    ),
    message:
      'A sign-in was made or changed past our functions: somebody may sign in as one of us. If it was not `npm run first-people`, ' +
      'disable that sign-in (Cognito console), ask whose it is, and find out who did it (CloudTrail).',
  },
];

/** The code that runs: changed by a deployment, or without one. */
export const codeNotices = ({
  notByDeployment,
  deploymentRole,
  trafficRoles,
}: Watched): readonly AccountNotice[] => [
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
export const watchNotices = ({ notByDeployment }: Watched): readonly AccountNotice[] => [
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
