import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type Outside, openSharedOutside, problem } from './outside.ts';
import { collectiveOf, memberOf, outreachOf } from './scene.ts';

/** Districts on the day on which there were two more: the last one of 2025. */

const dayBefore = '2025-12-30T18:29:00Z';
const day = '2025-12-30T18:30:00Z';

let outside: Outside;
const collective = collectiveOf({ formedOn: '2025-06-01' });
beforeAll(async () => {
  outside = await openSharedOutside();
  await outside.setClock(dayBefore);
  await outside.done('coordinator', 'POST', '/api/collectives', { body: collective });
}, 180_000);
afterAll(() => outside.setClock(null));

const personOf = (districts: readonly string[]) => ({
  id: newId(),
  name: 'మేఘన చినుకు',
  role: 'caseworker',
  locale: 'te',
  districts,
});

/** What is recorded in a district, whatever day it is of. */
const creates = [
  {
    by: 'coordinator',
    target: '/api/collectives',
    bodyOf: (district: string) => collectiveOf({ district, formedOn: '2025-06-01' }),
    path: 'district',
  },
  {
    by: 'coordinator',
    target: '/api/members',
    bodyOf: (district: string) => memberOf(collective.id, '2025-06-01', { district }),
    path: 'district',
  },
  {
    by: 'coordinator',
    target: '/api/outreach',
    bodyOf: (district: string) => outreachOf('advocacy', '2025-06-01', { district }),
    path: 'district',
  },
  {
    by: 'administrator',
    target: '/api/users',
    bodyOf: (district: string) => personOf(['Guntur', district]),
    path: 'districts.1',
  },
] as const;

describe.each(creates)('POST $target', ({ by, target, bodyOf, path }) => {
  const post = (body: unknown) => outside.call(by, 'POST', target, { body });

  test('refuses a district that nobody knows, and one that is not in force today', async () => {
    await outside.setClock(dayBefore);
    const unknown = await post(bodyOf('Hyderabad'));
    expect(problem.parse(unknown.body)).toMatchObject({
      status: 400,
      code: 'invalid_district',
      errors: [{ path }],
    });
    const early = await post(bodyOf('Markapuram'));
    expect(problem.parse(early.body)).toMatchObject({
      status: 422,
      code: 'district_not_in_force',
      errors: [{ path }],
    });
  });

  test('takes it from its first day on, and says so again whatever day it is by then', async () => {
    await outside.setClock(day);
    const body = bodyOf('Markapuram');
    expect((await post(body)).status).toBe(201);
    expect((await post(bodyOf('Prakasam'))).status).toBe(201);
    await outside.setClock(dayBefore);
    expect((await post(body)).status).toBe(200);
  });
});

describe.each([
  {
    by: 'coordinator',
    target: '/api/collectives',
    create: () => collectiveOf({ district: 'Markapuram', formedOn: '2025-06-01' }),
    to: (district: string) => ({ district }),
    same: { district: 'Markapuram' },
    other: { usualDepositPaise: 500 },
    path: 'district',
  },
  {
    by: 'coordinator',
    target: '/api/members',
    create: () => memberOf(collective.id, '2025-06-01', { district: 'Markapuram' }),
    to: (district: string) => ({ district }),
    same: { district: 'Markapuram' },
    other: { mandal: 'Tadepalli' },
    path: 'district',
  },
  {
    by: 'administrator',
    target: '/api/users',
    create: () => personOf(['Markapuram']),
    to: (district: string) => ({ districts: ['Markapuram', district] }),
    same: { districts: ['Markapuram'] },
    other: { locale: 'en' },
    path: 'districts.1',
  },
] as const)('PATCH $target', ({ by, target, create, to, same, other, path }) => {
  test('refuses a district that is newly given and not in force; what the record has it keeps', async () => {
    await outside.setClock(day);
    const body = create();
    await outside.done(by, 'POST', target, { body });
    await outside.setClock(dayBefore);
    const change = (more: object, ifMatch: number) =>
      outside.call(by, 'PATCH', `${target}/${body.id}`, { body: more, ifMatch });
    const refused = await change(to('Polavaram'), 1);
    expect(problem.parse(refused.body)).toMatchObject({
      status: 422,
      code: 'district_not_in_force',
      errors: [{ path }],
    });
    // Its own is over, or not begun, and stays.
    expect((await change({ ...other, ...same }, 1)).status).toBe(200);
    expect((await change(to('Prakasam'), 2)).status).toBe(200);
    await outside.setClock(day);
    expect((await change(to('Polavaram'), 3)).status).toBe(200);
  });
});
