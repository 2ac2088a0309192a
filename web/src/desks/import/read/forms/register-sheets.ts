import type { ImportedField } from '../../../../../../functions/areas/members/definition.ts';
import {
  birthYear,
  chooseNote,
  dateNote,
  district,
  group,
  mandal,
  registerNumber,
  required,
  terms,
} from './shared-columns.ts';
import type { Column, SheetForm } from './sheet-form.ts';

/** The sheets of an import's workbook with the collectives and their members. `woman-sheets.ts` has what else is known of a member. */

export const collectives = {
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
} as const satisfies SheetForm;

export const members = {
  en: 'Members',
  te: 'సభ్యులు',
  also: ['member', 'member list', 'members list', 'సభ్యుల జాబితా'],
  ids: ['id'],
  columns: {
    number: {
      ...registerNumber,
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
} as const satisfies SheetForm;
