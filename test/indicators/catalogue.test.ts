import { describe, expect, test } from 'vitest';
import { hashCatalogue, indicators } from '../../functions/months/indicators/catalogue.ts';

describe('the catalogue', () => {
  test('is the one of the design, in its order', () => {
    expect(indicators.map(({ code, counting }) => `${code} ${counting.way}`)).toEqual([
      'members_enrolled distinct',
      'members_active stock',
      'collectives_active stock',
      'leaders_active stock',
      'children_in_school stock',
      'children_school_age stock',
      'children_school_confirmed stock',
      'children_returned distinct',
      'girls_15_17_in_school stock',
      'meetings_held sum',
      'attendance_rate ratio',
      'members_saving distinct',
      'savings_deposited sum',
      'savings_balance stock',
      'loans_disbursed sum',
      'loans_outstanding stock',
      'loans_at_risk stock',
      'interest_received sum',
      'bank_balance stock',
      'borrowings_outstanding stock',
      'collectives_bank_linked stock',
      'mental_health_survivors distinct',
      'legal_aid_survivors distinct',
      'crisis_responses sum',
      'house_pattas distinct',
      'aadhaar_cards distinct',
      'ration_cards distinct',
      'bank_accounts distinct',
      'pensions distinct',
      'compensation_applied distinct',
      'compensation_interim_paid distinct',
      'compensation_awarded distinct',
      'compensation_paid distinct',
      'applications_pending stock',
      'firs_registered distinct',
      'testimonies_given distinct',
      'cases_opened sum',
      'cases_closed sum',
      'cases_open stock',
      ...['safety', 'debt', 'work', 'mind', 'home', 'belonging'].flatMap((area) => [
        `road_better_${area} ratio_of_stocks`,
        `road_worse_${area} ratio_of_stocks`,
      ]),
      'help_helped ratio_of_stocks',
      'talks_held distinct',
      'crises_of_violence sum',
      'livelihood_survivors distinct',
      'media_personnel_sensitised sum',
      'media_stories_published sum',
      'police_oriented_in_person sum',
      'police_oriented_online sum',
      'leadership_trainings sum',
      'leaders_trained distinct',
      'members_facilitating distinct',
      'offices_beyond_collective stock',
      'requests_received sum',
      'requests_overdue stock',
      'demands_made sum',
      'demands_answered sum',
      'demands_granted sum',
      'demands_overdue stock',
    ]);
  });

  test('breaks down members, leaders, savers, survivors in care and the entitlements; nothing of justice', () => {
    expect(indicators.filter(({ breakdowns }) => breakdowns).map(({ code }) => code)).toEqual([
      'members_enrolled',
      'members_active',
      'leaders_active',
      'members_saving',
      'mental_health_survivors',
      'legal_aid_survivors',
      'house_pattas',
      'aadhaar_cards',
      'ration_cards',
      'bank_accounts',
      'pensions',
    ]);
  });

  test('has every word in three languages, each title its own', () => {
    for (const language of ['en', 'te', 'ja'] as const) {
      const titles = indicators.map(({ title }) => title[language]);
      expect(new Set(titles).size).toBe(indicators.length);
      for (const { title, definition } of indicators) {
        expect(title[language]).not.toBe('');
        expect(definition[language]).not.toBe('');
      }
    }
    for (const { title, definition } of indicators) {
      expect(title.te + definition.te).toMatch(/[\u0c00-\u0c7f]/);
      expect(title.ja + definition.ja).toMatch(/[\u3040-\u30ff]/);
    }
  });

  test('has another hash when a word, the order or the way changes, and the same for the same', () => {
    const [first, ...rest] = indicators;
    if (first === undefined) throw new Error('no indicators');
    const hash = hashCatalogue(indicators);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashCatalogue([...indicators])).toBe(hash);
    expect(hashCatalogue([...rest, first])).not.toBe(hash);
    expect(hashCatalogue([{ ...first, title: { ...first.title, en: 'Other' } }, ...rest])).not.toBe(hash);
    expect(
      hashCatalogue([{ ...first, counting: { way: 'sum', fact: 'meeting', count: () => 1 } }, ...rest]),
    ).not.toBe(hash);
  });
});
