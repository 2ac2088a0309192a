import type { District } from '../../functions/shared/reach/districts.ts';
import { drawDayAfter, drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { advocacy, orientations, sensitisations, stories, trainings } from './outreach-tables.ts';
import { createRandom, type Random } from './random.ts';

/** Outreach of the demo programme. Outlets and titles are invented. */

/** The outlet whose stories have a web address. */
const onlinePaper = 'Manchutera Online';

/** Days whose outreach is entered only after the cutoff of its month. */
const daysEnteredLate = new Set(['2025-12-19', '2026-06-18']);

/** An outreach record in the API's words. */
type Outreach = {
  readonly kind: string;
  readonly on: string;
  readonly mode: 'in_person' | 'online';
  readonly district: District;
  readonly participants: number;
  readonly title?: string;
  readonly outlet?: string;
  readonly url?: string;
};

const allOutreach: readonly Outreach[] = [
  ...sensitisations.map(
    ([on, mode, district, participants]): Outreach => ({
      kind: 'media_sensitisation',
      on,
      mode,
      district,
      participants,
    }),
  ),
  ...orientations.map(
    ([on, mode, district, participants]): Outreach => ({
      kind: 'police_orientation',
      on,
      mode,
      district,
      participants,
    }),
  ),
  ...stories.map(
    ([on, outlet, district, title]): Outreach => ({
      kind: 'media_story',
      on,
      // The API requires a mode and a number of participants, though a story has neither.
      mode: 'online',
      district,
      participants: 0,
      title,
      outlet,
      ...(outlet === onlinePaper ? { url: `https://manchutera.example/${on.replaceAll('-', '/')}` } : {}),
    }),
  ),
  ...trainings.map(
    ([on, district, participants]): Outreach => ({
      kind: 'leadership_training',
      on,
      mode: 'in_person',
      district,
      participants,
    }),
  ),
  ...advocacy.map(
    ([on, district, participants, title]): Outreach => ({
      kind: 'advocacy',
      on,
      mode: 'in_person',
      district,
      participants,
      title,
    }),
  ),
];

/** The number of members on the roster, by the kinds of outreach that get one. */
const rosterSizes: Readonly<Record<string, number>> = {
  leadership_training: 8,
  police_orientation: 2,
  media_sensitisation: 1,
};

const tenMinutesMs = 600_000;

/**
 * The request that puts members on an outreach's roster; empty if its kind has no roster. In a training one member facilitates and the others take part.
 * In other outreach they speak.
 */
const makeRosterRequests = (
  random: Random,
  members: readonly DemoMember[],
  {
    id,
    kind,
    on,
    at,
  }: { readonly id: string; readonly kind: string; readonly on: string; readonly at: string },
): DemoRequest[] => {
  const size = rosterSizes[kind] ?? 0;
  const present = random
    .shuffle(members.filter(({ joinedOn, enrolledAt }) => joinedOn <= on && enrolledAt < at))
    .slice(0, size);
  if (present.length === 0) return [];
  const trainingRole = (index: number) => (index === 0 ? 'facilitator' : 'participant');
  return [
    {
      at: new Date(Date.parse(at) + tenMinutesMs).toISOString(),
      by: 'coordinator',
      route: 'PUT /api/outreach/{id}/roster',
      path: { id },
      ifMatch: 1,
      body: {
        participants: present.map((member, index) => ({
          memberId: member.id,
          role: kind === 'leadership_training' ? trainingRole(index) : 'speaker',
        })),
      },
    },
  ];
};

/** The requests that record the demo programme's outreach and its rosters. */
export const makeOutreachRequests = (members: readonly DemoMember[]): DemoRequest[] => {
  const random = createRandom('outreach');
  const rosterRandom = createRandom('rosters');
  return allOutreach.flatMap((outreach): DemoRequest[] => {
    const isLate = daysEnteredLate.has(outreach.on);
    const day = isLate ? drawDayAfter(random, outreach.on, 30, 40) : drawDayAfter(random, outreach.on, 0, 3);
    const at = drawTimeBetweenHours(random, day, 17, 19);
    const id = makeDemoId(random, at);
    return [
      { at, by: 'coordinator', route: 'POST /api/outreach', path: {}, body: { id, ...outreach } },
      ...makeRosterRequests(rosterRandom, members, { id, kind: outreach.kind, on: outreach.on, at }),
    ];
  });
};
