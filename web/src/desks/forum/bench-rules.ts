import type { ListedMember, OutreachRecord } from '../frame/lists/record-types.ts';

/**
 * The forum's bench: the members who lead, and those who could lead next; pure. All dates are Indian, `YYYY-MM-DD`. What was
 * taken back counts nowhere: the API marks an office with `takenBack`, outreach with `reversed`.
 */

type Office = NonNullable<ListedMember['offices']>[number];
/** `district` and `leaderSince` are only shown. */
type BenchMember = Pick<ListedMember, 'id' | 'code' | 'district' | 'leaderSince' | 'offices' | 'exitedOn'>;
type Outreach = Pick<OutreachRecord, 'on' | 'kind' | 'roster' | 'reversed'>;

export type BenchRow = {
  readonly member: BenchMember;
  /** The offices that the member holds today. */
  readonly offices: readonly Office[];
  /** How many leadership trainings have the member on their roster, in any role. */
  readonly trainings: number;
  /** The date of the last of them. */
  readonly trainedOn?: string;
  /** How many times the member facilitated or spoke in outreach. */
  readonly facilitations: number;
  /** The date of the last of these. */
  readonly facilitatedOn?: string;
};

const isHeld = ({ from, to, takenBack }: Office, today: string): boolean =>
  takenBack === undefined && from <= today && (to === undefined || to >= today);

const lastDateOf = (participations: readonly { readonly event: Outreach }[]): string | undefined =>
  participations
    .map(({ event }) => event.on)
    .toSorted()
    .at(-1);

/**
 * The rows of the forum's bench: active members with their trainings, facilitations and offices, by code. Members without
 * any of these are left out.
 */
export function benchOf(
  members: readonly BenchMember[],
  outreach: readonly Outreach[],
  today: string,
): BenchRow[] {
  const pastOutreach = outreach.filter(({ reversed, on }) => reversed === undefined && on <= today);
  return members
    .filter(({ exitedOn }) => exitedOn === undefined || exitedOn > today)
    .map((member) => {
      // A roster names a member once, so she has at most one participation in each event.
      const participations = pastOutreach.flatMap((event) =>
        (event.roster?.participants ?? [])
          .filter(({ memberId }) => memberId === member.id)
          .map(({ role }) => ({ event, role })),
      );
      const trainings = participations.filter(({ event }) => event.kind === 'leadership_training');
      // The only other roles are facilitator and speaker.
      const facilitations = participations.filter(({ role }) => role !== 'participant');
      const trainedOn = lastDateOf(trainings);
      const facilitatedOn = lastDateOf(facilitations);
      return {
        member,
        offices: (member.offices ?? []).filter((office) => isHeld(office, today)),
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

/** The members on the forum's bench who were trained and hold no office; the last trained come first. */
export const trainedWithoutOffice = (bench: readonly BenchRow[]): BenchRow[] =>
  bench
    .filter(({ trainings, offices }) => trainings > 0 && offices.length === 0)
    .toSorted((a, b) => (b.trainedOn ?? '').localeCompare(a.trainedOn ?? ''));

/** The members on the forum's bench who have facilitated or spoken in outreach. */
export const facilitatorsOf = (bench: readonly BenchRow[]): BenchRow[] =>
  bench.filter(({ facilitations }) => facilitations > 0);

export type HeldOffice = { readonly member: BenchMember; readonly office: Office };

/** The offices that members on the forum's bench hold outside their own group, such as in a federation; one row each. */
export const officesBeyondGroup = (bench: readonly BenchRow[]): HeldOffice[] =>
  bench.flatMap(({ member, offices }) =>
    offices.filter(({ body }) => body !== 'collective').map((office) => ({ member, office })),
  );
