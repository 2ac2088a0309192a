import type { ListedMember, OutreachRecord } from '../frame/record-types.ts';

/** Who leads and who could: the forum's bench; pure, on Indian dates. */

type Office = ListedMember['offices'][number];
type Her = Pick<
  ListedMember,
  'id' | 'code' | 'district' | 'joinedOn' | 'leaderSince' | 'offices' | 'exitedOn'
>;
type Event = Pick<OutreachRecord, 'on' | 'kind' | 'roster' | 'reversed'>;

export type OnBench = {
  readonly member: Her;
  /** The offices that she holds today. */
  readonly offices: readonly Office[];
  /** How often she was on the roster of a leadership training, and when last; absent if never. */
  readonly trainings: number;
  readonly trainedOn?: string;
  /** How often she facilitated or spoke, and when last. */
  readonly facilitations: number;
  readonly facilitatedOn?: string;
};

const isHeld = ({ from, to, takenBack }: Office, today: string): boolean =>
  takenBack === undefined && from <= today && (to === undefined || to >= today);

const latest = (events: readonly Event[]): string | undefined =>
  events
    .map(({ on }) => on)
    .toSorted()
    .at(-1);

/**
 * The forum's bench: every active member with her training, facilitating and offices, by code; only those who have
 * any.
 */
export function benchOf(members: readonly Her[], outreach: readonly Event[], today: string): OnBench[] {
  const counted = outreach.filter(({ reversed, on }) => reversed === undefined && on <= today);
  return members
    .filter(({ exitedOn }) => exitedOn === undefined || exitedOn > today)
    .map((member) => {
      const hers = counted.flatMap((event) =>
        (event.roster?.participants ?? [])
          .filter(({ memberId }) => memberId === member.id)
          .map(({ role }) => ({ event, role })),
      );
      const trainings = hers.filter(({ event }) => event.kind === 'leadership_training');
      const facilitations = hers.filter(({ role }) => role !== 'participant');
      const [trainedOn, facilitatedOn] = [trainings, facilitations].map((list) =>
        latest(list.map(({ event }) => event)),
      );
      return {
        member,
        offices: member.offices.filter((office) => isHeld(office, today)),
        trainings: trainings.length,
        ...(trainedOn === undefined ? {} : { trainedOn }),
        facilitations: facilitations.length,
        ...(facilitatedOn === undefined ? {} : { facilitatedOn }),
      };
    })
    .filter(
      ({ offices, trainings, facilitations }) => offices.length > 0 || trainings > 0 || facilitations > 0,
    )
    .toSorted((a, b) => (a.member.code < b.member.code ? -1 : 1));
}

/** Of the forum's bench, those who were trained and hold no office yet; those who were trained last come first. */
export const waitingOf = (bench: readonly OnBench[]): OnBench[] =>
  bench
    .filter(({ trainings, offices }) => trainings > 0 && offices.length === 0)
    .toSorted((a, b) => (b.trainedOn ?? '').localeCompare(a.trainedOn ?? ''));

export const facilitatingOf = (bench: readonly OnBench[]): OnBench[] =>
  bench.filter(({ facilitations }) => facilitations > 0);

export type Beyond = { readonly member: Her; readonly office: Office };

/** Of the forum's bench, the offices that members hold beyond their collective, one row each. */
export const beyondOf = (bench: readonly OnBench[]): Beyond[] =>
  bench.flatMap(({ member, offices }) =>
    offices.filter(({ body }) => body !== 'collective').map((office) => ({ member, office })),
  );
