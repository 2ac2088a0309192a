import { roadAreas } from '../../../shared/kinds/road-words.ts';
import type { Facts } from '../facts.ts';
import type { Indicator } from '../indicator.ts';
import { helpedOf, type RoadArea, roadOf, talksHeldOf } from '../member-road.ts';
import { areaWords } from '../road-areas.ts';

const better = (area: RoadArea): Indicator => {
  const { name, worse: before, better: now } = areaWords[area];
  return {
    code: `road_better_${area}`,
    theme: 'road',
    unit: 'ratio',
    title: {
      en: `${name.en}: better than at first`,
      te: `${name.te}: మొదటికన్నా మెరుగు`,
      ja: `${name.ja}：当初より良い`,
    },
    definition: {
      en: `Of the active members who said at first “${before.en}” and were asked again, those who said “${now.en}” when they were asked last; at the end of March or September.`,
      te: `మొదట “${before.te}” అని చెప్పి, మళ్లీ అడిగిన కొనసాగుతున్న సభ్యుల్లో, చివరిసారి “${now.te}” అని చెప్పినవారు; మార్చి లేదా సెప్టెంబర్ చివరికి.`,
      ja: `最初に「${before.ja}」と答え、その後も尋ねた活動中のメンバーのうち、最後に「${now.ja}」と答えた人。3月末または9月末の時点。`,
    },
    breakdowns: false,
    counting: { way: 'ratio_of_stocks', changes: roadOf(area, 'better') },
  };
};

const worse = (area: RoadArea): Indicator => {
  const { name, worse: now, better: before } = areaWords[area];
  return {
    code: `road_worse_${area}`,
    theme: 'road',
    unit: 'ratio',
    title: {
      en: `${name.en}: worse than at first`,
      te: `${name.te}: మొదటికన్నా అధ్వానం`,
      ja: `${name.ja}：当初より悪い`,
    },
    definition: {
      en: `Of the active members who said at first “${before.en}” and were asked again, those who said “${now.en}” when they were asked last; at the end of March or September.`,
      te: `మొదట “${before.te}” అని చెప్పి, మళ్లీ అడిగిన కొనసాగుతున్న సభ్యుల్లో, చివరిసారి “${now.te}” అని చెప్పినవారు; మార్చి లేదా సెప్టెంబర్ చివరికి.`,
      ja: `最初に「${before.ja}」と答え、その後も尋ねた活動中のメンバーのうち、最後に「${now.ja}」と答えた人。3月末または9月末の時点。`,
    },
    breakdowns: false,
    counting: { way: 'ratio_of_stocks', changes: roadOf(area, 'worse') },
  };
};

const violence = new Set<Facts['case']['incident']>([
  'domestic_violence',
  'sexual_violence',
  'threat',
  'trafficking_attempt',
]);

export const road: readonly Indicator[] = [
  ...roadAreas.flatMap((area) => [better(area), worse(area)]),
  {
    code: 'help_helped',
    theme: 'road',
    unit: 'ratio',
    title: {
      en: 'Said that the help had helped',
      te: 'సహాయం ఉపయోగపడిందని చెప్పినవి',
      ja: '支援が役に立ったという声',
    },
    definition: {
      en: 'Of the closings of cases in the twelve months to the end of March or September at which the woman said what became of it, those at which she said that it had helped; of women who have left too.',
      te: 'మార్చి లేదా సెప్టెంబర్ చివరికి ముగిసిన పన్నెండు నెలల్లో కేసు ముగిసేటప్పుడు ఆమె మాట చెప్పిన వాటిలో, సహాయం ఉపయోగపడిందని చెప్పినవి; వెళ్ళిపోయిన సభ్యులవీ ఇందులో ఉంటాయి.',
      ja: '3月末または9月末までの12か月にケースが終了し、本人が結果を答えたもののうち、役に立ったと答えたもの。退会した人のものを含む。',
    },
    breakdowns: false,
    counting: { way: 'ratio_of_stocks', changes: helpedOf },
  },
  {
    code: 'talks_held',
    theme: 'road',
    unit: 'persons',
    title: {
      en: 'Members who told of their road',
      te: 'తమ దారి గురించి మాట్లాడిన సభ్యులు',
      ja: '歩みを語ったメンバー',
    },
    definition: {
      en: 'Different members who had a talk about how their life is in the period.',
      te: 'ఆ కాలంలో తమ జీవితం ఎలా ఉందో మాట్లాడిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に自分の暮らしについて話したメンバーの実人数。',
    },
    breakdowns: false,
    counting: { way: 'distinct', each: 'period', changes: talksHeldOf },
  },
  {
    code: 'crises_of_violence',
    theme: 'road',
    unit: 'cases',
    title: { en: 'Crises of violence', te: 'హింస వల్ల వచ్చిన సంక్షోభాలు', ja: '暴力による危機' },
    definition: {
      en: 'Crisis cases after domestic violence, sexual violence, a threat or an attempt at trafficking, by the day on which they were opened; not told while fewer than 11 members are active.',
      te: 'ఇంట్లో హింస, లైంగిక హింస, బెదిరింపు లేదా అక్రమ రవాణా ప్రయత్నం వల్ల ప్రారంభించిన సంక్షోభ కేసుల సంఖ్య, తేదీ ప్రకారం; కొనసాగుతున్న సభ్యులు 11 మందికన్నా తక్కువైతే చెప్పం.',
      ja: '家庭内暴力、性暴力、脅迫、人身売買の未遂による危機対応のケースの件数（開始日による）。活動中のメンバーが11人未満の間は示さない。',
    },
    breakdowns: false,
    isWithheldOfFew: true,
    counting: {
      way: 'sum',
      fact: 'case',
      count: ({ kind, incident }) => (kind === 'crisis' && violence.has(incident) ? 1 : 0),
    },
  },
  {
    code: 'livelihood_survivors',
    theme: 'road',
    unit: 'persons',
    title: {
      en: 'Survivors with help to a livelihood',
      te: 'జీవనోపాధి సహాయం పొందిన సర్వైవర్లు',
      ja: '生計の支援を受けたサバイバー',
    },
    definition: {
      en: 'Different members who had help to a livelihood in the period.',
      te: 'ఆ కాలంలో జీవనోపాధి సహాయం పొందిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に生計の支援を受けたメンバーの実人数。',
    },
    breakdowns: false,
    counting: {
      way: 'distinct',
      fact: 'event',
      when: (event) => event.type === 'service' && event.service === 'livelihood',
      each: 'period',
    },
  },
];
