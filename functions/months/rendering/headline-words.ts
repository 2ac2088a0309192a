/** The words of headlines.ts: of a month's headlines in the languages of the readers. The funder's page has them too. */

export const words = {
  en: {
    toDate: 'since the beginning',
    level: (month: string) => `at the end of ${month}`,
    levelChange: (change: string) => `${change} on the month before.`,
    total: (month: string, value: string, change: string) => `Of these, ${value} in ${month}${change}.`,
    change: (change: string) => `; ${change} on the month before`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}: ${value} of the target of ${target} (${share})`,
    levelReached: (yearEnd: string, target: string, share: string) =>
      `Target for the end of ${yearEnd}: ${target} (${share} reached)`,
    targetZero: (year: string, value: string, target: string) => `${year}: ${value}, target ${target}`,
    noTarget: (year: string, value: string) => `${year}: ${value}, no target set`,
    levelNoTarget: (year: string) => `${year}: no target set`,
    targetElsewhere: (title: string) => ` (one is set for “${title}”)`,
    paces: {
      ahead: 'Ahead',
      slightlyAhead: 'Slightly ahead',
      onCourse: 'On course',
      slightlyBehind: 'Slightly behind',
      behind: 'Behind',
    },
    pace: (word: string, value: string, due: string) => `${word}: ${value}, against ${due} by now`,
    onCourse: (word: string, months: number) => `${word}: ${months} of 12 months are over`,
    behindBy: {
      behind: 'Behind plan so far this year:',
      slightlyBehind: 'Slightly behind:',
    },
    ofTarget: (value: string, target: string) => ` (${value} of the year’s ${target})`,
    noneBehind: 'No target is behind by now.',
    separator: ', ',
    paceRule: (months: number) =>
      `The mark on a bar is ${months}/12 of the year’s target: what equal months would have brought by now. “Slightly”: by no more than a tenth of that.`,
  },
  ja: {
    toDate: '開始からの累計',
    level: (month: string) => `${month}末`,
    levelChange: (change: string) => `前月差 ${change}。`,
    total: (month: string, value: string, change: string) => `うち${month}は${value}${change}。`,
    change: (change: string) => `（前月差 ${change}）`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}：${value}／目標${target}（${share}）`,
    levelReached: (yearEnd: string, target: string, share: string) =>
      `${yearEnd}末の目標${target}（達成率 ${share}）`,
    targetZero: (year: string, value: string, target: string) => `${year}：${value}（目標${target}）`,
    noTarget: (year: string, value: string) => `${year}：${value}（目標なし）`,
    levelNoTarget: (year: string) => `${year}：目標なし`,
    targetElsewhere: (title: string) => `（目標は「${title}」にあります）`,
    paces: {
      ahead: '目安を上回る',
      slightlyAhead: 'やや上回る',
      onCourse: '目安どおり',
      slightlyBehind: 'やや下回る',
      behind: '目安を下回る',
    },
    pace: (word: string, value: string, due: string) => `${word}：${value}（現時点の目安${due}）`,
    onCourse: (word: string, months: number) => `${word}（12か月中${months}か月経過）`,
    behindBy: {
      behind: '年度目標に対し、現時点で遅れている指標：',
      slightlyBehind: 'やや遅れている指標：',
    },
    ofTarget: (value: string, target: string) => `（年度目標${target}のうち${value}）`,
    noneBehind: '現時点で遅れている目標はありません。',
    separator: '、',
    paceRule: (months: number) =>
      `バーの印は年度目標の${months}/12で、毎月均等に進んだ場合の現時点の目安です。「やや」は、差が目安の1割以内であることを示します。`,
  },
  te: {
    toDate: 'మొదటి నుంచి',
    level: (month: string) => `${month} చివరికి`,
    levelChange: (change: string) => `అంతకుముందు నెలతో పోలిస్తే ${change}.`,
    total: (month: string, value: string, change: string) => `ఇందులో ${month}లో ${value}${change}.`,
    change: (change: string) => `; అంతకుముందు నెలతో పోలిస్తే ${change}`,
    reached: (year: string, value: string, target: string, share: string) =>
      `${year}: లక్ష్యం ${target}లో ${value} (${share})`,
    levelReached: (yearEnd: string, target: string, share: string) =>
      `${yearEnd} చివరికి లక్ష్యం ${target} (${share} సాధించారు)`,
    targetZero: (year: string, value: string, target: string) => `${year}: ${value}, లక్ష్యం ${target}`,
    noTarget: (year: string, value: string) => `${year}: ${value}, లక్ష్యం పెట్టలేదు`,
    levelNoTarget: (year: string) => `${year}: లక్ష్యం పెట్టలేదు`,
    targetElsewhere: (title: string) => ` (లక్ష్యం “${title}”కి ఉంది)`,
    paces: {
      ahead: 'ఉండాల్సిన దానికంటే ముందు',
      slightlyAhead: 'కాస్త ముందు',
      onCourse: 'లక్ష్యానికి తగ్గట్టే',
      slightlyBehind: 'కాస్త వెనుక',
      behind: 'ఉండాల్సిన దానికంటే వెనుక',
    },
    pace: (word: string, value: string, due: string) => `${word}: ఇప్పటికి ${due} ఉండాలి, ఉన్నది ${value}`,
    onCourse: (word: string, months: number) => `${word}: 12 నెలల్లో ${months} గడిచాయి`,
    behindBy: {
      behind: 'సంవత్సర లక్ష్యంలో ఇప్పటికి వెనుక ఉన్నవి:',
      slightlyBehind: 'కాస్త వెనుక ఉన్నవి:',
    },
    ofTarget: (value: string, target: string) => ` (సంవత్సర లక్ష్యం ${target}లో ${value})`,
    noneBehind: 'ఏ లక్ష్యమూ ఇప్పటికి వెనుక లేదు.',
    separator: ', ',
    paceRule: (months: number) =>
      `పట్టీపై గీత సంవత్సర లక్ష్యంలో ${months}/12: ప్రతి నెలా సమానంగా వస్తే ఇప్పటికి ఉండాల్సినది. “కాస్త” అంటే తేడా అందులో పదో వంతులోపే.`,
  },
} as const;

/** Beside the months of an indicator that may add up to more than its year. */
export const severalMonthsWords = {
  en: 'One person may be in several months, but counts once in the year and in all.',
  ja: '同じ人が複数の月に含まれることがあり、年度と累計では一人を一回だけ数えます。',
  te: 'ఒకే మనిషి కొన్ని నెలల్లో ఉండవచ్చు; సంవత్సరంలో, మొత్తంలో ఒకసారే లెక్క.',
} as const;

/** Beside the savings and the loans of members, on those who are left out of the sum (`LeftOut`). */
export const leftOutWords = {
  en: {
    count: (count: string) =>
      `Not counted here, nor among the active members: ${count} more members, who have not agreed to be counted.`,
    besides: (count: string) =>
      `Not in this number: ${count} more members with savings, who have not agreed to be counted.`,
    tooFew:
      'Members who have not agreed to be counted are not included; how many is not told while they are fewer than 11.',
  },
  ja: {
    count: (count: string) =>
      `集計に同意していないほかの${count}人は、ここにも「活動中のメンバー」にも含まれていません。`,
    besides: (count: string) =>
      `この人数のほかに、貯蓄があり集計に同意していないメンバーが${count}人います。`,
    tooFew: '集計に同意していないメンバーの分は含まれていません。11人未満のため人数は示しません。',
  },
  te: {
    count: (count: string) => `లెక్కించడానికి ఒప్పుకోని మరో ${count} మంది ఇందులోనూ, కొనసాగుతున్న సభ్యుల్లోనూ లేరు.`,
    besides: (count: string) => `పొదుపు ఉన్న మరో ${count} మంది లెక్కించడానికి ఒప్పుకోలేదు: వారు ఈ సంఖ్యలో లేరు.`,
    tooFew: 'లెక్కించడానికి ఒప్పుకోని సభ్యుల డబ్బు ఇందులో లేదు. వారు 11 మంది కంటే తక్కువ కాబట్టి సంఖ్య చెప్పం.',
  },
} as const;
