import { birthYear, chooseNote, dateNote, herNumber, required } from './shared-columns.ts';
import type { SheetForm } from './sheet-form.ts';

/** The sheets of an import's workbook with what is known of a member beside her own row: consents, children and entitlements. */

export const consents = {
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
} as const satisfies SheetForm;

export const children = {
  en: 'Children',
  te: 'పిల్లలు',
  also: ['child', 'kids'],
  ids: ['id'],
  columns: {
    member: { ...herNumber, also: [...herNumber.also, 'mother', 'mother no', 'తల్లి నంబరు'] },
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
} as const satisfies SheetForm;

export const entitlements = {
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
} as const satisfies SheetForm;
