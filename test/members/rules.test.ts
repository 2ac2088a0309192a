import { describe, expect, test } from 'vitest';
import { applyChange } from '../../functions/areas/members/apply-change.ts';
import { validateChange, validateStay } from '../../functions/areas/members/rules.ts';
import type { ConsentRecord, WholeMember as Member } from '../../functions/areas/members/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';

const member: Member = {
  id: newId(),
  code: 'M-222222',
  name: 'Vennela',
  phone: '900001',
  birthYear: 1994,
  gender: 'female',
  category: 'cse_survivor',
  district: 'Guntur',
  mandal: 'Tenali',
  collectiveId: newId(),
  joinedOn: '2026-04-01',
  consents: [],
  children: [],
  offices: [],
  createdAt: '2026-04-01T00:00:00Z',
  createdBy: newId(),
  version: 3,
};

const ownConsent: ConsentRecord = {
  id: newId(),
  purpose: 'services',
  given: true,
  on: '2026-04-01',
  method: 'spoken',
  noticeVersion: '1',
  givenBy: 'self',
  createdAt: '2026-04-01T00:00:00Z',
  createdBy: newId(),
  version: 1,
};
const girl = { birthYear: 2010, consents: [ownConsent] };

describe('a stay', () => {
  test.each([
    ['2026-04-01', '2026-04-01', undefined],
    ['2026-04-01', '2026-03-31', 'exit_before_joining'],
    ['2026-04-01', undefined, undefined],
  ])('from %s to %s', (joinedOn, exitedOn, code) => {
    expect(validateStay({ joinedOn, exitedOn })?.code).toBe(code);
  });
});

describe('a change', () => {
  test.each([
    ['nothing', {}, []],
    ['the same values', { name: 'Vennela', phone: '900001', birthYear: 1994 }, []],
    ['a name', { name: 'Asha' }, ['name']],
    ['a telephone number taken away', { phone: null }, ['phone']],
    ['a date that was not there taken away', { leaderSince: null }, []],
    [
      'several',
      { mandal: 'Repalle', leaderSince: '2026-05-01', gender: 'female' },
      ['mandal', 'leaderSince'],
    ],
  ] as const)('of %s names what differs', (_what, change, fields) => {
    const result = applyChange(member, change, { by: 'c1', today: '2026-10-15' });
    expect(result.fields).toEqual(fields);
    expect(result.changed.version).toBe(4);
  });

  test('takes away what is null, and leaves what is not named', () => {
    const { changed } = applyChange(
      { ...member, leaderSince: '2026-04-02' },
      { phone: null, name: 'Asha' },
      { by: 'c1', today: '2026-10-15' },
    );
    expect(changed).toEqual({
      ...member,
      leaderSince: '2026-04-02',
      name: 'Asha',
      phone: undefined,
      version: 4,
    });
  });

  test.each([
    ['of her telephone number, once she is gone', { exitedOn: '2026-05-01' }, ['phone'], undefined],
    ['to another collective, once she is gone', { exitedOn: '2026-05-01' }, ['collectiveId'], 'exited'],
    ['to another collective', {}, ['collectiveId'], undefined],
    ['of her birth year, if she is under 18 and consented herself', girl, ['birthYear'], 'guardian_needed'],
    ['of her mandal, although she did', girl, ['mandal'], undefined],
    [
      'of her first day to one after her last',
      { exitedOn: '2026-03-31' },
      ['joinedOn'],
      'exit_before_joining',
    ],
  ])('%s', (_what, more, fields, code) => {
    expect(validateChange({ ...member, ...more }, fields)?.code).toBe(code);
  });
});
