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

const role = (path: string) => ({
  userIdentity: {
    type: 'AssumedRole',
    sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role${path}` } },
  },
});
const ours = role('/notes/production/notes-production-functions-MembersRole1A2B-X');
const administrator = role('/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1');

describe('somebody is told', () => {
  test.each([
    ['a key that was disabled', 'kms', 'DisableKey', onKey('DataKey'), ['KeyLoss']],
    ['a key that will be deleted', 'kms', 'ScheduleKeyDeletion', onKey('WrappingKey'), ['KeyLoss']],
    ['the policy of a key', 'kms', 'PutKeyPolicy', onKey('SigningKey'), ['KeyPolicyChanged']],
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
    ['a trail that was stopped', 'cloudtrail', 'StopLogging', {}, ['TrailStopped']],
    ['a trail that was changed', 'cloudtrail', 'PutEventSelectors', {}, ['TrailStopped']],
    ['a notice that was switched off', 'events', 'DisableRule', {}, ['WatchSilenced']],
    ['an alarm that was taken away', 'monitoring', 'DeleteAlarms', {}, ['WatchSilenced']],
    ['an address that was taken from a topic', 'sns', 'Unsubscribe', {}, ['WatchSilenced']],
  ] as const)('of %s', (_, source, eventName, detail, names) => {
    expect(told(source, eventName, detail)).toEqual(names);
  });

  test.each(['Table', 'KeysTable'])('of an export, a copy or a stream of the %s', (table) => {
    const name = tableNamed(table);
    const arn = `arn:${name}.Arn`;
    const asked = (requestParameters: object) => ({ requestParameters });
    expect(told('dynamodb', 'ExportTableToPointInTime', asked({ tableArn: arn }))).toEqual(['TableCopied']);
    expect(told('dynamodb', 'RestoreTableToPointInTime', asked({ sourceTableName: name }))).toEqual([
      'TableCopied',
    ]);
    expect(told('dynamodb', 'CreateBackup', asked({ tableName: name }))).toEqual(['TableCopied']);
    expect(told('dynamodb', 'PutResourcePolicy', asked({ resourceArn: arn }))).toEqual(['TableCopied']);
    expect(told('dynamodb', 'ExportTableToPointInTime', asked({ tableArn: 'arn:other' }))).toEqual([]);
  });

  test('of nothing that the functions and AWS itself do all day', () => {
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
      'KeyGranted',
      'KeyLoss',
      'KeyPolicyChanged',
      'KeyUsed',
      'TableCopied',
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
    for (const { pattern } of rules) {
      expect(JSON.stringify(pattern).replaceAll(/arn:[\w.]+/g, 'x'.repeat(110)).length).toBeLessThan(2048);
    }
  });

  test('know our functions by the path of their roles', () => {
    const roles = Object.values(templates).flatMap((template) => resourcesOf(template, 'AWS::IAM::Role'));
    for (const [name, { Properties }] of functionsOf(templates)) {
      const {
        'Fn::GetAtt': [id],
      } = Object(Properties.Role);
      expect(roles.find((one) => one.id === id)?.Properties.Path, name).toBe('/notes/production/');
    }
  });
});
