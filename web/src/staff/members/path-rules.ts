import type { Member, OutreachRecord } from '../frame/record-types.ts';

/** A member's way in the programme, from her record and the rosters on which she stands; pure. */

type Office = Member['offices'][number];

export type Step = { readonly on: string } & (
  | { readonly what: 'joined' | 'leader' | 'exited' }
  | { readonly what: 'office' | 'office_ended'; readonly office: Pick<Office, 'body' | 'office'> }
  | {
      readonly what: 'outreach';
      readonly kind: OutreachRecord['kind'];
      readonly role: NonNullable<OutreachRecord['roster']>['participants'][number]['role'];
    }
);

type Her = Pick<Member, 'id' | 'joinedOn' | 'leaderSince' | 'exitedOn' | 'offices'>;

/**
 * A member's path to leadership, from joining on: its steps, the earliest first; on one day in the order joined,
 * outreach, leader, office, left. What was taken back or reversed is left out, and what lies ahead.
 * @param today `YYYY-MM-DD`
 */
export function pathOf(
  { id, joinedOn, leaderSince, exitedOn, offices }: Her,
  rosters: readonly Pick<OutreachRecord, 'on' | 'kind' | 'roster' | 'reversed'>[],
  today: string,
): Step[] {
  const held = offices.filter(({ takenBack }) => takenBack === undefined);
  const steps: readonly Step[] = [
    { on: joinedOn, what: 'joined' },
    ...rosters.flatMap(({ on, kind, roster, reversed }): Step[] =>
      reversed === undefined
        ? (roster?.participants ?? [])
            .filter(({ memberId }) => memberId === id)
            .map(({ role }) => ({ on, what: 'outreach', kind, role }))
        : [],
    ),
    ...(leaderSince === undefined ? [] : [{ on: leaderSince, what: 'leader' } as const]),
    ...held.map((office): Step => ({ on: office.from, what: 'office', office })),
    ...held.flatMap((office): Step[] =>
      office.to === undefined ? [] : [{ on: office.to, what: 'office_ended', office }],
    ),
    ...(exitedOn === undefined ? [] : [{ on: exitedOn, what: 'exited' } as const]),
  ];
  return steps.filter(({ on }) => on <= today).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
