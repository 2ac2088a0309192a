import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { shardWorkers } from '../../lib/functions/without-routes.ts';
import { functionsOf, rightsOf } from './policies.ts';
import { productionSettings, resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise(productionSettings({ countShards: 16 }));
const { reporting } = templates;
const rights = rightsOf(templates);

const useOf = (name: string): string[] =>
  (rights.get(name) ?? []).flatMap(({ Action, Resource }) =>
    Action.filter((action) => !/^(kms|logs):/.test(action)).flatMap((action) => {
      const folders = [...JSON.stringify(Resource).matchAll(/\/(\w+)\/\*/g)].map(([, folder]) => folder);
      return folders.length === 0 ? [action] : folders.map((folder) => `${action} ${folder}`);
    }),
  );

describe('the functions of a count in shards', () => {
  it('are there only with the setting', () => {
    const plain = synthesise();
    for (const name of Object.keys(shardWorkers)) {
      expect(functionsOf(templates).has(name), name).toBe(true);
      expect(functionsOf(plain).has(name), name).toBe(false);
    }
    // The machine of the restore drill is always there.
    const machinesOf = ({ reporting: template }: typeof plain) =>
      resourcesOf(template, 'AWS::StepFunctions::StateMachine').length;
    expect(machinesOf(templates)).toBe(2);
    expect(machinesOf(plain)).toBe(1);
    // And its pipe.
    const pipesOf = ({ reporting: template }: typeof plain) =>
      resourcesOf(template, 'AWS::Pipes::Pipe').length;
    expect(pipesOf(templates)).toBe(2);
    expect(pipesOf(plain)).toBe(1);
  });

  it('that count read month files and write files of the count, and reach no table', () => {
    expect(useOf('countShard').sort()).toEqual([
      's3:GetObject count',
      's3:GetObject journal',
      's3:ListBucket',
      's3:PutObject count',
    ]);
    expect(useOf('addShards').sort()).toEqual(['s3:GetObject count', 's3:ListBucket', 's3:PutObject count']);
  });

  it('are started by the schedule and by corrections, and the compile by neither', () => {
    const machine = { Ref: Match.stringLikeRegexp('^ShardCount') };
    reporting.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(15 0 5 * ? *)',
      Target: { Arn: machine },
    });
    reporting.hasResourceProperties('AWS::Pipes::Pipe', {
      Source: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Corrections(?!Failed)'), 'Arn'] },
      Target: machine,
    });
    const mapped = resourcesOf(reporting, 'AWS::Lambda::EventSourceMapping');
    expect(JSON.stringify(mapped)).not.toContain('"Compile');
  });

  it('raise an alarm that says what people lose', () => {
    reporting.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('a correction was not published'),
    });
  });
});
