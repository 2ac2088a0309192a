import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createControls } from '../../local/controls.ts';
import { sendAnswer } from '../../local/gateway/send-answer.ts';
import { FunctionError } from '../../local/lambda/function-thread.ts';
import { scheduledTimeOf } from '../../local/month-schedule.ts';
import { createClock } from '../../local/schedule/clock.ts';
import { listenOnLoopback } from '../../local/wire/listen.ts';
import { openPendingWork } from '../../local/wire/pending-work.ts';

const open = async (
  compile: (event: object) => Promise<unknown> = async () => null,
  pending = openPendingWork(undefined),
  drill: () => Promise<void> = async () => {},
) => {
  let real = Date.parse('2026-11-24T10:00:00Z');
  const clock = createClock(() => real);
  const events: object[] = [];
  const controls = createControls({
    clock,
    cutoffDay: 5,
    pending,
    drill,
    whenRequestsEnd: async () => {
      events.push({ whenRequestsEnd: true });
    },
    whenIdle: async () => {
      events.push({ idle: true });
    },
    functions: {
      invoke: async (name, event) => {
        events.push({ name, ...event });
        return compile(event);
      },
      warm: async () => {},
      cool: async () => {},
      close: async () => {},
    },
  });
  const server = await listenOnLoopback((request, response) => {
    controls.handle(request).then((result) => sendAnswer(request, response, result));
  });
  onTestFinished(() => server.close());
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const pass = (ms: number) => {
    real += ms;
  };
  return { clock, controls, events, post, pass, url: `http://127.0.0.1:${server.port}` };
};

describe('the clock', () => {
  test('stands where it is set, and runs on from there', async () => {
    const { clock, post, pass } = await open();
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T10:00:00.000Z');
    expect(await post('/local/clock', { now: '2026-12-10T00:00:00Z' })).toEqual({
      status: 200,
      body: { now: '2026-12-10T00:00:00Z' },
    });
    pass(1500);
    expect(new Date(clock.now()).toISOString()).toBe('2026-12-10T00:00:01.500Z');
    await post('/local/clock', { now: null });
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T10:00:01.500Z');
  });

  test.each([
    {},
    { now: 'yesterday' },
    { now: '2026-11-10' },
    { now: 5 },
    { now: '2026-02-30T00:00:00Z' },
    { now: null, more: 1 },
    [],
    'no json',
  ])('refuses %j', async (body) => {
    const { clock, post } = await open();
    const before = clock.now();
    expect(await post('/local/clock', body)).toMatchObject({ status: 400, body: { status: 400 } });
    expect(clock.now()).toBe(before);
  });

  test('knows that something was done before something else, once it was set back', async () => {
    const { clock, post } = await open();
    await post('/local/clock', { now: '2026-10-01T00:00:00Z' });
    clock.now();
    await post('/local/clock', { now: '2026-10-09T00:00:00Z' });
    await post('/local/clock', { now: '2026-10-02T00:00:00Z' });
    clock.now();
    expect(clock.wentBack()).toBe(false);
    await post('/local/clock', { now: '2026-10-01T12:00:00Z' });
    clock.now();
    expect(clock.wentBack()).toBe(true);
  });

  test('can only be posted to', async () => {
    const { url } = await open();
    expect((await fetch(`${url}/local/clock`)).status).toBe(405);
    expect((await fetch(`${url}/local/other`)).status).toBe(404);
  });
});

describe('the schedule', () => {
  test.each([
    ['2026-10', '2026-11-04T18:45:00.000Z'],
    ['2026-12', '2027-01-04T18:45:00.000Z'],
    ['2028-02', '2028-03-04T18:45:00.000Z'],
  ])('of %s fires at %s, a quarter past midnight in India on the fifth', (month, instant) => {
    expect(new Date(scheduledTimeOf(month, 5)).toISOString()).toBe(instant);
  });

  test('calls the compile function with its own time, once all in flight has ended, and waits for the files', async () => {
    const { events, post, clock } = await open();
    expect(await post('/local/schedule', { month: '2026-10' })).toEqual({
      status: 200,
      body: { month: '2026-10', scheduledTime: '2026-11-04T18:45:00Z' },
    });
    expect(events).toEqual([
      { whenRequestsEnd: true },
      { name: 'compile', scheduledTime: '2026-11-04T18:45:00Z' },
      { idle: true },
    ]);
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T10:00:00.000Z');
  });

  test('refuses a clock from before the journal begins', async () => {
    const { post } = await open();
    expect(await post('/local/clock', { now: '2023-12-31T23:59:59Z' })).toMatchObject({ status: 400 });
    expect(await post('/local/clock', { now: '2024-02-29T00:00:00Z' })).toMatchObject({ status: 200 });
  });

  test('moves the clock to its time where that has not come, and says so', async () => {
    const { post, clock } = await open();
    expect((await post('/local/schedule', { month: '2026-11' })).body).toEqual({
      month: '2026-11',
      scheduledTime: '2026-12-04T18:45:00Z',
      clockMovedTo: '2026-12-04T18:45:00Z',
    });
    expect(new Date(clock.now()).toISOString()).toBe('2026-12-04T18:45:00.000Z');
  });

  test('asks for everything to be counted again once time went back', async () => {
    const { events, post, clock } = await open();
    clock.now();
    await post('/local/clock', { now: '2026-11-10T00:00:00Z' });
    clock.now();
    await post('/local/schedule', { month: '2026-10' });
    expect(events.at(-2)).toEqual({
      name: 'compile',
      scheduledTime: '2026-11-04T18:45:00Z',
      recompute: true,
    });
  });

  test('says that the compile function failed', async () => {
    const { post } = await open(async () => {
      throw new FunctionError('Error', 'no bucket');
    });
    expect(await post('/local/schedule', { month: '2026-10' })).toMatchObject({
      status: 500,
      body: { code: 'compile_failed', detail: 'no bucket' },
    });
  });

  test.each([{ month: '2026-13' }, { month: null }, {}, 'x'])('refuses %j', async (body) => {
    const { events, post } = await open();
    expect((await post('/local/schedule', body)).status).toBe(400);
    expect(events).toEqual([]);
  });
});

test.each([
  ['is compiled at the next start if the function was ended', 'Runtime.ExitError', 1],
  ['is done with if the function failed, as whoever fired was told', 'Error', 0],
])('a month that fired %s', async (_, type, times) => {
  const folder = mkdtempSync(join(tmpdir(), 'schedule-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const fail = () => Promise.reject(new FunctionError(type, 'No.'));
  const first = await open(fail, openPendingWork(folder));
  expect((await first.post('/local/schedule', { month: '2026-10' })).status).toBe(500);
  for (const expected of [times, 0]) {
    const next = await open(undefined, openPendingWork(folder));
    await next.controls.resume();
    const event = { name: 'compile', scheduledTime: '2026-11-04T18:45:00Z' };
    expect(next.events).toEqual(Array.from({ length: expected }, () => event));
  }
});

describe('the restore drill', () => {
  test('runs to its end', async () => {
    let runs = 0;
    const { post } = await open(undefined, undefined, async () => {
      runs += 1;
    });
    expect(await post('/local/drill', {})).toEqual({ status: 200, body: { ended: true } });
    expect(runs).toBe(1);
  });

  test('that failed is told with why', async () => {
    const { post } = await open(undefined, undefined, async () => {
      throw new Error('The restored tables are deleted.');
    });
    expect(await post('/local/drill', {})).toMatchObject({
      status: 500,
      body: { code: 'drill_failed', detail: 'The restored tables are deleted.' },
    });
  });

  test.each([{ at: '2026-11-10' }, [], 'no json'])('refuses %j, and does not run', async (body) => {
    const { post } = await open(undefined, undefined, async () => {
      throw new Error('It ran.');
    });
    expect((await post('/local/drill', body)).status).toBe(400);
  });
});
