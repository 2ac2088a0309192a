import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { hashCountingCode } from './bundle.ts';
import { readClientVersion } from './client-version.ts';
import type { FunctionContext } from './constructs/lambda-function.ts';
import type { DataStack } from './data-stack.ts';
import type { IdentityStack } from './identity-stack.ts';
import { stackNameOf } from './stage-names.ts';
import type { StageSettings } from './stage-settings.ts';
import type { WebStack } from './web-stack.ts';

/** The context in which all functions of a stage are made: its resources, and the values of the environment variables. */

/** What the other stacks contribute to the context. */
export type ContextProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly web: WebStack;
  readonly identity: IdentityStack;
  /** The directory of the built web client. */
  readonly webClient: string;
};

/** What the reporting stack itself contributes. */
type OwnResources = {
  readonly queues: Readonly<Record<'compileQueue' | 'renderQueue' | 'packQueue' | 'drillQueue', Queue>>;
  /** The dead-letter queues, whose messages stay until a person has dealt with them. */
  readonly failedQueues: readonly Queue[];
  readonly noticeTopic: Topic;
  readonly budgetArn: string;
};

/** @param stack the reporting stack */
export function functionContextOf(props: ContextProps, stack: Stack, own: OwnResources): FunctionContext {
  const { settings, data, web, identity } = props;
  const { queues, failedQueues, noticeTopic, budgetArn } = own;
  return {
    logRetentionDays: settings.logRetentionDays,
    stage: settings.stage,
    widePolicies: settings.widePolicies,
    onlyTellRefusedRights: settings.onlyTellRefusedRights,
    allAtOnce: settings.allAtOnce,
    notify: data.alarmTopic,
    resources: {
      region: stack.region,
      table: data.table,
      keysTable: data.keysTable,
      snapshotBucket: data.snapshotBucket,
      stateBucket: data.stateBucket,
      dataKey: data.dataKey,
      wrappingKey: data.wrappingKey,
      signingKey: data.signingKey,
      packBucket: data.packBucket,
      siteBucket: web.webBucket,
      ...queues,
      alertTopic: data.alertTopic,
      personAlertTopic: data.personAlertTopic,
      alarmTopic: data.alarmTopic,
      noticeTopic,
      watchedQueues: [...Object.values(queues), ...failedQueues],
      alarmArns: stack.formatArn({
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName: '*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      budgetArn,
      userPool: identity.userPool,
    },
    variables: variablesOf(props, own),
  };
}

/** The environment variables of all functions. Each function gets those that it needs (lib/environment.ts). */
function variablesOf(
  { settings, data, web, identity, webClient }: ContextProps,
  { queues, failedQueues, noticeTopic, budgetArn }: OwnResources,
): FunctionContext['variables'] {
  const urlsOf = (some: readonly Queue[]): string => some.map(({ queueUrl }) => queueUrl).join(' ');
  // Without bundles (tests, `cdk list`) nothing counts, and no client is deployed.
  const hasBundles = Stack.of(data).bundlingRequired;
  return {
    TABLE_NAME: data.table.tableName,
    KEYS_TABLE_NAME: data.keysTable.tableName,
    WRAPPING_KEY_ID: data.wrappingKey.keyArn,
    SIGNING_KEY_ID: data.signingKey.keyArn,
    SNAPSHOT_BUCKET: data.snapshotBucket.bucketName,
    STATE_BUCKET: data.stateBucket.bucketName,
    COMPILE_QUEUE_URL: queues.compileQueue.queueUrl,
    RENDER_QUEUE_URL: queues.renderQueue.queueUrl,
    DRILL_QUEUE_URL: queues.drillQueue.queueUrl,
    PACK_QUEUE_URL: queues.packQueue.queueUrl,
    PACK_BUCKET: data.packBucket.bucketName,
    SITE_BUCKET: web.webBucket.bucketName,
    ALERT_TOPIC_ARN: data.alertTopic.topicArn,
    PERSON_ALERT_TOPIC_ARN: data.personAlertTopic.topicArn,
    ALARM_TOPIC_ARN: data.alarmTopic.topicArn,
    NOTICE_TOPIC_ARN: noticeTopic.topicArn,
    WORK_QUEUE_URLS: urlsOf(Object.values(queues)),
    DEAD_LETTER_QUEUE_URLS: urlsOf(failedQueues),
    ALARM_PREFIX: stackNameOf(settings.stage, ''),
    BUDGET_ARN: budgetArn,
    DEPLOYED_VERSION: hasBundles ? readClientVersion(webClient) : 'none',
    CALL_PHONE: settings.callPhone ?? 'none',
    CUTOFF_DAY: String(settings.cutoffDay),
    COUNTING_CODE: hasBundles ? hashCountingCode() : 'none',
    RETENTION_DAYS: String(settings.retentionDays),
    RECORDS_FROM: settings.recordsFrom,
    TOKEN_ISSUER: identity.issuer,
    TOKEN_JWKS_URI: `${identity.issuer}/.well-known/jwks.json`,
    TOKEN_CLIENT_ID: identity.client.userPoolClientId,
    USER_POOL_ID: identity.userPool.userPoolId,
  };
}
