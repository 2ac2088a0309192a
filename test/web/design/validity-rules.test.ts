import { describe, expect, test } from 'vitest';
import { explainValidity } from '../../../web/src/design/fields/validity.ts';

const right = {
  valid: true,
  customError: false,
  valueMissing: false,
  badInput: false,
  rangeUnderflow: false,
  rangeOverflow: false,
  stepMismatch: false,
};
type Fault = Exclude<keyof typeof right, 'valid'>;

const explain = (type: string, fault: Fault, limits: { max?: string; step?: string } = {}) =>
  explainValidity({
    type,
    ...limits,
    validity: { ...right, valid: false, [fault]: true },
    validationMessage: 'At most ₹100.',
  });

describe('what is wrong with a field', () => {
  // No catalogue is loaded here: a message is its key.
  test.each([
    ['text', 'valueMissing', 'design.missing'],
    ['select-one', 'valueMissing', 'design.unchosen'],
    ['checkbox', 'valueMissing', 'design.unticked'],
    ['number', 'badInput', 'design.number'],
    ['number', 'rangeUnderflow', 'design.atLeast'],
    ['number', 'rangeOverflow', 'design.atMost'],
    ['number', 'stepMismatch', 'design.whole'],
    ['date', 'badInput', 'design.wholeDate'],
    ['text', 'customError', 'At most ₹100.'],
  ] as const)('%s, %s: %s', (type, fault, said) => {
    expect(explain(type, fault)).toBe(said);
  });

  test('is told by the kind of its limit', () => {
    expect(explain('date', 'rangeOverflow', { max: '2026-11-25' })).toBe('design.notAfter');
    expect(explain('number', 'stepMismatch', { step: '0.01' })).toBe('design.twoDigits');
  });

  test('is nothing where it is right', () => {
    expect(explainValidity({ type: 'text', validity: right, validationMessage: '' })).toBeUndefined();
  });
});
