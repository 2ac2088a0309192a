import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { functionsOf } from './policies.ts';
import { resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise();

/** References as CloudFormation would resolve them in an account. */
const resolve = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = Object(value);
  if (ref === 'AWS::AccountId') return '111122223333';
  if (ref === 'AWS::Region') return 'ap-south-1';
  if (typeof ref === 'string') return ref;
  if (Array.isArray(attribute)) return `arn:${attribute.join('.')}`;
  if (Array.isArray(join)) return [resolve(join[1])].flat().join(join[0]);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolve(inner)]));
};

const rules = resourcesOf(templates.data, 'AWS::Events::Rule').map(({ id, Properties }) => ({
  name: id.slice(0, -8),
  pattern: resolve(Properties.EventPattern),
  state: Properties.State,
  targets: Properties.Targets,
}));

const operator = z.union([
  z.object({ prefix: z.string() }).transform(
    ({ prefix }) =>
      (value: string) =>
        value.startsWith(prefix),
  ),
  z.object({ 'anything-but': z.object({ prefix: z.string() }) }).transform(
    ({ 'anything-but': { prefix } }) =>
      (value: string) =>
        !value.startsWith(prefix),
  ),
  z.object({ 'anything-but': z.object({ suffix: z.array(z.string()) }) }).transform(
    ({ 'anything-but': { suffix } }) =>
      (value: string) =>
        !suffix.some((end) => value.endsWith(end)),
  ),
  z.object({ 'anything-but': z.array(z.string()) }).transform(
    ({ 'anything-but': unwanted }) =>
      (value: string) =>
        !unwanted.includes(value),
  ),
  z.string().transform((wanted) => (value: string) => value === wanted),
]);

/** Whether EventBridge would match an event, as far as our patterns use its language. */
const isMatched = (pattern: unknown, event: unknown): boolean =>
  Object.entries(Object(pattern)).every(([name, wanted]) => {
    if (name === '$or')
      return z
        .array(z.unknown())
        .parse(wanted)
        .some((one) => isMatched(one, event));
    const found: unknown = Object(event)[name];
    if (!Array.isArray(wanted)) {
      return Array.isArray(found)
        ? found.some((one) => isMatched(wanted, one))
        : found !== undefined && isMatched(wanted, found);
    }
    const operators = z.array(operator).parse(wanted);
    return [found].flat().some((value) => typeof value === 'string' && operators.some((test) => test(value)));
  });

const told = (source: string, eventName: string, detail: object = {}): string[] => {
  const event = {
    source: `aws.${source}`,
    'detail-type': 'AWS API Call via CloudTrail',
    detail: { eventName, ...detail },
  };
  return rules.filter(({ pattern }) => isMatched(pattern, event)).map(({ name }) => name);
};

const keyNamed = (start: string): string => {
  const [key] = resourcesOf(templates.data, 'AWS::KMS::Key').filter(({ id }) => id.startsWith(start));
  return `arn:${key?.id}.Arn`;
};
const onKey = (start: string, more: object = {}) => ({ resources: [{ ARN: keyNamed(start) }], ...more });
const tableNamed = (start: string): string =>
  resourcesOf(templates.data, 'AWS::DynamoDB::GlobalTable').find(({ id }) => id.startsWith(start))?.id ?? '';

const role = (path: string, account = '111122223333') => ({
  userIdentity: {
    type: 'AssumedRole',
    sessionContext: {
      sessionIssuer: { arn: `arn:aws:iam::${account}:role${path}`, userName: path.split('/').at(-1) },
    },
  },
});
const ours = role('/notes/production/notes-production-members');
const deployment = role('/cdk-hnb659fds-cfn-exec-role-111122223333-ap-south-1');
const administrator = role('/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1');

describe('somebody is told', () => {
  test.each([
    ['a key that was disabled', 'kms', 'DisableKey', onKey('DataKey'), ['KeyLoss']],
    ['a key that will be deleted', 'kms', 'ScheduleKeyDeletion', onKey('WrappingKey'), ['KeyLoss']],
    ['the policy of a key', 'kms', 'PutKeyPolicy', onKey('SigningKey', administrator), ['KeyPolicyChanged']],
    ['a grant on the wrapping key', 'kms', 'CreateGrant', onKey('WrappingKey'), ['KeyGranted']],
    ['an administrator who opens a name', 'kms', 'Decrypt', onKey('WrappingKey', administrator), ['KeyUsed']],
    ['one who reads the table', 'kms', 'Decrypt', onKey('DataKey', administrator), ['KeyUsed']],
    ['one who signs', 'kms', 'Sign', onKey('SigningKey', administrator), ['KeyUsed']],
    ['root', 'kms', 'GenerateDataKey', onKey('WrappingKey', { userIdentity: { type: 'Root' } }), ['KeyUsed']],
    [
      'the functions of another stage',
      'kms',
      'Decrypt',
      onKey('DataKey', role('/notes/trial/x')),
      ['KeyUsed'],
    ],
    [
      'a role made under the functions’ own path',
      'kms',
      'Decrypt',
      onKey('WrappingKey', role('/notes/production/other')),
      ['KeyUsed'],
    ],
    [
      'a role of another account with the name of one of ours',
      'kms',
      'Decrypt',
      onKey('WrappingKey', role('/notes/production/notes-production-members', '444455556666')),
      ['KeyUsed'],
    ],
    ['a trail that was stopped', 'cloudtrail', 'StopLogging', administrator, ['TrailStopped']],
    ['a trail that was changed', 'cloudtrail', 'PutEventSelectors', administrator, ['TrailStopped']],
    ['a bucket that keeps its files no longer', 's3', 'PutBucketLifecycle', administrator, ['TrailStopped']],
    ['a notice that was switched off', 'events', 'DisableRule', administrator, ['WatchSilenced']],
    ['a notice that was changed', 'events', 'PutRule', administrator, ['WatchSilenced']],
    ['a notice sent elsewhere', 'events', 'PutTargets', administrator, ['WatchSilenced']],
    ['an alarm that was taken away', 'monitoring', 'DeleteAlarms', administrator, ['WatchSilenced']],
    ['an alarm that was changed', 'monitoring', 'PutMetricAlarm', administrator, ['WatchSilenced']],
    ['a rule of insight', 'monitoring', 'DisableInsightRules', administrator, ['WatchSilenced']],
    ['an address that was taken from a topic', 'sns', 'Unsubscribe', administrator, ['WatchSilenced']],
    ['an address that gets less', 'sns', 'SetSubscriptionAttributes', administrator, ['WatchSilenced']],
    ['a log that was deleted', 'logs', 'DeleteLogGroup', administrator, ['WatchSilenced']],
    ['a role that was made', 'iam', 'CreateRole', administrator, ['RoleChanged']],
    ['who may take a role', 'iam', 'UpdateAssumeRolePolicy', administrator, ['RoleChanged']],
    ['a role that may do more', 'iam', 'PutRolePolicy', administrator, ['RoleChanged']],
    ['a user with a key', 'iam', 'CreateAccessKey', { userIdentity: { type: 'IAMUser' } }, ['RoleChanged']],
    ['the code of a function', 'lambda', 'UpdateFunctionCode20150331v2', administrator, ['FunctionChanged']],
    [
      'the settings of a function',
      'lambda',
      'UpdateFunctionConfiguration20150331v2',
      administrator,
      ['FunctionChanged'],
    ],
    ['calls that go to another version', 'lambda', 'UpdateAlias20150331', administrator, ['CallsMoved']],
    ['calls moved without a deployment', 'codedeploy', 'CreateDeployment', administrator, ['CallsMoved']],
    ['a move that was stopped', 'codedeploy', 'StopDeployment', administrator, ['CallsMoved']],
    ['a route that leads elsewhere', 'apigateway', 'UpdateIntegration', administrator, ['FunctionChanged']],
    ['another origin of the pages', 'cloudfront', 'UpdateDistribution', administrator, ['FunctionChanged']],
    ['backups that end', 'dynamodb', 'UpdateContinuousBackups', administrator, ['BackupsChanged']],
    ['a password set by hand', 'cognito-idp', 'AdminSetUserPassword', administrator, ['SignInChanged']],
    ['a deployment', 'cloudformation', 'ExecuteChangeSet', administrator, ['Deployed']],
  ] as const)('of %s', (_, source, eventName, detail, names) => {
    expect(told(source, eventName, detail)).toEqual(names);
  });

  test.each(['Table', 'KeysTable'])('of an export, a copy or a stream of the %s', (table) => {
    const name = tableNamed(table);
    const arn = `arn:${name}.Arn`;
    const asked = (requestParameters: object) => ({ requestParameters });
    expect(told('dynamodb', 'ExportTableToPointInTime', asked({ tableArn: arn }))).toEqual(['TableCopied']);
    expect(told('dynamodb', 'RestoreTableToPointInTime', administrator)).toEqual(['TableRestored']);
    const drill = role('/notes/production/notes-production-drillMachine');
    for (const call of ['RestoreTableToPointInTime', 'DeleteTable'])
      expect(told('dynamodb', call, drill)).toEqual([]);
    expect(told('kms', 'Decrypt', onKey('DataKey', drill))).toEqual([]);
    expect(told('dynamodb', 'CreateBackup', asked({ tableName: name }))).toEqual(['TableCopied']);
    expect(told('dynamodb', 'PutResourcePolicy', asked({ resourceArn: arn }))).toEqual(['TableCopied']);
    expect(told('dynamodb', 'ExportTableToPointInTime', asked({ tableArn: 'arn:other' }))).toEqual([]);
  });

  test('once of a deployment, not of each thing that it changes', () => {
    for (const [source, eventName] of [
      ['iam', 'CreateRole'],
      ['lambda', 'UpdateFunctionCode20150331v2'],
      ['events', 'PutRule'],
      ['monitoring', 'PutMetricAlarm'],
      ['dynamodb', 'UpdateContinuousBackups'],
      ['s3', 'PutBucketPolicy'],
      ['cognito-idp', 'UpdateUserPool'],
      ['apigateway', 'CreateDeployment'],
      ['codedeploy', 'CreateDeployment'],
      ['lambda', 'UpdateAlias20150331'],
    ] as const) {
      expect(told(source, eventName, deployment), eventName).toEqual([]);
      // A role that only begins like the deployment's, and one of our own, are told of.
      const similar = role('/cdk-hnb659fds-cfn-exec-role-111122223333-ap-south-1x');
      expect(told(source, eventName, similar), eventName).toHaveLength(1);
    }
    expect(
      told('lambda', 'UpdateAlias20150331', role('/notes/production/notes-production-functions-traffic')),
    ).toEqual([]);
    expect(told('kms', 'PutKeyPolicy', onKey('WrappingKey', deployment))).toEqual([]);
    expect(told('lambda', 'UpdateFunctionCode20150331v2', ours)).toEqual(['FunctionChanged']);
  });

  test('of nothing that the functions and AWS itself do all day', () => {
    for (const call of ['AdminCreateUser', 'AdminSetUserPassword']) {
      const people = role('/notes/production/notes-production-people');
      expect(told('cognito-idp', call, people)).toEqual([]);
    }
    for (const key of ['DataKey', 'WrappingKey', 'SigningKey']) {
      expect(told('kms', 'Decrypt', onKey(key, ours))).toEqual([]);
      const service = { userIdentity: { type: 'AWSService', invokedBy: 'dynamodb.amazonaws.com' } };
      expect(told('kms', 'Decrypt', onKey(key, service))).toEqual([]);
    }
    expect(told('kms', 'CreateGrant', onKey('DataKey', administrator))).toEqual([]);
    expect(told('kms', 'Decrypt', { resources: [{ ARN: 'arn:other' }], ...administrator })).toEqual([]);
    expect(told('kms', 'DescribeKey', onKey('DataKey', administrator))).toEqual([]);
  });
});

describe('the notices', () => {
  test('go to those who are told of alarms, and say what to do', () => {
    expect(rules.map(({ name }) => name).sort()).toEqual([
      'BackupsChanged',
      'CallsMoved',
      'Deployed',
      'FunctionChanged',
      'KeyGranted',
      'KeyLoss',
      'KeyPolicyChanged',
      'KeyUsed',
      'RoleChanged',
      'SignInChanged',
      'TableCopied',
      'TableRestored',
      'TrailStopped',
      'WatchSilenced',
    ]);
    for (const { targets } of rules) {
      const [target, more] = z
        .array(z.object({ Arn: z.object({ Ref: z.string() }), Input: z.string(), RoleArn: z.unknown() }))
        .parse(targets);
      expect(more).toBeUndefined();
      expect(target?.Arn.Ref).toMatch(/^Alarms/);
      expect(target?.Input.length).toBeGreaterThan(100);
      expect(target?.RoleArn).toBeDefined();
    }
  });

  test('are of readings too, where a reading is what is told', () => {
    const states = Object.fromEntries(rules.map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({
      KeyUsed: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      KeyLoss: 'ENABLED',
    });
  });

  test('are within the 2,048 characters that a pattern may have, with ARNs as long as they get', () => {
    // The longest name of a stage is two letters longer than "production".
    for (const { pattern } of rules) {
      const longest = JSON.stringify(pattern)
        .replaceAll(/arn:[\w.]+/g, 'x'.repeat(110))
        .replaceAll('notes-production-', `notes-${'x'.repeat(12)}-`);
      expect(longest.length).toBeLessThan(2048);
    }
  });

  test('know our functions by the names of their roles, and the account by their path', () => {
    const roles = Object.values(templates).flatMap((template) => resourcesOf(template, 'AWS::IAM::Role'));
    for (const [name, { Properties }] of functionsOf(templates)) {
      const {
        'Fn::GetAtt': [id],
      } = Object(Properties.Role);
      const { Path, RoleName } = roles.find((one) => one.id === id)?.Properties ?? {};
      expect(Path, name).toBe('/notes/production/');
      expect(told('kms', 'Decrypt', onKey('WrappingKey', role(`${Path}${RoleName}`))), name).toEqual([]);
    }
  });

  test('hear of IAM and CloudFront, which report in another region', () => {
    const [rule, more] = resourcesOf(templates.iamEvents, 'AWS::Events::Rule');
    expect(more).toBeUndefined();
    expect(rule?.Properties.EventPattern).toMatchObject({ source: ['aws.iam', 'aws.cloudfront'] });
    const [target] = z.array(z.object({ Arn: z.unknown() })).parse(rule?.Properties.Targets);
    expect(resolve(target?.Arn)).toBe('arn:aws:events:ap-south-1:111122223333:event-bus/default');
    const { Statement: statements } = Object(
      resourcesOf(templates.iamEvents, 'AWS::IAM::Policy')[0]?.Properties.PolicyDocument,
    );
    expect(resolve(statements)).toEqual([
      { Effect: 'Allow', Action: 'events:PutEvents', Resource: resolve(target?.Arn) },
    ]);
  });
});
