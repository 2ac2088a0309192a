import { Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { createStacks } from '../../lib/stacks.ts';
import { createApp, pages, productionSettings } from './synthesise.ts';

const variants = {
  'as it is': {},
  'with a domain, people to tell, a short lock and a count in shards': {
    domain: {
      name: 'next.example.org',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a-b',
    },
    alarmEmail: 'alarms@example.org',
    noticeEmails: ['funder@example.org'],
    alertEmails: ['desk@example.org'],
    objectLock: { mode: 'governance', days: 1 },
    countShards: 16,
  },
};

const acknowledgedRules = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;

describe.each(Object.entries(variants))('the stacks, %s', (_, changes) => {
  test('synthesise under cdk-nag’s AwsSolutions, as bin/app.ts does, without a finding or a warning', () => {
    const app = createApp();
    const stacks = createStacks(app, productionSettings(changes), pages);
    const checks = new AwsSolutionsChecks(app);
    Validations.of(app).addPlugins(checks);
    app.synth();
    expect(checks.validateScope(app).violations).toEqual([]);
    for (const stack of Object.values(stacks)) {
      expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    }
  });
});

describe('an acknowledgement', () => {
  const app = createApp();
  createStacks(app, productionSettings(), pages);
  app.synth();
  const constructs = app.node.findAll();

  test('has a reason that says something', () => {
    const reasons = constructs
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === acknowledgedRules)
      .flatMap(({ data }) => Object.values<string>(data));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(40);
  });

  test('is of a rule that fails without it', () => {
    const ruleOf = (id: string) => /AwsSolutions-[A-Z]+\d+/.exec(id)?.[0] ?? id;
    const acknowledged = constructs
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === acknowledgedRules)
      .flatMap(({ data }) => Object.keys(data).map(ruleOf));

    const unforgiving = new AwsSolutionsChecks(app);
    Reflect.set(unforgiving, 'isAcknowledged', () => false);
    const found = unforgiving.validateScope(app).violations.map(({ ruleName }) => ruleOf(ruleName));
    expect(new Set(found)).toEqual(new Set(acknowledged));
  });
});
