import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createSnapshots } from '../../months/snapshots/repository.ts';
import { readDrillResult } from '../../shared/health/drill-result.ts';
import { readDrillRun } from '../../shared/health/drill-run.ts';
import { readSealedUntil } from '../../shared/health/sealed-until.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import type { Table } from '../../shared/table/client.ts';
import type { Sources } from './read-facts.ts';
import { readAlarms } from './sources/alarms.ts';
import { readBackups } from './sources/backups.ts';
import { readCost } from './sources/cost.ts';
import { readRecipients } from './sources/mail.ts';
import { readMonths } from './sources/months.ts';
import { readNewestPack } from './sources/packs.ts';
import { readPhones } from './sources/phones.ts';
import { countWaiting } from './sources/queues.ts';
import { readLook } from './stored-look.ts';

/** A service that gives no answer is given up early, so that the other facts are told in time. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1500, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;

/** Connects what the facts about the system's health are read from, for its two functions. */
export const connectSources = (environment: NodeJS.ProcessEnv, table: Table): Sources => {
  const settings = readSettings(environment, [
    'TABLE_NAME',
    'KEYS_TABLE_NAME',
    'SNAPSHOT_BUCKET',
    'ALARM_TOPIC_ARN',
    'ALERT_TOPIC_ARN',
    'PERSON_ALERT_TOPIC_ARN',
    'NOTICE_TOPIC_ARN',
    'WORK_QUEUE_URLS',
    'DEAD_LETTER_QUEUE_URLS',
    'ALARM_PREFIX',
    'BUDGET_ARN',
    'DEPLOYED_VERSION',
  ]);
  const database = new DynamoDBClient(patience);
  const topics = new SNSClient(patience);
  const queues = new SQSClient(patience);
  const alarms = new CloudWatchClient(patience);
  // Its only address is in us-east-1.
  const budgets = new BudgetsClient({ ...patience, region: 'us-east-1' });
  const snapshots = createSnapshots(new S3Client(patience), settings.SNAPSHOT_BUCKET);
  return {
    backup: () => readBackups(database, [settings.TABLE_NAME, settings.KEYS_TABLE_NAME]),
    seals: async () => ({ until: await readSealedUntil(table) }),
    month: () => readMonths(snapshots),
    drill: async () => {
      const [newest, asked] = await Promise.all([readDrillResult(table), readDrillRun(table)]);
      return { newest, asked };
    },
    pack: () => readNewestPack(table),
    mail: () =>
      readRecipients(topics, {
        alarmTopic: settings.ALARM_TOPIC_ARN,
        otherTopics: [settings.ALERT_TOPIC_ARN, settings.PERSON_ALERT_TOPIC_ARN, settings.NOTICE_TOPIC_ARN],
      }),
    queues: async () => {
      const [waiting, deadLetters, look] = await Promise.all([
        countWaiting(queues, settings.WORK_QUEUE_URLS),
        countWaiting(queues, settings.DEAD_LETTER_QUEUE_URLS),
        readLook(table),
      ]);
      return { waiting, deadLetters, waitingSince: look?.waitingSince };
    },
    alarms: () => readAlarms(alarms, settings.ALARM_PREFIX),
    phones: () => readPhones(table),
    version: async () => {
      const { DEPLOYED_VERSION: deployed } = settings;
      const look = await readLook(table);
      return { deployed, since: look?.deployed?.version === deployed ? look.deployed.since : undefined };
    },
    cost: () => readCost(budgets, settings.BUDGET_ARN),
  };
};
