import { drawTimeBetweenHours } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import { createRandom } from './random.ts';

/** The texts that the demo programme publishes with its figures: terms, baselines and narratives. Baselines are invented. outreach.ts has the media stories. */

const terms = {
  from: '2025-04',
  name: 'Leadership Next',
  implementer: 'HELP',
  forum: 'VIMUKTHI',
  funder: 'Kamonohashi',
  state: 'Andhra Pradesh',
} as const;

const source = 'Registers of the years before the programme';
// `asOf` is a day, or a month whose end is meant.
const baselines = {
  house_pattas: { asOf: '2025-03-31', value: 23, source },
  aadhaar_cards: { asOf: '2025-03-31', value: 31, source },
  pensions: { asOf: '2024-12', value: 4, source },
} as const;

type Narrative = {
  readonly month: string;
  /** The day on which it is entered. */
  readonly on: string;
  readonly en: string | null;
  readonly ja: string | null;
};

const narratives: readonly Narrative[] = [
  {
    month: '2026-07',
    on: '2026-08-03',
    en: 'In Nellore thirty-five police officers sat with the survivor leaders for a day. They spoke of what happens in the first hour after a rescue, and who is called.',
    ja: null,
  },
  {
    month: '2026-08',
    on: '2026-09-02',
    en: 'Leaders from nine districts met for two days of training. They practised keeping their collective’s books without help, and asked for the next training to be on the law of compensation.',
    ja: '9つの県のリーダーが2日間の研修に集まりました。グループの帳簿を自分たちだけでつける練習をし、次の研修では補償に関する法律を学びたいという声が上がりました。',
  },
  {
    month: '2026-09',
    on: '2026-10-02',
    en: 'The legal services authority agreed to hear applications for compensation on a fixed day of each month. Four collectives bought a box with two locks: the keys are held by two women.',
    ja: '法律サービス局が、補償の申請を毎月決まった日に審理することになりました。4つのグループが二重鍵の箱を買い、鍵は2人の女性が1つずつ持っています。',
  },
  {
    month: '2026-10',
    on: '2026-11-02',
    en: '{members_active} active members are counted; {members_enrolled.toDate} have joined since the beginning. Both numbers are of those who agreed to be counted. In Eluru a collective lent money for the first time: for a sewing machine.\n\nWhat was hard: pensions wait for months at the offices, and the rains kept one collective from meeting.',
    ja: '活動中のメンバーは{members_active}人、開始からの加入は{members_enrolled.toDate}人です（いずれも集計に同意した人だけを数えています）。エルールでは、あるグループがはじめてお金を貸しました。ミシンを買うためのお金です。\n\n難しかったこと：年金の申請は役所で何か月も待たされており、大雨のため1つのグループが集まりを開けませんでした。',
  },
];

/** The requests of the demo programme's public texts: its terms, baselines and monthly narratives. */
export const makePublicTextRequests = (): DemoRequest[] => {
  const random = createRandom('public texts');
  const by = 'coordinator';
  const termsAt = drawTimeBetweenHours(random, '2025-04-02', 11, 12);
  return [
    {
      at: termsAt,
      by,
      route: 'POST /api/programme/terms',
      path: {},
      body: { id: makeDemoId(random, termsAt), ...terms },
    },
    {
      at: drawTimeBetweenHours(random, '2025-04-03', 10, 11),
      by,
      route: 'PUT /api/baselines',
      path: {},
      body: { baselines },
    },
    ...narratives.map(
      ({ month, on, en, ja }): DemoRequest => ({
        at: drawTimeBetweenHours(random, on, 15, 17),
        by,
        route: 'PUT /api/narratives/{month}',
        path: { month },
        body: { en, ja },
      }),
    ),
  ];
};
