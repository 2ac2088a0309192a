import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { forbidden, notFound } from '../../functions/domain/errors.ts';
import { newId } from '../../functions/domain/ids.ts';
import { nobody } from '../../functions/http/audiences.ts';
import type { Reply, Route } from '../../functions/http/create-routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { createAccessLog } from '../../functions/journal/access-log.ts';
import { decryptingRoutes, misuse } from '../../lib/misuse-thresholds.ts';
import { context, createCaller, createEvent, type TestRequest } from '../support/request.ts';
import { resourcesOf, synthesise } from './synthesise.ts';

/** The alarms on misuse look for lines that the functions do write: both ends are held together here. */

const { functions } = synthesise();
type Line = Readonly<Record<string, unknown>>;

const linesOf = async (act: () => Promise<unknown>): Promise<Line[]> => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  await act();
  spy.mockRestore();
  return written.map((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
};

const anyRoute = { who: nobody, summary: 'A route whose end is told', answers: {} };

/** What a function writes of a request that ends so. */
const requestLine = async (route: TestRequest['route'], end: () => Reply): Promise<Line> => {
  const routes: Route[] = [{ key: route, contract: anyRoute, run: async () => end() }];
  const [line = {}] = await linesOf(() =>
    serve(routes)(createEvent({ route, caller: createCaller('leader'), path: { id: newId() } }), context),
  );
  return line;
};
const throwing = (error: Error) => (): Reply => {
  throw error;
};

/** Whether a filter of CloudWatch, of equalities, `&&`, `||` and parentheses, fits a line. */
const fits = (pattern: string, line: Line): boolean => {
  let text = pattern
    .replace(/^\{ (.*) \}$/, '$1')
    .replace(/\$\.(\w+) = ("[^"]*"|\d+)/g, (_, field: string, value: string) =>
      String(line[field] === JSON.parse(value)),
    );
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/\((true|false)\)/g, '$1')
      .replace(/(true|false) && (true|false)/g, (_, a, b) => String(a === 'true' && b === 'true'))
      .replace(/(true|false) \|\| (true|false)/g, (_, a, b) => String(a === 'true' || b === 'true'));
  }
  if (text !== 'true' && text !== 'false') throw new Error(`Not understood: ${text}`);
  return text === 'true';
};

const filter = z.object({
  FilterPattern: z.string(),
  LogGroupName: z.object({ Ref: z.string() }),
  MetricTransformations: z.array(z.object({ MetricName: z.string() })),
});
const filtersOf = (metric: string) =>
  resourcesOf(functions, 'AWS::Logs::MetricFilter')
    .map(({ Properties }) => filter.parse(Properties))
    .filter(({ MetricTransformations: [made] }) => made?.MetricName === metric);

const alarmOn = (text: string) =>
  resourcesOf(functions, 'AWS::CloudWatch::Alarm').find(({ Properties }) =>
    JSON.stringify([Properties.MetricName, Properties.Metrics]).includes(text),
  )?.Properties;

describe('many refusals', () => {
  const patterns = new Set(filtersOf('Refusals').map(({ FilterPattern }) => FilterPattern));

  test('are counted in the log of every function that answers requests', () => {
    const logs = resourcesOf(functions, 'AWS::Lambda::Function').length;
    expect(new Set(filtersOf('Refusals').map(({ LogGroupName }) => LogGroupName.Ref)).size).toBe(logs);
    expect(patterns.size).toBe(1);
  });

  test.each([
    ['403', throwing(forbidden()), true],
    ['404', throwing(notFound()), true],
    ['200', () => ({ status: 200 }) as const, false],
    ['500', throwing(new Error('A bug.')), false],
  ])('a %s', async (_, end, counts) => {
    const line = await requestLine('GET /api/members/{id}', end);
    for (const pattern of patterns) expect(fits(pattern, line)).toBe(counts);
  });

  test('raise an alarm', () => {
    expect(alarmOn('"Refusals"')).toMatchObject({
      Threshold: misuse.refusals.threshold,
      Period: misuse.refusals.minutes * 60,
      Statistic: 'Sum',
    });
  });
});

describe('many wrong codes in emergency access', () => {
  test.each([
    ['POST /api/break-glass', throwing(notFound()), true],
    ['POST /api/break-glass', () => ({ status: 201 }) as const, false],
    ['GET /api/cases/{id}', throwing(notFound()), false],
  ] as const)('%s', async (route, end, counts) => {
    const line = await requestLine(route, end);
    const [found, ...others] = filtersOf('WrongCodes');
    expect(others).toEqual([]);
    expect(found?.LogGroupName.Ref).toMatch(/^CasesLog/);
    expect(fits(found?.FilterPattern ?? '', line)).toBe(counts);
  });

  test('raise an alarm', () => {
    expect(alarmOn('"WrongCodes"')).toMatchObject({
      Threshold: misuse.wrongCodes.threshold,
      Period: misuse.wrongCodes.minutes * 60,
    });
  });
});

describe('many readings by one person', () => {
  const [rule] = resourcesOf(functions, 'AWS::CloudWatch::InsightRule');
  const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
  const text = joined
    .parse(rule?.Properties.RuleBody)
    ['Fn::Join'][1].map((part) =>
      typeof part === 'string' ? part : z.object({ Ref: z.string() }).parse(part).Ref,
    )
    .join('');
  const body = z
    .object({
      LogGroupNames: z.array(z.string()),
      Contribution: z.object({
        Keys: z.array(z.string()),
        ValueOf: z.string(),
        Filters: z.array(z.object({ Match: z.string(), In: z.array(z.string()).max(10) })),
      }),
      AggregateOn: z.literal('Sum'),
    })
    .parse(JSON.parse(text));
  const valueAt = (line: Line, path: string): unknown => line[path.replace('$.', '')];

  /** What the rule adds to whose sum. */
  const addsOf = (line: Line): unknown[] | null =>
    body.Contribution.Filters.every(({ Match, In }) => In.some((value) => value === valueAt(line, Match)))
      ? [...body.Contribution.Keys, body.Contribution.ValueOf].map((path) => valueAt(line, path))
      : null;

  test.each([...decryptingRoutes, 'GET /api/members'] as const)(
    'are added up by person: %s',
    async (route) => {
      const caller = createCaller('leader');
      const subjects = [newId(), newId(), newId()];
      const log = createAccessLog({ put: async () => {} }, newId);
      const [line = {}] = await linesOf(() =>
        log({ caller, now: new Date(), route }, { subjects, fields: ['name'] }),
      );
      // A list by codes opens no name.
      expect(addsOf(line)).toEqual(route === 'GET /api/members' ? null : [caller.personId, 3]);
    },
  );

  test('are not taken from the lines of requests', async () => {
    expect(addsOf(await requestLine('GET /api/members/{id}', () => ({ status: 200 })))).toBeNull();
  });

  test('are looked for in the logs of the functions that open names and texts', () => {
    expect(body.LogGroupNames.map((name) => name.replace(/Log[0-9A-F]{8}$/, '')).sort()).toEqual([
      'Cases',
      'Members',
    ]);
  });

  test('raise an alarm', () => {
    expect(alarmOn('MaxContributorValue')).toMatchObject({
      Threshold: misuse.records.threshold,
      Metrics: [
        {
          Expression: `INSIGHT_RULE_METRIC("${rule?.Properties.RuleName}", "MaxContributorValue")`,
          Period: misuse.records.minutes * 60,
        },
      ],
    });
  });
});

test('each threshold has its reason', () => {
  for (const { because } of Object.values(misuse)) expect(because.length).toBeGreaterThan(60);
});
