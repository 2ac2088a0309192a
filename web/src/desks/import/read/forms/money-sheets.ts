import { chooseNote, dateNote, group, herNumber, outstanding, required, terms } from './shared-columns.ts';
import type { SheetForm } from './sheet-form.ts';

/** The sheets of an import's workbook with the money of the groups: their openings, each woman's savings and loans, and borrowings. */

export const openings = {
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
} as const satisfies SheetForm;

export const accounts = {
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
} as const satisfies SheetForm;

export const borrowings = {
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
} as const satisfies SheetForm;
