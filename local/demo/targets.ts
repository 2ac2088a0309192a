import { drawTimeBetweenHours } from './demo-dates.ts';
import type { DemoRequest } from './demo-request.ts';
import { createRandom } from './random.ts';

/** The targets for each financial year, by indicator code; `savings_deposited` is in paise. */
const targets = {
  '2025-26': {
    members_enrolled: 180,
    collectives_active: 12,
    meetings_held: 80,
    savings_deposited: 10_000_000,
    mental_health_survivors: 15,
    legal_aid_survivors: 10,
    house_pattas: 40,
    aadhaar_cards: 30,
    ration_cards: 15,
    bank_accounts: 20,
    pensions: 5,
    media_personnel_sensitised: 80,
    media_stories_published: 15,
    police_oriented_in_person: 120,
    police_oriented_online: 50,
  },
  '2026-27': {
    members_enrolled: 200,
    members_active: 350,
    collectives_active: 18,
    meetings_held: 190,
    savings_deposited: 35_000_000,
    mental_health_survivors: 45,
    legal_aid_survivors: 40,
    house_pattas: 110,
    aadhaar_cards: 80,
    ration_cards: 45,
    bank_accounts: 60,
    pensions: 12,
    compensation_awarded: 8,
    media_personnel_sensitised: 60,
    media_stories_published: 18,
    police_oriented_in_person: 100,
    police_oriented_online: 60,
    leadership_trainings: 6,
  },
} as const;

/** The requests that set the demo programme's targets for its two financial years. */
export const makeTargetRequests = (): DemoRequest[] => {
  const random = createRandom('targets');
  const makeRequest = (financialYear: keyof typeof targets, day: string): DemoRequest => ({
    at: drawTimeBetweenHours(random, day, 10, 11),
    by: 'coordinator',
    route: 'PUT /api/targets/{financialYear}',
    path: { financialYear },
    body: { targets: targets[financialYear] },
  });
  return [makeRequest('2025-26', '2025-04-02'), makeRequest('2026-27', '2026-04-02')];
};
