import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { logRequest } from '../../functions/shared/logging/log.ts';
import { areas } from '../../lib/functions/with-routes.ts';
import { createCaller, createEvent } from '../support/request.ts';
import { resourcesOf, synthesise } from './synthesise.ts';

const { functions } = synthesise();
const [dashboard, ...others] = resourcesOf(functions, 'AWS::CloudWatch::Dashboard');

/** The body, with references as their logical ids. */
const body = z
  .object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) })
  .parse(dashboard?.Properties.DashboardBody)
  ['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', "'")))
  .join('');
const { widgets } = z
  .object({
    widgets: z.array(z.object({ type: z.string(), properties: z.looseObject({ title: z.string() }) })),
  })
  .parse(JSON.parse(body));
const widget = (title: string) =>
  JSON.stringify(widgets.find(({ properties }) => properties.title === title));

const filter = z.object({
  FilterPattern: z.string(),
  LogGroupName: z.object({ Ref: z.string() }),
  MetricTransformations: z.tuple([z.object({ MetricName: z.string(), MetricValue: z.string() })]),
});
const filtersOf = (metric: string) =>
  resourcesOf(functions, 'AWS::Logs::MetricFilter')
    // Those of a new version name it by a reference.
    .filter(({ id }) => !id.includes('NewFaults'))
    .map(({ Properties }) => filter.parse(Properties))
    .filter(({ MetricTransformations: [made] }) => made.MetricName === metric);

describe('the dashboard', () => {
  test('shows what people rely on: one page, every metric of a filter that exists', () => {
    expect(others).toEqual([]);
    expect(widgets.map(({ properties }) => properties.title)).toEqual([
      'New records an hour',
      'Seconds from a device to here',
      'Refused an hour',
      'Failed by our fault an hour',
      'Seconds that publishing has waited',
      'Newest publications',
    ]);
    for (const metric of ['SyncSeconds', 'RuleRefusals', 'Refusals']) {
      expect(body).toContain(`"${metric}"`);
      expect(filtersOf(metric).length, metric).toBe(Object.keys(areas).length);
    }
  });

  test('looks at both queues, and at the log in which a publication is complete', () => {
    const waited = widget('Seconds that publishing has waited');
    expect(waited).toContain('ApproximateAgeOfOldestMessage');
    for (const queue of ['Corrections', 'Renderings']) expect(waited).toContain(queue);
    expect(waited).not.toContain('Failed');
    expect(widget('Newest publications')).toMatch(/RenderLog.*a publication is complete/);
  });

  test('takes the delay from the lines of requests that created a record', () => {
    const [pattern] = new Set(filtersOf('SyncSeconds').map(({ FilterPattern }) => FilterPattern));
    expect(pattern).toBe('{ ($.message = "request") && ($.syncSeconds >= 0) }');
    expect(filtersOf('SyncSeconds')[0]?.MetricTransformations[0].MetricValue).toBe('$.syncSeconds');
  });
});

describe('the line of a request', () => {
  const made = '0199bbd7-bc00-7000-8000-000000000001';
  const madeAt = Number.parseInt(made.replaceAll('-', '').slice(0, 12), 16);
  const lineOf = (body: unknown, secondsLater: number, status: number): unknown => {
    const event = createEvent({ route: 'POST /api/members', caller: createCaller('leader'), body: {} });
    const lines: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    const requestContext = { ...event.requestContext, requestTimeEpoch: madeAt + secondsLater * 1000 };
    logRequest(Object.assign(event, { body, requestContext }), status);
    spy.mockRestore();
    return JSON.parse(lines.join(''));
  };

  test.each([
    ['a record that was created', { id: made }, 90_061, 201, 90_061],
    ['a device whose clock is ahead', { id: made }, -3_600, 201, 0],
    ['a repeated request', { id: made }, 90, 200, undefined],
    ['a refusal', { id: made }, 90, 422, undefined],
    ['a body without an id', { to: 'x' }, 90, 201, undefined],
    ['a body that was not parsed', `{"id":"${made}"}`, 90, 201, undefined],
  ])('%s', (_, sent, later, status, expected) => {
    expect(lineOf(sent, later, status)).toEqual(expect.objectContaining({ message: 'request', status }));
    expect(Object(lineOf(sent, later, status)).syncSeconds).toBe(expected);
  });
});
