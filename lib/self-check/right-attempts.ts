import { BudgetsClient, DescribeBudgetCommand } from '@aws-sdk/client-budgets';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DescribeContinuousBackupsCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Right } from '../access.ts';
import { restoredActions } from '../iam-actions.ts';
import { fileRights } from './file-attempts.ts';
import { signing } from './key-attempts.ts';
import { attemptsAlone, type Environment, look, type Tried, untriedAlone } from './tried.ts';
import { userAttempts } from './user-attempts.ts';

/** Tries each right of a function in a way that changes nothing. file-attempts.ts tries the rights on files, table-attempts.ts the calls on the tables. */

export type Clients = {
  readonly tables: DynamoDBClient;
  readonly files: S3Client;
  readonly keys: KMSClient;
  readonly users: CognitoIdentityProviderClient;
  readonly topics: SNSClient;
  readonly queues: SQSClient;
  readonly alarms: CloudWatchClient;
  readonly budgets: BudgetsClient;
};

/** The clients of all services, as the environment says. */
export const connect = (): Clients => ({
  tables: new DynamoDBClient(),
  files: new S3Client(),
  keys: new KMSClient(),
  users: new CognitoIdentityProviderClient(),
  topics: new SNSClient(),
  queues: new SQSClient(),
  alarms: new CloudWatchClient(),
  budgets: new BudgetsClient(),
});

const sending = (queue: string) => untriedAlone('sqs:SendMessage', queue, 'a message would start work');

const mailing = (topic: string) => untriedAlone('sns:Publish', topic, 'people would get a mail');

/** The ARN of a budget. The groups match the account and the budget's name. */
const budgetArn = /^arn:aws:budgets::(\d{12}):budget\/(.+)$/;

/** How the rights to look at tables, topics, queues, alarms and the budget are tried. */
const lookRights = ({ tables, topics, queues, alarms, budgets }: Clients, environment: Environment) => {
  const tableNames = [environment.TABLE_NAME, environment.KEYS_TABLE_NAME];
  const topicArns = [
    environment.ALARM_TOPIC_ARN,
    environment.ALERT_TOPIC_ARN,
    environment.PERSON_ALERT_TOPIC_ARN,
    environment.NOTICE_TOPIC_ARN,
  ];
  const urls = `${environment.WORK_QUEUE_URLS} ${environment.DEAD_LETTER_QUEUE_URLS}`.split(' ');
  const [, AccountId, BudgetName] = budgetArn.exec(environment.BUDGET_ARN ?? '') ?? [];
  return {
    'backups:look': attemptsAlone(
      ...tableNames.map((TableName) =>
        look('dynamodb:DescribeContinuousBackups', 'the tables', () =>
          tables.send(new DescribeContinuousBackupsCommand({ TableName })),
        ),
      ),
    ),
    'topics:look': attemptsAlone(
      ...topicArns.map((TopicArn) =>
        look('sns:ListSubscriptionsByTopic', 'the topics', () =>
          topics.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
        ),
      ),
    ),
    'queues:look': attemptsAlone(
      ...urls.map((QueueUrl) =>
        look('sqs:GetQueueAttributes', 'the queues', () =>
          queues.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
          ),
        ),
      ),
    ),
    'alarms:look': attemptsAlone(
      look('cloudwatch:DescribeAlarms', 'all alarms', () =>
        alarms.send(
          new DescribeAlarmsCommand({
            AlarmNamePrefix: environment.ALARM_PREFIX,
            StateValue: 'ALARM',
          }),
        ),
      ),
    ),
    'cost:look': attemptsAlone(
      look('budgets:ViewBudget', 'the budget', () =>
        budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName })),
      ),
    ),
  } satisfies Partial<Record<Right, Tried>>;
};

/** For each right, how it is tried, or why it isn't. A new right does not compile without its line. */
export const attemptsByRight = (
  clients: Clients,
  environment: Environment,
): Readonly<Record<Right, Tried>> => {
  const users = userAttempts(clients.users, environment.USER_POOL_ID);
  return {
    ...fileRights(clients.files, environment),
    ...lookRights(clients, environment),
    'compile:send': sending('the queue of corrections'),
    'render:send': sending('the queue of renderings'),
    'drills:send': sending('the queue of drills'),
    'packs:send': sending('the queue of packs'),
    'alerts:send': mailing('the topic of alerts'),
    'person-alerts:send': mailing('the topic of alerts to one person'),
    'alarms:send': mailing('the topic of alarms'),
    'manifests:sign': signing(clients.keys, environment.SIGNING_KEY_ID),
    'users:create': {
      attempts: users.create,
      untried: [
        { action: 'cognito-idp:AdminCreateUser', on: 'the user pool', why: 'a user would be created' },
      ],
    },
    'users:block': attemptsAlone(...users.block),
    'restored:use': {
      attempts: [],
      untried: restoredActions.map((action) => ({
        action,
        on: 'tables that a drill restores',
        why: 'there is none until a drill restores it, and its failure is told',
      })),
    },
  };
};
