import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { counts } from '../../bench/prices.ts';
import { resourcesOf, synthesise } from '../lib/synthesise.ts';

const alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });
const filter = z.object({ MetricTransformations: z.array(z.unknown()) });
const key = z.object({ EnableKeyRotation: z.boolean().default(false) });
const firewall = z.object({ Rules: z.array(z.unknown()) });
const schedule = z.object({ ScheduleExpression: z.string() });

const templates = Object.values(synthesise());
const all = <T>(type: string, shape: z.ZodType<T>): T[] =>
  templates.flatMap((template) =>
    Object.values(resourcesOf(template, type)).map(({ Properties }) => shape.parse(Properties)),
  );
const numberOf = (type: string): number => all(type, z.unknown()).length;

describe('the fixed fees', () => {
  test('count the metrics that alarms look at, and those made of logs, as the templates have them', () => {
    const byAlarms = all('AWS::CloudWatch::Alarm', alarm).map(({ Metrics: metrics }) =>
      metrics === undefined ? 1 : metrics.filter(({ MetricStat }) => MetricStat !== undefined).length,
    );
    expect(byAlarms.reduce((sum, metrics) => sum + metrics, 0)).toBe(counts.metricsWithAlarms);
    // Several filters may count into one metric.
    const fromLogs = all('AWS::Logs::MetricFilter', filter).map(({ MetricTransformations: made }) =>
      JSON.stringify(made),
    );
    expect(new Set(fromLogs).size).toBe(counts.metricsFromLogs);
  });

  test('count keys, rules, secrets and the queues that AWS reads', () => {
    const keys = all('AWS::KMS::Key', key);
    const firewalls = all('AWS::WAFv2::WebACL', firewall);
    expect({
      keys: keys.length,
      renewedKeys: keys.filter(({ EnableKeyRotation: isRenewed }) => isRenewed).length,
      firewalls: firewalls.length,
      firewallRules: firewalls.flatMap(({ Rules }) => Rules).length,
      insightRules: numberOf('AWS::CloudWatch::InsightRule'),
      secrets: numberOf('AWS::SecretsManager::Secret'),
      readQueues: numberOf('AWS::Lambda::EventSourceMapping') + numberOf('AWS::Pipes::Pipe'),
    }).toEqual({
      keys: counts.keys,
      renewedKeys: counts.renewedKeys,
      firewalls: counts.firewalls,
      firewallRules: counts.firewallRules,
      insightRules: counts.insightRules,
      secrets: counts.secrets,
      readQueues: counts.readQueues,
    });
  });

  test('count the starts of schedules but those of a month or a quarter', () => {
    const expressions = all('AWS::Scheduler::Schedule', schedule).map(
      ({ ScheduleExpression: expression }) => expression,
    );
    const matching = (pattern: RegExp) => expressions.filter((expression) => pattern.test(expression)).length;
    expect({
      startsEachMinute: matching(/^rate\(1 minute\)$/),
      startsEachQuarterHour: matching(/^rate\(15 minutes\)$/),
      startsEachDay: matching(/^cron\(\d+ \d+ \* \* \? \*\)$/),
    }).toEqual({
      startsEachMinute: counts.startsEachMinute,
      startsEachQuarterHour: counts.startsEachQuarterHour,
      startsEachDay: counts.startsEachDay,
    });
    // The month's close, and the quarter's drill.
    expect(expressions.length).toBe(
      counts.startsEachMinute + counts.startsEachQuarterHour + counts.startsEachDay + 2,
    );
  });
});
