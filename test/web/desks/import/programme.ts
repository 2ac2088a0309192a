import type { Written, WrittenBook } from './workbook.ts';

/** An invented programme as a tidy workbook: groups with their books, and women with consents, children and what they received. */

const first = [
  'Vennela',
  'Tolikiranam',
  'Mallika',
  'Chamanti',
  'Sirimalle',
  'Nelavanka',
  'Punnami',
  'Mandara',
  'Kaluva',
  'Sampenga',
];
const second = [
  'Chukka',
  'Ningi',
  'Vaana',
  'Aakasam',
  'Gaali',
  'Mabbu',
  'Alala',
  'Podduna',
  'Udayam',
  'Taraka',
];
const districts = ['Guntur', 'Krishna', 'Palnadu', 'Prakasam', 'Bapatla'];
const perGroup = 20;

const two = (number: number): string => String(number).padStart(2, '0');

const groupName = (at: number): string => `${second[at % 10]} ${first[Math.floor(at / 10) % 10]} ${at + 1}`;
const groupOf = (woman: number): number => Math.floor(woman / perGroup);
const savings = (woman: number): number => 1_000 + (woman % 37) * 50;
const hasLoan = (woman: number): boolean => woman % 3 === 0;
const outstanding = (woman: number): number => 2_000 + (woman % 11) * 100;
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** @param count of women */
export function programmeOf(count: number): Required<WrittenBook> {
  const groups = Math.ceil(count / perGroup);
  const women = Array.from({ length: count }, (_, at) => at);
  return {
    ...booksOf(groups, women),
    ...womenOf(women),
    outreach: [
      { kind: 'police orientation', on: '12-02-2024', mode: 'online', district: 'Guntur', participants: 40 },
      {
        kind: 'media story',
        on: '15-03-2024',
        mode: 'in person',
        district: 'Krishna',
        participants: 0,
        title: 'Savings change a village',
        outlet: 'A daily',
      },
    ],
  };
}

/** The groups and their books. */
const booksOf = (groups: number, women: readonly number[]) => ({
  collectives: Array.from(
    { length: groups },
    (_, at): Written => ({
      name: groupName(at),
      district: districts[at % districts.length],
      mandal: 'Tenali',
      formedOn: '15-06-2019',
      meetingFrequency: 'monthly',
      usualDeposit: 100,
      rate: 2,
    }),
  ),
  openings: Array.from({ length: groups }, (_, at): Written => {
    const hers = women.filter((woman) => groupOf(woman) === at);
    const [saved, lent] = [sum(hers.map(savings)), sum(hers.filter(hasLoan).map(outstanding))];
    const [cash, bank, grants, owed] = [500, 12_000.5, 5_000, 3_000];
    return {
      collective: groupName(at),
      asOf: '31-10-2026',
      cash,
      bank,
      grants,
      surplus: cash + bank + lent - saved - owed - grants,
    };
  }),
  accounts: women.map((woman) => ({
    member: woman + 1,
    savings: savings(woman),
    ...(hasLoan(woman)
      ? { disbursedOn: '10-01-2026', principal: 4_000, outstanding: outstanding(woman), rate: 2 }
      : {}),
  })),
  borrowings: Array.from({ length: groups }, (_, at) => ({
    collective: groupName(at),
    source: 'bank linkage',
    sanctionedOn: '01-04-2025',
    principal: 10_000,
    outstanding: 3_000,
  })),
});

/** The women, their consents and children, and what they received. */
const womenOf = (women: readonly number[]) => ({
  members: women.map((woman) => ({
    number: woman + 1,
    name: `${first[woman % 10]} ${second[Math.floor(woman / 10) % 10]}${woman >= 100 ? ` ${first[Math.floor(woman / 100) % 10]}` : ''}`,
    birthYear: 1970 + (woman % 30),
    gender: 'woman',
    category: woman % 2 === 0 ? 'trafficking' : '',
    collective: groupName(groupOf(woman)),
    joinedOn: `${two((woman % 28) + 1)}-${two((woman % 12) + 1)}-2021`,
    ...(woman % perGroup === 0 ? { leaderSince: '01-01-2022' } : {}),
  })),
  consents: women.map((woman) => ({
    member: woman + 1,
    on: `${two((woman % 28) + 1)}-${two((woman % 12) + 1)}-2021`,
    services: 'yes',
    reporting: woman % 10 === 9 ? 'no' : 'yes',
    method: 'written',
    notice: 'paper form 2021',
  })),
  children: women
    .filter((woman) => woman % 4 === 0)
    .map((woman) => ({ member: woman + 1, birthYear: 2012, gender: 'girl', inSchool: 'yes' })),
  entitlements: women
    .filter((woman) => woman % 3 === 1)
    .flatMap((woman) => [
      { member: woman + 1, entitlement: 'house patta', stage: 'received', on: '20-05-2018' },
      ...(woman % 2 === 0
        ? [{ member: woman + 1, entitlement: 'ration card', stage: '', on: '11-08-2022' }]
        : []),
    ]),
});
