import type { District } from '../../functions/shared/reach/districts.ts';
import type { PersonKey } from '../identity/demo-people.ts';
import { drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId, rupees } from './demo-request.ts';
import { createRandom } from './random.ts';

/** The collectives of the demo programme. Their names and mandals are words for weather, flowers and water. */

type CollectiveRow = readonly [
  name: string,
  district: District,
  mandal: string,
  formedOn: string,
  frequency: 'monthly' | 'fortnightly',
  usualDepositRupees: number,
  /** The usual monthly interest on loans in per cent, if agreed. */
  ratePercent: number | null,
  /** The day of the month on which they meet. */
  meetingDay: number,
  /** How many women join by October 2026. */
  memberCount: number,
  /** The person who enters their records. */
  by: 'leader' | 'leader2' | 'coordinator',
];

// biome-ignore format: a table reads as a table
const collectiveRows: readonly CollectiveRow[] = [
  ['వెన్నెల సంఘం',     'Guntur',                      'పూలవాడ',      '2025-04-03', 'monthly',     100,    1, 10, 24, 'leader'],
  ['తొలకరి సంఘం',      'Guntur',                      'మేఘాలపేట',    '2025-05-06', 'monthly',     100,    1, 14, 22, 'leader'],
  ['మల్లెల సంఘం',      'Krishna',                     'వానమడుగు',    '2025-06-10', 'monthly',     150,    1, 20, 23, 'leader2'],
  ['నెలవంక సంఘం',      'NTR',                         'తారలగుట్ట',   '2025-07-08', 'monthly',     100, null, 24, 22, 'coordinator'],
  ['చిరుజల్లు సంఘం',    'Palnadu',                     'చిరుగాలివాడ', '2025-08-12', 'monthly',     100,    1, 12, 21, 'leader'],
  ['వానవిల్లు సంఘం',    'Visakhapatnam',               'అలలతీరం',     '2025-09-09', 'monthly',     200,    1, 18, 24, 'coordinator'],
  ['సెలయేటి సంఘం',     'Eluru',                       'సెలయేరు',     '2025-10-09', 'monthly',     100,    1, 21, 20, 'coordinator'],
  ['మందారం సంఘం',      'East Godavari',               'కొలనుపల్లె',  '2025-11-04', 'monthly',     100,    1, 16, 22, 'coordinator'],
  ['కలువ సంఘం',        'Kakinada',                    'పచ్చికబయలు',  '2025-12-09', 'monthly',     150, null, 22, 20, 'coordinator'],
  ['తొలికిరణం సంఘం',    'Sri Potti Sriramulu Nellore', 'ఉదయగట్టు',    '2026-01-13', 'monthly',     100,    1, 17, 21, 'coordinator'],
  ['కోయిల సంఘం',       'Markapuram',                  'కోయిలతోట',    '2026-02-10', 'monthly',     100,    1, 11, 21, 'coordinator'],
  ['పున్నమి సంఘం',      'Krishna',                     'పున్నమివాడ',  '2026-03-10', 'fortnightly', 100,    1,  9, 20, 'leader2'],
  ['పారిజాతం సంఘం',    'Anakapalli',                  'మంచుకోన',     '2026-04-07', 'monthly',     150,    1, 13, 20, 'coordinator'],
  ['జాబిల్లి సంఘం',     'Tirupati',                    'జాబిల్లికొండ', '2026-05-05', 'monthly',     100, null, 19, 20, 'coordinator'],
  ['చామంతి సంఘం',      'Kurnool',                     'ఇసుకతిన్నె',  '2026-06-02', 'monthly',     100,    1, 15, 20, 'coordinator'],
  ['నక్షత్ర సంఘం',      'Srikakulam',                  'చుక్కలపాడు',  '2026-06-16', 'monthly',     100,    1, 23, 20, 'coordinator'],
];

/** A collective of the demo programme, as its members and meetings need it. */
export type DemoCollective = {
  readonly id: string;
  readonly district: District;
  readonly mandal: string;
  readonly formedOn: string;
  readonly isFortnightly: boolean;
  readonly usualDepositPaise: number;
  /** The day of the month, 1 to 31. */
  readonly meetingDay: number;
  /** The number of women who join by October 2026. */
  readonly memberCount: number;
  /** The person who enters its records. */
  readonly by: PersonKey;
};

const random = createRandom('collectives');

const formations = collectiveRows.map(
  ([name, district, mandal, formedOn, frequency, usualRupees, ratePercent, meetingDay, memberCount, by]): {
    readonly collective: DemoCollective;
    readonly request: DemoRequest;
  } => {
    const at = drawTimeBetweenHours(random, formedOn, 9, 11);
    const id = makeDemoId(random, at);
    const usualDepositPaise = rupees(usualRupees);
    return {
      collective: {
        id,
        district,
        mandal,
        formedOn,
        isFortnightly: frequency === 'fortnightly',
        usualDepositPaise,
        meetingDay,
        memberCount,
        by,
      },
      request: {
        at,
        by: 'coordinator',
        route: 'POST /api/collectives',
        path: {},
        body: {
          id,
          name,
          district,
          mandal,
          formedOn,
          meetingFrequency: frequency,
          usualDepositPaise,
          ...(ratePercent !== null && { ratePerMonthBasisPoints: ratePercent * 100 }),
        },
      },
    };
  },
);

/** The collectives of the demo programme, oldest first. */
export const collectives: readonly DemoCollective[] = formations.map(({ collective }) => collective);
/** The requests that form the demo programme's collectives. */
export const collectiveRequests: readonly DemoRequest[] = formations.map(({ request }) => request);

/** The ids of each demo leader's collectives. */
export const leaderCollectives = {
  leader: collectives.filter(({ by }) => by === 'leader').map(({ id }) => id),
  leader2: collectives.filter(({ by }) => by === 'leader2').map(({ id }) => id),
} as const;
