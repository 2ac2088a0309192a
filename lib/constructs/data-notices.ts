import {
  type AccountNotice,
  calls,
  notByRoles,
  type Watched,
  withAnyParameter,
  withOtherRole,
  withoutRole,
} from './call-patterns.ts';

/**
 * The notices about what the data depends on: its keys and its tables. control-notices.ts has the other notices.
 * No deployment does what `KeyLoss`, `KeyGranted` and `TableCopied` report, so these leave out nobody.
 */

/** The keys: lost, opened to others, or used by others. */
export const keyNotices = ({
  allKeys,
  ungrantedKeys,
  functionRoleEnds,
  functionRoleArns,
  notByDeployment,
}: Watched): readonly AccountNotice[] => [
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
        // A role is ours if its ARN begins with our account and path, and its name ends like one of ours. The pattern has only the endings, because the whole
        // names are longer than the 2,048 characters that a pattern may have. If somebody makes another role under our path, `RoleChanged` reports it.
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
export const tableNotices = ({
  tableNames,
  deploymentRole,
  drillRole,
}: Watched): readonly AccountNotice[] => [
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
