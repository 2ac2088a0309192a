import { expect, test } from 'vitest';
import { groupsWithoutLeader } from '../../../../web/src/desks/people/groups-without-leader.ts';

type Person = Parameters<typeof groupsWithoutLeader>[1][number];
const groups = [{ id: 'a' }, { id: 'b' }];
const leader: Person = { id: 'one', role: 'leader', disabled: false, collectives: ['a', 'b'] };

test.each<[string, Person[], string | undefined, string[]]>([
  ['nobody leads', [], undefined, ['a', 'b']],
  ['somebody leads', [leader], undefined, []],
  ['only somebody disabled led', [{ ...leader, disabled: true }], undefined, ['a', 'b']],
  ['only somebody led who has another role now', [{ ...leader, role: 'caseworker' }], undefined, ['a', 'b']],
  ['only she leads who leaves', [leader], 'one', ['a', 'b']],
  ['another leads one of, too', [leader, { ...leader, id: 'two', collectives: ['b'] }], 'one', ['a']],
])('tells the groups that %s', (_, people, leaving, without) => {
  expect(groupsWithoutLeader(groups, people, leaving).map(({ id }) => id)).toEqual(without);
});
