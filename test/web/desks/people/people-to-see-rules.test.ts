import { expect, test } from 'vitest';
import { peopleToSee } from '../../../../web/src/desks/people/people-to-see-rules.ts';

type Person = Parameters<typeof peopleToSee>[0][number];

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  signInName: 'riverlamp',
  role: 'caseworker',
  locale: 'te',
  collectives: [],
  districts: [],
  disabled: false,
  version: 1,
  createdAt: '2026-12-02T06:00:00Z',
  createdBy: 'a',
  signIn: { state: 'signed_in', signedInAt: '2026-12-03T06:00:00Z' },
  ...more,
});
const phones = (personId: string, count: number, endedOn?: string) => ({
  personId,
  phones: count,
  ended: endedOn === undefined ? 0 : 1,
  ...(endedOn === undefined ? {} : { endedOn }),
});

test('lists for whom something is to do, once each, the most urgent first, and who waits longest before others', () => {
  const people = [
    person('has come'),
    person('is disabled', { disabled: true, signIn: undefined }),
    person('came before it was noted', { signIn: { state: 'not_noted' } }),
    person('no phone', { role: 'leader', signIn: { state: 'not_noted' } }),
    person('phone ended', { role: 'leader' }),
    person('phone in use', { role: 'leader' }),
    person('first password waits', {
      role: 'leader',
      signIn: { state: 'password_waits', passwordUntil: '2026-12-08T06:00:00Z' },
    }),
    person('no password, later', { createdAt: '2026-12-05T06:00:00Z', signIn: { state: 'no_password' } }),
    person('no password', { signIn: { state: 'no_password' } }),
    person('password ended', {
      signIn: { state: 'password_ended', passwordUntil: '2026-12-04T06:00:00Z' },
    }),
    person('approved', {
      signIn: { state: 'no_password', passwordApprovedUntil: '2026-12-09T06:00:00Z' },
    }),
  ];
  const byPerson = new Map(
    [
      phones('no phone', 0),
      phones('phone ended', 0, '2026-12-01'),
      phones('phone in use', 1),
      phones('first password waits', 0, '2026-12-01'),
    ].map((one) => [one.personId, one]),
  );
  expect(
    peopleToSee(people, byPerson).map(({ person: { id }, step, since, until }) => [id, step, since ?? until]),
  ).toEqual([
    ['approved', 'fetch', '2026-12-09T06:00:00Z'],
    ['password ended', 'renew', '2026-12-04T06:00:00Z'],
    ['no password', 'make', '2026-12-02T06:00:00Z'],
    ['no password, later', 'make', '2026-12-05T06:00:00Z'],
    ['first password waits', 'remind', '2026-12-08T06:00:00Z'],
    ['phone ended', 'replacePhone', '2026-12-01'],
    ['no phone', 'setUpPhone', undefined],
  ]);
});
