import { expect, onTestFinished, test } from 'vitest';
import { FunctionError } from '../../../local/lambda/function-thread.ts';
import { startAlertWatch } from '../../../local/schedule/alert-watch.ts';

const watchFrom = (start: string, answer: () => Promise<unknown> = async () => null) => {
  const looked: string[] = [];
  const lines: string[] = [];
  const watch = startAlertWatch({
    functions: {
      invoke: (name, event) => {
        looked.push(`${name} ${'scheduledTime' in event ? event.scheduledTime : ''}`);
        return answer();
      },
    },
    now: () => Date.parse(start),
    log: (line) => lines.push(line),
  });
  onTestFinished(watch.close);
  return { looked, lines, fireDue: (time: string) => watch.fireDue(Date.parse(time)) };
};

test('looks at the first of the minutes that have passed, and at the time that has come', async () => {
  const { looked, fireDue } = watchFrom('2026-10-15T06:00:00Z');
  await fireDue('2026-10-15T06:00:20Z');
  await fireDue('2026-10-15T08:30:00Z');
  await fireDue('2026-10-15T07:00:00Z');
  expect(looked).toEqual([
    'alerts 2026-10-15T06:00:20Z',
    'alerts 2026-10-15T06:01:20Z',
    'alerts 2026-10-15T08:30:00Z',
    'alerts 2026-10-15T07:00:00Z',
  ]);
});

test('goes on after a look that failed', async () => {
  const { looked, lines, fireDue } = watchFrom('2026-10-15T06:00:00Z', () =>
    Promise.reject(new FunctionError('Error', 'The topic does not answer.')),
  );
  await fireDue('2026-10-15T06:00:20Z');
  await fireDue('2026-10-15T06:00:40Z');
  expect(looked).toHaveLength(2);
  expect(lines).toEqual(Array(2).fill('alerts: the look at what waits failed: The topic does not answer.'));
});
