import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { stackNameOf } from '../../lib/stage-names.ts';
import { functionsOf, rightsOf } from './policies.ts';
import { needed, productionSettings, resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise(
  productionSettings({
    alertEmails: ['desk@example.org', 'night@example.org'],
    alertEmailsByPerson: {
      '0195eea5-d400-7000-8000-000000000009': 'guntur@example.org',
      '0195eea5-d400-7000-8000-000000000010': 'krishna@example.org',
    },
  }),
);
const { alerts, data } = templates;
const failed = { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsFailed'), 'Arn'] };

describe('the look at urgent cases that wait', () => {
  test('is taken every minute, and told for which', () => {
    alerts.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: Match.absent(),
      Target: {
        Arn: { Ref: Match.stringLikeRegexp('^AlertsAliaslive') },
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: failed },
      },
    });
  });

  test('never runs twice at once, and is not tried again: the next one does it all', () => {
    const [look] = resourcesOf(alerts, 'AWS::Lambda::Function');
    expect(look?.Properties.Timeout).toBeLessThan(60);
    alerts.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: failed } });
    alerts.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  test('raises an alarm where it fails, where it is given up, and where it is not taken at all', () => {
    const loses = { AlarmDescription: Match.stringLikeRegexp('mailed') };
    alerts.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', loses, 3);
    alerts.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [
        {
          Name: 'QueueName',
          Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsFailed'), 'QueueName'] },
        },
      ],
    });
    alerts.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 300,
      EvaluationPeriods: 2,
      TreatMissingData: 'breaching',
    });
  });

  test('may publish to the office’s topic and to that of persons, and write nothing but what was sent', () => {
    const statements = rightsOf(templates).get('alerts') ?? [];
    const publishing = statements.filter(({ Action }) => Action.includes('sns:Publish'));
    expect(publishing).toHaveLength(1);
    const [{ Resource } = { Resource: [] }] = publishing;
    expect([Resource].flat()).toHaveLength(2);
    for (const topic of [/[^n]Alerts/, /PersonAlerts/]) expect(JSON.stringify(Resource)).toMatch(topic);
    const writing = statements.filter(({ Action }) => /Put|Update|Delete/.test(Action.join()));
    expect(
      writing.filter(({ Action }) => Action.some((action) => action.startsWith('dynamodb:'))),
    ).toMatchObject([
      {
        Action: ['dynamodb:PutItem'],
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ALERT#*'] } },
      },
    ]);
    const variables = Object(functionsOf(templates).get('alerts')?.Properties.Environment).Variables;
    expect(Object.keys(variables).sort()).toEqual([
      'ALERT_TOPIC_ARN',
      'NODE_OPTIONS',
      'PERSON_ALERT_TOPIC_ARN',
      'TABLE_NAME',
    ]);
  });
});

describe('the topic of alerts', () => {
  test('mails those whom the stage names, and nobody by default', () => {
    for (const Endpoint of ['desk@example.org', 'night@example.org']) {
      data.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint });
    }
    const byDefault = resourcesOf(synthesise().data, 'AWS::SNS::Subscription');
    expect(byDefault.map(({ Properties }) => Properties.Endpoint)).toEqual([needed.alarmEmail]);
  });

  test('mails each person what is for her alone, and the office what is for nobody alone', () => {
    const subscriptions = resourcesOf(data, 'AWS::SNS::Subscription').map(({ Properties }) => Properties);
    const policyOf = (email: string) =>
      subscriptions.filter(({ Endpoint }) => Endpoint === email).map(({ FilterPolicy }) => FilterPolicy);
    expect(policyOf('guntur@example.org')).toEqual([{ person: ['0195eea5-d400-7000-8000-000000000009'] }]);
    expect(policyOf('krishna@example.org')).toEqual([{ person: ['0195eea5-d400-7000-8000-000000000010'] }]);
    expect(policyOf('desk@example.org')).toEqual([undefined]);
    const topicOf = (email: string) =>
      JSON.stringify(subscriptions.find(({ Endpoint }) => Endpoint === email)?.TopicArn);
    expect(topicOf('guntur@example.org')).toContain('PersonAlerts');
    expect(topicOf('desk@example.org')).not.toContain('PersonAlerts');
  });

  test('names no programme: in whom a mail is from, and at its foot', () => {
    const topics = resourcesOf(data, 'AWS::SNS::Topic').filter(({ id }) => /^(Person)?Alerts/.test(id));
    expect(topics).toHaveLength(2);
    // The foot of each mail has the topic's name, which AWS makes of the stack's.
    for (const { Properties } of topics) {
      expect(Properties).toEqual({ DisplayName: 'Desk', Tags: expect.anything() });
    }
    expect(stackNameOf('production', 'data')).toBe('notes-production-data');
  });
});
