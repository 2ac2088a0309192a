import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { deployableFunctions } from '../../lib/functions/all.ts';
import type { FunctionDefinition } from '../../lib/functions/definition.ts';
import { connect } from '../../lib/self-check/right-attempts.ts';
import { listAttempts } from '../../lib/self-check/self-check.ts';
import { functionsOf, isSelfCheck, statementsOf } from './policies.ts';
import { productionSettings, resourcesOf, synthesise } from './synthesise.ts';

const all: [string, FunctionDefinition][] = Object.entries(deployableFunctions);
const templates = synthesise(productionSettings({ countShards: 16 }));
const wide = synthesise(productionSettings({ countShards: 16, widePolicies: true }));
const withFunctions = [templates.reporting, templates.alerts, templates.functions, templates.routes];
const resources = (type: string) => withFunctions.flatMap((template) => resourcesOf(template, type));

const attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const tries = z.object({
  ServiceToken: attribute,
  ServiceTimeout: z.coerce.number(),
  Function: z.string(),
  Access: z.string(),
  Version: attribute,
});

const alias = z.object({
  FunctionName: z.object({ Ref: z.string() }),
  FunctionVersion: attribute,
  DependsOn: z.array(z.string()),
});

/** What the definition of a function grants by its own policy: what its queue or dead letters need comes from elsewhere. */
const granted = (of: typeof templates, name: string) => {
  const role = Object(functionsOf(of).get(name)?.Properties).Role['Fn::GetAtt'][0];
  const found = Object.values(of)
    .flatMap((template) => resourcesOf(template, 'AWS::IAM::Role'))
    .find(({ id }) => id === role);
  const policies = z.array(z.object({ PolicyDocument: z.unknown() })).parse(found?.Properties.Policies ?? []);
  return policies.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument));
};

describe('a deployment', () => {
  const checks = resources('AWS::Lambda::Function').filter(isSelfCheck);
  const tried = new Map(
    resources('Custom::SelfCheck').map(({ id, Properties }) => {
      const properties = tries.parse(Properties);
      return [properties.Function, { id, ...properties }];
    }),
  );
  const aliases = withFunctions.flatMap((template) => {
    const { Resources } = z
      .object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) })
      .parse(template.toJSON());
    return Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Alias')
      .map(({ Properties, DependsOn }) => alias.parse({ ...Object(Properties), DependsOn }));
  });

  test('lets every function try its rights, by its own role and environment, and in every release', () => {
    expect([...tried.keys()].sort()).toEqual(all.map(([name]) => name).sort());
    for (const [name, { id, Properties }] of functionsOf(templates)) {
      const { ServiceToken, Version, Access } = tried.get(name) ?? {};
      const check = checks.find((one) => one.id === ServiceToken?.['Fn::GetAtt'][0]);
      expect(check?.Properties.Role).toEqual(Properties.Role);
      const { NODE_OPTIONS: _, ...own } = Object(Properties.Environment).Variables;
      expect(Object(check?.Properties.Environment ?? { Variables: {} }).Variables).toEqual(own);
      expect(Version).toEqual(aliases.find(({ FunctionName }) => FunctionName.Ref === id)?.FunctionVersion);
      const { table, keys, rights } = new Map(all).get(name) ?? {};
      expect(JSON.parse(Access ?? '')).toEqual(JSON.parse(JSON.stringify({ table, keys, rights })));
    }
  });

  test('moves no call to a version before its rights are tried', () => {
    expect(aliases).toHaveLength(all.length);
    for (const [name, { id }] of functionsOf(templates)) {
      const moved = aliases.find(({ FunctionName }) => FunctionName.Ref === id);
      expect(moved?.DependsOn).toContain(tried.get(name)?.id);
    }
  });

  test('waits for the answer longer than a check may take, and not for an hour', () => {
    const longest = Math.max(...checks.map(({ Properties }) => Number(Properties.Timeout)));
    for (const { ServiceTimeout } of tried.values()) {
      expect(ServiceTimeout).toBeGreaterThan(longest);
      expect(ServiceTimeout).toBeLessThanOrEqual(600);
    }
  });
});

describe.each([
  ['the narrow', templates],
  ['the wide', wide],
])('of %s policy', (_, of) => {
  test.each(all)('each action is tried, or named as untried with a reason: %s', (name, access) => {
    const { attempts, untried } = listAttempts(access, connect(), {});
    const known = new Set([...attempts, ...untried].map(({ action }) => action));
    const actions = granted(of, name).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !known.has(action))).toEqual([]);
    for (const { why } of untried) expect(why.length).toBeGreaterThan(10);
  });

  test.each(all)('each partition and owner is tried with its action: %s', (name, access) => {
    const { attempts } = listAttempts(access, connect(), {});
    const known = new Set(attempts.map(({ action, on }) => `${action} ${on}`));
    const { table = {}, keys = {} } = access;
    for (const { Action, Condition } of granted(templates, name)) {
      const patterns = [
        Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [],
        Condition.StringLike?.['kms:EncryptionContext:owner'] ?? [],
      ].flat();
      for (const pattern of patterns) {
        for (const action of Action) expect(known).toContain(`${action} ${String(pattern)}`);
      }
    }
    if (Object.keys(table).length + Object.keys(keys).length > 0) expect(known.size).toBeGreaterThan(0);
  });
});

describe('what is not tried', () => {
  test('is this, and no more', () => {
    const { untried } = all
      .map(([, access]) => listAttempts(access, connect(), {}))
      .reduce((a, b) => ({ attempts: [], untried: [...a.untried, ...b.untried] }));
    expect([...new Set(untried.map(({ action, on }) => `${action} on ${on}`))].sort()).toEqual([
      'cognito-idp:AdminCreateUser on the user pool',
      'dynamodb:BatchGetItem on tables that a drill restores',
      'dynamodb:ConditionCheckItem on tables that a drill restores',
      'dynamodb:DeleteItem on tables that a drill restores',
      'dynamodb:GetItem on tables that a drill restores',
      'dynamodb:PutItem on tables that a drill restores',
      'dynamodb:Query on tables that a drill restores',
      'dynamodb:UpdateItem on tables that a drill restores',
      'kms:Decrypt on the data key, by DynamoDB',
      'kms:Decrypt on the data key, by S3',
      'kms:DescribeKey on the data key, by DynamoDB',
      'kms:Encrypt on the data key, by DynamoDB',
      'kms:GenerateDataKey on the data key, by DynamoDB',
      'kms:GenerateDataKey on the data key, by S3',
      'kms:ReEncryptFrom on the data key, by DynamoDB',
      'kms:ReEncryptTo on the data key, by DynamoDB',
      's3:GetObject on packs/*',
      'sns:Publish on the topic of alarms',
      'sns:Publish on the topic of alerts',
      'sns:Publish on the topic of alerts to one person',
      'sqs:SendMessage on the queue of corrections',
      'sqs:SendMessage on the queue of drills',
      'sqs:SendMessage on the queue of packs',
      'sqs:SendMessage on the queue of renderings',
    ]);
  });
});
