import type { ExcelCell, ExcelSheet } from './excel-file.ts';

/**
 * A workbook as an organisation might fill it in: three people, each in her own way, 330 women, and 40 mistakes. It is written by what the
 * template's headings say, without a look at how they are read; what is true stands beside it.
 */

export type Woman = {
  readonly number: string;
  readonly name: string;
  readonly phone: string | undefined;
  readonly birthYear: number;
  readonly group: string;
  readonly joinedOn: string;
  readonly consentedOn: string;
  readonly counted: boolean;
  readonly savings: number;
  readonly loan:
    | { readonly on: string; readonly principal: number; readonly outstanding: number }
    | undefined;
  readonly child:
    | { readonly birthYear: number; readonly isGirl: boolean; readonly inSchool: boolean }
    | undefined;
  readonly received:
    | { readonly what: 'house_patta' | 'ration_card' | 'pension'; readonly on: string }
    | undefined;
};
export type Group = {
  readonly name: string;
  readonly district: string;
  readonly mandal: string;
  readonly formedOn: string;
  readonly cash: number;
  readonly bank: number;
  readonly grants: number;
  readonly owed: number;
};

type Hand = 'asha' | 'bharati' | 'chandra';
const hands: readonly { readonly hand: Hand; readonly women: number; readonly groups: readonly Group[] }[] = [
  {
    hand: 'asha',
    women: 120,
    groups: groupsOf(['Ningi', 'Taraka', 'Udayam', 'Punnami', 'Mabbu', 'Alala'], 'Guntur', 'Tenali'),
  },
  {
    hand: 'bharati',
    women: 110,
    groups: groupsOf(['వెన్నెల సంఘం', 'మల్లిక సంఘం', 'చామంతి సంఘం', 'సంపెంగ సంఘం', 'కలువ సంఘం'], 'Krishna', 'గుడివాడ'),
  },
  {
    hand: 'chandra',
    women: 100,
    groups: groupsOf(['Podduna', 'Sirimalle', 'Gaali', 'Vaana', 'Aakasam'], 'Prakasam', 'Chirala'),
  },
];

function groupsOf(names: readonly string[], district: string, mandal: string): Group[] {
  return names.map((name, at) => ({
    name,
    district,
    mandal,
    formedOn: `201${at + 2}-0${at + 1}-1${at}`,
    cash: 350 + at * 10,
    bank: 10_250.5 + at * 100,
    grants: 15_000,
    owed: at % 2 === 0 ? 40_000 : 0,
  }));
}

const first = [
  'Vennela',
  'Mallika',
  'Chamanti',
  'Sampenga',
  'Kaluva',
  'Sirimalle',
  'Nelavanka',
  'Mandara',
  'Tamara',
  'Jajulu',
  'Lillipu',
];
const firstTelugu = [
  'వెన్నెల',
  'మల్లిక',
  'చామంతి',
  'సంపెంగ',
  'కలువ',
  'సిరిమల్లె',
  'నెలవంక',
  'మందార',
  'తామర',
  'జాజులు',
  'లిల్లీపు',
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
const secondTelugu = ['చుక్క', 'నింగి', 'వాన', 'ఆకాశం', 'గాలి', 'మబ్బు', 'అలల', 'పొద్దున', 'ఉదయం', 'తారక'];

const two = (number: number): string => String(number).padStart(2, '0');
const prefix: Readonly<Record<Hand, string>> = { asha: '', bharati: '', chandra: 'P-' };

function womanOf(hand: Hand, at: number, overall: number, group: Group): Woman {
  const isTelugu = hand === 'bharati';
  const [names, others] = isTelugu ? [firstTelugu, secondTelugu] : [first, second];
  const joinedOn = `20${19 + (at % 6)}-${two((at % 12) + 1)}-${two((at % 28) + 1)}`;
  return {
    number:
      hand === 'asha' ? String(at + 1) : hand === 'bharati' ? String(at + 201) : `${prefix[hand]}${at + 1}`,
    name: `${names[at % 11]} ${others[Math.floor(at / 11) % 10]}`,
    phone: at % 3 === 0 ? `9${String(440_000_000 + overall * 137)}` : undefined,
    birthYear: 1965 + ((at * 7) % 34),
    group: group.name,
    joinedOn,
    consentedOn: joinedOn,
    counted: at % 8 !== 7,
    savings: 1_200 + (at % 25) * 100,
    loan:
      at % 4 === 1
        ? { on: `2026-0${(at % 9) + 1}-05`, principal: 5_000, outstanding: 1_000 + (at % 7) * 500 }
        : undefined,
    child:
      at % 3 === 2 ? { birthYear: 2010 + (at % 8), isGirl: at % 2 === 0, inSchool: at % 5 !== 0 } : undefined,
    received:
      at % 5 === 4
        ? {
            what: (['house_patta', 'ration_card', 'pension'] as const)[at % 3] ?? 'pension',
            on: `201${at % 9}-${two((at % 12) + 1)}-2${at % 8}`,
          }
        : undefined,
  };
}

const everybody = hands.flatMap(({ hand, women, groups }, handAt) =>
  Array.from({ length: women }, (_, at) => {
    const group = groups[Math.floor((at * groups.length) / women)];
    if (group === undefined) throw new Error('A woman has no group.');
    return { hand, woman: womanOf(hand, at, handAt * 200 + at, group) };
  }),
);
export const women: readonly Woman[] = everybody.map(({ woman }) => woman);
export const groups: readonly Group[] = hands.flatMap((one) => one.groups);
const writtenBy = ({ hand }: { readonly hand: Hand }) => hand;

export const surplusOf = (group: Group): number => {
  const hers = women.filter((woman) => woman.group === group.name);
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  return (
    group.cash +
    group.bank +
    sum(hers.map(({ loan }) => loan?.outstanding ?? 0)) -
    sum(hers.map(({ savings }) => savings)) -
    group.owed -
    group.grants
  );
};

// How each of them writes

const teluguDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => '౦౧౨౩౪౫౬౭౮౯'[Number(digit)] ?? digit);
const teluguMonths = [
  'జనవరి',
  'ఫిబ్రవరి',
  'మార్చి',
  'ఏప్రిల్',
  'మే',
  'జూన్',
  'జులై',
  'ఆగస్టు',
  'సెప్టెంబర్',
  'అక్టోబర్',
  'నవంబర్',
  'డిసెంబర్',
];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const date = (hand: Hand, day: string, at: number): ExcelCell => {
  const [year = '', month = '', of = ''] = day.split('-');
  if (hand === 'asha') return { day };
  if (hand === 'bharati') {
    return at % 2 === 0
      ? teluguDigits(`${of}-${month}-${year}`)
      : `${Number(of)} ${teluguMonths[Number(month) - 1]} ${year}`;
  }
  return (
    [
      `${Number(of)}th ${months[Number(month) - 1]}, ${year}`,
      `${of}.${month}.${year.slice(2)}`,
      `${Number(of)}/${Number(month)}/${year}`,
    ][at % 3] ?? null
  );
};
const amount = (hand: Hand, rupees: number): ExcelCell => {
  if (hand === 'asha') return rupees;
  if (hand === 'bharati') return teluguDigits(String(rupees));
  const [whole = '', part] = String(Math.abs(rupees)).split('.');
  const grouped = whole.replace(/(\d)(?=(?:\d\d)*\d{3}$)/g, '$1,');
  const said = `Rs. ${grouped}${part === undefined ? '/-' : `.${part.padEnd(2, '0')}`}`;
  return rupees < 0 ? `(${said})` : said;
};
const yes = (hand: Hand, is: boolean): ExcelCell =>
  hand === 'asha'
    ? is
      ? 'yes / అవును'
      : 'no / కాదు'
    : hand === 'bharati'
      ? is
        ? 'అవును'
        : 'కాదు'
      : is
        ? 'Y'
        : 'N';
const phone = (hand: Hand, digits: string | undefined): ExcelCell =>
  digits === undefined
    ? null
    : hand === 'asha'
      ? Number(digits)
      : hand === 'bharati'
        ? `${digits.slice(0, 5)} ${digits.slice(5)}`
        : `+91-${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
const district = (hand: Hand, name: string): ExcelCell =>
  hand === 'asha' ? name : hand === 'bharati' ? 'కృష్ణా జిల్లా' : `${name.toUpperCase()} Dt.`;
const patta = {
  asha: {
    house_patta: 'house patta / ఇంటి పట్టా',
    ration_card: 'ration card / రేషన్ కార్డు',
    pension: 'pension / పింఛను',
  },
  bharati: { house_patta: 'ఇంటి పట్టా', ration_card: 'రేషన్ కార్డు', pension: 'పింఛను' },
  chandra: { house_patta: 'House Patta', ration_card: 'Ration Card', pension: 'Widow Pension' },
} as const;

type Table = {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: ExcelCell[][];
  readonly merged: string[];
};
const table = (name: string, ...head: string[]): Table => ({
  name,
  head,
  rows: [head.map((one) => one)],
  merged: [],
});
/** The number of a table's next row, as the spreadsheet shows it. */
const next = ({ rows }: Table): number => rows.length + 1;

/** Where what is true of somebody stands: the row of her number on each sheet. */
export type Places = ReadonlyMap<string, number>;
export type Registers = { readonly sheets: readonly ExcelSheet[]; readonly places: Places };

/** The name of each sheet, and its headings. */
const sheetHeads = {
  collectives: [
    'Collectives సంఘాలు',
    'Name / పేరు *',
    'District / జిల్లా *',
    'Mandal / మండలం *',
    'Formed on / ఏర్పడిన తేదీ *',
    'Meets / ఎంత తరచుగా *',
    'Usual deposit ₹ / మామూలు పొదుపు ₹ *',
    'Remarks',
  ],
  members: [
    'Members సభ్యులు',
    'No. / నంబరు *',
    'Name / పేరు *',
    'Telephone / ఫోన్',
    'Year of birth / పుట్టిన సంవత్సరం *',
    'Gender / లింగం *',
    'Survivor of / ఏ పరిస్థితి నుంచి బయటపడ్డారు',
    'Collective / సంఘం *',
    'District / జిల్లా',
    'Mandal / మండలం',
    'Joined on / చేరిన తేదీ *',
    'Leader since / లీడర్ అయిన తేదీ',
    'id',
  ],
  consents: [
    'Consents అంగీకారాలు',
    'No. / నంబరు *',
    'On / తేదీ *',
    'Services / సేవలు',
    'Reporting / నివేదికలు',
    'Sharing / ఇతరులకు తెలపడం',
    'How / ఎలా *',
    'Given by / ఎవరు ఒప్పుకున్నారు',
  ],
  children: [
    'Children పిల్లలు',
    'No. / నంబరు *',
    'Year of birth / పుట్టిన సంవత్సరం *',
    'Gender / లింగం *',
    'In school / బడిలో *',
  ],
  openings: [
    'Group books సంఘాల లెక్కలు',
    'Collective / సంఘం *',
    'As of / ఏ తేదీ నాటికి *',
    'Cash ₹ / చేతిలో నగదు ₹ *',
    'Bank ₹ / బ్యాంకులో ₹ *',
    'Grants ₹ / గ్రాంట్లు ₹',
    'Surplus ₹ / మిగులు ₹ *',
  ],
  accounts: [
    'Savings and loans పొదుపు రుణాలు',
    'No. / నంబరు *',
    'Savings ₹ / పొదుపు ₹',
    'Loan given on / రుణం ఇచ్చిన తేదీ',
    'Loan ₹ / రుణం ₹',
    'Outstanding ₹ / బాకీ ₹',
  ],
  borrowings: [
    'Borrowings తీసుకున్న రుణాలు',
    'Collective / సంఘం *',
    'From / ఎవరి నుంచి *',
    'Sanctioned on / మంజూరైన తేదీ *',
    'Loan ₹ / రుణం ₹ *',
    'Outstanding ₹ / బాకీ ₹ *',
    'Instalments / వాయిదాలు',
    'First due on / మొదటి వాయిదా తేదీ',
  ],
  entitlements: [
    'Entitlements హక్కులు, పథకాలు',
    'No. / నంబరు *',
    'Entitlement / హక్కు, పథకం *',
    'Stage / దశ',
    'On / తేదీ *',
  ],
  outreach: [
    'Outreach అవగాహన కార్యక్రమాలు',
    'Kind / రకం *',
    'On / తేదీ *',
    'How / విధానం *',
    'District / జిల్లా *',
    'Participants / పాల్గొన్నవారి సంఖ్య *',
    'Title / శీర్షిక',
  ],
} as const;

/** Puts a row on a sheet. @param who names the row's place */
type Put = (key: keyof typeof sheetHeads, who: string, ...cells: ExcelCell[]) => void;

/** The whole workbook, right in everything. A place is named `members 12`, `openings Ningi`, … */
export function writeRegisters(): Registers {
  const places = new Map<string, number>();
  const tables = {
    collectives: table(...sheetHeads.collectives),
    members: table(...sheetHeads.members),
    consents: table(...sheetHeads.consents),
    children: table(...sheetHeads.children),
    openings: table(...sheetHeads.openings),
    accounts: table(...sheetHeads.accounts),
    borrowings: table(...sheetHeads.borrowings),
    entitlements: table(...sheetHeads.entitlements),
    outreach: table(...sheetHeads.outreach),
  };
  const put: Put = (key, who, ...cells) => {
    places.set(`${key} ${who}`, next(tables[key]));
    tables[key].rows.push(cells);
  };
  for (const { hand, groups: theirs } of hands) {
    for (const [at, group] of theirs.entries()) putGroup(put, hand, group, at);
  }
  let began = '';
  for (const [at, one] of everybody.entries()) {
    const { woman } = one;
    const entry: Entry = { hand: writtenBy(one), woman, at, isNewGroup: woman.group !== began };
    began = woman.group;
    putHeadingBefore(tables.members, entry);
    putWoman(put, entry);
    putMoney(put, entry);
    putChildAndPatta(put, entry);
  }
  tables.members.rows.push([], ['Total', `${women.length} members`]);
  tables.accounts.rows.push([
    'Total',
    { formula: 'SUM(B2:B331)', value: 123 },
    null,
    null,
    { formula: 'SUM(E2:E331)', value: 456 },
  ]);
  put(
    'outreach',
    'first',
    'police orientation / పోలీసులకు శిక్షణ',
    { day: '2024-02-12' },
    'online / ఆన్‌లైన్',
    'Guntur',
    40,
  );
  put('outreach', 'second', 'Story', '15.3.24', 'Direct', 'Prakasham', 0, 'Savings change a village');
  const notes: ExcelSheet = { name: 'Sheet3', rows: [['call the bank on Monday']] };
  return {
    sheets: [...Object.values(tables).map(({ name, rows, merged }) => ({ name, rows, merged })), notes],
    places,
  };
}

/** A group's row, its books and what it owes. */
function putGroup(put: Put, hand: Hand, group: Group, at: number): void {
  const meets = hand === 'asha' ? 'monthly / నెలకోసారి' : hand === 'bharati' ? 'నెలకోసారి' : 'Monthly';
  put(
    'collectives',
    group.name,
    group.name,
    district(hand, group.district),
    group.mandal,
    date(hand, group.formedOn, at),
    meets,
    amount(hand, 100),
    at === 0 ? 'meets under the tree' : null,
  );
  put(
    'openings',
    group.name,
    hand === 'chandra' ? `${group.name} SHG` : group.name,
    date(hand, '2026-10-31', at),
    amount(hand, group.cash),
    amount(hand, group.bank),
    amount(hand, group.grants),
    amount(hand, surplusOf(group)),
  );
  if (group.owed > 0) {
    put(
      'borrowings',
      group.name,
      group.name,
      hand === 'bharati' ? 'బ్యాంకు లింకేజీ' : 'Bank Linkage',
      date(hand, '2025-06-15', at),
      amount(hand, 60_000),
      amount(hand, group.owed),
    );
  }
}

/** A woman in her register. */
type Entry = {
  readonly hand: Hand;
  readonly woman: Woman;
  /** Her number among all, from 0. */
  readonly at: number;
  /** Whether she is the first of her group. */
  readonly isNewGroup: boolean;
};

/** What stands above a woman's row: titles, repeated headings and empty rows, as each of them writes. */
function putHeadingBefore(members: Table, { hand, woman, isNewGroup }: Entry): void {
  if (hand === 'bharati' && woman.number === '201') {
    // A title over the whole width, as in her paper register.
    members.merged.push(`A${next(members)}:K${next(members)}`);
    members.rows.push(['కృష్ణా జిల్లా సభ్యులు']);
  }
  if (hand === 'chandra' && woman.number === 'P-1') {
    members.rows.push(
      [],
      [
        'No',
        'Name of the member',
        'Mobile No',
        'Date of birth',
        'Sex',
        'Category',
        'SHG Name',
        'District',
        'Mandal',
        'Date of joining',
        'Leader from',
      ],
    );
  }
  if (hand === 'chandra' && isNewGroup) members.rows.push([]);
  if (hand === 'bharati' && isNewGroup) {
    const size = everybody.filter((other) => other.woman.group === woman.group).length;
    members.merged.push(`G${next(members)}:G${next(members) + size - 1}`);
  }
}

/** Her own row and her consents. */
function putWoman(put: Put, { hand, woman, at, isNewGroup }: Entry): void {
  const born =
    hand === 'chandra' && at % 2 === 0
      ? `12/5/${woman.birthYear}`
      : hand === 'bharati'
        ? teluguDigits(String(woman.birthYear))
        : woman.birthYear;
  const groupCell =
    hand === 'bharati'
      ? isNewGroup
        ? woman.group
        : null
      : hand === 'chandra' && at % 2 === 1
        ? `${woman.group.toUpperCase()} group`
        : woman.group;
  const gender = hand === 'asha' ? 'woman / మహిళ' : hand === 'bharati' ? 'స్త్రీ' : 'F';
  put(
    'members',
    woman.number,
    hand === 'asha' ? Number(woman.number) : hand === 'bharati' ? teluguDigits(woman.number) : woman.number,
    hand === 'chandra' ? woman.name.toUpperCase() : woman.name,
    phone(hand, woman.phone),
    born,
    gender,
    hand === 'asha' ? 'trafficking / మానవ అక్రమ రవాణా' : null,
    groupCell,
    null,
    null,
    date(hand, woman.joinedOn, at),
  );
  put(
    'consents',
    woman.number,
    hand === 'asha' ? Number(woman.number) : woman.number,
    date(hand, woman.consentedOn, at),
    yes(hand, true),
    yes(hand, woman.counted),
    null,
    hand === 'asha' ? 'written / రాతపూర్వకంగా' : hand === 'bharati' ? 'మాటతో' : 'Signed',
  );
}

function putMoney(put: Put, { hand, woman, at }: Entry): void {
  put(
    'accounts',
    woman.number,
    woman.number,
    amount(hand, woman.savings),
    ...(woman.loan === undefined
      ? hand === 'chandra'
        ? [null, 0, 0]
        : []
      : [
          date(hand, woman.loan.on, at),
          amount(hand, woman.loan.principal),
          amount(hand, woman.loan.outstanding),
        ]),
  );
}

function putChildAndPatta(put: Put, { hand, woman, at }: Entry): void {
  if (woman.child !== undefined) {
    const { isGirl } = woman.child;
    put(
      'children',
      woman.number,
      woman.number,
      woman.child.birthYear,
      hand === 'bharati' ? (isGirl ? 'అమ్మాయి' : 'అబ్బాయి') : isGirl ? 'Girl' : 'Boy',
      yes(hand, woman.child.inSchool),
    );
  }
  if (woman.received !== undefined) {
    put(
      'entitlements',
      woman.number,
      woman.number,
      patta[hand][woman.received.what],
      hand === 'asha' ? 'received / అందింది' : null,
      date(hand, woman.received.on, at),
    );
  }
}
