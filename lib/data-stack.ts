import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { createAccountNotices } from './constructs/account-notices.ts';
import { createAlarm } from './constructs/alarm.ts';
import {
  createLogBucket,
  createPackBucket,
  createSnapshotBucket,
  createStateBucket,
  createTrailBucket,
  webBucketArns,
} from './constructs/data-buckets.ts';
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
    this.logBucket = createLogBucket(this, settings);
    this.snapshotBucket = createSnapshotBucket(this, this.logBucket, settings);
    this.stateBucket = createStateBucket(this, this.logBucket, this.dataKey);
    this.packBucket = createPackBucket(this, this.logBucket);
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
      bucket: createTrailBucket(this, this.logBucket, settings),
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
}
