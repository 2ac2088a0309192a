import type { roadAreas } from '../../shared/kinds/road-words.ts';

type Words = { readonly en: string; readonly te: string; readonly ja: string };

/** An area of her life as the funder reads of it: its name, and what the worse and the better half of the answers say. The pages have it too. */
type AreaWords = {
  readonly name: Words;
  /** The answers 1 and 2. */
  readonly worse: Words;
  /** The answers 3 and 4. */
  readonly better: Words;
};

export const areaWords: Readonly<Record<(typeof roadAreas)[number], AreaWords>> = {
  safety: {
    name: { en: 'Safety', te: 'భద్రత', ja: '安全' },
    worse: {
      en: 'in danger, threatened or afraid',
      te: 'ప్రమాదం, బెదిరింపు లేదా భయం',
      ja: '危険な状態にある、脅されている、または怖い',
    },
    better: { en: 'safe, or mostly so', te: 'భద్రం, లేదా చాలావరకు భద్రం', ja: '安全、またはおおむね安全' },
  },
  debt: {
    name: { en: 'Debt outside the group', te: 'సంఘం బయటి అప్పు', ja: 'グループ外の借金' },
    worse: {
      en: 'cannot pay, or only the interest',
      te: 'తీర్చలేకపోవడం, లేదా వడ్డీ మాత్రమే కట్టడం',
      ja: '返せない、または利息しか払えない',
    },
    better: {
      en: 'is paying it off, or owes nobody',
      te: 'తీరుస్తూ ఉండడం, లేదా అప్పు లేకపోవడం',
      ja: '返済が進んでいる、または借金がない',
    },
  },
  work: {
    name: { en: 'Work', te: 'పని', ja: '仕事' },
    worse: { en: 'none, or now and then', te: 'పని లేదు, లేదా అప్పుడప్పుడు', ja: '仕事がない、またはときどき' },
    better: {
      en: 'in most months, or steady',
      te: 'చాలా నెలల్లో పని, లేదా స్థిరమైన పని',
      ja: 'ほとんどの月にある、または安定している',
    },
  },
  mind: {
    name: { en: 'Mind', te: 'మనసు', ja: '心' },
    worse: {
      en: 'cannot go on alone, or heavy on most days',
      te: 'ఒంటరిగా తట్టుకోలేకపోవడం, లేదా చాలా రోజులు భారం',
      ja: '一人では耐えられない、またはつらい日が多い',
    },
    better: {
      en: 'well, or only some heavy days',
      te: 'బాగుంది, లేదా కొన్ని రోజులే భారం',
      ja: '元気、またはつらい日は時々',
    },
  },
  home: {
    name: { en: 'Home', te: 'ఇల్లు', ja: '住まい' },
    worse: {
      en: 'may be put out, or insecure',
      te: 'ఇల్లు పోయే ప్రమాదం, లేదా భరోసా లేదు',
      ja: '追い出されるおそれがある、または不安定',
    },
    better: { en: 'secure, or her own', te: 'భరోసా ఉంది, లేదా సొంత ఇల్లు', ja: '安定している、または自分の家' },
  },
  belonging: {
    name: { en: 'Belonging', te: 'కలుపుకోలు', ja: '周囲とのつながり' },
    worse: {
      en: 'shunned or avoided',
      te: 'దూరం పెట్టడం, లేదా తప్పించుకు తిరగడం',
      ja: 'のけ者にされる、または避けられる',
    },
    better: {
      en: 'accepted, by some or like anybody',
      te: 'కొందరైనా, అందరిలాగైనా కలుపుకోవడం',
      ja: '一部の人に、またはほかの人と同じように受け入れられている',
    },
  },
};
