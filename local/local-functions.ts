import { join, resolve } from 'node:path';
import { hashCountingCode } from '../lib/bundle.ts';
import { environmentOf, type Settings } from '../lib/environment.ts';
import { allFunctions, type FunctionName } from '../lib/functions/all.ts';
import { packBucket, siteBucket, snapshotBucket, stateBucket } from './buckets.ts';
import type { IdentityProvider } from './identity/identity-provider.ts';
import { webClientId } from './identity/provider-configuration.ts';
import { functionNames } from './lambda/bundles.ts';
import type { LocalFunction } from './lambda/function-thread.ts';
import { type Services, tableNames } from './services.ts';
import type { Principal } from './wire/signed-request.ts';

const root = resolve(import.meta.dirname, '..');
const region = 'ap-south-1';
/** An invented number: no Indian number begins with a zero. */
const callPhone = '+91 00000 00003';
/** The default of lib/stage-settings.ts. */
const retentionDays = 365;

/** A function as a caller of the local services: its rights, and a name and secret that only these services accept. */
export const principalOf = (name: FunctionName): Principal => ({
  accessKeyId: name,
  secretAccessKey: `local-${name}`,
  ...allFunctions[name],
});

type SettingsOptions = {
  readonly provider: IdentityProvider;
  readonly cutoffDay: number;
  readonly recordsFrom: string;
  readonly clientVersion: string;
};

/** The settings of all functions, as deployed. */
const settingsOf = (
  { keys, queues, topics, budget, userPool }: Services,
  { provider, cutoffDay, recordsFrom, clientVersion }: SettingsOptions,
): Settings => {
  const allQueues = Object.values(queues);
  return {
    TABLE_NAME: tableNames.main,
    KEYS_TABLE_NAME: tableNames.keys,
    WRAPPING_KEY_ID: keys.wrappingKeyId,
    SIGNING_KEY_ID: keys.signingKeyId,
    SNAPSHOT_BUCKET: snapshotBucket,
    STATE_BUCKET: stateBucket,
    COMPILE_QUEUE_URL: queues.compile.url,
    RENDER_QUEUE_URL: queues.render.url,
    DRILL_QUEUE_URL: queues.drills.url,
    PACK_QUEUE_URL: queues.packs.url,
    PACK_BUCKET: packBucket,
    SITE_BUCKET: siteBucket,
    ALERT_TOPIC_ARN: topics.byName.desk.arn,
    PERSON_ALERT_TOPIC_ARN: topics.byName.persons.arn,
    ALARM_TOPIC_ARN: topics.byName.alarms.arn,
    NOTICE_TOPIC_ARN: topics.byName.publications.arn,
    WORK_QUEUE_URLS: allQueues.map(({ url }) => url).join(' '),
    DEAD_LETTER_QUEUE_URLS: allQueues.map(({ deadLetterUrl }) => deadLetterUrl).join(' '),
    ALARM_PREFIX: 'local-',
    BUDGET_ARN: budget.arn,
    DEPLOYED_VERSION: clientVersion,
    CALL_PHONE: callPhone,
    USER_POOL_ID: userPool.id,
    CUTOFF_DAY: String(cutoffDay),
    COUNTING_CODE: hashCountingCode(),
    RETENTION_DAYS: String(retentionDays),
    RECORDS_FROM: recordsFrom,
    TOKEN_ISSUER: provider.issuer,
    TOKEN_JWKS_URI: provider.jwksUri,
    TOKEN_CLIENT_ID: webClientId,
  };
};

/**
 * All functions for the local stack, each with its bundle and its environment: the settings as deployed, and the endpoints of the
 * local services in place of AWS.
 * @param options.bundles each function's bundle, by name
 * @param options.recordsFrom the first UTC day that gets a digest, `YYYY-MM-DD`
 * @param options.clientVersion the version of the web client that is served
 */
export const localFunctionsOf = ({
  services,
  bundles,
  ...options
}: SettingsOptions & {
  readonly services: Services;
  readonly bundles: Readonly<Record<string, string>>;
}): readonly LocalFunction[] => {
  const { guard, keys, store, queues, topics, alarms, budget, userPool } = services;
  const settings = settingsOf(services, options);
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: guard.endpoint,
    AWS_ENDPOINT_URL_S3: store.endpoint,
    AWS_ENDPOINT_URL_KMS: keys.endpoint,
    AWS_ENDPOINT_URL_SNS: topics.endpoint,
    AWS_ENDPOINT_URL_CLOUDWATCH: alarms.endpoint,
    AWS_ENDPOINT_URL_BUDGETS: budget.endpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: userPool.endpoint,
  };
  /** Here each queue has an endpoint of its own, and a function sends to one queue at most. */
  const queueEndpointOf = (name: FunctionName): string => {
    switch (name) {
      case 'compile':
        return queues.render.endpoint;
      case 'approvals':
        return queues.packs.endpoint;
      default:
        return queues.compile.endpoint;
    }
  };
  return functionNames.map((name) => ({
    name,
    bundle: bundles[name] ?? '',
    environment: {
      ...environmentOf(name, settings),
      ...endpoints,
      // A function that looks at all queues gets no endpoint: it finds each queue by its URL, as on AWS.
      ...(allFunctions[name].rights?.includes('queues:look')
        ? {}
        : { AWS_ENDPOINT_URL_SQS: queueEndpointOf(name) }),
      ...credentialsOf(principalOf(name)),
    },
  }));
};

/** Lambda's environment, with credentials that only the local services know. */
const credentialsOf = ({ accessKeyId, secretAccessKey }: Principal): Readonly<Record<string, string>> => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  // Ignores this user's own AWS configuration.
  AWS_CONFIG_FILE: join(root, '.local', 'no-config'),
  AWS_SHARED_CREDENTIALS_FILE: join(root, '.local', 'no-credentials'),
  TZ: 'UTC',
});
