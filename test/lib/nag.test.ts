import { type App, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStacks } from '../../lib/stacks.ts';
import { createApp, pages, productionSettings, removeOutput } from './synthesise.ts';

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

const outputs: App[] = [];
afterAll(() => {
  for (const app of outputs) removeOutput(app);
});

/** Synthesises under cdk-nag, as bin/app.ts does. */
const synthesise = (changes: object) => {
  const app = createApp();
  outputs.push(app);
  const stacks = createStacks(app, productionSettings(changes), pages);
  const checks = new AwsSolutionsChecks(app);
  Validations.of(app).addPlugins(checks);
  app.synth();
  return { app, stacks, checks };
};

let asItIs: ReturnType<typeof synthesise>;
beforeAll(() => {
  asItIs = synthesise({});
});

describe.each(Object.entries(variants))('the stacks, %s', (name, changes) => {
  test('synthesise under cdk-nag’s AwsSolutions without a finding or a warning', () => {
    const { app, stacks, checks } = name === 'as it is' ? asItIs : synthesise(changes);
    expect(checks.validateScope(app).violations).toEqual([]);
    for (const stack of Object.values(stacks)) {
      expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    }
  });
});

describe('an acknowledgement', () => {
  const metadata = () =>
    asItIs.app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === acknowledgedRules);

  test('has a reason that says something', () => {
    const reasons = metadata().flatMap(({ data }) => Object.values<string>(data));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(40);
  });

  test('is of a rule that fails without it', () => {
    const ruleOf = (id: string) => /AwsSolutions-[A-Z]+\d+/.exec(id)?.[0] ?? id;
    // CDK's own validation of the templates is acknowledged too, but isn't part of the pack.
    const acknowledged = metadata()
      .flatMap(({ data }) => Object.keys(data).map(ruleOf))
      .filter((id) => id.startsWith('AwsSolutions-'));

    const unforgiving = new AwsSolutionsChecks(asItIs.app);
    Reflect.set(unforgiving, 'isAcknowledged', () => false);
    const found = unforgiving.validateScope(asItIs.app).violations.map(({ ruleName }) => ruleOf(ruleName));
    expect(new Set(found)).toEqual(new Set(acknowledged));
  });
});
