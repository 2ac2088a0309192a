import { describe, expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import { levelsOf } from '../../functions/months/publishing/values-of-totals.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { countLines, createJournal, type TestJournal } from '../publishing/journal-builder.ts';
import { expectFigures, noConsent, withMembers } from './figures.ts';

/** Both levels at the end of a month, however few are in them: `[numerator, denominator]`. */
const levels = (journal: TestJournal, code: string, month: string): number[] => {
  const { totals } = countLines(journal.lines.toSorted(compareLines));
  const { numerator, denominator } = levelsOf(totals, code, monthNumber(month));
  return [numerator, denominator];
};

describe('the road in an area', () => {
  test('counts, of those who began in the worse half and were asked again, who said better last', () => {
    const journal = withMembers();
    journal.talk('Padma', '2026-01-31', { safety: 1, debt: 2 });
    expect(levels(journal, 'road_better_safety', '2026-03')).toEqual([0, 0]);
    journal.talk('Padma', '2026-03-31', { safety: 3 });
    journal.talk('Padma', '2026-05-01', { safety: 2 });
    journal.talk('Padma', '2026-05-31', { safety: 4, debt: 1 });
    expect(levels(journal, 'road_better_safety', '2026-02')).toEqual([0, 0]);
    expect(levels(journal, 'road_better_safety', '2026-03')).toEqual([1, 1]);
    expect(levels(journal, 'road_better_safety', '2026-04')).toEqual([1, 1]);
    expect(levels(journal, 'road_better_safety', '2026-05')).toEqual([1, 1]);
    expect(levels(journal, 'road_better_debt', '2026-04')).toEqual([0, 0]);
    expect(levels(journal, 'road_better_debt', '2026-05')).toEqual([0, 1]);
    // Who began in the worse half is in no figure of those who began in the better one.
    expect(levels(journal, 'road_worse_safety', '2026-05')).toEqual([0, 0]);
  });

  test('counts, of those who began in the better half and were asked again, who said worse last', () => {
    const journal = withMembers();
    journal.talk('Padma', '2026-01-10', { mind: 3 });
    journal.talk('Padma', '2026-02-10', { mind: 4 });
    journal.talk('Padma', '2026-03-10', { mind: 2 });
    expect(levels(journal, 'road_worse_mind', '2026-02')).toEqual([0, 1]);
    expect(levels(journal, 'road_worse_mind', '2026-03')).toEqual([1, 1]);
    expect(levels(journal, 'road_better_mind', '2026-03')).toEqual([0, 0]);
  });

  test('takes first and newest by day, and of one day by recording', () => {
    const journal = withMembers();
    // Recorded last, and the first by its day.
    journal.talk('Padma', '2026-03-10', { home: 3 });
    journal.talk('Padma', '2026-03-10', { home: 1 });
    journal.talk('Padma', '2026-03-01', { home: 4 });
    expect(levels(journal, 'road_worse_home', '2026-03')).toEqual([1, 1]);
    const sameDay = withMembers();
    sameDay.talk('Padma', '2026-03-10', { home: 2 });
    sameDay.talk('Padma', '2026-03-10', { home: 3 });
    expect(levels(sameDay, 'road_better_home', '2026-03')).toEqual([1, 1]);
  });

  test('leaves out what she would rather not say, and a talk that was taken back', () => {
    const journal = withMembers();
    const first = journal.talk('Padma', '2026-01-10', { work: 4, safety: 1 });
    journal.talk('Padma', '2026-02-10', { safety: 2 });
    journal.talk('Padma', '2026-03-10', { work: 1, safety: 3 });
    expect(levels(journal, 'road_worse_work', '2026-02')).toEqual([0, 0]);
    expect(levels(journal, 'road_worse_work', '2026-03')).toEqual([1, 1]);
    journal.reverseEntry('Padma', first.talkId, 'talk');
    expect(levels(journal, 'road_worse_work', '2026-03')).toEqual([0, 0]);
    expect(levels(journal, 'road_better_safety', '2026-03')).toEqual([1, 1]);
  });

  test('counts active members alone, by the consent of that day', () => {
    const journal = withMembers();
    for (const name of ['Padma', 'Silent']) {
      journal.talk(name, '2026-01-10', { belonging: 1 });
      journal.talk(name, '2026-02-10', { belonging: 4 });
    }
    expect(levels(journal, 'road_better_belonging', '2026-02')).toEqual([1, 1]);
    // As of every stock: a consent counts from its own day on, for what was said before it too.
    journal.at('2026-05-01T10:00').consent('Silent', true, '2026-03-31');
    expect(levels(journal, 'road_better_belonging', '2026-02')).toEqual([1, 1]);
    expect(levels(journal, 'road_better_belonging', '2026-03')).toEqual([2, 2]);
    journal.exit('Padma', '2026-04-30');
    expect(levels(journal, 'road_better_belonging', '2026-03')).toEqual([2, 2]);
    expect(levels(journal, 'road_better_belonging', '2026-04')).toEqual([1, 1]);
    journal.at('2026-06-10T10:00').consent('Silent', false, '2026-06-10');
    expect(levels(journal, 'road_better_belonging', '2026-05')).toEqual([1, 1]);
    expect(levels(journal, 'road_better_belonging', '2026-06')).toEqual([0, 0]);
  });

  test('is one road of a woman who had two records', () => {
    const journal = withMembers();
    journal.member('Twin');
    journal.talk('Padma', '2026-01-10', { debt: 1 });
    journal.talk('Twin', '2026-02-10', { debt: 3 });
    expect(levels(journal, 'road_better_debt', '2026-03')).toEqual([0, 0]);
    journal.join('Padma', 'Twin');
    expect(levels(journal, 'road_better_debt', '2026-03')).toEqual([1, 1]);
    journal.part('Padma', 'Twin');
    expect(levels(journal, 'road_better_debt', '2026-03')).toEqual([0, 0]);
  });
});

describe('help_helped', () => {
  const closed = (herWord?: 'helped' | 'partly' | 'not' | 'not_asked') =>
    ({ type: 'status', status: 'closed', ...(herWord === undefined ? {} : { herWord }) }) as const;

  test('counts the closings of twelve months at which she answered, of women who have left too', () => {
    const journal = withMembers();
    journal.openCase('case', 'Padma', { openedOn: '2025-04-01' });
    journal.event('Padma', '2025-10-01', closed('helped'));
    journal.event('Padma', '2025-10-05', { type: 'status', status: 'reopened' });
    journal.event('Padma', '2025-11-30', closed('not'));
    journal.event('Padma', '2025-12-01', closed('partly'));
    journal.event('Padma', '2025-12-02', closed('not_asked'));
    journal.event('Padma', '2025-12-03', closed());
    journal.exit('Padma', '2025-12-04');
    expect(levels(journal, 'help_helped', '2025-10')).toEqual([1, 1]);
    expect(levels(journal, 'help_helped', '2026-03')).toEqual([1, 3]);
    expect(levels(journal, 'help_helped', '2026-09')).toEqual([1, 3]);
    expect(levels(journal, 'help_helped', '2026-10')).toEqual([0, 2]);
    expect(levels(journal, 'help_helped', '2026-11')).toEqual([0, 1]);
    expect(levels(journal, 'help_helped', '2026-12')).toEqual([0, 0]);
  });

  test('goes by the consent of the day that is counted, and forgets what was taken back', () => {
    const journal = createJournal();
    journal.member('Padma', noConsent);
    journal.openCase('case', 'Padma', { openedOn: '2025-04-01' });
    const helped = journal.event('Padma', '2026-01-10', closed('helped'));
    expect(levels(journal, 'help_helped', '2026-03')).toEqual([0, 0]);
    journal.at('2026-04-10T10:00').consent('Padma', true, '2026-03-31');
    expect(levels(journal, 'help_helped', '2026-02')).toEqual([0, 0]);
    expect(levels(journal, 'help_helped', '2026-03')).toEqual([1, 1]);
    journal.takeBack(helped);
    expect(levels(journal, 'help_helped', '2026-03')).toEqual([0, 0]);
  });
});

test('talks_held counts different members by the day of the talk, by the consent at its recording', () => {
  const journal = withMembers();
  journal.talk('Padma', '2026-03-10', { safety: 1 });
  const second = journal.talk('Padma', '2026-03-31', {});
  journal.talk('Padma', '2026-05-10', { debt: 1 });
  journal.talk('Silent', '2026-03-10', { safety: 1 });
  journal.consent('Silent', true, '2026-03-01');
  expectFigures(journal, 'talks_held', {
    '2026-03': [1, 1, 1],
    '2026-04': [0, 0, 1],
    '2026-05': [1, 1, 1],
  });
  journal.reverseEntry('Padma', second.talkId, 'talk');
  expectFigures(journal, 'talks_held', { '2026-03': [1, 1, 1] });
});

test('livelihood_survivors counts different members with such a service', () => {
  const journal = withMembers();
  journal.openCase('case', 'Padma', { openedOn: '2026-03-01' });
  journal.event('Padma', '2026-03-05', { type: 'service', service: 'livelihood' });
  journal.event('Padma', '2026-03-06', { type: 'service', service: 'livelihood' });
  journal.event('Padma', '2026-03-07', { type: 'service', service: 'shelter' });
  expectFigures(journal, 'livelihood_survivors', { '2026-03': [1, 1, 1], '2026-04': [0, 0, 1] });
});

describe('crises_of_violence', () => {
  /** Eleven members: with ten, nothing is told. */
  const withEleven = (): TestJournal => {
    const journal = withMembers();
    for (let more = 1; more <= 10; more += 1) journal.member(`Member ${more}`);
    return journal;
  };
  const crisis = { kind: 'crisis', openedOn: '2026-03-31' } as const;

  test('counts crises by their day whose incident is one of violence at the cutoff', () => {
    const journal = withEleven();
    for (const incident of [
      'domestic_violence',
      'sexual_violence',
      'threat',
      'trafficking_attempt',
    ] as const) {
      journal.openCase(incident, 'Padma', { ...crisis, incident });
    }
    journal.openCase('police', 'Padma', { ...crisis, incident: 'police' });
    journal.openCase('unsaid', 'Padma', crisis);
    journal.openCase('silent', 'Silent', { ...crisis, incident: 'threat' });
    expectFigures(journal, 'crises_of_violence', { '2026-03': [4, 4, 4], '2026-04': [0, 0, 4] });
    journal.changeCase('threat', 'Padma', { ...crisis, fields: ['incident'], incident: null });
    expectFigures(journal, 'crises_of_violence', { '2026-03': [3, 3, 3] });
    journal.changeCase('unsaid', 'Padma', { ...crisis, fields: ['incident'], incident: 'sexual_violence' });
    // A change of something else leaves it as it is.
    journal.changeCase('unsaid', 'Padma', { ...crisis, fields: ['priority'] });
    expectFigures(journal, 'crises_of_violence', { '2026-03': [4, 4, 4] });
    journal.changeCase('unsaid', 'Padma', { kind: 'legal_aid', openedOn: '2026-03-31', fields: ['kind'] });
    expectFigures(journal, 'crises_of_violence', { '2026-03': [3, 3, 3] });
  });

  test('is told of no month with fewer than eleven active members', () => {
    const tooFew = { withheld: 'too_few' };
    const journal = withEleven();
    journal.openCase('case', 'Padma', { ...crisis, incident: 'threat' });
    journal.exit('Member 1', '2026-04-10');
    expectFigures(journal, 'crises_of_violence', {
      '2026-03': [1, 1, 1],
      '2026-04': [tooFew, tooFew, tooFew],
    });
    journal.member('New', { joinedOn: '2026-05-10' });
    expectFigures(journal, 'crises_of_violence', { '2026-05': [0, 0, 1] });
  });
});

test('nothing of the road is broken down', () => {
  const road = indicators.filter(({ theme }) => theme === 'road');
  expect(road).toHaveLength(16);
  expect(road.filter(({ breakdowns }) => breakdowns)).toEqual([]);
});
