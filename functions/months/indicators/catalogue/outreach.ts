import type { Facts } from '../facts.ts';
import type { Counting, Indicator } from '../indicator.ts';

const policeOriented = (mode: Facts['outreach']['mode']): Counting => ({
  way: 'sum',
  fact: 'outreach',
  count: ({ kind, mode: held, participants }) =>
    kind === 'police_orientation' && held === mode ? participants : 0,
});

export const outreach: readonly Indicator[] = [
  {
    code: 'media_personnel_sensitised',
    theme: 'outreach',
    unit: 'persons',
    title: {
      en: 'Media personnel sensitised',
      te: 'అవగాహన కార్యక్రమాల్లో పాల్గొన్న మీడియా ప్రతినిధులు',
      ja: '啓発プログラムに参加した報道関係者',
    },
    definition: {
      en: 'Participants of sensitisations for journalists and other media personnel.',
      te: 'విలేకరులు, ఇతర మీడియా ప్రతినిధుల కోసం నిర్వహించిన అవగాహన కార్యక్రమాల్లో పాల్గొన్నవారి సంఖ్య.',
      ja: '記者など報道関係者のための啓発プログラムに参加した人数。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'outreach',
      count: ({ kind, participants }) => (kind === 'media_sensitisation' ? participants : 0),
    },
  },
  {
    code: 'media_stories_published',
    theme: 'outreach',
    unit: 'stories',
    title: { en: 'Media stories published', te: 'ప్రచురితమైన వార్తా కథనాలు', ja: '公表された報道記事' },
    definition: {
      en: 'Stories that media published.',
      te: 'మీడియాలో ప్రచురితమైన లేదా ప్రసారమైన కథనాల సంఖ్య.',
      ja: 'メディアに掲載・放送された記事の本数。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'outreach', count: ({ kind }) => (kind === 'media_story' ? 1 : 0) },
  },
  {
    code: 'police_oriented_in_person',
    theme: 'outreach',
    unit: 'persons',
    title: {
      en: 'Police officers trained in person',
      te: 'ముఖాముఖి అవగాహన శిక్షణలో పాల్గొన్న పోలీసులు',
      ja: '対面の研修に参加した警察官',
    },
    definition: {
      en: 'Participants of trainings (orientations) for the police that were held in person.',
      te: 'పోలీసుల కోసం ముఖాముఖిగా నిర్వహించిన అవగాహన శిక్షణల్లో పాల్గొన్నవారి సంఖ్య.',
      ja: '警察官のための対面の研修に参加した人数。',
    },
    breakdowns: false,
    counting: policeOriented('in_person'),
  },
  {
    code: 'police_oriented_online',
    theme: 'outreach',
    unit: 'persons',
    title: {
      en: 'Police officers trained online',
      te: 'ఆన్‌లైన్ అవగాహన శిక్షణలో పాల్గొన్న పోలీసులు',
      ja: 'オンライン研修に参加した警察官',
    },
    definition: {
      en: 'Participants of trainings (orientations) for the police that were held online.',
      te: 'పోలీసుల కోసం ఆన్‌లైన్‌లో నిర్వహించిన అవగాహన శిక్షణల్లో పాల్గొన్నవారి సంఖ్య.',
      ja: '警察官のためのオンライン研修に参加した人数。',
    },
    breakdowns: false,
    counting: policeOriented('online'),
  },
  {
    code: 'leadership_trainings',
    theme: 'outreach',
    unit: 'trainings',
    title: { en: 'Leadership trainings', te: 'నాయకత్వ శిక్షణలు', ja: 'リーダーシップ研修' },
    definition: {
      en: 'Trainings in leadership.',
      te: 'నిర్వహించిన నాయకత్వ శిక్షణల సంఖ్య.',
      ja: '実施されたリーダーシップ研修の回数。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'outreach', count: ({ kind }) => (kind === 'leadership_training' ? 1 : 0) },
  },
];
