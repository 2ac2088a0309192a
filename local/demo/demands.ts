import { addDays } from '../../functions/shared/calendar/calendar.ts';
import type { District } from '../../functions/shared/reach/districts.ts';
import { drawDayAfter, drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { createRandom } from './random.ts';

/** The demands of the demo programme on offices of the State: in Telugu to those of a district, in English to those of the whole State. Everything is invented. */

type Step = readonly [daysAfterDemand: number, step: string, text?: string];
type Demand = {
  readonly on: string;
  readonly kind: 'representation' | 'petition' | 'meeting' | 'hearing' | 'rti' | 'rti_appeal';
  readonly to: string;
  readonly district?: District;
  readonly about: string;
  readonly title: string;
  /** The title of the request for information that it follows. */
  readonly follows?: string;
  readonly answerBy?: string;
  readonly steps: readonly Step[];
};

// biome-ignore format: the first fields of a demand stand on one line
const demands: readonly Demand[] = [
  {
    on: '2025-07-14', kind: 'representation', to: 'collector', district: 'Guntur', about: 'entitlements',
    title: 'గుంటూరులో నలభై మంది మహిళలకు ఇళ్ళ స్థలాలు',
    steps: [
      [9, 'acknowledged'],
      [64, 'partly_granted', 'ఇప్పుడు పద్దెనిమిది పట్టాలు, మిగతావి సర్వే తర్వాత.'],
    ],
  },
  {
    on: '2025-08-06', kind: 'rti', to: 'dlsa', district: 'NTR', about: 'compensation',
    title: '60 రోజుల్లో తేల్చిన పరిహార దరఖాస్తులు ఎన్ని',
    steps: [
      [4, 'acknowledged'],
      [27, 'answered', 'ముప్పై ఒకటిలో ఏడు.'],
    ],
  },
  {
    on: '2025-09-25', kind: 'meeting', to: 'slsa', about: 'compensation',
    title: 'Interim compensation within seven days',
    answerBy: '2025-10-31',
    steps: [[33, 'granted', 'A circular to all districts.']],
  },
  {
    on: '2025-10-13', kind: 'rti', to: 'police', district: 'Visakhapatnam', about: 'investigation',
    title: '2022 నుంచి అక్రమ రవాణా కేసుల్లో ఛార్జిషీట్లు',
    steps: [[41, 'refused', 'ఈ సమాచారం దర్యాప్తుకు సంబంధించినదని చెప్పారు.']],
  },
  {
    on: '2025-12-08', kind: 'rti_appeal', to: 'police', district: 'Visakhapatnam', about: 'investigation',
    title: 'అప్పీలు: 2022 నుంచి అక్రమ రవాణా కేసుల్లో ఛార్జిషీట్లు',
    follows: '2022 నుంచి అక్రమ రవాణా కేసుల్లో ఛార్జిషీట్లు',
    steps: [[38, 'partly_granted', 'సంవత్సరాల వారీగా సంఖ్యలు ఇచ్చారు, స్టేషన్ల పేర్లు లేకుండా.']],
  },
  {
    on: '2025-12-17', kind: 'petition', to: 'commission', about: 'protection',
    title: 'A telephone that answers at night in every district',
    steps: [
      [12, 'acknowledged'],
      [120, 'no_answer'],
    ],
  },
  {
    on: '2026-01-29', kind: 'representation', to: 'state_government', about: 'entitlements',
    title: 'Ration cards without a husband’s name',
    answerBy: '2026-03-31',
    steps: [
      [20, 'acknowledged'],
      [88, 'granted', 'Government order of April.'],
    ],
  },
  {
    on: '2026-02-18', kind: 'hearing', to: 'court', district: 'Prakasam', about: 'protection',
    title: 'జిల్లా కోర్టులో సాక్షుల కోసం తెరలు',
    steps: [[56, 'granted']],
  },
  {
    on: '2026-03-05', kind: 'rti', to: 'women_and_children', about: 'rehabilitation',
    title: 'Places in homes, and how many are taken',
    steps: [
      [6, 'acknowledged'],
      [29, 'answered', 'Two tables by district.'],
    ],
  },
  {
    on: '2026-04-16', kind: 'representation', to: 'labour', district: 'Tirupati', about: 'rehabilitation',
    title: 'ముప్పై ఐదేళ్లు దాటిన మహిళలకు శిక్షణ',
    steps: [[70, 'refused', 'ఆ పథకం ముప్పై ఐదేళ్ల వరకే.']],
  },
  {
    on: '2026-05-21', kind: 'rti', to: 'collector', district: 'Kurnool', about: 'entitlements',
    title: 'నిర్ణయం కోసం ఎదురుచూస్తున్న పింఛన్లు',
    steps: [],
  },
  {
    on: '2026-06-04', kind: 'meeting', to: 'state_government', about: 'law',
    title: 'A State plan on trafficking, with survivors at the table',
    answerBy: '2026-08-31',
    steps: [[15, 'acknowledged']],
  },
  {
    on: '2026-07-02', kind: 'rti_appeal', to: 'collector', district: 'Kurnool', about: 'entitlements',
    title: 'అప్పీలు: నిర్ణయం కోసం ఎదురుచూస్తున్న పింఛన్లు',
    follows: 'నిర్ణయం కోసం ఎదురుచూస్తున్న పింఛన్లు',
    steps: [[44, 'granted', 'నెలలోపే అన్నీ తేల్చారు.']],
  },
  {
    on: '2026-08-11', kind: 'petition', to: 'dlsa', district: 'Guntur', about: 'compensation',
    title: 'ఏడాది దాటినా చెల్లించని పరిహారాలు',
    answerBy: '2026-09-30',
    steps: [[30, 'answered', 'జాబితా తయారవుతోంది.']],
  },
  {
    on: '2026-09-03', kind: 'rti', to: 'dlsa', district: 'Guntur', about: 'compensation',
    title: 'మంజూరైనా చెల్లించని పరిహారాలు, సంవత్సరాల వారీగా',
    steps: [[8, 'acknowledged']],
  },
  {
    on: '2026-09-29', kind: 'representation', to: 'police', district: 'Krishna', about: 'protection',
    title: 'రాత్రిపూట ప్రతి స్టేషన్‌లో ఒక మహిళా అధికారి',
    answerBy: '2026-12-15',
    steps: [],
  },
  {
    on: '2026-10-12', kind: 'rti', to: 'women_and_children', about: 'rehabilitation',
    title: 'Money for rehabilitation, given and spent',
    steps: [[5, 'acknowledged']],
  },
];

/** The requests that record the demo programme's demands and their steps. */
export const makeDemandRequests = (): DemoRequest[] => {
  const random = createRandom('demands');
  /** Each demand of `demands`, in the same order, with its id and the time of its recording. */
  const recorded = demands.map((demand) => {
    const at = drawTimeBetweenHours(random, drawDayAfter(random, demand.on, 0, 3), 10, 12);
    return { demand, at, id: makeDemoId(random, at) };
  });
  return recorded.flatMap(({ demand: { steps, follows, ...fields }, at, id }): DemoRequest[] => {
    const followed = recorded.find(({ demand }) => demand.title === follows);
    const body = { id, ...fields, ...(followed === undefined ? {} : { follows: followed.id }) };
    return [
      { at, by: 'coordinator', route: 'POST /api/demands', path: {}, body },
      ...steps.map(([daysAfterDemand, step, text]): DemoRequest => {
        const on = addDays(fields.on, daysAfterDemand);
        const recordedAt = drawTimeBetweenHours(random, drawDayAfter(random, on, 1, 4), 14, 16);
        return {
          at: recordedAt,
          by: 'coordinator',
          route: 'POST /api/demands/{id}/steps',
          path: { id },
          body: { id: makeDemoId(random, recordedAt), on, step, ...(text === undefined ? {} : { text }) },
        };
      }),
    ];
  });
};
