import { expect, test } from 'vitest';
import { districtsOn } from '../../../../functions/shared/reach/districts.ts';
import { hasWholeState, offeredAssignees } from '../../../../web/src/desks/cases/assignee-rules.ts';

const people: Parameters<typeof offeredAssignees>[0] = [
  { name: 'State', role: 'coordinator', districts: [] },
  { name: 'Near', role: 'coordinator', districts: ['Guntur', 'Palnadu'] },
  { name: 'Far', role: 'coordinator', districts: ['Ananthapuramu'] },
  { name: 'Worker B', role: 'caseworker', districts: ['Guntur'] },
  { name: 'Worker A', role: 'caseworker', districts: ['Guntur'] },
  { name: 'Worker far', role: 'caseworker', districts: ['Ananthapuramu'] },
];
const offered = (isOwn: (district: string) => boolean) =>
  offeredAssignees(people, isOwn).map(({ name }) => name);

test('an area coordinator is not offered a coordinator who could not open her case', () => {
  expect(offered((district) => district === 'Palnadu')).toEqual([
    'Worker far',
    'Near',
    'Worker A',
    'Worker B',
    'State',
  ]);
});

test('the state coordinator is offered all, by district', () => {
  expect(offered(() => true)).toEqual(['Far', 'Worker far', 'Near', 'Worker A', 'Worker B', 'State']);
});

test('whoever has every district in force has the whole state, but not once there is another', () => {
  const districts = districtsOn('2025-12-30');
  expect(hasWholeState({ districts }, '2025-12-30')).toBe(true);
  expect(hasWholeState({ districts }, '2025-12-31')).toBe(false);
  expect(hasWholeState({ districts: districts.slice(1) }, '2025-12-30')).toBe(false);
  expect(hasWholeState({ districts: [] }, '2025-12-30')).toBe(false);
});
