import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { lastCompleteDay } from '../../functions/jobs/digest/write-digests.ts';
import { functionsOf } from './policies.ts';
import { productionSettings, type Resource, resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise();
const { reporting } = templates;

describe('the monthly schedule', () => {
  test('fires at 00:15 on the 5th by India’s clock, and says for when', () => {
    reporting.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(15 0 5 * ? *)',
      ScheduleExpressionTimezone: 'Asia/Kolkata',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' },
    });
  });

  test('follows the cutoff of the settings, as the compile does', () => {
    const later = synthesise(productionSettings({ cutoffDay: 12 }));
    later.reporting.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(15 0 12 * ? *)',
    });
    expect(functionsOf(later).get('compile')?.Properties).toMatchObject({
      Environment: { Variables: { CUTOFF_DAY: '12' } },
    });
  });

  test('is tried again, and leaves its event in a queue when it fails: undelivered, or delivered and failed', () => {
    const queue = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ScheduleFailed'), 'Arn'] };
    reporting.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        RetryPolicy: { MaximumEventAgeInSeconds: 10_800, MaximumRetryAttempts: 20 },
        DeadLetterConfig: { Arn: queue },
      },
    });
    reporting.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: queue } });
  });
});

describe('the daily work', () => {
  test.each([
    ['cron(30 0 * * ? *)', 'Erase'],
    ['cron(0 13 * * ? *)', 'Digest'],
  ])('fires at %s by India’s clock: %s', (expression, name) => {
    reporting.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'Asia/Kolkata',
      Target: {
        Arn: { Ref: Match.stringLikeRegexp(`^${name}Aliaslive`) },
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DailyWorkFailed'), 'Arn'] } },
      },
    });
  });

  test('is given up before the digest of the day on which its lines are dated', () => {
    const longest = (
      template: Template,
      type: string,
      read: (properties: Resource['Properties']) => unknown,
    ) => {
      const all = resourcesOf(template, type).map(({ Properties }) => Number(read(Properties)));
      expect(all.length).toBeGreaterThan(2);
      return Math.max(...all);
    };
    // The scheduler delivers, then Lambda starts what was delivered; both try again.
    const seconds =
      longest(
        reporting,
        'AWS::Scheduler::Schedule',
        ({ Target }) => Object(Target).RetryPolicy.MaximumEventAgeInSeconds,
      ) +
      longest(reporting, 'AWS::Lambda::EventInvokeConfig', ({ MaximumEventAgeInSeconds: age }) => age) +
      longest(reporting, 'AWS::Lambda::Function', ({ Timeout }) => Timeout);
    const lastLine = new Date(Date.parse('2026-11-05T23:59:59Z') + 1000 * seconds);
    expect(lastCompleteDay(lastLine) < '2026-11-05').toBe(true);
  });

  test('raises an alarm that says what people lose', () => {
    for (const lost of ['was to be erased by now may not be', 'have no digest']) {
      reporting.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmDescription: Match.stringLikeRegexp(lost),
      });
    }
  });

  test('raises one for a run that was never made, which no log of a function tells of', () => {
    reporting.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [
        {
          Name: 'QueueName',
          Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DailyWorkFailed'), 'QueueName'] },
        },
      ],
    });
  });

  test('erases after as many days as the stage says', () => {
    const stage = synthesise(productionSettings({ retentionDays: 400 }));
    expect(functionsOf(stage).get('approvals')?.Properties).toMatchObject({
      Environment: { Variables: { RETENTION_DAYS: '400' } },
    });
  });
});

describe('the queues', () => {
  const queues = resourcesOf(reporting, 'AWS::SQS::Queue');

  test('are encrypted and keep what failed for fourteen days', () => {
    expect(queues).toHaveLength(10);
    for (const { Properties } of queues) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    }
  });

  test('hold a correction back for longer than any request may run, and give up after five attempts', () => {
    const corrections = queues.find(({ Properties }) =>
      JSON.stringify(Properties.RedrivePolicy ?? {}).includes('CorrectionsFailed'),
    );
    expect(corrections?.Properties).toMatchObject({
      DelaySeconds: 60,
      RedrivePolicy: {
        maxReceiveCount: 5,
        deadLetterTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^CorrectionsFailed/), 'Arn'] },
      },
    });
    const requests = [...functionsOf(templates)].filter(
      ([name]) =>
        !['compile', 'render', 'erase', 'digest', 'drill', 'signIns', 'watchHealth', 'makePack'].includes(
          name,
        ),
    );
    for (const [, { Properties }] of requests) expect(Properties.Timeout).toBeLessThan(60);
    // As Lambda asks, six times what one attempt may take.
    expect(corrections?.Properties.VisibilityTimeout).toBe(
      6 * Number(functionsOf(templates).get('compile')?.Properties.Timeout),
    );
  });

  test('bring corrections to the compile one by one, two at a time at most', () => {
    reporting.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Corrections(?!Failed)'), 'Arn'] },
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });
});

describe('a handover', () => {
  test('is made by a function of its own, one at a time, after all writes in flight have ended', () => {
    reporting.hasResourceProperties('AWS::SQS::Queue', {
      DelaySeconds: 60,
      VisibilityTimeout: 900,
      RedrivePolicy: {
        maxReceiveCount: 8,
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HandoversFailed'), 'Arn'] },
      },
    });
    reporting.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Handovers(?!Failed)'), 'Arn'] },
    });
    expect(functionsOf(templates).get('makePack')?.Properties).toMatchObject({
      Timeout: 900,
      // A message to itself for each further archive.
      RecursiveLoop: 'Allow',
    });
  });

  test('is told to whoever gets the alarms, as soon as its pack is there', () => {
    reporting.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [{ 'Fn::ImportValue': Match.stringLikeRegexp('Packs') }] } },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::ImportValue': Match.stringLikeRegexp('Alarms') },
          InputTransformer: {
            InputTemplate: Match.stringLikeRegexp('All data of the programme were packed'),
          },
        }),
      ],
    });
  });
});

describe('a publication', () => {
  test('gives notice when its manifest, the last file, is there', () => {
    reporting.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { object: { key: [{ wildcard: 'published/*/manifest.json' }] } },
      },
      Targets: [Match.objectLike({ Arn: { Ref: Match.stringLikeRegexp('^Publications') } })],
    });
    templates.data.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  test('mails those whom the settings name; alarms go to another', () => {
    const told = synthesise(
      productionSettings({ noticeEmails: ['funder@example.org'], alarmEmail: 'alarms@example.org' }),
    );
    told.reporting.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'funder@example.org',
    });
    told.data.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'alarms@example.org',
    });
  });
});
