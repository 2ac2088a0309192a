import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings, type variables } from '../../functions/shared/startup/read-settings.ts';

const read = (name: keyof typeof variables, value: string | undefined): unknown =>
  readSettings({ [name]: value }, [name])[name];

describe('the settings of a function', () => {
  test('are read by name, numbers as numbers', () => {
    const environment = { TABLE_NAME: 'main', CUTOFF_DAY: '5', RETENTION_DAYS: '365', OTHER: 'x' };
    expect(readSettings(environment, ['TABLE_NAME', 'CUTOFF_DAY', 'RETENTION_DAYS'])).toEqual({
      TABLE_NAME: 'main',
      CUTOFF_DAY: 5,
      RETENTION_DAYS: 365,
    });
  });

  test.each([
    ['TABLE_NAME', undefined],
    ['TABLE_NAME', ''],
    ['CUTOFF_DAY', 'NaN'],
    ['CUTOFF_DAY', ''],
    ['CUTOFF_DAY', ' 5'],
    ['CUTOFF_DAY', '5.5'],
    ['CUTOFF_DAY', '1e1'],
    ['CUTOFF_DAY', '0'],
    ['CUTOFF_DAY', '29'],
    ['RETENTION_DAYS', 'Infinity'],
    ['RETENTION_DAYS', '0'],
    ['RETENTION_DAYS', '-1'],
    ['RECORDS_FROM', '2026-02-30'],
    ['RECORDS_FROM', '1 January'],
    ['TOKEN_ISSUER', 'cognito'],
    ['TOKEN_JWKS_URI', 'jwks.json'],
    ['COMPILE_QUEUE_URL', 'queue'],
    ['DRILL_QUEUE_URL', 'queue'],
  ] as const)('that are wrong end the start, with their name: %s=%j', (name, value) => {
    expect(() => read(name, value)).toThrow(new RegExp(`^Settings are missing or not valid: ${name}\\.$`));
  });

  test('name all that is wrong at once', () => {
    expect(() => readSettings({ CUTOFF_DAY: 'x' }, ['TABLE_NAME', 'CUTOFF_DAY'])).toThrow(
      'Settings are missing or not valid: TABLE_NAME, CUTOFF_DAY.',
    );
  });

  test('never stand in the error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('CUTOFF_DAY', 'RETENTION_DAYS', 'RECORDS_FROM'),
        fc.string({ minLength: 3 }),
        (name, value) => {
          try {
            const found = read(name, value);
            expect(name === 'RECORDS_FROM' ? found : Number.isInteger(found)).toBeTruthy();
          } catch (error) {
            expect(String(error)).toBe(`InternalError: Settings are missing or not valid: ${name}.`);
          }
        },
      ),
    );
  });
});
