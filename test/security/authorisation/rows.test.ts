import { describe, expect, test } from 'vitest';
import { chapters } from '../../../functions/gateway/api/contracts.ts';
import { type RouteContract, reachOf, routesOf } from '../../../functions/shared/http/route-contract.ts';
import { roles as knownRoles } from '../../../functions/shared/reach/roles.ts';
import { areas } from '../../../lib/functions/with-routes.ts';
import { type Answers, type Role, type Row, roles } from './expectations.ts';
import { rows } from './rows.ts';

/**
 * What the design says of each route (the rows), beside what the contract says of it: in a moment, and without asking anybody.
 * `authorisation-matrix.test.ts` asks every route as every person.
 */

const contracts = new Map<string, RouteContract>(chapters.flatMap(({ contract }) => routesOf(contract)));

test('there is a row for every route, and an answer for every role', () => {
  expect(Object.keys(rows).sort()).toEqual([...contracts.keys()].sort());
  expect(
    Object.values(areas)
      .flatMap(({ routes }) => [...routes])
      .sort(),
  ).toEqual([...contracts.keys()].sort());
  expect([...knownRoles, 'areaCoordinator'].sort()).toEqual([...roles].sort());
});

test('the funder is let on nothing that touches a person', () => {
  const allowed = Object.entries(rows).filter(
    ([, { who }]) => who === 'anyone' || (who !== 'device' && who.funder !== 403),
  );
  // The baselines and the programme's terms are numbers and names of organisations, which are published too.
  expect(allowed.map(([route]) => route).sort()).toEqual([
    'GET /api/baselines',
    'GET /api/health',
    'GET /api/me',
    'GET /api/openapi.json',
    'GET /api/programme',
    'GET /api/snapshots',
    'GET /api/snapshots/{month}',
    'GET /api/snapshots/{month}/files/{name}',
    'GET /api/snapshots/{month}/versions/{version}',
  ]);
});

const asking = (role: Role) =>
  role === 'areaCoordinator'
    ? ({ role: 'coordinator', districts: ['Guntur'] } as const)
    : { role, districts: [] };

const isAlways403 = ({ scopes }: Row, answers: Answers): boolean =>
  scopes.every((scope) => (typeof answers === 'number' ? answers : answers[scope]) === 403);

describe.each(Object.entries(rows))('%s', (route, row) => {
  test('is refused, by its contract, to whom the design refuses it, and to nobody else', () => {
    const contract = contracts.get(route);
    if (contract === undefined) throw new Error('no contract');
    const { who } = row;
    if (typeof who === 'string') {
      expect(contract.who).toBe(who);
      return;
    }
    expect(contract.who).not.toBeTypeOf('string');
    const byContract = roles.filter((role) => reachOf(contract, asking(role)) === null);
    expect(byContract).toEqual(roles.filter((role) => isAlways403(row, who[role])));
  });
});
