import { describe, expect, test } from 'vitest';
import {
  benchOf,
  facilitatorsOf,
  officesBeyondGroup,
  trainedWithoutOffice,
} from '../../../../web/src/desks/forum/bench-rules.ts';

const today = '2026-11-26';
type Office = NonNullable<Parameters<typeof benchOf>[0][number]['offices']>[number];
const office = (body: Office['body'], from: string, more: Partial<Office> = {}): Office => ({
  id: `${body} ${from}`,
  body,
  office: 'secretary',
  from,
  ...more,
});
const her = (code: string, offices: readonly Office[] = [], more: object = {}) => ({
  id: code,
  code,
  district: 'Guntur' as const,
  offices: [...offices],
  ...more,
});
type Role = 'participant' | 'facilitator' | 'speaker';
const event = (
  on: string,
  kind: 'leadership_training' | 'police_orientation',
  roles: Readonly<Record<string, Role>>,
) => ({
  on,
  kind,
  roster: { participants: Object.entries(roles).map(([memberId, role]) => ({ memberId, role })) },
});

describe('the bench', () => {
  const outreach = [
    event('2026-03-01', 'leadership_training', { A: 'participant', B: 'participant', E: 'participant' }),
    event('2026-06-01', 'leadership_training', { A: 'participant', D: 'facilitator' }),
    event('2026-07-01', 'police_orientation', { C: 'speaker' }),
    event('2026-12-01', 'leadership_training', { C: 'participant' }),
    {
      ...event('2026-08-01', 'leadership_training', { C: 'participant' }),
      reversed: { id: 'x', at: '', by: '', reason: '' },
    },
  ];
  const members = [
    her('D'),
    her('B', [office('collective', '2026-04-01'), office('state_forum', '2026-05-01')]),
    her('A', [
      office('collective', '2025-01-01', { to: '2026-11-25' }),
      office('district_forum', '2026-01-01', { takenBack: { id: 'x', on: '2026-01-02' } }),
      office('district_forum', '2026-11-27'),
    ]),
    her('C', [office('government_committee', '2026-11-26', { to: '2026-11-26' })]),
    her('E', [office('district_forum', '2026-01-01')], { exitedOn: '2026-10-01' }),
    her('F'),
  ];
  const bench = benchOf(members, outreach, today);

  test('holds who did or holds anything, and is still a member, by code', () => {
    expect(bench.map(({ member }) => member.code)).toEqual(['A', 'B', 'C', 'D']);
    expect(bench[0]).toMatchObject({ offices: [], trainings: 2, trainedOn: '2026-06-01', facilitations: 0 });
    expect(bench[2]).toMatchObject({ trainings: 0, facilitations: 1, facilitatedOn: '2026-07-01' });
  });

  test('waits for who was trained and holds no office today, whoever was trained last first', () => {
    expect(trainedWithoutOffice(bench).map(({ member }) => member.code)).toEqual(['A', 'D']);
    const [late, early] = [her('X'), her('W')];
    const both = benchOf(
      [early, late],
      [
        event('2026-01-01', 'leadership_training', { W: 'participant' }),
        event('2026-02-01', 'leadership_training', { X: 'participant' }),
      ],
      today,
    );
    expect(trainedWithoutOffice(both).map(({ member }) => member.code)).toEqual(['X', 'W']);
  });

  test('tells who facilitates or speaks, and the offices beyond the collective that are held today', () => {
    expect(facilitatorsOf(bench).map(({ member }) => member.code)).toEqual(['C', 'D']);
    expect(officesBeyondGroup(bench).map(({ member, office: { body } }) => `${member.code} ${body}`)).toEqual(
      ['B state_forum', 'C government_committee'],
    );
  });
});
