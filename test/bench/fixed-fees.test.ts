import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { metricCounts } from '../../bench/prices.ts';
import { resourcesOf, synthesise } from '../lib/synthesise.ts';

const alarm = z.object({
  Properties: z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() }),
});

const filter = z.object({ Properties: z.object({ MetricTransformations: z.array(z.unknown()) }) });

describe('the fixed fees', () => {
  test('count the metrics that alarms look at, and those made of logs, as the templates have them', () => {
    const templates = Object.values(synthesise());
    const all = (type: string) => templates.flatMap((template) => Object.values(resourcesOf(template, type)));
    const byAlarms = all('AWS::CloudWatch::Alarm').map((resource) => {
      const { Metrics: metrics } = alarm.parse(resource).Properties;
      return metrics === undefined ? 1 : metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
    });
    expect({
      byAlarms: byAlarms.reduce((sum, metrics) => sum + metrics, 0),
      // Several filters may count into one metric.
      fromLogs: new Set(
        all('AWS::Logs::MetricFilter').map((resource) =>
          JSON.stringify(filter.parse(resource).Properties.MetricTransformations),
        ),
      ).size,
    }).toEqual(metricCounts);
  });
});
