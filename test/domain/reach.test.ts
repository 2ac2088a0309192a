import { describe, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { reachesCollective, reachesMember } from '../../functions/shared/reach/reach.ts';
import { createCaller } from '../support/request.ts';

describe('who reaches a member', () => {
  const own = newId();
  const scope = { collectiveId: own, district: 'Guntur' };
  test.each([
    ['a coordinator', createCaller('coordinator'), 'all', true],
    ['her leader', createCaller('leader', { collectives: [newId(), own] }), 'own', true],
    [
      'another leader',
      createCaller('leader', { collectives: [newId()], districts: ['Guntur'] }),
      'own',
      false,
    ],
    ['a caseworker of her district', createCaller('caseworker', { districts: ['Guntur'] }), 'district', true],
    [
      'a caseworker of another',
      createCaller('caseworker', { districts: ['Eluru'], collectives: [own] }),
      'district',
      false,
    ],
    [
      'who has cases alone',
      createCaller('caseworker', { districts: ['Guntur'], collectives: [own] }),
      'assigned',
      false,
    ],
  ] as const)('%s', (_who, caller, reach, expected) => {
    expect(reachesMember(caller, reach, scope)).toBe(expected);
    expect(reachesCollective(caller, reach, own)).toBe(expected && reach !== 'district');
  });
});
