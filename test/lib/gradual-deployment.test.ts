import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { deployableFunctions } from '../../lib/functions/all.ts';
import { functionsOf } from './policies.ts';
import { productionSettings, resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise(productionSettings({ countShards: 16 }));
const withFunctions = [templates.reporting, templates.alerts, templates.functions, templates.routes];
const resources = (type: string) =>
  Object.values(templates).flatMap((template) => resourcesOf(template, type));

const reference = z.object({ Ref: z.string() });
const attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const alias = z.object({ Name: z.literal('live'), FunctionName: reference, FunctionVersion: attribute });

const functionIds = new Set([...functionsOf(templates).values()].map(({ id }) => id));
const aliases = new Map(
  resources('AWS::Lambda::Alias').map(({ id, Properties }) => [id, alias.parse(Properties)]),
);

/** Whether a value names one of our functions without its alias. */
const namesFunction = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(namesFunction);
  if (typeof value !== 'object' || value === null) return false;
  const { Ref: ref, 'Fn::GetAtt': got, 'Fn::ImportValue': imported } = Object(value);
  if (functionIds.has(ref) || (Array.isArray(got) && functionIds.has(got[0]))) return true;
  // An export of a function's own ARN ends in `Arn` and eight digits; that of an alias begins with `Ref`.
  if (typeof imported === 'string')
    return [...functionIds].some((id) => imported.includes(`FnGetAtt${id}Arn`));
  return Object.values(value).some(namesFunction);
};

describe('a function', () => {
  test('has an alias of its newest version, which goes over in ten minutes and back by itself', () => {
    expect(aliases.size).toBe(Object.keys(deployableFunctions).length);
    expect(new Set([...aliases.values()].map(({ FunctionName }) => FunctionName.Ref))).toEqual(functionIds);
    for (const template of withFunctions) {
      const groups = new Map(
        resourcesOf(template, 'AWS::CodeDeploy::DeploymentGroup').map(({ id, Properties }) => [
          id,
          Properties,
        ]),
      );
      const [alarm, ...others] = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(({ id }) =>
        id.startsWith('Release'),
      );
      expect(others).toEqual([]);
      const json = z
        .object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) })
        .parse(template.toJSON());
      const moved = Object.values(json.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Alias');
      expect(moved.length).toBe(groups.size);
      for (const one of moved) {
        const group = z
          .object({ CodeDeployLambdaAliasUpdate: z.object({ DeploymentGroupName: reference }) })
          .parse(one.UpdatePolicy).CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref;
        expect(groups.get(group)).toMatchObject({
          DeploymentConfigName: 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute',
          AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: alarm?.id } }] },
          AutoRollbackConfiguration: {
            Enabled: true,
            Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
          },
        });
        // Group and watch stand before anything goes over.
        expect(one.DependsOn).toEqual(expect.arrayContaining([group, expect.stringMatching(/NewFaults/)]));
      }
    }
  });

  test('is called through its alias by whatever calls it', () => {
    for (const type of [
      'AWS::ApiGateway::Method',
      'AWS::ApiGateway::Authorizer',
      'AWS::Lambda::Permission',
      'AWS::Lambda::EventSourceMapping',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Scheduler::Schedule',
      'AWS::StepFunctions::StateMachine',
    ]) {
      const found = resources(type);
      expect(found.length, type).toBeGreaterThan(0);
      for (const { id, Properties } of found) {
        if (type === 'AWS::Lambda::EventInvokeConfig')
          expect(JSON.stringify(Properties.Qualifier)).toMatch(/Aliaslive/);
        else expect([id, namesFunction(Properties)]).toEqual([id, false]);
      }
    }
  });

  test('is the only one whose alias a caller may invoke: no role invokes a function past it', () => {
    const policies = [...resources('AWS::IAM::Role'), ...resources('AWS::IAM::Policy')];
    for (const { id, Properties } of policies) {
      const text = JSON.stringify(Properties);
      if (!text.includes('lambda:InvokeFunction')) continue;
      expect([id, namesFunction(Properties)]).toEqual([id, false]);
    }
  });
});

test('with `allAtOnce`, for a mend that the fault it mends would stop, all calls go over at once and none goes back', () => {
  const atOnce = synthesise(productionSettings({ allAtOnce: true }));
  const groups = resourcesOf(atOnce.functions, 'AWS::CodeDeploy::DeploymentGroup');
  expect(groups.length).toBeGreaterThan(0);
  for (const { Properties } of groups) {
    expect(Properties).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      AutoRollbackConfiguration: { Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] },
    });
    expect(Properties.AlarmConfiguration).toEqual({ Enabled: false });
  }
});

describe('what takes a release back', () => {
  const filters = resources('AWS::Logs::MetricFilter').filter(({ id }) => id.includes('NewFaults'));

  test('is a fault that the new version logs, of whichever function of its stack', () => {
    expect(filters).toHaveLength(aliases.size);
    for (const { Properties } of filters) {
      const [start, version, end] = z
        .object({ 'Fn::Join': z.tuple([z.literal(''), z.tuple([z.string(), attribute, z.string()])]) })
        .parse(Properties.FilterPattern)['Fn::Join'][1];
      expect(start + end).toBe('{ $.level = "error" && $.version = "" }');
      expect([...aliases.values()].map(({ FunctionVersion }) => FunctionVersion)).toContainEqual(version);
    }
    for (const template of withFunctions) {
      const names = resourcesOf(template, 'AWS::Logs::MetricFilter')
        .filter(({ id }) => id.includes('NewFaults'))
        .map(({ Properties }) => JSON.stringify(Properties.MetricTransformations));
      expect(new Set(names).size).toBe(1);
    }
  });

  test('begins anew with each release, so that an old fault does not stop what mends it', () => {
    const watch = (changes: object) => {
      const { functions } = synthesise(productionSettings(changes));
      const [alarm] = resourcesOf(functions, 'AWS::CloudWatch::Alarm').filter(({ id }) =>
        id.startsWith('Release'),
      );
      return { id: alarm?.id, metric: alarm?.Properties.MetricName };
    };
    const before = watch({});
    // A setting that the functions have in their environment makes new versions of them.
    const after = watch({ retentionDays: 400 });
    expect(after.id).not.toBe(before.id);
    expect(after.metric).not.toBe(before.metric);
    expect(watch({ noticeEmails: ['funder@example.org'] })).toEqual(before);
  });

  test('is done by a role that moves aliases of its stack and does nothing else', () => {
    for (const [part, template] of Object.entries({
      reporting: templates.reporting,
      alerts: templates.alerts,
      functions: templates.functions,
      routes: templates.routes,
    })) {
      template.hasResourceProperties('AWS::IAM::Role', {
        RoleName: `notes-production-${part}-traffic`,
        ManagedPolicyArns: Match.absent(),
        Policies: [
          {
            PolicyDocument: {
              Statement: [
                Match.objectLike({
                  Action: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
                }),
                Match.objectLike({ Action: 'cloudwatch:DescribeAlarms', Resource: '*' }),
              ],
            },
          },
        ],
      });
    }
  });
});

test('a fault names the version that has it', () => {
  const log = join(import.meta.dirname, '..', '..', 'functions', 'shared', 'logging', 'log.ts');
  const lines = (environment: object) =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { logFault, logWork } = await import(${JSON.stringify(log)}); logFault('f'); logWork('w');`,
      ],
      { encoding: 'utf8', env: { ...process.env, ...environment } },
    )
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  expect(lines({ AWS_LAMBDA_FUNCTION_VERSION: '12' })).toEqual([
    { level: 'error', message: 'f', version: '12' },
    { level: 'info', message: 'w' },
  ]);
});
