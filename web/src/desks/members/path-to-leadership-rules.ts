import type { Member, OutreachRecord } from '../frame/lists/record-types.ts';

/** A member's path to leadership, derived from her record and the rosters of outreach; pure. */

type Office = NonNullable<Member['offices']>[number];

/** `on`: the date of the step, `YYYY-MM-DD`. `leader`: she became a leader of her group. */
export type PathStep = { readonly on: string } & (
  | { readonly what: 'joined' | 'leader' | 'exited' }
  /** The ids of the groups; undefined where the reader is not told them. */
  | { readonly what: 'moved'; readonly from: string | undefined; readonly to: string | undefined }
  | { readonly what: 'office' | 'office_ended'; readonly office: Pick<Office, 'body' | 'office'> }
  | {
      readonly what: 'outreach';
      readonly kind: OutreachRecord['kind'];
      readonly role: NonNullable<OutreachRecord['roster']>['participants'][number]['role'];
    }
);

/** A line of her statement. A move has one in each group: what she took along, and what she brought. */
type StatementLine = {
  readonly heldOn: string;
  readonly kind: string;
  readonly reversed: boolean;
  readonly moveId?: string;
};
type GroupMove = { readonly id: string; readonly from: string; readonly to: string };

type PathMember = Pick<Member, 'id' | 'joinedOn' | 'leaderSince' | 'exitedOn' | 'offices'>;

/** The lines of her statement with which she came to another group, without moves that were taken back. */
export const arrivalsIn = (statement: readonly StatementLine[]): readonly StatementLine[] =>
  statement.filter(({ kind, reversed }) => kind === 'moved_in' && !reversed);

/** Her moves between groups: the days by her statement, the groups by the moves of the group that she is in. */
export const movesOf = (
  statement: readonly StatementLine[],
  ofGroup: readonly GroupMove[],
): Extract<PathStep, { what: 'moved' }>[] =>
  arrivalsIn(statement).map(({ heldOn, moveId }) => {
    const move = ofGroup.find(({ id }) => id === moveId);
    return { on: heldOn, what: 'moved', from: move?.from, to: move?.to };
  });

/**
 * The steps of a member's path to leadership since she joined, by date. On one day their order is: joined, moved, outreach,
 * leader, office, end of an office, exit. Future steps are left out, and so is what was taken back: an office with `takenBack`,
 * outreach with `reversed`.
 * @param rosters outreach activities with their rosters
 * @param moves hers between groups (`movesOf`)
 * @param today Indian date, `YYYY-MM-DD`
 */
export function pathOf(
  { id, joinedOn, leaderSince, exitedOn, offices = [] }: PathMember,
  rosters: readonly Pick<OutreachRecord, 'on' | 'kind' | 'roster' | 'reversed'>[],
  moves: readonly Extract<PathStep, { what: 'moved' }>[],
  today: string,
): PathStep[] {
  const validOffices = offices.filter(({ takenBack }) => takenBack === undefined);
  const steps: readonly PathStep[] = [
    { on: joinedOn, what: 'joined' },
    ...moves,
    ...rosters
      .filter(({ reversed }) => reversed === undefined)
      .flatMap(({ on, kind, roster }) =>
        (roster?.participants ?? [])
          .filter(({ memberId }) => memberId === id)
          .map(({ role }): PathStep => ({ on, what: 'outreach', kind, role })),
      ),
    ...(leaderSince === undefined ? [] : [{ on: leaderSince, what: 'leader' } as const]),
    ...validOffices.map((office): PathStep => ({ on: office.from, what: 'office', office })),
    ...validOffices.flatMap((office): PathStep[] =>
      office.to === undefined ? [] : [{ on: office.to, what: 'office_ended', office }],
    ),
    ...(exitedOn === undefined ? [] : [{ on: exitedOn, what: 'exited' } as const]),
  ];
  // Sorting keeps the order above for steps of one day.
  return steps.filter(({ on }) => on <= today).toSorted((a, b) => a.on.localeCompare(b.on));
}
