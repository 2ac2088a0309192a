import type { District } from '../../functions/shared/reach/districts.ts';
import { drawDayAfter, drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import { createRandom, type Random } from './random.ts';

/** Outreach of the demo programme. Outlets and titles are invented. */

/** Sensitisations of journalists: 125 participants in all. */
// biome-ignore format: a table reads as a table
const sensitisations: readonly (readonly [on: string, mode: 'in_person' | 'online', District, participants: number])[] = [
  ['2025-06-19', 'in_person', 'NTR',                         14],
  ['2025-08-21', 'in_person', 'Guntur',                      18],
  ['2025-10-16', 'online',    'NTR',                         12],
  ['2025-12-11', 'in_person', 'Visakhapatnam',               16],
  ['2026-02-19', 'in_person', 'Tirupati',                    20],
  ['2026-05-21', 'online',    'NTR',                         11],
  ['2026-07-23', 'in_person', 'East Godavari',               15],
  ['2026-09-17', 'in_person', 'Kurnool',                     19],
];

/** Orientations of police officers: 197 participants in person and 104 online. */
// biome-ignore format: a table reads as a table
const orientations: readonly (readonly [on: string, mode: 'in_person' | 'online', District, participants: number])[] = [
  ['2025-05-29', 'in_person', 'NTR',                         28],
  ['2025-07-17', 'in_person', 'Guntur',                      24],
  ['2025-09-11', 'online',    'NTR',                         26],
  ['2025-11-20', 'in_person', 'Visakhapatnam',               31],
  ['2026-01-22', 'online',    'NTR',                         31],
  ['2026-02-26', 'in_person', 'Prakasam',                    22],
  ['2026-04-23', 'in_person', 'Kakinada',                    26],
  ['2026-06-18', 'online',    'NTR',                         22],
  ['2026-07-09', 'in_person', 'Sri Potti Sriramulu Nellore', 35],
  ['2026-09-24', 'in_person', 'Krishna',                     31],
  ['2026-10-15', 'online',    'NTR',                         25],
];

/** 29 media stories. */
// biome-ignore format: a table reads as a table
const stories: readonly (readonly [on: string, outlet: string, District, title: string])[] = [
  ['2025-06-27', 'తొలికిరణం దినపత్రిక',   'NTR',           'పొదుపుతో కొత్త దారి'],
  ['2025-07-04', 'Neelimabbu Weekly',     'NTR',           'Women who keep their own books'],
  ['2025-08-29', 'వానవిల్లు టీవీ',        'Guntur',        'ఒక సంఘం, ఇరవై ఇళ్ళు'],
  ['2025-09-05', 'తొలికిరణం దినపత్రిక',   'Guntur',        'ఇంటి పట్టా చేతికి వచ్చిన రోజు'],
  ['2025-09-19', 'చిరుగాలి రేడియో',       'Krishna',       'నాయకురాలి మాట'],
  ['2025-10-24', 'Neelimabbu Weekly',     'NTR',           'What the law owes a survivor'],
  ['2025-11-07', 'వానవిల్లు టీవీ',        'Palnadu',       'మా పిల్లలు బడికి వెళ్తున్నారు'],
  ['2025-11-28', 'తొలికిరణం దినపత్రిక',   'Visakhapatnam', 'అలలతీరం సంఘం కథ'],
  ['2025-12-19', 'Manchutera Online',     'Visakhapatnam', 'From rescue to a livelihood'],
  ['2026-01-09', 'చిరుగాలి రేడియో',       'Prakasam',      'సంక్షోభంలో తోడు'],
  ['2026-01-16', 'తొలికిరణం దినపత్రిక',   'East Godavari', 'పొదుపు సంఘం మొదటి రుణం'],
  ['2026-02-06', 'వానవిల్లు టీవీ',        'Kakinada',      'న్యాయ సహాయం ఎలా అందుతుంది'],
  ['2026-02-27', 'Neelimabbu Weekly',     'Tirupati',      'Compensation awarded is not yet paid'],
  ['2026-03-06', 'తొలికిరణం దినపత్రిక',   'Tirupati',      'మహిళా దినోత్సవాన సంఘాల సభ'],
  ['2026-03-08', 'చిరుగాలి రేడియో',       'NTR',           'మా గొంతు మేమే'],
  ['2026-03-20', 'Manchutera Online',     'Guntur',        'A meeting in Poolavada'],
  ['2026-04-10', 'వానవిల్లు టీవీ',        'Anakapalli',    'రేషన్ కార్డు కోసం ఏడాది'],
  ['2026-04-24', 'తొలికిరణం దినపత్రిక',   'Eluru',         'సెలయేటి సంఘం ఆరు నెలలు'],
  ['2026-05-15', 'Neelimabbu Weekly',     'NTR',           'The counsellor next door'],
  ['2026-05-29', 'చిరుగాలి రేడియో',       'Kurnool',       'పింఛను కోసం ఎదురుచూపు'],
  ['2026-06-12', 'తొలికిరణం దినపత్రిక',   'Krishna',       'బడి తెరిచారు'],
  ['2026-06-26', 'వానవిల్లు టీవీ',        'Srikakulam',    'నక్షత్ర సంఘం మొదలైంది'],
  ['2026-07-10', 'Manchutera Online',     'Kakinada',      'Officers learn to listen'],
  ['2026-07-31', 'తొలికిరణం దినపత్రిక',   'East Godavari', 'కొలనుపల్లెలో కొత్త ఇళ్ళు'],
  ['2026-08-14', 'చిరుగాలి రేడియో',       'Guntur',        'స్వేచ్ఛ అంటే ఏమిటి'],
  ['2026-08-28', 'Neelimabbu Weekly',     'Palnadu',       'Savings before loans'],
  ['2026-09-11', 'వానవిల్లు టీవీ',        'Tirupati',      'నాయకురాళ్ళ శిక్షణ'],
  ['2026-09-25', 'తొలికిరణం దినపత్రిక',   'Kurnool',       'చామంతి సంఘం మాట'],
  ['2026-10-09', 'Manchutera Online',     'Krishna',       'Three hundred and thirty members'],
];

/** Leadership trainings of members. */
// biome-ignore format: a table reads as a table
const trainings: readonly (readonly [on: string, District, participants: number])[] = [
  ['2025-06-25', 'Guntur',        16],
  ['2025-08-27', 'Krishna',       18],
  ['2025-10-29', 'Visakhapatnam', 14],
  ['2025-12-17', 'NTR',           21],
  ['2026-02-11', 'Prakasam',      15],
  ['2026-04-29', 'Kakinada',      17],
  ['2026-06-24', 'Tirupati',      19],
  ['2026-08-19', 'NTR',           24],
  ['2026-10-21', 'Eluru',         16],
];

// biome-ignore format: a table reads as a table
const advocacy: readonly (readonly [on: string, District, participants: number, title: string])[] = [
  ['2025-09-25', 'NTR',           9,  'Meeting on victim compensation schemes'],
  ['2026-01-29', 'NTR',           12, 'Memorandum on house pattas'],
  ['2026-03-26', 'Visakhapatnam', 8,  'Round table on rehabilitation homes'],
  ['2026-06-04', 'NTR',           14, 'Consultation on the state policy'],
  ['2026-09-03', 'Guntur',        10, 'Meeting with the legal services authority'],
  // Entered twice and not corrected; no figure counts advocacy.
  ['2026-10-27', 'NTR',           11, 'Follow-up on house pattas'],
  ['2026-10-27', 'NTR',           11, 'Follow-up on house pattas'],
];

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
