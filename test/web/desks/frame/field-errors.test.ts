import { expect, test } from 'vitest';
import * as z from 'zod';
import { borrowingInput } from '../../../../functions/areas/books/borrowing-schema.ts';
import { openingInput } from '../../../../functions/areas/books/opening-schema.ts';
import { caseEventInput } from '../../../../functions/areas/cases/event-input.ts';
import { caseInput } from '../../../../functions/areas/cases/schema.ts';
import {
  amountOrNothingPaise,
  amountPaise,
  date,
  line,
  note,
  phone,
} from '../../../../functions/shared/fields/fields.ts';
import { newId } from '../../../../functions/shared/fields/ids.ts';
import { plaintextLine } from '../../../../functions/shared/screening/plaintext-fields.ts';
import { fieldErrorOf } from '../../../../web/src/desks/frame/forms/field-errors.ts';

/** What the API says of the first field that is wrong. */
const wrong = (schema: z.ZodType, input: unknown): string =>
  schema.safeParse(input).error?.issues[0]?.message ?? 'accepted';

const event = { id: newId(), type: 'status', on: '2026-05-04' };
const aCase = {
  id: newId(),
  memberId: newId(),
  kind: 'crisis',
  priority: 'normal',
  openedOn: '2026-05-04',
};

const borrowing = { id: newId(), source: 'cif', sanctionedOn: '2026-05-04', principalPaise: 500 };
const opening = (more: object) => ({
  id: newId(),
  asOf: '2026-06-01',
  cashPaise: 0,
  bankPaise: 0,
  grantsPaise: 0,
  surplusPaise: 0,
  members: [],
  borrowings: [{ ...borrowing, outstandingPaise: 500, ...more }],
});

test.each([
  [line, ' ', 'field.missing', {}],
  [line, 'x'.repeat(121), 'field.characters', { max: '120' }],
  [note, 'x'.repeat(2001), 'field.characters', { max: '2000' }],
  [note, 'a\0b', 'field.kept', {}],
  [line, 'It is 2341 2341 2346.', 'code.invalid_aadhaar', {}],
  [plaintextLine, 'Call 98480 22338', 'field.noPhone', {}],
  [date, '2026-02-30', 'field.date', {}],
  [phone, 'none', 'field.phone', {}],
  [amountPaise, 0, 'field.amount', {}],
  [amountOrNothingPaise, -1, 'field.amountOrNothing', {}],
  [amountPaise, 1_000_000_001, 'field.rupees', { max: '1,00,00,000' }],
  [caseInput, { ...aCase, kind: 'war' }, 'field.choose', {}],
  [caseEventInput, { ...event, status: 'open', outcome: 'met' }, 'field.outcome', {}],
  [borrowingInput, { ...borrowing, instalments: 3 }, 'field.plan', {}],
  [openingInput, opening({ outstandingPaise: 501 }), 'field.moreThanLent', {}],
  [openingInput, opening({ sanctionedOn: '2026-06-02' }), 'field.afterOpening', {}],
  [z.int().min(1900).max(2026), 1800, 'field.atLeast', { min: '1900' }],
  [z.array(z.int()).max(3), [1, 2, 3, 4], 'field.atMost', { max: '3' }],
] as const)('what the API says of a wrong field has words at the desk: %#', (schema, input, key, values) => {
  expect(fieldErrorOf(wrong(schema, input))).toEqual({ key, values });
});

test('sentences of the pipeline have words, and another sentence is not lost', () => {
  expect(fieldErrorOf('This field is missing.').key).toBe('field.missing');
  expect(fieldErrorOf('This date has not come yet.').key).toBe('field.future');
  expect(fieldErrorOf('This lies beyond your reach, or does not exist.').key).toBe('refused.missing');
  expect(fieldErrorOf('A sentence that nobody has put into words.').key).toBe('field.wrong');
});
