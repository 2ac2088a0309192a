import {
  childrenConfirmedOf,
  childrenInSchoolOf,
  childrenOfSchoolAgeOf,
  olderGirlsInSchoolOf,
  returnsOf,
} from '../children-stocks.ts';
import type { Indicator } from '../indicator.ts';

export const children: readonly Indicator[] = [
  {
    code: 'children_in_school',
    theme: 'members',
    unit: 'children',
    title: { en: 'Children in school', te: 'బడిలో చదువుకుంటున్న పిల్లలు', ja: '学校に通う子ども' },
    definition: {
      en: 'Active members’ children who go to school, regularly or not, as last seen, at the end of the month.',
      te: 'నెల చివరి రోజుకు బడికి (అప్పుడప్పుడు అయినా) వెళ్తున్నారని చివరిసారి తెలిసిన, కొనసాగుతున్న సభ్యుల పిల్లల సంఖ్య.',
      ja: '月末の時点で、最後の確認で（不定期でも）学校に通っていた、活動中のメンバーの子どもの人数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: childrenInSchoolOf },
  },
  {
    code: 'children_school_age',
    theme: 'members',
    unit: 'children',
    title: { en: 'Children of school age', te: 'బడి ఈడు పిల్లలు', ja: '就学年齢の子ども' },
    definition: {
      en: 'Active members’ children who are 6 to 17 years old in the year of the month.',
      te: 'ఆ నెల ఉన్న సంవత్సరంలో 6 నుంచి 17 ఏళ్ల వయసున్న, కొనసాగుతున్న సభ్యుల పిల్లల సంఖ్య.',
      ja: 'その月の年に6歳から17歳になる、活動中のメンバーの子どもの人数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: childrenOfSchoolAgeOf },
  },
  {
    code: 'children_school_confirmed',
    theme: 'members',
    unit: 'children',
    title: {
      en: 'Children of school age seen in school lately',
      te: 'ఈమధ్య బడికి వెళ్తున్నారని తెలిసిన పిల్లలు',
      ja: '最近、就学が確かめられた子ども',
    },
    definition: {
      en: 'Of the children of school age, those who were enrolled when they were last seen, within the seven months to the end of the month.',
      te: 'బడి ఈడు పిల్లల్లో, నెల చివరికి ముందు ఏడు నెలల్లో చివరిసారి అడిగినప్పుడు బడిలో ఉన్న పిల్లల సంఖ్య.',
      ja: '就学年齢の子どものうち、月末までの7か月以内の最後の確認で在学していた人数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: childrenConfirmedOf },
  },
  {
    code: 'children_returned',
    theme: 'members',
    unit: 'children',
    title: {
      en: 'Children who returned to school',
      te: 'తిరిగి బడికి వెళ్లిన పిల్లలు',
      ja: '学校に戻った子ども',
    },
    definition: {
      en: 'Different children who were found enrolled after they had last been found out of school.',
      te: 'బడి మానేశారని తెలిసిన తర్వాత తిరిగి బడిలో చేరిన వేర్వేరు పిల్లల సంఖ్య.',
      ja: '学校を離れていると確認されたあと、在学が確認された子どもの実人数。',
    },
    breakdowns: false,
    counting: { way: 'distinct', each: 'period', changes: returnsOf },
  },
  {
    code: 'girls_15_17_in_school',
    theme: 'members',
    unit: 'children',
    title: {
      en: 'Girls of 15 to 17 in school',
      te: 'బడిలో ఉన్న 15–17 ఏళ్ల ఆడపిల్లలు',
      ja: '学校に通う15〜17歳の女子',
    },
    definition: {
      en: 'Active members’ daughters who are 15 to 17 years old in the year of the month and go to school, regularly or not, as last seen.',
      te: 'ఆ సంవత్సరంలో 15 నుంచి 17 ఏళ్ల వయసుండి, బడికి (అప్పుడప్పుడు అయినా) వెళ్తున్నారని చివరిసారి తెలిసిన, కొనసాగుతున్న సభ్యుల కూతుళ్ల సంఖ్య.',
      ja: 'その年に15歳から17歳になり、最後の確認で（不定期でも）学校に通っていた、活動中のメンバーの娘の人数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: olderGirlsInSchoolOf },
  },
];
