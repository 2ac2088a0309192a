/** The words of road.ts in the languages of the readers. */

export const words = {
  en: {
    lead: 'Twice a year women tell, each alone, how their life goes. In each area there are four answers: two that say it goes badly, and two that say it goes well. “Better”: of those who first gave one of the bad answers and were asked again, how many now give one of the good ones. “Worse” is the other way round. What a woman would rather not say is left out.',
    asked: (women: string, active: string) =>
      `Depending on the area, ${women} women were asked at least twice and answered; ${active}. With so few, a single woman moves a percentage: read how many women first.`,
    range: (least: string, most: string) => `between ${least} and ${most}`,
    active: (count: string, month: string) => `${count} members were active at the end of ${month}`,
    asOf: (month: string, next: string) => `Counted at the end of ${month}; next at the end of ${next}.`,
    notYet: (next: string) => `Not counted yet: first at the end of ${next}.`,
    better: 'Better',
    worse: 'Worse',
    of: (part: string, whole: string, share: string) => `${part} of ${whole} women asked again (${share})`,
    began: (answers: string) => `Began: ${answers}`,
    tooFew: 'Too few to say: fewer than 11 women asked again',
    closings: (part: string, whole: string, share: string) =>
      `${part} of ${whole} closed cases of which she told (${share})`,
    tooFewClosings: 'Too few to say: fewer than 11 closed cases of which she told',
    notCounted: 'Not counted yet',
    help: (month: string) => `In the twelve months to the end of ${month}.`,
    closer: 'Her word is written down by whoever closes the case.',
  },
  te: {
    lead: 'ఏడాదికి రెండుసార్లు మహిళలు ఒక్కొక్కరు విడిగా తమ జీవితం ఎలా ఉందో చెబుతారు. ప్రతి విషయంలో నాలుగు జవాబులు: రెండు బాగా లేదని, రెండు బాగుందని చెబుతాయి. “మెరుగు”: మొదట బాగా లేదని చెప్పి, మళ్ళీ అడిగినవారిలో ఇప్పుడు బాగుందని చెప్పేవారు. “అధ్వానం”: దానికి వ్యతిరేకం. చెప్పడం ఇష్టం లేనిది లెక్కలో లేదు.',
    asked: (women: string, active: string) =>
      `విషయాన్ని బట్టి ${women} మంది మహిళలను కనీసం రెండుసార్లు అడిగారు, వారు జవాబు చెప్పారు; ${active}. ఇంత తక్కువ మందిలో ఒక్కరు మారినా శాతం మారుతుంది: ముందు ఎంతమందో చూడండి.`,
    range: (least: string, most: string) => `${least} నుంచి ${most}`,
    active: (count: string, month: string) => `${month} చివరికి కొనసాగుతున్న సభ్యులు ${count}`,
    asOf: (month: string, next: string) => `${month} చివరికి లెక్కించారు; మళ్ళీ ${next} చివరికి.`,
    notYet: (next: string) => `ఇంకా లెక్కించలేదు: మొదటిసారి ${next} చివరికి.`,
    better: 'మెరుగు',
    worse: 'అధ్వానం',
    of: (part: string, whole: string, share: string) => `మళ్ళీ అడిగిన ${whole} మందిలో ${part} (${share})`,
    began: (answers: string) => `మొదట: ${answers}`,
    tooFew: 'చెప్పలేనంత తక్కువ మంది: మళ్ళీ అడిగినవారు 11 మందికన్నా తక్కువ',
    closings: (part: string, whole: string, share: string) =>
      `ఆమె మాట చెప్పిన ${whole} ముగిసిన కేసుల్లో ${part} (${share})`,
    tooFewClosings: 'చెప్పలేనంత తక్కువ: ఆమె మాట చెప్పిన కేసులు 11 కన్నా తక్కువ',
    notCounted: 'ఇంకా లెక్కించలేదు',
    help: (month: string) => `${month} చివరికి ముగిసిన పన్నెండు నెలల్లో.`,
    closer: 'ఆమె మాటను కేసు ముగించేవారు రాస్తారు.',
  },
  ja: {
    lead: '年に二回、一人ずつ暮らしの様子を尋ねています。分野ごとに答えは四つあり、二つは困っている状態、二つは良い状態です。「当初より良い」は、最初に困っている状態と答え、再び尋ねた人のうち、今は良い状態と答えた人です。「当初より悪い」はその逆です。本人が答えたくなかったことは含みません。',
    asked: (women: string, active: string) =>
      `二回以上尋ねて答えのあった人は、分野により${women}人です（${active}）。人数が少なく、一人の違いで割合が動くため、まず人数をご覧ください。`,
    range: (least: string, most: string) => `${least}〜${most}`,
    active: (count: string, month: string) => `${month}末の活動中のメンバーは${count}人`,
    asOf: (month: string, next: string) => `${month}末の集計です。次は${next}末に集計します。`,
    notYet: (next: string) => `まだ集計していません。最初の集計は${next}末です。`,
    better: '当初より良い',
    worse: '当初より悪い',
    of: (part: string, whole: string, share: string) => `再び尋ねた${whole}人中${part}人（${share}）`,
    began: (answers: string) => `最初の答え：${answers}`,
    tooFew: '少人数のため示せません（再び尋ねた人が11人未満）',
    closings: (part: string, whole: string, share: string) =>
      `本人が答えた終了ケース${whole}件中${part}件（${share}）`,
    tooFewClosings: '少数のため示せません（本人が答えた終了ケースが11件未満）',
    notCounted: '未集計',
    help: (month: string) => `${month}末までの12か月間です。`,
    closer: '本人の答えは、ケースを閉じる人が書き留めたものです。',
  },
} as const;
