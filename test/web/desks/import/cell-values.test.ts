import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { districtNames } from '../../../../functions/shared/reach/districts.ts';
import type { RawCell } from '../../../../web/src/desks/import/read/cell-texts.ts';
import { readCell } from '../../../../web/src/desks/import/read/cell-values.ts';
import { choices, offeredWord } from '../../../../web/src/desks/import/read/forms/choices.ts';
import type { Column } from '../../../../web/src/desks/import/read/forms/sheet-form.ts';
import { formatRupees } from '../../../../web/src/i18n/format.ts';

const today = '2026-11-26';
const read = (kind: Column['kind'], raw: RawCell, choice?: Column['choice']) => {
  const column: Column = {
    en: 'It',
    te: 'ఇది',
    kind,
    note: { en: '', te: '' },
    ...(choice === undefined ? {} : { choice }),
  };
  const reading = readCell(column, raw, today);
  return 'value' in reading ? reading.value : reading.fault;
};

describe('a date', () => {
  test.each([
    ['15-3-2024', '2024-03-15'],
    ['15/03/24', '2024-03-15'],
    ['15.03.98', '1998-03-15'],
    ['2024-03-15', '2024-03-15'],
    ['2024-03-15 00:00:00', '2024-03-15'],
    ['15 March 2024', '2024-03-15'],
    ['15th Mar, 2024', '2024-03-15'],
    ['March 15, 2024', '2024-03-15'],
    ['15-Mar-24', '2024-03-15'],
    ['15 మార్చి 2024', '2024-03-15'],
    ['౧౫-౦౩-౨౦౨౪', '2024-03-15'],
    ['１５/３/２０２４', '2024-03-15'],
    [45_366, '2024-03-15'],
    ['45366', '2024-03-15'],
    [new Date('2024-03-15T00:00:00Z'), '2024-03-15'],
    ['29-2-2024', '2024-02-29'],
    ['29-2-2023', 'date'],
    ['3/15/2024', 'dateOrder'],
    ['March 2024', 'dateWithoutDay'],
    ['3/2024', 'dateWithoutDay'],
    [2024, 'dateWithoutDay'],
    ['soon', 'date'],
    ['27-11-2026', 'dateInFuture'],
    ['1-1-1949', 'dateTooOld'],
    ['=TODAY()', 'formula'],
  ])('%s is %s', (raw, expected) => {
    expect(read('date', raw)).toBe(expected);
  });

  test('is read back from every usual way to write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 27_000 }), (days) => {
        const date = addDays('1950-01-01', days);
        const [year = '', month = '', day = ''] = date.split('-');
        for (const text of [`${day}-${month}-${year}`, `${Number(day)}/${Number(month)}/${year}`, date]) {
          expect(read('date', text)).toBe(date);
        }
        expect(read('date', new Date(`${date}T00:00:00Z`))).toBe(date);
      }),
    );
  });
});

describe('an amount', () => {
  test.each([
    [1_250, 125_000],
    [1250.5, 125_050],
    [0.1 + 0.2, 30],
    ['₹1,23,456.50', 12_345_650],
    ['Rs. 500/-', 50_000],
    ['రూ. 500', 50_000],
    ['౧౨౫౦', 125_000],
    ['nil', 0],
    ['-', 0],
    ['(200)', 'amountNegative'],
    [-5, 'amountNegative'],
    ['500 + 200', 'amount'],
    ['about 500', 'amount'],
    ['12.345', 'amount'],
    ['9.8E+09', 'amount'],
    [100_000_000, 'amountTooLarge'],
    [234123412346, 'aadhaar'],
    ['@SUM(A1)', 'formula'],
  ])('%s is %s', (raw, expected) => {
    expect(read('amount', raw)).toBe(expected);
  });

  test('below zero is kept only where it may be', () => {
    expect(read('balance', '(1,200.50)')).toBe(-120_050);
    expect(read('balance', -1200.5)).toBe(-120_050);
  });

  test('is read back as it is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (paise) => {
        expect(read('amount', formatRupees(paise))).toBe(paise);
        expect(read('amount', paise / 100)).toBe(paise);
      }),
    );
  });
});

test.each([
  ['98480 22338', '9848022338'],
  ['+91-98480-22338', '9848022338'],
  [9_848_022_338, '9848022338'],
  ['౯౮౪౮౦౨౨౩౩౮', '9848022338'],
  ['(0) 98480.22338', '9848022338'],
  ['0863-2345678', '08632345678'],
  ['98480 22338 / 98480 22339', 'phone'],
  ['9.85E+09', 'phone'],
  ['984802233', 'phone'],
])('the telephone %s is %s', (raw, expected) => {
  expect(read('phone', raw)).toBe(expected);
});

test.each([
  ['guntur', 'Guntur'],
  ['GUNTUR DIST.', 'Guntur'],
  ['గుంటూరు జిల్లా', 'Guntur'],
  ['Guntoor', 'Guntur'],
  ['Vizag', 'Visakhapatnam'],
  ['Vishakapatnam', 'Visakhapatnam'],
  ['Nellore', 'Sri Potti Sriramulu Nellore'],
  ['E. Godavari', 'East Godavari'],
  ['West Godavary', 'West Godavari'],
  ['పశ్చిమ గోదావరి', 'West Godavari'],
  ['Y.S.R. Kadapa', 'YSR Kadapa'],
  ['n.t.r', 'NTR'],
  ['Konaseema', 'Dr. B. R. Ambedkar Konaseema'],
  ['Markapuram', 'Markapuram'],
  ['Godavari', 'district'],
  ['Hyderabad', 'district'],
  ['x', 'district'],
])('the district %s is %s', (raw, expected) => {
  expect(read('district', raw)).toBe(expected);
});

test('every district is found by its own name, in any case', () => {
  for (const name of districtNames) {
    for (const text of [name, name.toUpperCase(), ` ${name.toLowerCase()} district`]) {
      expect(read('district', text)).toBe(name);
    }
  }
});

test('every word of every list is understood as the list offers it, in either language, and as the API calls it', () => {
  for (const [name, words] of Object.entries(choices)) {
    const choice = Object.keys(choices).find((one): one is NonNullable<Column['choice']> => one === name);
    for (const [value, word] of Object.entries(words)) {
      for (const text of [offeredWord(word), word.en, word.te, word.en.toUpperCase(), value]) {
        expect(read('choice', text, choice), `${name}: ${text}`).toBe(value);
      }
    }
  }
});

test.each([
  ['answer', 'Y', 'yes'],
  ['answer', true, 'yes'],
  ['answer', '✓', 'yes'],
  ['answer', 'perhaps', 'choiceOrEmpty'],
  ['gender', 'F', 'female'],
  ['stage', 'in process', 'applied'],
  ['entitlement', 'Aadhar card', 'aadhaar_card'],
] as const)('of the list %s, %s is %s', (of, raw, expected) => {
  expect(read('choice', raw, of)).toBe(expected);
});

test.each([
  [1988, 1988],
  ['౧౯౮౮', 1988],
  [new Date('1988-07-01T00:00:00Z'), 1988],
  ['1-7-1945', 1945],
  [34, 'age'],
  ['88', 'age'],
  [2030, 'birthYear'],
  ['unknown', 'birthYear'],
])('the year of birth %s is %s', (raw, expected) => {
  expect(read('birthYear', raw)).toBe(expected);
});

test.each([
  [2, 200],
  ['1.5%', 150],
  [0.02, 200],
  ['24', 'rate'],
  ['two', 'rate'],
])('the rate %s is %s hundredths', (raw, expected) => {
  expect(read('rate', raw)).toBe(expected);
});

describe('a text', () => {
  test.each([
    ['  Vennela \u200b Sangham ', 'Vennela Sangham'],
    ['వెన్నెల', 'వెన్నెల'],
    ['her number 2341 2341 2346', 'aadhaar'],
    ['=HYPERLINK("x")', 'formula'],
    ['@name', 'formula'],
    ['à°µà±†à°¨à±à°¨à±†à°²', 'encoding'],
    ['ÉÊÁ¬ÇÂ´¢', 'encoding'],
    ['�enne', 'encoding'],
    ['a'.repeat(121), 'tooLong'],
  ])('%s is %s', (raw, expected) => {
    expect(read('text', raw)).toBe(expected);
  });

  test('that others read has no telephone number', () => {
    expect(read('text', 'call 98480 22338')).toBe('longNumber');
    expect(read('openText', 'call 98480 22338')).toBe('phoneInText');
  });

  test.each([
    ['openText', 'paper form, a/c no 110022003300445', 'longNumber'],
    ['text', 'Mallika 3099 8877 665', 'longNumber'],
    ['openText', 'Camp of 12-3-2024 and 13-3-2024', 'Camp of 12-3-2024 and 13-3-2024'],
    ['number', '202400000123', '202400000123'],
    ['place', 'Kovur', 'Kovur'],
    ['place', 'తాడికొండ', 'తాడికొండ'],
    ['place', 'Stuartpuram', 'Stuartpuram'],
    ['place', 'D.No. 4-12, Kovur', 'address'],
    ['place', 'behind the church, Kovur', 'address'],
    ['place', 'గుడి వీధి, కోవూరు', 'address'],
    ['notice', 'PAPER FORM 2022', 'PAPER FORM 2022'],
    ['notice', '2022 కాగితం', '2022 కాగితం'],
    ['notice', '2026-11', '2026-11'],
    ['notice', 'paper form 2023. Cried, told how', 'notice'],
    ['notice', 'She was sold', 'notice'],
    ['notice', 'sold to a man in 2019', 'notice'],
  ] as const)('in a cell of %s, %s is %s', (kind, raw, expected) => {
    expect(read(kind, raw)).toBe(expected);
  });
});
