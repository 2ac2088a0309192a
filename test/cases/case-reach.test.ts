import { describe, expect, test } from 'vitest';
import { initialProgress } from '../../functions/areas/cases/case-progress.ts';
import { filterReadable, findReachable } from '../../functions/areas/cases/case-reach.ts';
import type { CaseRecord } from '../../functions/areas/cases/schema.ts';
import { toCaseItem } from '../../functions/areas/cases/stored-case.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { MemberScope } from '../../functions/shared/reach/reach.ts';
import type { Item, Table } from '../../functions/shared/table/client.ts';
import { currentEmergencyAccessKey } from '../../functions/shared/table/keys/cases.ts';
import type { Key } from '../../functions/shared/table/keys/key.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller } from '../support/request.ts';

const group = newId();
const leader = createCaller('leader', { collectives: [group] });
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
const coordinator = createCaller('coordinator');
const [lakshmi, devi, erased] = [newId(), newId(), newId()];

/** Whoever is being erased is not among them. */
const members = new Map<string, MemberScope>([
  [lakshmi, { collectiveId: group, district: 'Guntur' }],
  [devi, { collectiveId: newId(), district: 'Eluru' }],
]);

const caseOf = (memberId: string): CaseRecord => ({
  id: newId(),
  code: 'C-234567',
  memberId,
  kind: 'crisis',
  priority: 'urgent',
  openedOn: '2026-04-01',
  status: 'open',
  createdAt: '2026-04-01T06:00:00Z',
  createdBy: leader.personId,
  assignedTo: caseworker.personId,
  version: 1,
});
const hers = caseOf(lakshmi);
const another = { ...caseOf(devi), assignedTo: undefined };
const ofErased = caseOf(erased);
const records = [hers, another, ofErased];

/** A table of the cases and of their members. Of nobody but `person` the glass is broken, at any case, until noon. */
const tableWith = (person?: string): Pick<Table, 'get' | 'getMany'> => {
  const items: Item[] = [
    ...records.map((record) =>
      toCaseItem({ record, openedIn: newId(), progress: initialProgress }, record.createdAt),
    ),
    ...[...members].map(([id, scope]) => ({ ...memberKey(id), id, ...scope })),
    ...(person === undefined ? [] : records).map(({ id }) => ({
      ...currentEmergencyAccessKey(id, person ?? ''),
      until: '2026-10-15T12:00:00+05:30',
    })),
  ];
  const find = (key: Key) => items.find(({ pk, sk }) => pk === key.pk && sk === key.sk);
  return {
    get: async (key) => find(key),
    getMany: async (keys) => keys.map(find).filter((item) => item !== undefined),
  };
};

describe('a list of cases', () => {
  test.each([
    ['a coordinator, of everybody', coordinator, 'all', undefined, [hers, another]],
    ['a coordinator, of a district', coordinator, 'all', 'Eluru', [another]],
    ['a coordinator, of a district without any', coordinator, 'all', 'Krishna', []],
    ['the leader, of her group', leader, 'own', undefined, [hers]],
    ['the leader, of another district', leader, 'own', 'Eluru', []],
    ['the caseworker, of what is hers', caseworker, 'assigned', undefined, [hers]],
    ['another caseworker', createCaller('caseworker'), 'assigned', undefined, []],
  ] as const)('shows %s, but never of somebody erased', async (_who, caller, reach, district, expected) => {
    const found = await filterReadable(
      tableWith(),
      records,
      caller,
      reach,
      (member) => district === undefined || member.district === district,
    );
    expect(found).toEqual(expected.map((one) => ({ ...one, womanId: one.memberId, hasStopped: false })));
  });
});

describe('one case', () => {
  const before = new Date('2026-10-15T11:59:59.999+05:30');
  const noon = new Date('2026-10-15T12:00:00+05:30');
  const open = (record: CaseRecord, person?: string, now = before, reach: 'all' | 'assigned' = 'assigned') =>
    findReachable(tableWith(person), record.id, { caller: caseworker, now }, reach);
  const me = caseworker.personId;
  const refusal = { code: 'not_found' };

  test('is found by whom it is assigned to, whether or not she broke the glass', async () => {
    for (const person of [undefined, me]) {
      const { record, isEmergencyAccess } = await open(hers, person);
      expect([record, isEmergencyAccess]).toEqual([hers, false]);
    }
  });

  test('is found by who broke the glass, until her hour is over, and by nobody else', async () => {
    const { record, isEmergencyAccess } = await open(another, me);
    expect([record, isEmergencyAccess]).toEqual([another, true]);
    await expect(open(another, me, noon)).rejects.toMatchObject(refusal);
    await expect(open(another)).rejects.toMatchObject(refusal);
    await expect(open(another, newId())).rejects.toMatchObject(refusal);
  });

  test('of somebody erased is found by nobody, and no broken glass helps', async () => {
    for (const reach of ['all', 'assigned'] as const) {
      await expect(open(ofErased, undefined, before, reach)).rejects.toMatchObject(refusal);
      await expect(open(ofErased, me, before, reach)).rejects.toMatchObject(refusal);
    }
  });
});
