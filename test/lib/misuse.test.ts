import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { AppError, forbidden, notFound } from '../../functions/shared/errors/errors.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { nobody } from '../../functions/shared/http/audiences.ts';
import type { Reply, Route } from '../../functions/shared/http/create-routes.ts';
import { serve } from '../../functions/shared/http/serve.ts';
import { logWork } from '../../functions/shared/logging/log.ts';
import { contextOf, type Owner } from '../../functions/shared/vault/authenticated-context.ts';
import { createVault } from '../../functions/shared/vault/vault.ts';
import type { FunctionDefinition } from '../../lib/functions/definition.ts';
import { areas } from '../../lib/functions/with-routes.ts';
import { misuse } from '../../lib/misuse-thresholds.ts';
import { context, createCaller, createEvent, type TestRequest } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { createKeyStoreDouble, createWrappingKeyDouble } from '../support/vault-doubles.ts';
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

const anyRoute = {
  who: nobody,
  services: 'none',
  summary: 'A route whose end is told',
  answers: {},
} as const;

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

/** Whether a filter of CloudWatch, of equalities, `>=`, `&&`, `||` and parentheses, fits a line. */
const fits = (pattern: string, line: Line): boolean => {
  let text = pattern
    .replace(/^\{ (.*) \}$/, '$1')
    .replace(/\$\.(\w+) = ("[^"]*"|\d+)/g, (_, field: string, value: string) =>
      String(line[field] === JSON.parse(value)),
    )
    .replace(/\$\.(\w+) >= (\d+)/g, (_, field: string, value: string) =>
      String(Number(line[field]) >= Number(value)),
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
    // Those of a release name a version that is known only in the cloud.
    .filter(({ id }) => !id.includes('NewFaults'))
    .map(({ Properties }) => filter.parse(Properties))
    .filter(({ MetricTransformations: [made] }) => made?.MetricName === metric);

const alarmOn = (text: string) =>
  resourcesOf(functions, 'AWS::CloudWatch::Alarm').find(({ Properties }) =>
    JSON.stringify([Properties.MetricName, Properties.Metrics]).includes(text),
  )?.Properties;

describe('many refusals', () => {
  const patterns = new Set(filtersOf('Refusals').map(({ FilterPattern }) => FilterPattern));

  test('are counted in the log of every function that answers requests', () => {
    const logs = Object.keys(areas).length;
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

describe('names tried in texts', () => {
  test('are counted wherever a text is searched for names, and nothing else is', async () => {
    const refusal = new AppError('invalid', 'invalid_name', 'A name.');
    const other = new AppError('invalid', 'invalid_text', 'A number.');
    const found = filtersOf('NamesTried');
    const areasOfLogs = found.map(({ LogGroupName }) => LogGroupName.Ref.replace(/Log[0-9A-F]{8}$/, ''));
    expect(areasOfLogs.toSorted()).toEqual(
      expect.arrayContaining(['Closing', 'Collectives', 'Demands', 'Members', 'Outreach', 'Programme']),
    );
    for (const { FilterPattern } of found) {
      expect(fits(FilterPattern, await requestLine('POST /api/demands', throwing(refusal)))).toBe(true);
      expect(fits(FilterPattern, await requestLine('POST /api/demands', throwing(other)))).toBe(false);
    }
  });

  test('raise an alarm', () => {
    expect(alarmOn('"NamesTried"')).toMatchObject({
      Threshold: misuse.names.threshold,
      Period: misuse.names.minutes * 60,
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

describe('a phone on which PINs are tried, or of which there is a copy', () => {
  test.each([
    ['device misused', true],
    ['request', false],
  ])('%s', async (message, counts) => {
    const [line = {}] = await linesOf(async () => logWork(message, { device: newId(), sign: 'tried' }));
    const [found, ...others] = filtersOf('PhonesMisused');
    expect(others).toEqual([]);
    expect(found?.LogGroupName.Ref).toMatch(/^DevicesLog/);
    expect(fits(found?.FilterPattern ?? '', line)).toBe(counts);
  });

  test('raises an alarm at once', () => {
    expect(alarmOn('"PhonesMisused"')).toMatchObject({ Threshold: 1, Period: 300, Statistic: 'Sum' });
  });
});

describe('many names opened for one person', () => {
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
      // Contributor Insights takes twenty at most.
      LogGroupNames: z.array(z.string()).max(20),
      Contribution: z.object({
        Keys: z.array(z.string()),
        ValueOf: z.string(),
        Filters: z.array(
          z.union([
            z.strictObject({ Match: z.string(), In: z.array(z.string()).max(10) }),
            z.strictObject({ Match: z.string(), GreaterThan: z.number() }),
          ]),
        ),
      }),
      AggregateOn: z.literal('Sum'),
    })
    .parse(JSON.parse(text));
  const valueAt = (line: Line, path: string): unknown => line[path.replace('$.', '')];

  /** What the rule adds to whose sum. */
  const addsOf = (line: Line): unknown[] | null =>
    body.Contribution.Filters.every((filter) => {
      const value = valueAt(line, filter.Match);
      return 'In' in filter
        ? filter.In.some((one) => one === value)
        : typeof value === 'number' && value > filter.GreaterThan;
    })
      ? [...body.Contribution.Keys, body.Contribution.ValueOf].map((path) => valueAt(line, path))
      : null;

  /** The line of a request for which a real vault opens two texts each of so many women. */
  const lineOfOpening = async (women: number): Promise<Line> => {
    const wrappingKey = createWrappingKeyDouble();
    const keyStore = createKeyStoreDouble();
    const vault = createVault({ wrappingKey, keyStore, now: () => 0 });
    const texts = await Promise.all(
      Array.from({ length: women }, async (_, index) => {
        const owner: Owner = `member:${index}`;
        const context = contextOf({ pk: `MEMBER#${index}`, sk: 'MEMBER' }, 'name');
        const key = await vault.createKey(owner);
        keyStore.apply(key.write);
        return { owner, context, ciphertext: key.encrypt(context, 'A name') };
      }),
    );
    const run = async () => {
      await vault.decryptMany([...texts, ...texts]);
      return { status: 200 } as const;
    };
    const [line = {}] = await linesOf(() =>
      serve([{ key: 'GET /api/members/{id}', contract: anyRoute, run }])(
        createEvent({ route: 'GET /api/members/{id}', caller, path: { id: newId() } }),
        context,
      ),
    );
    return line;
  };
  const caller = createCaller('leader');

  test('are added up by person, each woman once a request, whatever the route', async () => {
    // One call for all that the programme began with raises the alarm.
    expect(addsOf(await lineOfOpening(340))).toEqual([caller.personId, 340]);
    expect(340).toBeGreaterThanOrEqual(misuse.openings.threshold);
    expect(addsOf(await lineOfOpening(0))).toBeNull();
  });

  test('are looked for in the log of every function that may open texts of members or groups', () => {
    const mayOpen = Object.entries<FunctionDefinition>(areas)
      .filter(([, { keys }]) =>
        Object.entries(keys ?? {}).some(
          ([owner, calls]) => /^(member|collective):/.test(owner) && calls.includes('open'),
        ),
      )
      .map(([name]) => name);
    expect(
      body.LogGroupNames.map((name) => name.replace(/Log[0-9A-F]{8}$/, '').toLowerCase()).sort(),
    ).toEqual(mayOpen.map((name) => name.toLowerCase()).sort());
    // As a person reads it: the routes that one call copies most by are among theirs.
    expect(mayOpen.toSorted()).toEqual([
      ...[
        'books',
        'cases',
        'erasure',
        'members',
        'moves',
        'pack',
        'questions',
        'record',
        'requests',
        'sameWomen',
      ],
    ]);
  });

  test('raise an alarm', () => {
    expect(alarmOn('MaxContributorValue')).toMatchObject({
      Threshold: misuse.openings.threshold,
      Metrics: [
        {
          Expression: `INSIGHT_RULE_METRIC("${rule?.Properties.RuleName}", "MaxContributorValue")`,
          Period: misuse.openings.minutes * 60,
        },
      ],
    });
  });
});

describe('a pack for more groups than one leader can lead', () => {
  let records: TestRecords;
  beforeAll(async () => {
    records = await openRecords();
  });
  afterAll(() => records.close());

  /** The line that the route of packs writes for a leader who was given so many groups. */
  const packLine = async (groups: number): Promise<Line> => {
    const { table, vault, accessLog } = records;
    const routes = createPackRoutes({ table, vault, accessLog });
    const leader = createCaller('leader', { collectives: Array.from({ length: groups }, newId) });
    const lines = await linesOf(() =>
      serve(routes)(createEvent({ route: 'GET /api/me/pack', caller: leader }), context),
    );
    return lines.find(({ message }) => message === 'pack') ?? {};
  };

  test.each([
    [1, false],
    [5, false],
    [6, true],
    [94, true],
  ])('of %i: %j', async (groups, counts) => {
    const [found, ...others] = filtersOf('WidePacks');
    expect(others).toEqual([]);
    expect(found?.LogGroupName.Ref).toMatch(/^PackLog/);
    expect(fits(found?.FilterPattern ?? '', await packLine(groups))).toBe(counts);
  });

  test('raises an alarm each time', () => {
    expect(alarmOn('"WidePacks"')).toMatchObject({ Threshold: 1, Period: misuse.packs.minutes * 60 });
  });
});

test('each threshold has its reason', () => {
  for (const { because } of Object.values(misuse)) expect(because.length).toBeGreaterThan(60);
});
