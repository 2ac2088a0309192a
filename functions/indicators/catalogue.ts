import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { type Changes, span } from './changes.ts';
import type { CollectiveDocument } from './collective.ts';
import type { MemberDocument } from './member.ts';
import { activeOf, childrenInSchoolOf, leadershipOf, loansOutstandingOf, openCasesOf } from './stocks.ts';

/**
 * The catalogue: one entry, one indicator. An entry says what the number is called and means, and how it counts.
 * Adding an indicator touches this file and its tests, if documents.ts and stocks.ts already keep what it needs. Give the entry a
 * `since`, the first month that is published with it, so that months published before stay as they were.
 *
 * There are four ways to count:
 * - `sum`: a number from each fact, added up over the months of a period;
 * - `ratio`: two sums, both published;
 * - `distinct`: different members. With `each: 'period'` a member counts once in every period in which a fact of hers
 *   lies; with `each: 'lifetime'` only in those in which the first such fact of her life lies;
 * - `stock`: what is true at the end of a month, of a member (with a reporting consent on that day) or a collective: its changes,
 *   as they follow from the subject's document (stocks.ts, changes.ts). What time alone brings about is a change ahead.
 *
 * Whether a member's fact counts at all (her consent) is decided before an entry sees it.
 */

type Entry = JournalLineOf<'meeting_held'>['entries'][number];
type CaseEvent = JournalLineOf<'case_event'>['event'];

/** What is counted, by the type of fact. Those of a member are `enrolment`, `attendance`, `entry`, `case` and `event`. */
export type Facts = {
  /** A meeting's sheet that was not reversed. */
  readonly meeting: { readonly type: 'meeting' };
  readonly outreach: Pick<JournalLineOf<'outreach_recorded'>, 'kind' | 'mode' | 'participants'>;
  /** A member's coming into the programme, on the day she joined. */
  readonly enrolment: { readonly type: 'enrolment' };
  /** A member's line in the list of attendance. */
  readonly attendance: Pick<JournalLineOf<'meeting_held'>['attendance'][number], 'status'>;
  /** A member's line in the sheet of money. */
  readonly entry: Pick<Entry, 'kind' | 'amountPaise'>;
  /** A case, on the day it was opened. */
  readonly case: Pick<JournalLineOf<'case_opened'>, 'kind'>;
  /** An event in a case's timeline. */
  readonly event: CaseEvent;
};
export type FactType = keyof Facts;
export type MemberFactType = Exclude<FactType, 'meeting' | 'outreach'>;

/** A whole number from each fact of one type. */
export type TallyOf<T extends FactType> = { readonly fact: T; readonly count: (fact: Facts[T]) => number };
export type Tally = { [T in FactType]: TallyOf<T> }[FactType];

/** Which facts of one type make a member count. */
export type MarkOf<T extends MemberFactType> = {
  readonly fact: T;
  readonly when: (fact: Facts[T]) => boolean;
  readonly each: 'period' | 'lifetime';
};
export type Mark = { [T in MemberFactType]: MarkOf<T> }[MemberFactType];

export type Counting =
  | ({ readonly way: 'sum' } & Tally)
  | { readonly way: 'ratio'; readonly numerator: Tally; readonly denominator: Tally }
  | ({ readonly way: 'distinct' } & Mark)
  | StockOf<'member', MemberDocument>
  | StockOf<'collective', CollectiveDocument>;

/** By how much a number of one subject changes, by month, from all that is known of it; months may lie ahead. */
type StockOf<Subject extends string, Document> = {
  readonly way: 'stock';
  readonly of: Subject;
  readonly changes: (document: Document) => Changes;
};

export type Words = { readonly en: string; readonly te: string; readonly ja: string };

/** The groups in which a report shows the indicators. */
export const themes = {
  members: { en: 'Members and collectives', te: 'సభ్యులు, సంఘాలు', ja: 'メンバーとグループ' },
  savings: { en: 'Meetings and savings', te: 'సమావేశాలు, పొదుపు', ja: '会合と貯蓄' },
  health_and_justice: { en: 'Health and justice', te: 'ఆరోగ్యం, న్యాయం', ja: '健康と司法' },
  entitlements: { en: 'Entitlements', te: 'హక్కులు, పథకాలు', ja: '公的な権利・給付' },
  outreach: { en: 'Outreach', te: 'అవగాహన కార్యక్రమాలు', ja: '社会への働きかけ' },
} as const satisfies Record<string, Words>;

export type Indicator = {
  readonly code: string;
  readonly theme: keyof typeof themes;
  readonly unit:
    | 'persons'
    | 'collectives'
    | 'children'
    | 'meetings'
    | 'paise'
    | 'cases'
    | 'stories'
    | 'trainings'
    | 'ratio';
  readonly title: Words;
  readonly definition: Words;
  /** Whether it is also shown by district and by age band. */
  readonly breakdowns: boolean;
  /** The first month (`YYYY-MM`) that is published with it; without it, every month is. */
  readonly since?: string;
  readonly counting: Counting;
};

const received = (entitlement: Extract<CaseEvent, { type: 'entitlement' }>['entitlement']): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) =>
    event.type === 'entitlement' && event.entitlement === entitlement && event.stage === 'received',
  each: 'lifetime',
});

const served = (service: Extract<CaseEvent, { type: 'service' }>['service']): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) => event.type === 'service' && event.service === service,
  each: 'period',
});

const compensated = (stage: 'awarded' | 'paid'): Counting => ({
  way: 'distinct',
  fact: 'event',
  when: (event) => event.type === 'compensation' && event.stage === stage,
  each: 'lifetime',
});

const policeOriented = (mode: Facts['outreach']['mode']): Counting => ({
  way: 'sum',
  fact: 'outreach',
  count: ({ kind, mode: held, participants }) =>
    kind === 'police_orientation' && held === mode ? participants : 0,
});

export const indicators: readonly Indicator[] = [
  {
    code: 'members_enrolled',
    theme: 'members',
    unit: 'persons',
    title: { en: 'Members enrolled', te: 'చేరిన సభ్యులు', ja: '加入したメンバー' },
    definition: {
      en: 'Members, by the day on which they joined.',
      te: 'చేరిన తేదీ ప్రకారం లెక్కించిన సభ్యుల సంఖ్య.',
      ja: '加入日にもとづいて数えたメンバーの人数。',
    },
    breakdowns: true,
    counting: { way: 'distinct', fact: 'enrolment', when: () => true, each: 'lifetime' },
  },
  {
    code: 'members_active',
    theme: 'members',
    unit: 'persons',
    title: { en: 'Active members', te: 'ప్రస్తుత సభ్యులు', ja: '現在のメンバー' },
    definition: {
      en: 'Members who had joined and had not left by the end of the month.',
      te: 'నెల చివరి రోజుకు సభ్యులుగా కొనసాగుతున్నవారి సంఖ్య.',
      ja: '月末の時点で加入しており、退会していないメンバーの人数。',
    },
    breakdowns: true,
    counting: { way: 'stock', of: 'member', changes: activeOf },
  },
  {
    code: 'collectives_active',
    theme: 'members',
    unit: 'collectives',
    title: { en: 'Active collectives', te: 'కొనసాగుతున్న సంఘాలు', ja: '活動中の自助グループ' },
    definition: {
      en: 'Collectives (self-help groups) formed and not closed by the end of the month.',
      te: 'నెల చివరి రోజుకు ఏర్పడి, మూసివేయకుండా కొనసాగుతున్న స్వయం సహాయక సంఘాల సంఖ్య.',
      ja: '月末の時点で結成されており、解散していない自助グループの数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'collective', changes: ({ formed, closed }) => span(formed, closed) },
  },
  {
    code: 'leaders_active',
    theme: 'members',
    unit: 'persons',
    title: { en: 'Active leaders', te: 'నాయకత్వం వహిస్తున్న సభ్యులు', ja: '活動中のリーダー' },
    definition: {
      en: 'Active members who lead, at the end of the month.',
      te: 'నెల చివరి రోజుకు నాయకత్వం వహిస్తున్న ప్రస్తుత సభ్యుల సంఖ్య.',
      ja: '月末の時点でリーダーを務めている、現在のメンバーの人数。',
    },
    breakdowns: true,
    counting: { way: 'stock', of: 'member', changes: leadershipOf },
  },
  {
    code: 'children_in_school',
    theme: 'members',
    unit: 'children',
    title: { en: 'Children in school', te: 'బడిలో చదువుకుంటున్న పిల్లలు', ja: '学校に通う子ども' },
    definition: {
      en: "Active members' children who go to school, at the end of the month.",
      te: 'నెల చివరి రోజుకు బడికి వెళ్తున్న, ప్రస్తుత సభ్యుల పిల్లల సంఖ్య.',
      ja: '月末の時点で学校に通っている、現在のメンバーの子どもの人数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: childrenInSchoolOf },
  },
  {
    code: 'meetings_held',
    theme: 'savings',
    unit: 'meetings',
    title: { en: 'Meetings held', te: 'జరిగిన సమావేశాలు', ja: '開かれた会合' },
    definition: {
      en: 'Meetings of the collectives, by the day on which they were held; sheets taken back are left out.',
      te: 'జరిగిన తేదీ ప్రకారం సంఘాల సమావేశాల సంఖ్య; వెనక్కి తీసుకున్న నమోదులు కలపలేదు.',
      ja: '開催日にもとづいて数えたグループの会合の回数。取り消された記録は含まない。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'meeting', count: () => 1 },
  },
  {
    code: 'attendance_rate',
    theme: 'savings',
    unit: 'ratio',
    title: { en: 'Share of attendance', te: 'హాజరు నిష్పత్తి', ja: '出席率' },
    definition: {
      en: 'Members present, divided by members listed, over all meetings.',
      te: 'అన్ని సమావేశాల్లో హాజరైన సభ్యుల సంఖ్యను, జాబితాలోని సభ్యుల సంఖ్యతో భాగించినది.',
      ja: 'すべての会合について、出席した人数を名簿に載った人数で割ったもの。',
    },
    breakdowns: false,
    counting: {
      way: 'ratio',
      numerator: { fact: 'attendance', count: ({ status }) => (status === 'present' ? 1 : 0) },
      denominator: { fact: 'attendance', count: () => 1 },
    },
  },
  {
    code: 'members_saving',
    theme: 'savings',
    unit: 'persons',
    title: { en: 'Members who saved', te: 'పొదుపు చేసిన సభ్యులు', ja: '貯蓄をしたメンバー' },
    definition: {
      en: 'Different members who made a deposit in the period.',
      te: 'ఆ కాలంలో పొదుపు జమ చేసిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に一度でも預け入れをしたメンバーの実人数。',
    },
    breakdowns: true,
    counting: { way: 'distinct', fact: 'entry', when: ({ kind }) => kind === 'deposit', each: 'period' },
  },
  {
    code: 'savings_deposited',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Savings deposited', te: 'జమ చేసిన పొదుపు', ja: '預け入れられた貯蓄' },
    definition: {
      en: 'Deposits of members.',
      te: 'సభ్యులు జమ చేసిన మొత్తం.',
      ja: 'メンバーが預け入れた金額。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'entry',
      count: ({ kind, amountPaise }) => (kind === 'deposit' ? amountPaise : 0),
    },
  },
  {
    code: 'savings_balance',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Savings balance', te: 'పొదుపు నిల్వ', ja: '貯蓄残高' },
    definition: {
      en: "Members' savings (deposits less withdrawals) at the end of the month.",
      te: 'నెల చివరి రోజుకు సభ్యుల పొదుపు (జమల నుంచి తీసుకున్నవి మినహాయించి).',
      ja: '月末の時点のメンバーの貯蓄（預け入れから引き出しを引いたもの）。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: ({ savings }) => savings },
  },
  {
    code: 'loans_disbursed',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Loans disbursed', te: 'ఇచ్చిన రుణాలు', ja: '貸し付けた金額' },
    definition: {
      en: 'Loans given to members out of the savings of their collectives.',
      te: 'సంఘాల పొదుపు నుంచి సభ్యులకు ఇచ్చిన రుణాల మొత్తం.',
      ja: 'グループの貯蓄からメンバーに貸し付けた金額。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'entry',
      count: ({ kind, amountPaise }) => (kind === 'loan' ? amountPaise : 0),
    },
  },
  {
    code: 'loans_outstanding',
    theme: 'savings',
    unit: 'paise',
    title: { en: 'Loans outstanding', te: 'ఇంకా తీర్చాల్సిన రుణాలు', ja: '貸付残高' },
    definition: {
      en: 'Principal that members have still to repay at the end of the month.',
      te: 'నెల చివరి రోజుకు సభ్యులు ఇంకా తీర్చాల్సిన అసలు.',
      ja: '月末の時点でまだ返済されていない元本。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: loansOutstandingOf },
  },
  {
    code: 'mental_health_survivors',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Survivors with mental-health care',
      te: 'మానసిక ఆరోగ్య సేవలు పొందిన సభ్యులు',
      ja: '心のケアを受けたサバイバー',
    },
    definition: {
      en: 'Different members who had a mental-health service in the period.',
      te: 'ఆ కాలంలో మానసిక ఆరోగ్య సేవ పొందిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に心のケアの支援を受けたメンバーの実人数。',
    },
    breakdowns: true,
    counting: served('mental_health'),
  },
  {
    code: 'legal_aid_survivors',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Survivors with legal aid',
      te: 'న్యాయ సహాయం పొందిన సభ్యులు',
      ja: '法的支援を受けたサバイバー',
    },
    definition: {
      en: 'Different members who had legal aid in the period.',
      te: 'ఆ కాలంలో న్యాయ సహాయం పొందిన వేర్వేరు సభ్యుల సంఖ్య.',
      ja: '期間中に法的支援を受けたメンバーの実人数。',
    },
    breakdowns: true,
    counting: served('legal_aid'),
  },
  {
    code: 'crisis_responses',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Crisis responses', te: 'సంక్షోభ సమయంలో అందించిన సహాయం', ja: '危機対応' },
    definition: {
      en: 'Crisis cases, by the day on which they were opened.',
      te: 'ప్రారంభించిన తేదీ ప్రకారం సంక్షోభ కేసుల సంఖ్య.',
      ja: '開始日にもとづいて数えた、危機対応のケースの件数。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'case', count: ({ kind }) => (kind === 'crisis' ? 1 : 0) },
  },
  {
    code: 'house_pattas',
    theme: 'entitlements',
    unit: 'persons',
    title: {
      en: 'House pattas received',
      te: 'ఇంటి పట్టా పొందిన సభ్యులు',
      ja: '宅地の権利証（パッタ）を得たメンバー',
    },
    definition: {
      en: 'Members who received a house patta (title to a house site) for the first time.',
      te: 'మొదటిసారి ఇంటి పట్టా అందుకున్న సభ్యుల సంఖ్య.',
      ja: '宅地の権利証（ハウス・パッタ）を初めて受け取ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('house_patta'),
  },
  {
    code: 'aadhaar_cards',
    theme: 'entitlements',
    unit: 'persons',
    title: {
      en: 'Aadhaar cards received',
      te: 'ఆధార్ కార్డు పొందిన సభ్యులు',
      ja: 'アーダール・カード（身分証）を得たメンバー',
    },
    definition: {
      en: 'Members who received an Aadhaar card for the first time.',
      te: 'మొదటిసారి ఆధార్ కార్డు అందుకున్న సభ్యుల సంఖ్య.',
      ja: 'アーダール・カード（インドの身分証）を初めて受け取ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('aadhaar_card'),
  },
  {
    code: 'ration_cards',
    theme: 'entitlements',
    unit: 'persons',
    title: { en: 'Ration cards received', te: 'రేషన్ కార్డు పొందిన సభ్యులు', ja: '配給カードを得たメンバー' },
    definition: {
      en: 'Members who received a ration card for the first time.',
      te: 'మొదటిసారి రేషన్ కార్డు అందుకున్న సభ్యుల సంఖ్య.',
      ja: '配給カードを初めて受け取ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('ration_card'),
  },
  {
    code: 'bank_accounts',
    theme: 'entitlements',
    unit: 'persons',
    title: { en: 'Bank accounts opened', te: 'బ్యాంకు ఖాతా పొందిన సభ్యులు', ja: '銀行口座を得たメンバー' },
    definition: {
      en: 'Members who received a bank account of their own for the first time.',
      te: 'మొదటిసారి తమ పేరున బ్యాంకు ఖాతా పొందిన సభ్యుల సంఖ్య.',
      ja: '自分名義の銀行口座を初めて持ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('bank_account'),
  },
  {
    code: 'pensions',
    theme: 'entitlements',
    unit: 'persons',
    title: { en: 'Pensions received', te: 'పింఛను పొందిన సభ్యులు', ja: '年金を得たメンバー' },
    definition: {
      en: 'Members who received a pension for the first time.',
      te: 'మొదటిసారి పింఛను అందుకున్న సభ్యుల సంఖ్య.',
      ja: '年金を初めて受け取ったメンバーの人数。',
    },
    breakdowns: true,
    counting: received('pension'),
  },
  {
    code: 'compensation_awarded',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Victim compensation awarded',
      te: 'నష్టపరిహారం మంజూరైన సభ్యులు',
      ja: '被害者補償が認められたメンバー',
    },
    definition: {
      en: 'Members to whom victim compensation was awarded for the first time; awarded is not yet paid.',
      te: 'మొదటిసారి నష్టపరిహారం మంజూరైన సభ్యుల సంఖ్య; మంజూరు కావడం అంటే ఇంకా చెల్లించినట్టు కాదు.',
      ja: '被害者補償が初めて認められたメンバーの人数。支払いはまだ含まない。',
    },
    breakdowns: false,
    counting: compensated('awarded'),
  },
  {
    code: 'compensation_paid',
    theme: 'health_and_justice',
    unit: 'persons',
    title: {
      en: 'Victim compensation paid',
      te: 'నష్టపరిహారం అందుకున్న సభ్యులు',
      ja: '被害者補償を受け取ったメンバー',
    },
    definition: {
      en: 'Members to whom victim compensation was paid for the first time.',
      te: 'మొదటిసారి నష్టపరిహారం చేతికి అందిన సభ్యుల సంఖ్య.',
      ja: '被害者補償の支払いを初めて受けたメンバーの人数。',
    },
    breakdowns: false,
    counting: compensated('paid'),
  },
  {
    code: 'cases_opened',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Cases opened', te: 'ప్రారంభించిన కేసులు', ja: '始まったケース' },
    definition: {
      en: 'Cases of members, by the day on which they were opened.',
      te: 'ప్రారంభించిన తేదీ ప్రకారం సభ్యుల కేసుల సంఖ్య.',
      ja: '開始日にもとづいて数えた、メンバーのケースの件数。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'case', count: () => 1 },
  },
  {
    code: 'cases_closed',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Cases closed', te: 'ముగిసిన కేసులు', ja: '終了したケース' },
    definition: {
      en: 'Closings of cases, by the day of the closing; a case that was reopened can close again.',
      te: 'ముగిసిన తేదీ ప్రకారం కేసుల ముగింపుల సంఖ్య; తిరిగి తెరిచిన కేసు మళ్లీ ముగియవచ్చు.',
      ja: '終了日にもとづいて数えた、ケースの終了の件数。再開されたケースは再び終了することがある。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'event',
      count: (event) => (event.type === 'status' && event.status === 'closed' ? 1 : 0),
    },
  },
  {
    code: 'cases_open',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Open cases', te: 'కొనసాగుతున్న కేసులు', ja: '継続中のケース' },
    definition: {
      en: 'Cases opened and not closed at the end of the month.',
      te: 'నెల చివరి రోజుకు ప్రారంభమై, ముగియకుండా కొనసాగుతున్న కేసుల సంఖ్య.',
      ja: '月末の時点で開始されており、終了していないケースの件数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: openCasesOf },
  },
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
      en: 'Police officers oriented in person',
      te: 'ముఖాముఖి అవగాహన శిక్షణలో పాల్గొన్న పోలీసులు',
      ja: '対面の研修に参加した警察官',
    },
    definition: {
      en: 'Participants of police orientations held in person.',
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
      en: 'Police officers oriented online',
      te: 'ఆన్‌లైన్ అవగాహన శిక్షణలో పాల్గొన్న పోలీసులు',
      ja: 'オンライン研修に参加した警察官',
    },
    definition: {
      en: 'Participants of police orientations held online.',
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

/** SHA-256 (lower-case hex) of what the indicators are said to be; the same words and order give the same hash. */
export const hashCatalogue = (catalogue: readonly Indicator[]): string =>
  createHash('sha256')
    .update(
      canonicalJson(
        catalogue.map(({ counting, ...described }) => ({
          ...described,
          way: counting.way,
          ...(counting.way === 'distinct' ? { each: counting.each } : {}),
        })),
      ),
    )
    .digest('hex');
