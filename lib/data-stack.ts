import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption, HttpMethods, type IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { createAccountNotices } from './constructs/account-notices.ts';
import { createAlarm } from './constructs/alarm.ts';
import { cfnResourceOf } from './constructs/cfn-resource.ts';
import { createPrivateBucket } from './constructs/private-bucket.ts';
import { createPersonTopic, createTopic } from './constructs/topic.ts';
import { createTrail } from './constructs/trail.ts';
import { deployableFunctions } from './functions/all.ts';
import {
  drillRoleOf,
  neutralName,
  roleNameOf,
  rolePathOf,
  stackNameOf,
  stacksWithFunctions,
  trafficRoleOf,
} from './stage-names.ts';
import type { StageSettings } from './stage-settings.ts';
import { type TableDefinition, tables } from './tables.ts';

/** The folder of the web bucket's access logs in the data stack's bucket of logs. */
export const webLogFolder = 'web/';

/** The start of the web bucket's ARN. The stack `web` has no other bucket, and AWS chooses the rest of its name. */
const webBucketArns = (stage: string): string => `arn:aws:s3:::${stackNameOf(stage, 'web')}-`;

/** The resources that must never be lost: the tables, the published files, the keys, and the trail. */
export class DataStack extends Stack {
  readonly table: TableV2;
  readonly keysTable: TableV2;
  readonly snapshotBucket: IBucket;
  readonly stateBucket: IBucket;
  /** Encrypted packs of handovers. */
  readonly packBucket: IBucket;
  readonly logBucket: IBucket;
  /** Encrypts tables and state at rest. */
  readonly dataKey: Key;
  /** Wraps the data keys of members, people, collectives and the organisation. */
  readonly wrappingKey: Key;
  /** Signs the manifests. */
  readonly signingKey: Key;
  readonly alarmTopic: Topic;
  /** Alerts the office to waiting urgent cases of the whole programme. */
  readonly alertTopic: Topic;
  /** Alerts each coordinator and caseworker to the waiting urgent cases of her districts. */
  readonly personAlertTopic: Topic;

  constructor(scope: Construct, id: string, settings: StageSettings, props: StackProps) {
    super(scope, id, props);
    this.alarmTopic = createTopic(this, 'Alarms', 'Alarms', [settings.alarmEmail]);
    this.alertTopic = createTopic(this, 'Alerts', 'Desk', settings.alertEmails);
    this.personAlertTopic = createPersonTopic(this, 'PersonAlerts', 'Desk', settings.alertEmailsByPerson);

    this.dataKey = this.createKey('DataKey', settings, 'data', 'Encrypts tables and state at rest');
    this.wrappingKey = this.createKey(
      'WrappingKey',
      settings,
      'wrapping',
      'Wraps the keys of names and notes',
    );
    // Without `createKey`, since KMS does not rotate a key that signs.
    this.signingKey = new Key(this, 'SigningKey', {
      alias: `${neutralName}-${settings.stage}-signing`,
      description: 'Signs the manifests of published snapshots',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    // DynamoDB's maximum. The keys' backups are shorter, because an erasure is final only when no backup has the destroyed key any more.
    const maxBackupDays = 35;
    this.table = this.createTable('Table', tables.main, maxBackupDays);
    this.keysTable = this.createTable('KeysTable', tables.keys, settings.keysBackupDays);

    // The other buckets send their access logs to this one, so it comes first.
    this.logBucket = this.createLogBucket(settings);
    this.snapshotBucket = this.createSnapshotBucket(settings);
    this.stateBucket = this.createStateBucket();
    this.packBucket = this.createPackBucket();
    this.watchAccount(settings);

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'KeysTableName', { value: this.keysTable.tableName });
    new CfnOutput(this, 'SnapshotBucketName', { value: this.snapshotBucket.bucketName });
    new CfnOutput(this, 'StateBucketName', { value: this.stateBucket.bucketName });
    new CfnOutput(this, 'WrappingKeyId', { value: this.wrappingKey.keyId });
    new CfnOutput(this, 'SigningKeyId', { value: this.signingKey.keyId });
  }

  /** Creates the trail, which records each access to the data, and the notices about calls in the account that an attacker would make. */
  private watchAccount(settings: StageSettings): void {
    createTrail(this, {
      name: `${neutralName}-${settings.stage}`,
      bucket: this.createTrailBucket(settings),
      tableArns: [this.table.tableArn, this.keysTable.tableArn],
      // The ARN of the empty object key is a prefix of every file's ARN.
      fileArns: [
        this.snapshotBucket.arnForObjects(''),
        this.stateBucket.arnForObjects(''),
        this.packBucket.arnForObjects(''),
      ],
      // CloudFront reads these files all day, so only writes are recorded: they change what people run.
      writtenFileArns: [webBucketArns(settings.stage)],
    });
    createAccountNotices(this, {
      notify: this.alarmTopic,
      dataKey: this.dataKey,
      wrappingKey: this.wrappingKey,
      signingKey: this.signingKey,
      tables: [this.table, this.keysTable],
      functionPath: rolePathOf(settings.stage),
      trafficRoles: stacksWithFunctions.map((part) => trafficRoleOf(stackNameOf(settings.stage, part))),
      drillRole: drillRoleOf(settings.stage),
      functionRoles: Object.keys(deployableFunctions).map((name) => roleNameOf(settings.stage, name)),
    });
  }

  private createKey(id: string, settings: StageSettings, alias: string, description: string): Key {
    return new Key(this, id, {
      alias: `${neutralName}-${settings.stage}-${alias}`,
      description,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private createTable(id: string, definition: TableDefinition, backupDays: number): TableV2 {
    const stringAttribute = (name: string) => ({ name, type: AttributeType.STRING });
    const shape: TablePropsV2 = {
      partitionKey: stringAttribute(definition.partitionKey),
      ...(definition.sortKey === undefined ? {} : { sortKey: stringAttribute(definition.sortKey) }),
      ...(definition.stream ? { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
      globalSecondaryIndexes: definition.indexes.map((index) => ({
        indexName: index.name,
        partitionKey: stringAttribute(index.partitionKey),
        sortKey: stringAttribute(index.sortKey),
      })),
    };
    const table = new TableV2(this, id, {
      ...shape,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.dataKey),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: backupDays,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    createAlarm(this, `${id}Throttled`, {
      metric: table.metric('WriteThrottleEvents', { statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 10,
      notify: this.alarmTopic,
      impact:
        'Phones are told to try again: what leaders record in the field is not saved yet. Look for one busy ' +
        'partition (a script? one collective?) before raising limits.',
    });
    return table;
  }

  /** The private files of the functions, such as what a count keeps for the next month. */
  private createStateBucket(): IBucket {
    return createPrivateBucket(this, 'State', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: this.logBucket,
      serverAccessLogsPrefix: 'state/',
      lifecycleRules: [
        // The earlier version of a file can be made again from the journal.
        { noncurrentVersionExpiration: Duration.days(30) },
        // The files that a count keeps for the next month (docs/decisions/0086-kept-counts.md, 0122-kept-in-few-bytes.md). Only the newest are ever read.
        {
          prefix: 'journal/counted/',
          expiration: Duration.days(100),
          noncurrentVersionExpiration: Duration.days(1),
        },
        // The files of a count in shards: a failed run can be redriven for 14 days.
        {
          prefix: 'count/',
          expiration: Duration.days(15),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
  }

  /**
   * Packs of handovers, each encrypted to its recipient before it is stored. A pack expires 24 hours after it is stored, and S3 removes
   * expired files once a day.
   */
  private createPackBucket(): IBucket {
    const bucket = createPrivateBucket(this, 'Packs', {
      encryption: BucketEncryption.S3_MANAGED,
      versioned: false,
      serverAccessLogsBucket: this.logBucket,
      serverAccessLogsPrefix: 'packs/',
      lifecycleRules: [
        { expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    notifyEventBridge(bucket);
    return bucket;
  }

  private createLogBucket(settings: StageSettings): IBucket {
    const bucket = createPrivateBucket(this, 'Logs', {
      // S3 delivers access logs only to buckets with S3-managed keys and without Object Lock.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          expiration: Duration.days(settings.logRetentionDays),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    // The web client's bucket is in a later stack, so only the prefix of its name is known here.
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`${webLogFolder}*`)],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: { 'aws:SourceArn': `${webBucketArns(settings.stage)}*` },
        },
      }),
    );
    return bucket;
  }

  /**
   * The trail's files, which nobody can delete or overwrite while they are kept. The access logs of this bucket go into the bucket of logs, since S3
   * delivers none into a locked bucket.
   */
  private createTrailBucket({ objectLock: { mode }, logRetentionDays }: StageSettings): IBucket {
    const keptFor = Duration.days(logRetentionDays);
    return createPrivateBucket(this, 'TrailFiles', {
      encryption: BucketEncryption.S3_MANAGED,
      objectLockDefaultRetention: lockFor(mode, keptFor),
      serverAccessLogsBucket: this.logBucket,
      serverAccessLogsPrefix: 'trail/',
      lifecycleRules: [{ expiration: keptFor, noncurrentVersionExpiration: Duration.days(1) }],
    });
  }

  /**
   * Published files, encrypted with S3's own keys. With a KMS key, anyone who may delete the key could destroy
   * what Object Lock protects, and the downloads function, which signs links, would need a permission on it.
   */
  private createSnapshotBucket(settings: StageSettings): IBucket {
    const { mode, days } = settings.objectLock;
    const bucket = createPrivateBucket(this, 'Snapshots', {
      encryption: BucketEncryption.S3_MANAGED,
      objectLockDefaultRetention: lockFor(mode, Duration.days(days)),
      serverAccessLogsBucket: this.logBucket,
      serverAccessLogsPrefix: 'snapshots/',
      // The web client follows the API's redirect to a signed link here. Access depends on the link, not on the page's
      // origin.
      cors: [
        {
          allowedMethods: [HttpMethods.GET],
          allowedOrigins: [settings.domain === undefined ? '*' : `https://${settings.domain.name}`],
          maxAge: 300,
        },
      ],
    });
    bucket.addToResourcePolicy(
      new PolicyStatement({
        // Refuses every upload without `If-None-Match`, the header with which S3 never overwrites a file.
        sid: 'NeverWriteANameAgain',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects('*')],
        conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      }),
    );
    notifyEventBridge(bucket);
    return bucket;
  }
}

const lockFor = (mode: StageSettings['objectLock']['mode'], duration: Duration): ObjectLockRetention =>
  mode === 'compliance' ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration);

/** Sends the bucket's events to EventBridge. CDK's own way would add a function with permissions on every bucket. */
function notifyEventBridge(bucket: IBucket): void {
  cfnResourceOf(bucket).addPropertyOverride(
    'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled',
    true,
  );
}
