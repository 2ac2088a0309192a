import { createRandom } from './random.ts';
import { type DemoRequest, timeOn } from './request.ts';

/** What the programme set out to reach in each financial year. */
const targets = {
  '2025-26': {
    members_enrolled: 280,
    collectives_active: 14,
    meetings_held: 150,
    savings_deposited: 25_000_000,
    mental_health_survivors: 20,
    legal_aid_survivors: 18,
    house_pattas: 45,
    aadhaar_cards: 45,
    ration_cards: 25,
    bank_accounts: 30,
    pensions: 8,
    media_personnel_sensitised: 80,
    media_stories_published: 15,
    police_oriented_in_person: 120,
    police_oriented_online: 50,
  },
  '2026-27': {
    members_enrolled: 60,
    members_active: 340,
    collectives_active: 16,
    meetings_held: 210,
    savings_deposited: 40_000_000,
    mental_health_survivors: 30,
    legal_aid_survivors: 25,
    house_pattas: 70,
    aadhaar_cards: 50,
    ration_cards: 35,
    bank_accounts: 40,
    pensions: 10,
    compensation_awarded: 6,
    media_personnel_sensitised: 60,
    media_stories_published: 18,
    police_oriented_in_person: 100,
    police_oriented_online: 60,
    leadership_trainings: 6,
  },
} as const;

export const setTargets = (): DemoRequest[] => {
  const random = createRandom('targets');
  const set = (financialYear: keyof typeof targets, day: string): DemoRequest => ({
    at: timeOn(random, day, 10, 11),
    by: 'coordinator',
    route: 'PUT /api/targets/{financialYear}',
    path: { financialYear },
    body: { targets: targets[financialYear] },
  });
  return [set('2025-26', '2025-04-02'), set('2026-27', '2026-04-02')];
};
