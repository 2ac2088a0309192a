import { expect, test, vi } from 'vitest';
import { logFailures } from '../../functions/shared/logging/log.ts';

const context = { awsRequestId: '0197a000-0000-7000-8000-000000000001' };

test('a function that no request starts logs its error, and hands Lambda one without the message', async () => {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const failing = logFailures(async () => {
    throw new TypeError('Lakshmi lives in Guntur');
  });
  const error: unknown = await failing({}, context).catch((thrown: unknown) => thrown);
  spy.mockRestore();
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', message: 'bug', requestId: context.awsRequestId, error: 'TypeError' },
  ]);
  expect(lines.join('')).not.toContain('Lakshmi');
  expect(error).toMatchObject({ name: 'InternalError' });
  expect(error).not.toHaveProperty('cause');
  expect(String(error instanceof Error && error.stack)).not.toContain('Lakshmi');
});

test('a function that works logs nothing of its own', async () => {
  const run = vi.fn(async () => {});
  await logFailures(run)('event', context);
  expect(run).toHaveBeenCalledWith('event');
});
