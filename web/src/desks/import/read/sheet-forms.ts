import type { ImportedField } from '../../../../../functions/areas/members/definition.ts';
import type { District } from '../../../../../functions/shared/reach/districts.ts';
import type { ChoiceName, ChoiceValue } from '../repeats/choices.ts';

/**
 * The sheets of an import's workbook and their columns. Template, reading and written workbooks all follow these tables.
 */

/** The types of cells after reading, by the kind of their column. */
type Values = {
  /** A text of up to 120 characters, which the server encrypts. */
  text: string;
  /** A text that the server stores unencrypted and may publish; it must not contain a telephone number. */
  openText: string;
  /** The name of a village or mandal, and no closer address. */
  place: string;
  /** The name of a notice or form of consent. */
  notice: string;
  /** The woman's number in the register, by which other sheets name her. */
  number: string;
  /** The name of a collective. */
  group: string;
  /** `YYYY-MM-DD`, not in the future. */
  date: string;
  /** `YYYY-MM-DD`, which may be in the future. */
  anyDate: string;
  /** `1988` */
  birthYear: number;
  /** Paise. */
  amount: number;
  /** Paise; may be negative. */
  balance: number;
  /** Basis points (hundredths of a per cent) a month. */
  rate: number;
  /** How many people took part. */
  count: number;
  /** The number of instalments of a loan. */
  instalments: number;
  /** The ten digits of a mobile number, or the digits of a landline number with the 0 before its area code. */
  phone: string;
  district: District;
  url: string;
};
export type ColumnKind = keyof Values | 'choice';

export type BilingualText = { readonly en: string; readonly te: string };

/** A column of a sheet. `en` and `te` are its heading. */
export type Column = BilingualText & {
  readonly kind: ColumnKind;
  /** The list of a column of the kind `choice`. */
  readonly choice?: ChoiceName;
  readonly isRequired?: true;
  /** Other headings that people write for the column, in lower case. */
  readonly also?: readonly string[];
  /** The note that says what to write. */
  readonly note: BilingualText;
};
/** A sheet of the workbook. `en` and `te` are its title. */
export type SheetForm = BilingualText & {
  /** Other titles that people give the sheet, in lower case. */
  readonly also?: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
  /**
   * A name for each record that a row may make. The program fills in the records' ids, in this order, in the columns `id`, `id 2`
   * and `id 3`.
   */
  readonly ids: readonly string[];
};

const required = { isRequired: true } as const;

// Columns, or parts of them, that several sheets have.
const number = {
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
const herNumber = {
  ...number,
  ...required,
  note: { en: 'Her number on the sheet Members.', te: 'సభ్యులు షీట్‌లోని ఆమె నంబరు.' },
} as const;
const group = {
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
const mandal = { en: 'Mandal', te: 'మండలం', kind: 'place', also: ['village and mandal'] } as const;
const district = { en: 'District', te: 'జిల్లా', kind: 'district' } as const;
const birthYear = {
  en: 'Year of birth',
  te: 'పుట్టిన సంవత్సరం',
  kind: 'birthYear',
  also: ['birth year', 'yob', 'born', 'dob', 'date of birth', 'పుట్టిన తేదీ'],
} as const;
const chooseNote = { en: 'Choose from the list.', te: 'జాబితా నుంచి ఎంచుకోండి.' };
const dateNote = {
  en: 'Day, month, year: 15-3-2024.',
  te: 'రోజు, నెల, సంవత్సరం: 15-3-2024.',
};
/** The columns for the terms of a loan. */
const terms = {
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
const outstanding = {
  en: 'Outstanding ₹',
  te: 'బాకీ ₹',
  kind: 'amount',
  also: ['balance', 'loan balance', 'outstanding', 'నిల్వ'],
  note: { en: 'What of it is not yet paid back.', te: 'ఇంకా తీర్చాల్సిన అసలు.' },
} as const;

export const sheetForms = {
  collectives: {
    en: 'Collectives',
    te: 'సంఘాలు',
    also: ['groups', 'shgs', 'shg', 'collective'],
    ids: ['id'],
    columns: {
      name: {
        en: 'Name',
        te: 'పేరు',
        kind: 'openText',
        also: ['collective', 'group', 'group name', 'name of the group', 'shg name', 'సంఘం', 'సంఘం పేరు'],
        ...required,
        note: { en: 'The group’s name, not a person’s.', te: 'సంఘం పేరు; మనిషి పేరు కాదు.' },
      },
      district: {
        ...district,
        ...required,
        note: { en: 'As it is today.', te: 'ఇప్పుడున్న జిల్లా.' },
      },
      mandal: {
        ...mandal,
        ...required,
        note: { en: 'Where the group meets.', te: 'సంఘం కలిసే మండలం.' },
      },
      formedOn: {
        en: 'Formed on',
        te: 'ఏర్పడిన తేదీ',
        kind: 'date',
        also: ['date of formation', 'formation date', 'formed'],
        ...required,
        note: dateNote,
      },
      meetingFrequency: {
        en: 'Meets',
        te: 'ఎంత తరచుగా',
        kind: 'choice',
        choice: 'frequency',
        also: ['meeting', 'meetings', 'frequency', 'meeting frequency'],
        ...required,
        note: chooseNote,
      },
      usualDeposit: {
        en: 'Usual deposit ₹',
        te: 'మామూలు పొదుపు ₹',
        kind: 'amount',
        also: ['monthly savings', 'savings per meeting', 'usual deposit', 'deposit'],
        ...required,
        note: { en: 'Of one woman at one meeting, in rupees.', te: 'ఒక సమావేశంలో ఒకరి పొదుపు, రూపాయల్లో.' },
      },
      rate: terms.rate,
    },
  },
  members: {
    en: 'Members',
    te: 'సభ్యులు',
    also: ['member', 'member list', 'members list', 'సభ్యుల జాబితా'],
    ids: ['id'],
    columns: {
      number: {
        ...number,
        ...required,
        note: {
          en: 'Her number in your register, each once. The other sheets name her by it.',
          te: 'మీ రిజిస్టర్‌లోని ఆమె నంబరు; ఒక్కొక్కరికి ఒక్కటే. మిగతా షీట్లలో ఆమెను ఇదే చెబుతుంది.',
        },
      },
      name: {
        en: 'Name',
        te: 'పేరు',
        kind: 'text',
        also: ['member name', 'name of the member', 'full name', 'సభ్యురాలి పేరు'],
        ...required,
        note: { en: 'In Telugu or English letters.', te: 'తెలుగులో లేదా ఇంగ్లీషు అక్షరాల్లో.' },
      },
      phone: {
        en: 'Telephone',
        te: 'ఫోన్',
        kind: 'phone',
        also: [
          'phone',
          'mobile',
          'cell',
          'phone no',
          'mobile no',
          'mobile number',
          'phone number',
          'ఫోన్ నంబరు',
          'సెల్',
        ],
        note: {
          en: 'Only one that is safe to call. May stay empty.',
          te: 'ఫోన్ చేసినా ఆమెకు ఇబ్బంది లేనిదే. ఖాళీగా ఉంచవచ్చు.',
        },
      },
      birthYear: {
        ...birthYear,
        ...required,
        note: { en: 'Four digits, such as 1988. Not her age.', te: 'నాలుగు అంకెలు, ఉదా. 1988. వయసు కాదు.' },
      },
      gender: {
        en: 'Gender',
        te: 'లింగం',
        kind: 'choice',
        choice: 'gender',
        also: ['sex'],
        ...required,
        note: chooseNote,
      },
      category: {
        en: 'Survivor of',
        te: 'ఏ పరిస్థితి నుంచి బయటపడ్డారు',
        kind: 'choice',
        choice: 'category',
        also: ['category', 'survivor category'],
        note: {
          en: 'Only if she has said it. Empty: not said.',
          te: 'ఆమె చెబితేనే. ఖాళీగా ఉంటే: చెప్పలేదు.',
        },
      },
      collective: group,
      district: {
        ...district,
        note: { en: 'Where she lives. Empty: that of her group.', te: 'ఆమె ఉండే జిల్లా. ఖాళీగా ఉంటే సంఘం జిల్లాయే.' },
      },
      mandal: {
        ...mandal,
        note: {
          en: 'Where she lives, and no closer address. Empty: that of her group.',
          te: 'ఆమె ఉండే మండలం; అంతకంటే దగ్గరి చిరునామా వద్దు. ఖాళీగా ఉంటే సంఘం మండలమే.',
        },
      },
      joinedOn: {
        en: 'Joined on',
        te: 'చేరిన తేదీ',
        kind: 'date',
        also: ['joining date', 'date of joining', 'doj', 'joined'],
        ...required,
        note: dateNote,
      },
      leaderSince: {
        en: 'Leader since',
        te: 'లీడర్ అయిన తేదీ',
        kind: 'date',
        also: ['leader from'],
        note: { en: 'Only of a leader.', te: 'లీడర్‌కు మాత్రమే.' },
      },
      // A field of a member that is imported must have a column here, or this does not compile.
    } satisfies Readonly<Record<ImportedField, Column> & Record<string, Column>>,
  },
  consents: {
    en: 'Consents',
    te: 'అంగీకారాలు',
    also: ['consent', 'అంగీకారం'],
    ids: ['id', 'idReporting', 'idSharing'],
    columns: {
      member: herNumber,
      on: {
        en: 'On',
        te: 'తేదీ',
        kind: 'date',
        also: ['date', 'consent date', 'date of consent', 'అంగీకరించిన తేదీ'],
        ...required,
        note: dateNote,
      },
      services: {
        en: 'Services',
        te: 'సేవలు',
        kind: 'choice',
        choice: 'answer',
        also: ['service'],
        note: {
          en: 'May we keep her details to help her? Without a yes she is not brought in.',
          te: 'సాయం చేయడానికి ఆమె వివరాలు ఉంచవచ్చా? అవును అని లేకపోతే ఆమెను చేర్చము.',
        },
      },
      reporting: {
        en: 'Reporting',
        te: 'నివేదికలు',
        kind: 'choice',
        choice: 'answer',
        also: ['reports', 'report'],
        note: {
          en: 'May she be counted, without her name? Empty: she was not asked.',
          te: 'పేరు లేకుండా లెక్కలో కలపవచ్చా? ఖాళీగా ఉంటే: అడగలేదు.',
        },
      },
      sharing: {
        en: 'Sharing',
        te: 'ఇతరులకు తెలపడం',
        kind: 'choice',
        choice: 'answer',
        note: {
          en: 'May a summary go to a lawyer or an office? Empty: she was not asked.',
          te: 'క్లుప్తంగా లాయర్‌కు, కార్యాలయానికి ఇవ్వవచ్చా? ఖాళీగా ఉంటే: అడగలేదు.',
        },
      },
      method: {
        en: 'How',
        te: 'ఎలా',
        kind: 'choice',
        choice: 'method',
        also: ['method', 'mode', 'type'],
        ...required,
        note: chooseNote,
      },
      givenBy: {
        en: 'Given by',
        te: 'ఎవరు ఒప్పుకున్నారు',
        kind: 'choice',
        choice: 'giver',
        also: ['by', 'consent by'],
        note: {
          en: 'Empty: she herself. For a girl under 18 the child welfare committee; a guardian only if they had no part in it.',
          te: 'ఖాళీగా ఉంటే ఆమె స్వయంగా. 18 నిండని అమ్మాయికి బాలల సంక్షేమ సమితి; ఏ సంబంధమూ లేదని తెలిస్తేనే సంరక్షకులు.',
        },
      },
      notice: {
        en: 'What was read to her',
        te: 'ఏది చదివి వినిపించారు',
        kind: 'notice',
        also: ['notice', 'form'],
        note: {
          en: 'The name of the form and its year alone, such as “paper form 2022”. Nothing about her. Empty: not recorded.',
          te: 'ఫారం పేరు, సంవత్సరం మాత్రమే, ఉదా. “2022 కాగితం”. ఆమె గురించి ఏమీ రాయవద్దు. ఖాళీగా ఉంటే: రాయలేదు.',
        },
      },
    },
  },
  children: {
    en: 'Children',
    te: 'పిల్లలు',
    also: ['child', 'kids'],
    ids: ['id'],
    columns: {
      member: { ...herNumber, also: [...number.also, 'mother', 'mother no', 'తల్లి నంబరు'] },
      birthYear: {
        ...birthYear,
        ...required,
        note: {
          en: 'Four digits. No child’s name is written anywhere.',
          te: 'నాలుగు అంకెలు. బిడ్డ పేరు ఎక్కడా రాయకూడదు.',
        },
      },
      gender: {
        en: 'Gender',
        te: 'లింగం',
        kind: 'choice',
        choice: 'gender',
        also: ['sex', 'boy or girl'],
        ...required,
        note: chooseNote,
      },
      inSchool: {
        en: 'In school',
        te: 'బడిలో',
        kind: 'choice',
        choice: 'answer',
        also: ['school', 'going to school', 'studying', 'బడికి వెళ్తున్నారా'],
        ...required,
        note: { en: 'Today: yes or no.', te: 'ఇప్పుడు: అవును లేదా కాదు.' },
      },
    },
  },
  openings: {
    en: 'Group books',
    te: 'సంఘాల లెక్కలు',
    also: ['opening', 'openings', 'opening balances', 'group books', 'ప్రారంభ నిల్వలు'],
    ids: ['id'],
    columns: {
      collective: group,
      asOf: {
        en: 'As of',
        te: 'ఏ తేదీ నాటికి',
        kind: 'date',
        also: ['as on', 'date', 'opening date'],
        ...required,
        note: {
          en: 'The day of these figures. No meeting before it can be recorded afterwards.',
          te: 'ఈ లెక్కల తేదీ. దీనికి ముందు జరిగిన సమావేశాలు తరువాత నమోదు చేయలేరు.',
        },
      },
      cash: {
        en: 'Cash ₹',
        te: 'చేతిలో నగదు ₹',
        kind: 'amount',
        also: ['cash in hand', 'cash on hand', 'cash', 'cash in box', 'నగదు'],
        ...required,
        note: { en: 'In the box on that day.', te: 'ఆ రోజు పెట్టెలో ఉన్నది.' },
      },
      bank: {
        en: 'Bank ₹',
        te: 'బ్యాంకులో ₹',
        kind: 'amount',
        also: ['cash at bank', 'bank balance', 'bank', 'బ్యాంకు నిల్వ'],
        ...required,
        note: { en: 'By the passbook on that day.', te: 'ఆ రోజు పాస్‌బుక్ ప్రకారం.' },
      },
      grants: {
        en: 'Grants ₹',
        te: 'గ్రాంట్లు ₹',
        kind: 'amount',
        also: ['grant', 'revolving fund', 'గ్రాంటు'],
        note: {
          en: 'Revolving fund, subvention, gifts so far. Empty: none.',
          te: 'రివాల్వింగ్ ఫండ్, సబ్సిడీ, విరాళాలు. ఖాళీగా ఉంటే: లేవు.',
        },
      },
      surplus: {
        en: 'Surplus ₹',
        te: 'మిగులు ₹',
        kind: 'balance',
        also: ['profit', 'surplus', 'లాభం'],
        ...required,
        note: {
          en: 'What is left: cash + bank + loans − savings − borrowings − grants. It may be below zero.',
          te: 'మిగిలినది: నగదు + బ్యాంకు + ఇచ్చిన రుణాలు − పొదుపు − తీసుకున్న రుణాలు − గ్రాంట్లు. సున్నా కంటే తక్కువ కావచ్చు.',
        },
      },
    },
  },
  accounts: {
    en: 'Savings and loans',
    te: 'పొదుపు రుణాలు',
    also: ['savings', 'loans', 'accounts', 'member accounts', 'savings loans', 'పొదుపు', 'రుణాలు'],
    ids: ['id'],
    columns: {
      member: {
        ...herNumber,
        note: {
          en: 'Her number on the sheet Members. Of several loans, each has its own row; her savings stand in one of them.',
          te: 'సభ్యులు షీట్‌లోని ఆమె నంబరు. రుణాలు ఎన్నో ఉంటే ఒక్కోదానికి ఒక వరుస; పొదుపు వాటిలో ఒక్కదానిలోనే.',
        },
      },
      savings: {
        en: 'Savings ₹',
        te: 'పొదుపు ₹',
        kind: 'amount',
        also: ['total savings', 'savings', 'saving', 'savings balance'],
        note: { en: 'All that she has saved by that day.', te: 'ఆ రోజుకు ఆమె మొత్తం పొదుపు.' },
      },
      disbursedOn: {
        en: 'Loan given on',
        te: 'రుణం ఇచ్చిన తేదీ',
        kind: 'date',
        also: ['loan date', 'date of loan'],
        note: dateNote,
      },
      principal: {
        en: 'Loan ₹',
        te: 'రుణం ₹',
        kind: 'amount',
        also: ['loan amount', 'loan taken', 'principal', 'loan', 'అసలు'],
        note: { en: 'What she was lent.', te: 'ఆమెకు ఇచ్చిన అసలు.' },
      },
      outstanding,
      ...terms,
    },
  },
  borrowings: {
    en: 'Borrowings',
    te: 'తీసుకున్న రుణాలు',
    also: ['borrowing', 'bank loans', 'group loans', 'సంఘం రుణాలు'],
    ids: ['id'],
    columns: {
      collective: group,
      source: {
        en: 'From',
        te: 'ఎవరి నుంచి',
        kind: 'choice',
        choice: 'source',
        also: ['source', 'bank', 'lender'],
        ...required,
        note: chooseNote,
      },
      sanctionedOn: {
        en: 'Sanctioned on',
        te: 'మంజూరైన తేదీ',
        kind: 'date',
        also: ['date', 'loan date', 'sanction date'],
        ...required,
        note: dateNote,
      },
      principal: {
        en: 'Loan ₹',
        te: 'రుణం ₹',
        kind: 'amount',
        also: ['amount', 'loan amount', 'principal', 'sanctioned amount'],
        ...required,
        note: { en: 'What the group was lent.', te: 'సంఘానికి ఇచ్చిన అసలు.' },
      },
      outstanding: { ...outstanding, ...required },
      ...terms,
    },
  },
  entitlements: {
    en: 'Entitlements',
    te: 'హక్కులు, పథకాలు',
    also: ['entitlement', 'schemes', 'benefits', 'పథకాలు'],
    ids: ['id', 'idCase', 'idClosing'],
    columns: {
      member: herNumber,
      entitlement: {
        en: 'Entitlement',
        te: 'హక్కు, పథకం',
        kind: 'choice',
        choice: 'entitlement',
        also: ['scheme', 'benefit', 'type', 'పథకం'],
        ...required,
        note: chooseNote,
      },
      stage: {
        en: 'Stage',
        te: 'దశ',
        kind: 'choice',
        choice: 'stage',
        also: ['status'],
        note: { en: 'Empty: received.', te: 'ఖాళీగా ఉంటే: అందింది.' },
      },
      on: {
        en: 'On',
        te: 'తేదీ',
        kind: 'date',
        also: ['date', 'received on', 'date received', 'అందిన తేదీ'],
        ...required,
        note: {
          en: 'The day itself, also before she joined: 15-3-2019.',
          te: 'జరిగిన రోజే; చేరకముందైనా సరే: 15-3-2019.',
        },
      },
    },
  },
  outreach: {
    en: 'Outreach',
    te: 'అవగాహన కార్యక్రమాలు',
    also: ['programmes', 'programs', 'events', 'activities', 'కార్యక్రమాలు'],
    ids: ['id'],
    columns: {
      kind: {
        en: 'Kind',
        te: 'రకం',
        kind: 'choice',
        choice: 'outreach',
        also: ['type', 'activity', 'programme'],
        ...required,
        note: chooseNote,
      },
      on: { en: 'On', te: 'తేదీ', kind: 'date', also: ['date'], ...required, note: dateNote },
      mode: {
        en: 'How',
        te: 'విధానం',
        kind: 'choice',
        choice: 'mode',
        also: ['mode', 'online or offline'],
        ...required,
        note: chooseNote,
      },
      district: {
        ...district,
        ...required,
        note: { en: 'As it is today.', te: 'ఇప్పుడున్న జిల్లా.' },
      },
      participants: {
        en: 'Participants',
        te: 'పాల్గొన్నవారి సంఖ్య',
        kind: 'count',
        also: ['no of participants', 'attended', 'number', 'సంఖ్య'],
        ...required,
        note: { en: 'How many; no names. Of a story: 0.', te: 'ఎంతమంది; పేర్లు వద్దు. కథనానికి 0.' },
      },
      title: {
        en: 'Title',
        te: 'శీర్షిక',
        kind: 'openText',
        also: ['topic', 'headline'],
        note: { en: 'No woman’s name, no telephone number.', te: 'మహిళ పేరు, ఫోన్ నంబరు వద్దు.' },
      },
      outlet: {
        en: 'Outlet',
        te: 'పత్రిక లేదా ఛానెల్',
        kind: 'openText',
        also: ['newspaper', 'paper', 'channel', 'పత్రిక'],
        note: { en: 'Of a story.', te: 'కథనానికి.' },
      },
      url: {
        en: 'Web address',
        te: 'వెబ్ చిరునామా',
        kind: 'url',
        also: ['link', 'url', 'website'],
        note: { en: 'Of a story: https://…', te: 'కథనానికి: https://…' },
      },
    },
  },
} as const satisfies Readonly<Record<string, SheetForm>>;

export type SheetKey = keyof typeof sheetForms;
/** The keys of the sheets of the import's workbook, in their order. The filter keeps all; it is for the type alone. */
export const sheetKeys = Object.keys(sheetForms).filter((key): key is SheetKey => key in sheetForms);

/** The type of a column's values: for a column of the kind `choice` the words of its list, for any other the type in `Values`. */
type ValueOf<C> = C extends { readonly kind: 'choice'; readonly choice: infer Name extends ChoiceName }
  ? ChoiceValue<Name>
  : C extends { readonly kind: infer K extends keyof Values }
    ? Values[K]
    : never;

export type ColumnKey<Key extends SheetKey> = keyof (typeof sheetForms)[Key]['columns'] & string;

/** The values of a row, as far as its cells can be read. */
export type RowValues<Key extends SheetKey> = {
  readonly [C in ColumnKey<Key>]?: ValueOf<(typeof sheetForms)[Key]['columns'][C]>;
};

/** The form of a sheet of the import's workbook. Its type is the same for all sheets: it doesn't name the sheet's own columns. */
export const formOf = (key: SheetKey): SheetForm => sheetForms[key];
