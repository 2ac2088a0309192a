import { expect, test } from 'vitest';
import { signInStatusOf } from '../../functions/areas/people/sign-in-status.ts';

const now = new Date('2026-12-20T06:00:00Z');
const nothing = {
  createdAt: '2026-12-10T06:00:00Z',
  hasNoWayIn: false,
  passwordMadeAt: undefined,
  signedInAt: undefined,
};
const long = { ...nothing, createdAt: '2026-11-30T18:29:59Z' };

test.each([
  ['was added and got no password', nothing, { state: 'no_password' }],
  [
    'has a first password, and an hour is left of its three days',
    { ...nothing, passwordMadeAt: '2026-12-17T07:00:00Z' },
    { state: 'password_waits', passwordUntil: '2026-12-20T07:00:00Z' },
  ],
  [
    'has let it run out',
    { ...nothing, passwordMadeAt: '2026-12-17T06:00:00Z' },
    { state: 'password_ended', passwordUntil: '2026-12-20T06:00:00Z' },
  ],
  [
    'signed in with it',
    { ...nothing, passwordMadeAt: '2026-12-17T06:00:00Z', signedInAt: '2026-12-17T06:00:00Z' },
    { state: 'signed_in', signedInAt: '2026-12-17T06:00:00Z' },
  ],
  [
    'signed in, and got another first password since',
    { ...nothing, passwordMadeAt: '2026-12-19T06:00:00Z', signedInAt: '2026-12-17T06:00:00Z' },
    {
      state: 'password_waits',
      passwordUntil: '2026-12-22T06:00:00Z',
      signedInAt: '2026-12-17T06:00:00Z',
    },
  ],
  [
    'signed in, and was given a trusted role since',
    { ...nothing, hasNoWayIn: true, signedInAt: '2026-12-17T06:00:00Z' },
    { state: 'no_password', signedInAt: '2026-12-17T06:00:00Z' },
  ],
  ['was added before sign-ins were noted', long, { state: 'not_noted' }],
  [
    'was added before, on the first minute of the day in India on which they are noted',
    { ...long, createdAt: '2026-11-30T18:30:00Z' },
    { state: 'no_password' },
  ],
  [
    'was added and got a password before: nobody knows whether she used it',
    { ...long, passwordMadeAt: '2026-11-30T18:29:59Z' },
    { state: 'not_noted' },
  ],
  [
    'was added before, and has let a password run out since',
    { ...long, passwordMadeAt: '2026-12-02T06:00:00Z' },
    { state: 'password_ended', passwordUntil: '2026-12-05T06:00:00Z' },
  ],
  [
    'was added before, and signed in since',
    { ...long, signedInAt: '2026-12-02T06:00:00Z' },
    { state: 'signed_in', signedInAt: '2026-12-02T06:00:00Z' },
  ],
])('an administrator is told of a person who %s', (_, known, status) => {
  expect(signInStatusOf(known, now)).toEqual(status);
});
