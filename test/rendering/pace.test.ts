import { describe, expect, test } from 'vitest';
import {
  joinSentences,
  stateLeftOutOfHeadline,
  stateTargetElsewhere,
} from '../../functions/months/rendering/headline-notes.ts';
import { stateBehind, statePace, stateYear } from '../../functions/months/rendering/headlines.ts';
import { paceOf, planOf } from '../../functions/months/rendering/year-pace.ts';

/** Whether a year is ahead of its target or behind. */

const pace = (financialYear: number, monthsGone: number, target: number | null = 120) =>
  paceOf({ way: 'sum', financialYear, target }, monthsGone);

describe('a year', () => {
  test.each([
    // Of 120, seven months would have brought 70, and a tenth of that is 7.
    [78, 7, 'ahead'],
    [77, 7, 'slightlyAhead'],
    [71, 7, 'slightlyAhead'],
    [70, 7, 'onCourse'],
    [69, 7, 'slightlyBehind'],
    [63, 7, 'slightlyBehind'],
    [62, 7, 'behind'],
    [0, 1, 'behind'],
    [120, 1, 'ahead'],
  ])('of %d of 120 after %d months is %s', (year, months, expected) => {
    expect(pace(year, months)).toBe(expected);
  });

  test('is on course while less than one is missing', () => {
    // Of 3, seven months would have brought 1¾.
    expect([0, 1, 2, 3].map((year) => pace(year, 7, 3))).toEqual(['behind', 'onCourse', 'onCourse', 'ahead']);
  });

  test('that is whole, or has no target or one of 0, is neither', () => {
    expect([pace(10, 12), pace(10, 7, null), pace(10, 7, 0)]).toEqual([null, null, null]);
  });
});

test('different persons are told of, and levels and ratios are not', () => {
  const numbers = { financialYear: 10, target: 120 };
  const of = (way: 'distinct' | 'stock' | 'ratio') => paceOf({ ...numbers, way }, 7);
  expect([of('distinct'), of('stock'), of('ratio')]).toEqual(['behind', null, null]);
  expect(paceOf({ way: 'sum', financialYear: { withheld: 'too_few' }, target: 120 }, 7)).toBeNull();
});

describe('words', () => {
  const numbers = { unit: 'persons', way: 'distinct', financialYear: 24, target: 45 } as const;
  test.each([
    ['en', 'Slightly behind: 24, against 26 by now'],
    ['ja', 'やや下回る：24人（現時点の目安26人）'],
    ['te', 'కాస్త వెనుక: ఇప్పటికి 26 ఉండాలి, ఉన్నది 24'],
  ] as const)('say in %s what the bar and its mark show', (language, text) => {
    expect(statePace(numbers, 7, language)).toMatchObject({ text, gone: 583 });
  });

  test.each([
    ['en', 'On course: 7 of 12 months are over'],
    ['ja', '目安どおり（12か月中7か月経過）'],
    ['te', 'లక్ష్యానికి తగ్గట్టే: 12 నెలల్లో 7 గడిచాయి'],
  ] as const)('say in %s that a number is on course without another beside it', (language, text) => {
    expect(statePace({ ...numbers, financialYear: 26 }, 7, language)?.text).toBe(text);
  });

  test('say of money what is due in whole rupees', () => {
    const money = { unit: 'paise', way: 'sum', financialYear: 30_000_000, target: 35_000_000 } as const;
    expect(statePace(money, 7, 'en')?.text).toBe('Ahead: ₹3,00,000, against ₹2,04,167 by now');
  });
});

test.each([
  ['en', 'Target for the end of 2027-03: 350 (90.6% reached)', '2026-27: no target set'],
  ['ja', '2027-03末の目標350人（達成率 90.6%）', '2026年度：目標なし'],
  ['te', '2027-03 చివరికి లక్ష్యం 350 (90.6% సాధించారు)', '2026-27: లక్ష్యం పెట్టలేదు'],
] as const)('a level has its target at the end of the year, in %s', (language, withTarget, without) => {
  const say = (target: number | null): string =>
    stateYear(
      { unit: 'persons', way: 'stock', financialYear: 317, target },
      '2026-10',
      language,
      (month) => month,
    ).year;
  expect([say(350), say(null)]).toEqual([withTarget, without]);
});

test('who is left out of the savings is told beside them and beside the active members, and nowhere else', () => {
  const say = (
    code: string,
    leftOut: number | { readonly withheld: 'too_few' },
    language: 'en' | 'ja' = 'en',
  ) => {
    const all = [
      { code: 'members_enrolled' },
      { code: 'members_active' },
      { code: 'savings_balance', leftOut },
    ];
    return stateLeftOutOfHeadline(all.find((one) => one.code === code) ?? { code }, all, language);
  };
  expect(say('savings_balance', 14)).toBe(
    'Not counted here, nor among the active members: 14 more members, who have not agreed to be counted.',
  );
  expect(say('members_active', 14)).toBe(
    'Not in this number: 14 more members with savings, who have not agreed to be counted.',
  );
  expect(say('members_active', 14, 'ja')).toContain('この人数のほかに');
  expect([say('members_enrolled', 14), say('members_active', { withheld: 'too_few' })]).toEqual(['', '']);
  expect(say('savings_balance', { withheld: 'too_few' })).toContain('fewer than 11');
  expect(joinSentences(['A.', '', 'B.'], 'en')).toBe('A. B.');
  expect(joinSentences(['一。', '二。'], 'ja')).toBe('一。二。');
});

test('beside the balance without a target it is told that the deposits have one', () => {
  const title = { en: 'Deposits', te: 'జమలు', ja: '預入額' };
  const all = (target: number | null) => [
    { code: 'savings_balance', target: null, title },
    { code: 'savings_deposited', target, title },
  ];
  const say = (code: string, target: number | null, language: 'en' | 'ja' | 'te' = 'en') =>
    stateTargetElsewhere({ code, target: null }, all(target), language);
  expect(say('savings_balance', 100)).toBe(' (one is set for “Deposits”)');
  expect(say('savings_balance', 100, 'ja')).toContain('「預入額」');
  expect(say('savings_balance', 100, 'te')).toContain('“జమలు”');
  expect([say('savings_balance', null), say('members_active', 100)]).toEqual(['', '']);
  expect(stateTargetElsewhere({ code: 'savings_balance', target: 7 }, all(100), 'en')).toBe('');
});

describe('the plan by now', () => {
  const sum = { unit: 'persons', way: 'sum', target: 45 } as const;
  test.each([
    [24, 7, { due: 26, difference: -2 }],
    [30, 7, { due: 26, difference: 4 }],
    [40, 12, { due: 45, difference: -5 }],
  ])('of 45 with %d after %d months', (financialYear, months, expected) => {
    expect(planOf({ ...sum, financialYear }, months)).toEqual(expected);
  });

  test('is none without a target, of a share, and of a level before the year is over', () => {
    expect(planOf({ ...sum, financialYear: 1, target: null }, 7)).toBeNull();
    expect(planOf({ ...sum, financialYear: 1, target: 0 }, 7)).toBeNull();
    const share = { numerator: 1, denominator: 2 };
    expect(planOf({ ...sum, way: 'ratio', financialYear: share }, 7)).toBeNull();
    const level = { ...sum, way: 'stock', financialYear: 44 } as const;
    expect([planOf(level, 7), planOf(level, 12)]).toEqual([null, { due: 45, difference: -1 }]);
  });
});

describe('what is behind by now', () => {
  const row = (code: string, financialYear: number) =>
    ({ code, unit: 'persons', way: 'sum', financialYear, target: 120 }) as const;
  const rows = [row('far', 10), row('ahead', 100), row('near', 68), row('also far', 20)];

  test.each([
    ['en', 'Behind plan so far this year:', 'Slightly behind:', 'No target is behind by now.'],
    [
      'ja',
      '年度目標に対し、現時点で遅れている指標：',
      'やや遅れている指標：',
      '現時点で遅れている目標はありません。',
    ],
    ['te', 'సంవత్సర లక్ష్యంలో ఇప్పటికి వెనుక ఉన్నవి:', 'కాస్త వెనుక ఉన్నవి:', 'ఏ లక్ష్యమూ ఇప్పటికి వెనుక లేదు.'],
  ] as const)('is told in %s, and that nothing is', (language, behind, slightly, none) => {
    const stated = stateBehind(rows, '2026-10', language);
    expect(stated?.lists.map(({ label, rows: of }) => [label, of.map(({ row: { code } }) => code)])).toEqual([
      [behind, ['far', 'also far']],
      [slightly, ['near']],
    ]);
    expect(stateBehind([row('ahead', 100)], '2026-10', language)).toMatchObject({ lists: [], none });
  });

  test.each([
    ['en', ' (10 of the year’s 120)', ' (₹5 of the year’s ₹1,200)'],
    ['ja', '（年度目標120人のうち10人）', '（年度目標₹1,200のうち₹5）'],
    ['te', ' (సంవత్సర లక్ష్యం 120లో 10)', ' (సంవత్సర లక్ష్యం ₹1,200లో ₹5)'],
  ] as const)('says in %s how much of the target there is', (language, persons, money) => {
    const ofTarget = (one: Parameters<typeof stateBehind>[0][number]) =>
      stateBehind([one], '2026-10', language)?.lists[0]?.rows[0]?.ofTarget;
    expect(ofTarget(row('far', 10))).toBe(persons);
    expect(ofTarget({ ...row('far', 500), unit: 'paise', target: 120_000 })).toBe(money);
  });

  test('is not asked where no target is set, and not when the year is over', () => {
    expect(stateBehind([{ ...row('far', 10), target: null }], '2026-10', 'en')).toBeNull();
    expect(stateBehind(rows, '2027-03', 'en')).toBeNull();
  });
});
