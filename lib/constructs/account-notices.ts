import { Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type EventPattern, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { createNotice, type NoticeProps } from './notice.ts';

export type AccountNoticesProps = {
  readonly notify: Topic;
  /** Encrypts the tables and the private bucket at rest. DynamoDB and S3 call it on behalf of the reader. */
  readonly dataKey: IKey;
  readonly wrappingKey: IKey;
  readonly signingKey: IKey;
  readonly tables: readonly Pick<ITableV2, 'tableArn' | 'tableName'>[];
  /** The path of our functions' roles, such as `/notes/production/`. */
  readonly functionPath: string;
};

type Notice = Pick<NoticeProps, 'description' | 'includeReadOnly'> & {
  readonly pattern: EventPattern;
  readonly message: string;
};
type EventDetail = NonNullable<EventPattern['detail']>;

/** The pattern of a service's API calls, as CloudTrail reports them. */
const calls = (
  service: string,
  eventName: readonly unknown[],
  extraDetail: EventDetail = {},
): EventPattern => ({
  source: [`aws.${service}`],
  detailType: ['AWS API Call via CloudTrail'],
  detail: { eventName: [...eventName], ...extraDetail },
});

/** Matches if any of these request parameters has any of these values. */
const withAnyParameter = (names: readonly string[], values: readonly string[]): EventDetail => ({
  $or: names.map((name) => ({ requestParameters: { [name]: [...values] } })),
});

/**
 * Creates the notices about the AWS account: EventBridge rules that mail the operators when CloudTrail reports a call that an attacker
 * would make first, or one that cannot be undone. Each is rare, and somebody must look at once. A deployment that changes these
 * resources triggers them too.
 */
export function createAccountNotices(scope: Construct, props: AccountNoticesProps): void {
  const { notify, dataKey, wrappingKey, signingKey, tables, functionPath } = props;
  const arns = (...keys: readonly IKey[]) => keys.map(({ keyArn }) => keyArn);
  const allKeys = arns(dataKey, wrappingKey, signingKey);
  const notice = (id: string, { pattern, message, ...rest }: Notice) =>
    createNotice(scope, id, {
      ...rest,
      eventPattern: pattern,
      message: RuleTargetInput.fromText(message),
      notify,
    });

  notice('KeyLoss', {
    description: 'Somebody disabled a key or set it to be deleted',
    pattern: calls('kms', ['DisableKey', 'ScheduleKeyDeletion'], { resources: { ARN: allKeys } }),
    message:
      'A key was disabled or will be deleted. Unless this is undone, every name and note of every member becomes unreadable, for ever. ' +
      'Cancel it now (KMS console, "Cancel key deletion").',
  });
  notice('KeyPolicyChanged', {
    description: 'Somebody changed who may use a key',
    pattern: calls('kms', ['PutKeyPolicy'], { resources: { ARN: allKeys } }),
    message:
      'The policy of a key was changed: others may now be able to decrypt names and notes, or to sign publications as us. If no deployment ' +
      'did it, put the policy back (KMS console) and find out who did it (CloudTrail, "PutKeyPolicy").',
  });
  notice('KeyGranted', {
    description: 'Somebody granted the use of a key',
    // DynamoDB holds grants on the data key, so those are normal. Nothing needs one on the wrapping or the signing key.
    pattern: calls('kms', ['CreateGrant'], { resources: { ARN: arns(wrappingKey, signingKey) } }),
    message:
      'The use of a key was granted, beside its policy: somebody may be able to decrypt names and notes, or to sign publications as us. Revoke ' +
      'the grant (aws kms revoke-grant) and find out who made it (CloudTrail, "CreateGrant").',
  });
  notice('KeyUsed', {
    description: 'A key was used by something else than the functions',
    pattern: calls(
      'kms',
      ['Decrypt', 'Encrypt', { prefix: 'GenerateDataKey' }, { prefix: 'ReEncrypt' }, 'Sign'],
      {
        resources: { ARN: allKeys },
        // Root and users have no `sessionIssuer`, so the first pattern does not match them.
        $or: [
          {
            userIdentity: { sessionContext: { sessionIssuer: { arn: [notUnderPath(scope, functionPath)] } } },
          },
          {
            userIdentity: { type: ['Root', 'IAMUser', 'FederatedUser', 'AWSAccount', 'IdentityCenterUser'] },
          },
        ],
      },
    ),
    message:
      'A key was used by something else than the functions: somebody read the tables, or decrypted what is in them. If it was not ' +
      'one of you at work (`npm run verify-log`, a restore, `npm run first-people`), take that access away and find out what was read (CloudTrail).',
    // EventBridge drops read-only events, such as Decrypt, unless a rule asks for them.
    includeReadOnly: true,
  });
  notice('TableCopied', {
    description: 'Somebody exported, copied or shared a table',
    pattern: calls(
      'dynamodb',
      [
        'ExportTableToPointInTime',
        'RestoreTableToPointInTime',
        'CreateBackup',
        'EnableKinesisStreamingDestination',
        'PutResourcePolicy',
      ],
      // Each call names the table in one of these parameters, by its ARN or its name.
      withAnyParameter(
        ['tableArn', 'tableName', 'sourceTableArn', 'sourceTableName', 'resourceArn'],
        tables.flatMap(({ tableArn, tableName }) => [tableArn, tableName]),
      ),
    ),
    message:
      'A table was exported, copied, streamed or shared with others. If none of you is restoring it (docs/deploy.md), delete the copy ' +
      'and find out who made it (CloudTrail). Names and notes in it are encrypted; who is in which case is not.',
  });
  notice('TrailStopped', {
    description: 'Somebody stopped or changed a trail',
    pattern: calls('cloudtrail', ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors']),
    message:
      'A CloudTrail trail of this account was stopped or changed: who reads names and notes may not be seen from now on. If no deployment did it, start it ' +
      'again (CloudTrail console) and find out who did it.',
  });
  notice('WatchSilenced', {
    description: 'Somebody silenced a notice or an alarm',
    // Not by `calls`, which takes one service.
    pattern: {
      source: ['aws.events', 'aws.monitoring', 'aws.sns'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: {
        eventName: [
          'DisableRule',
          'DeleteRule',
          'RemoveTargets',
          'DisableAlarmActions',
          'DeleteAlarms',
          'DeleteTopic',
          'Unsubscribe',
        ],
      },
    },
    message:
      'A notice or an alarm was switched off, and no longer reports anything. If no deployment did it, deploy again, ' +
      'which restores it, and find out who did it (CloudTrail).',
  });
}

/** Matches the ARN of any role that is not under a path. */
const notUnderPath = (scope: Construct, path: string): object => {
  const roles = Stack.of(scope).formatArn({ service: 'iam', region: '', resource: `role${path}` });
  return { 'anything-but': { prefix: roles } };
};
