/** The columns, or parts of columns, that several sheets of an import's workbook have. */

/** To be spread into a column that each row must fill in. */
export const required = { isRequired: true } as const;

/** A woman's number in the register. */
export const registerNumber = {
  en: 'No.',
  te: 'నంబరు',
  kind: 'number',
  also: [
    'number',
    'member no',
    'member number',
    's no',
    'sl no',
    'reg no',
    'register number',
    'సంఖ్య',
    'వరుస సంఖ్య',
    'సభ్యురాలి నంబరు',
  ],
} as const;
/** The column by which a row names the woman whom it is about. */
export const herNumber = {
  ...registerNumber,
  ...required,
  note: { en: 'Her number on the sheet Members.', te: 'సభ్యులు షీట్‌లోని ఆమె నంబరు.' },
} as const;
/** The column by which a row names a collective. */
export const group = {
  en: 'Collective',
  te: 'సంఘం',
  kind: 'group',
  also: ['group', 'shg', 'shg name', 'name of the group', 'group name', 'sangham', 'సంఘం పేరు'],
  ...required,
  note: {
    en: 'The name of her group, as on the sheet Collectives or as it stands in the system.',
    te: 'సంఘం పేరు: సంఘాలు షీట్‌లో లేదా ఈ వ్యవస్థలో ఉన్నట్టే.',
  },
} as const;
// These three lack a note: each sheet says in its own what is meant.
export const mandal = { en: 'Mandal', te: 'మండలం', kind: 'place', also: ['village and mandal'] } as const;
export const district = { en: 'District', te: 'జిల్లా', kind: 'district' } as const;
export const birthYear = {
  en: 'Year of birth',
  te: 'పుట్టిన సంవత్సరం',
  kind: 'birthYear',
  also: ['birth year', 'yob', 'born', 'dob', 'date of birth', 'పుట్టిన తేదీ'],
} as const;
export const chooseNote = { en: 'Choose from the list.', te: 'జాబితా నుంచి ఎంచుకోండి.' };
export const dateNote = {
  en: 'Day, month, year: 15-3-2024.',
  te: 'రోజు, నెల, సంవత్సరం: 15-3-2024.',
};
/** The columns for the terms of a loan. */
export const terms = {
  rate: {
    en: 'Interest % a month',
    te: 'వడ్డీ % నెలకు',
    kind: 'rate',
    also: ['interest', 'rate', 'interest rate', 'వడ్డీ'],
    note: { en: 'For one month: 2 is 2% a month.', te: 'ఒక నెలకు: 2 అంటే నెలకు 2%.' },
  },
  instalments: {
    en: 'Instalments',
    te: 'వాయిదాలు',
    kind: 'instalments',
    also: ['installments', 'no of instalments', 'emis'],
    note: {
      en: 'How many, 1 to 60. With it the date of the first; or leave both empty.',
      te: 'ఎన్ని వాయిదాలు, 1 నుంచి 60. మొదటి వాయిదా తేదీ కూడా రాయండి; లేదా రెండూ ఖాళీగా ఉంచండి.',
    },
  },
  firstDueOn: {
    en: 'First due on',
    te: 'మొదటి వాయిదా తేదీ',
    kind: 'anyDate',
    also: ['first due date', 'first instalment on'],
    note: dateNote,
  },
} as const;
/** How much of a loan's principal is not yet paid back. */
export const outstanding = {
  en: 'Outstanding ₹',
  te: 'బాకీ ₹',
  kind: 'amount',
  also: ['balance', 'loan balance', 'outstanding', 'నిల్వ'],
  note: { en: 'What of it is not yet paid back.', te: 'ఇంకా తీర్చాల్సిన అసలు.' },
} as const;
