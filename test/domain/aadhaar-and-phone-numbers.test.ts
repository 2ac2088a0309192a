import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  containsAadhaar,
  containsIndianPhone,
} from '../../functions/shared/text/aadhaar-and-phone-numbers.ts';

/** Verhoeff's scheme by its printed tables, so that it shares nothing with the code under test. */
const product = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const permuted = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const checkDigit = (digits: string): string => {
  let check = 0;
  [...digits].reverse().forEach((digit, index) => {
    check = Number(product[check]?.[Number(permuted[(index + 1) % 8]?.[Number(digit)])]);
  });
  return String(product[check]?.indexOf('0'));
};

const aadhaar = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 11 })
  .map((digits) => digits.join(''))
  .map((digits) => digits + checkDigit(digits));
/** Those that don't happen to be written like a date and something: these may pass in some spacings. */
const undated = aadhaar.filter((number) => !/(?:19|20)\d\d/.test(number));

const zeroOf = { telugu: 0x0c66, devanagari: 0x0966, fullWidth: 0xff10, arabicIndic: 0x0660, bold: 0x1d7ce };
const inScript = (digits: string, zero: number): string =>
  [...digits].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');

const groupsOf4 = (digits: string): string[] => [digits.slice(0, 4), digits.slice(4, 8), digits.slice(8)];

describe('Aadhaar numbers', () => {
  test('agrees with published examples of the check digit', () => {
    expect(checkDigit('236')).toBe('3');
    expect(checkDigit('12345')).toBe('1');
    // The numbers that UIDAI gives to those who test against it.
    for (const number of ['999941057058', '999971658847', '999933119405', '999955183433', '999990501894']) {
      expect(containsAadhaar(number)).toBe(true);
    }
  });

  test('finds every valid number, plain and within a text', () => {
    fc.assert(
      fc.property(
        aadhaar,
        fc.constantFrom('', 'UID', 'Aadhaar no.', 'ఆధార్ ', 'card: ', '('),
        (number, before) => {
          expect(containsAadhaar(number)).toBe(true);
          expect(containsAadhaar(`${before}${number}`)).toBe(true);
          expect(containsAadhaar(`${before}${number}, given.`)).toBe(true);
          expect(containsAadhaar(`${before}${number}నంబరు`)).toBe(true);
        },
      ),
    );
  });

  test('passes the same twelve digits with any other last digit', () => {
    fc.assert(
      fc.property(aadhaar, fc.integer({ min: 1, max: 9 }), (number, more) => {
        const last = (Number(number.at(-1)) + more) % 10;
        expect(containsAadhaar(number.slice(0, 11) + last)).toBe(false);
        expect(containsAadhaar(groupsOf4(number.slice(0, 11) + last).join(' '))).toBe(false);
      }),
    );
  });

  test('finds it in fours, whatever lies between', () => {
    const between = fc.constantFrom(
      ...[
        ' ',
        '  ',
        '\t \u3000 \t ',
        '-',
        ' - ',
        '.',
        '. ',
        ', ',
        ' / ',
        '\n',
        '\u00a0',
        '\u2009',
        '\u2013',
        '\u2212',
        '·',
        ':',
      ],
      ...['\u200b', '\u200d', '\ufeff', '\u2060', '\u00ad', '_', '\u2800', '|', ') (', ' • '],
    );
    fc.assert(
      fc.property(aadhaar, between, (number, mark) => {
        expect(containsAadhaar(groupsOf4(number).join(mark))).toBe(true);
      }),
    );
  });

  test('finds it with any spacing, hyphens, dots or nothing visible between any of its digits', () => {
    const mark = fc.constantFrom('', '', ' ', '-', '.', '\u200b', '\u00ad', '\t', '\u2011');
    fc.assert(
      fc.property(undated, fc.array(mark, { minLength: 12, maxLength: 12 }), (number, marks) => {
        expect(containsAadhaar([...number].map((digit, index) => digit + marks[index]).join(''))).toBe(true);
      }),
    );
  });

  test('finds it in the digits of any script, mixed too', () => {
    fc.assert(
      fc.property(aadhaar, fc.constantFrom(...Object.values(zeroOf)), (number, zero) => {
        expect(containsAadhaar(inScript(number, zero))).toBe(true);
        expect(containsAadhaar(groupsOf4(inScript(number, zero)).join(' '))).toBe(true);
        expect(containsAadhaar(inScript(number.slice(0, 5), zero) + number.slice(5))).toBe(true);
      }),
    );
    expect(containsAadhaar('9️⃣9️⃣9️⃣9️⃣4️⃣1️⃣0️⃣5️⃣7️⃣0️⃣5️⃣8️⃣')).toBe(true);
    expect(containsAadhaar('⑨⑨⑨⑨④①⓪⑤⑦⓪⑤⑧')).toBe(true);
  });

  test('finds it beside other numbers', () => {
    fc.assert(
      fc.property(undated, fc.nat({ max: 99999 }), (number, other) => {
        expect(containsAadhaar(`${other} ${groupsOf4(number).join(' ')} ${other}`)).toBe(true);
        expect(containsAadhaar(`${number} ${other}`)).toBe(true);
        expect(containsAadhaar(`${other}/${number}`)).toBe(true);
      }),
    );
  });

  test('never takes an id for one', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(containsAadhaar(id)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(aadhaar, (number) => {
        expect(containsAadhaar(`0198c0de-1234-7123-8123-${number}`)).toBe(false);
        expect(containsAadhaar(`https://news.example/story/0198c0de-1234-7123-8123-${number}?a=b`)).toBe(
          false,
        );
      }),
    );
  });

  test('never takes a number that says it is a telephone number for one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6_000_000_000, max: 9_999_999_999 }), (phone) => {
        expect(containsAadhaar(`+91${phone}`)).toBe(false);
        const digits = String(phone);
        expect(containsAadhaar(`call +91 ${digits.slice(0, 5)} ${digits.slice(5)} today`)).toBe(false);
      }),
    );
  });

  test('never takes dates, times, telephone lists or longer numbers for one', () => {
    const date = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 16));
    fc.assert(
      fc.property(date, date, fc.nat({ max: 9999 }), (first, second, amount) => {
        const [year, month, day] = first.slice(0, 10).split('-');
        expect(containsAadhaar(first.replace('T', ' '))).toBe(false);
        expect(containsAadhaar(`${day}-${month}-${year} ${first.slice(11)}`)).toBe(false);
        expect(containsAadhaar(`${first.slice(0, 10)} - ${second.slice(0, 10)}`)).toBe(false);
        expect(containsAadhaar(`${day}/${month}/${year} ${amount}`)).toBe(false);
      }),
    );
    const mobile = fc.integer({ min: 6_000_000_000, max: 9_999_999_999 }).map(String);
    fc.assert(
      fc.property(mobile, mobile, (a, b) => {
        expect(containsAadhaar(`${a}, ${b}`)).toBe(false);
        expect(containsAadhaar(`${a.slice(0, 5)} ${a.slice(5)} ${b.slice(0, 5)} ${b.slice(5)}`)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(aadhaar, fc.integer({ min: 1, max: 99 }), (number, more) => {
        expect(containsAadhaar(`${more}${number}`)).toBe(false);
        expect(containsAadhaar(`${number}${more}`)).toBe(false);
      }),
    );
    const amount = fc.integer({ min: 1, max: 999 }).map((thousands) => `${thousands},000`);
    fc.assert(
      fc.property(fc.array(amount, { minLength: 2, maxLength: 9 }), (amounts) => {
        expect(containsAadhaar(amounts.join('; '))).toBe(false);
        expect(containsAadhaar(amounts.join(', '))).toBe(false);
        expect(containsAadhaar(amounts.join('\n'))).toBe(false);
      }),
    );
  });

  test('reads a long hostile text in a moment', () => {
    // Time of this thread's own work: the clock also counts what else the machine does.
    const started = process.threadCpuUsage();
    expect(containsAadhaar('1 '.repeat(100_000))).toBe(containsAadhaar('1 '.repeat(12)));
    expect(containsAadhaar('1'.repeat(200_000))).toBe(false);
    expect(containsAadhaar(`1${' '.repeat(200_000)}1`)).toBe(false);
    expect(containsAadhaar('౧'.repeat(200_000))).toBe(false);
    expect(process.threadCpuUsage(started).user / 1_000).toBeLessThan(5_000);
  });
});

describe('Indian telephone numbers', () => {
  const mobile = fc.integer({ min: 6_000_000_000, max: 9_999_999_999 }).map(String);

  test('finds a mobile number as people write it', () => {
    const prefix = fc.constantFrom('', '0', '91', '91 ', '+91', '+91 ', '+91-', '0091 ', '0-', 'ph:', 'ఫోన్ ');
    const cut = fc.constantFrom([5], [3, 6], [4, 7], [4], [3], [2, 4, 6, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9], []);
    fc.assert(
      fc.property(
        mobile,
        prefix,
        cut,
        fc.constantFrom(' ', '-', '.', '\u200b'),
        (number, before, cuts, mark) => {
          const groups = [0, ...cuts].map((from, index) => number.slice(from, cuts[index] ?? 10));
          expect(containsIndianPhone(`${before}${groups.join(mark)}`)).toBe(true);
          expect(containsIndianPhone(`Ask ${before}${groups.join(mark)}, today`)).toBe(true);
        },
      ),
    );
  });

  test('finds it in the digits of any script', () => {
    fc.assert(
      fc.property(mobile, fc.constantFrom(...Object.values(zeroOf)), (number, zero) => {
        expect(containsIndianPhone(inScript(number, zero))).toBe(true);
      }),
    );
  });

  test.each([
    '0866-2345678',
    '08812-234567',
    '(0866) 234 5678',
    '08662345678',
    '+91 40 2345 6789',
    '+91 866 2345678',
  ])('finds the landline %s', (number) => expect(containsIndianPhone(`office ${number}`)).toBe(true));

  test.each([
    ['a date and an amount', '2026-10-05 5000'],
    ['a helpline', 'call 181, 1098 or 1800-425-1234'],
    ['a short number', '98765 4321'],
    ['amounts', '9,000; 8,000; 12'],
    ['amounts with spaces', '9000 8000 12'],
    ['a bank account', '62345678901'],
    ['a story of twenty digits', 'https://news.example/98765432109876543210'],
    ['an id', '98765432-1234-7123-8123-987654321098'],
    ['a file number', 'CR 123/2026'],
  ])('passes %s', (_, text) => expect(containsIndianPhone(text)).toBe(false));
});
