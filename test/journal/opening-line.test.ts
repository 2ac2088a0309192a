import { expect, test } from 'vitest';
import { encryptedFields, personalFields } from '../../functions/areas/members/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { letterFields, spellFields } from '../../functions/shared/journal/field-letters.ts';
import { openingLineOf, parseOpening } from '../../functions/shared/journal/opening-line.ts';
import { itemBytes } from '../support/item-size.ts';
import { createCaller } from '../support/request.ts';

const reader = {
  caller: createCaller('leader'),
  now: new Date('2026-10-15T06:30:00.123Z'),
  route: 'GET /api/members/{id}',
};
const [her, herCase, other] = [newId(), newId(), newId()];
const page = [...encryptedFields, ...personalFields];

test.each([
  ['her page', { subject: her, fields: page }, [her]],
  ['her page, with another record of hers', { subject: her, concerns: [other], fields: page }, [her, other]],
  ['a case', { subject: herCase, member: her, fields: ['memberId', 'kind', 'status'] }, [herCase, her]],
  [
    'a case, with another record of hers',
    { subject: herCase, member: her, concerns: [other], fields: ['events', 'a field without a letter'] },
    [herCase, her, other],
  ],
  ['a list that showed nobody', { fields: ['due'] }, []],
])('a line says all that was read, of %s', (_, opening, subjects) => {
  const id = newId();
  const { subjects: told, ...line } = parseOpening(openingLineOf(reader, id, opening));
  const { subject, member = subject } = { subject: undefined, member: undefined, ...opening };
  expect(line).toEqual({
    id,
    at: '2026-10-15T06:30:00.123Z',
    actor: reader.caller.personId,
    role: 'leader',
    route: reader.route,
    ...(subject === undefined ? {} : { subject, of: member }),
    fields: opening.fields,
  });
  expect(told.toSorted()).toEqual(subjects.toSorted());
});

test('the line of her page is short', () => {
  expect(itemBytes(openingLineOf(reader, newId(), { subject: her, fields: page }))).toBeLessThan(400);
});

test('a letter means for ever what it means today', () => {
  expect(spellFields('ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklm')).toEqual([
    ...['name', 'phone', 'mandal', 'exitReason', 'birthYear', 'gender', 'category', 'district'],
    ...['consents', 'children', 'offices', 'memberId', 'kind', 'status', 'events', 'text', 'talks'],
    ...['savings', 'loans', 'statement', 'attendance', 'entries', 'telephone', 'reason', 'devices'],
    ...['stage', 'entitlement', 'due', 'done', 'step', 'scheme', 'referral', 'outcome', 'amountPaise'],
    ...[
      'proceedingId',
      'applicationId',
      'laws',
      'forum',
      'nextOn',
      'herWord',
      'signs',
      'goTo',
      'call',
      'take',
      'to',
    ],
  ]);
  expect(letterFields(page)).toHaveLength(page.length);
  expect(() => spellFields('A~')).toThrow('No field has the letter ~.');
});
