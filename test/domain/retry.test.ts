import { describe, expect, test } from 'vitest';
import { AppError } from '../../functions/shared/errors/errors.ts';
import { retry, tryAgain } from '../../functions/shared/errors/retry.ts';
import { createRetryClock } from '../support/retry-clock.ts';

describe('retry', () => {
  test('gives what the first attempt answers, also nothing, and does not wait', async () => {
    const { clock, pauses } = createRetryClock();
    expect(await retry(async () => 'value', clock)).toBe('value');
    expect(await retry(async () => undefined, clock)).toBeUndefined();
    expect(pauses).toEqual([]);
  });

  test('pauses longer each time, up to 320 ms', async () => {
    const { clock, pauses } = createRetryClock();
    let attempts = 0;
    const attempt = async () => {
      attempts += 1;
      return attempts < 9 ? tryAgain : attempts;
    };
    expect(await retry(attempt, clock)).toBe(9);
    for (const [index, step] of [5, 10, 20, 40, 80, 160, 160, 160].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(step);
      expect(pauses[index]).toBeLessThan(2 * step);
    }
    expect(pauses).toHaveLength(8);
  });

  test.each([0, 300, 1_900])('starts no attempt after its time, when one takes %i ms', async (takes) => {
    const { clock, pass, elapsedMs } = createRetryClock();
    let lastStart = 0;
    const attempt = async () => {
      lastStart = elapsedMs();
      pass(takes);
      return tryAgain;
    };
    const failing = retry(attempt, { ...clock, maxMs: 4_000 });
    await expect(failing).rejects.toMatchObject({ kind: 'unavailable', code: 'busy' });
    expect(lastStart).toBeGreaterThan(1_900);
    expect(lastStart).toBeLessThanOrEqual(4_000);
    expect(elapsedMs()).toBeLessThanOrEqual(4_000 + takes);
  });

  test('makes no further attempt after one that throws, whatever the error says', async () => {
    const { clock } = createRetryClock();
    const busy = new AppError('unavailable', 'busy', 'The table is busy.');
    let attempts = 0;
    const attempt = async () => {
      attempts += 1;
      throw busy;
    };
    await expect(retry(attempt, clock)).rejects.toBe(busy);
    expect(attempts).toBe(1);
  });
});
