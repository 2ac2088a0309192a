import { dateInIndia, dayEndedAt } from '../../shared/calendar/calendar.ts';
import type { Language } from '../disclosure/format-values.ts';
import { nameFinancialYear } from './headlines.ts';
import { nameDate } from './report-dates.ts';

/** The report's texts in English and Japanese. */

/** In Japanese, the state is called by its name there; a state that is missing here keeps its English name. */
const statesInJapanese: Readonly<Record<string, string>> = { 'Andhra Pradesh': 'アーンドラ・プラデーシュ州' };

export type ReportWords = (typeof words)['en'];

export const words = {
  en: {
    title: (month: string) => `Monthly report, ${month}`,
    version: (version: number) => `Version ${version}`,
    financialYear: (year: string) => year,
    implementer: (names: { implementer: string; forum: string; state: string; funder: string }) =>
      `${names.implementer} with ${names.forum}, ${names.state}, India. Funded by ${names.funder}.`,
    closed: (date: string) => `These figures count what was recorded by the end of ${date} (Indian time).`,
    corrected: (date: string) =>
      `These figures count what was recorded up to ${date}, when the correction was asked for.`,
    narrative: 'What happened',
    /** Shown if the narrative has no text in the reader's language. */
    otherLanguage: 'Written in Japanese only.',
    stories: 'In the media',
    storiesNote:
      'Stories that were published up to the end of the month, and not listed in an earlier report.',
    untitled: 'A story',
    /** Below a list that the report shows only in part. */
    more: (count: number) => `${count.toLocaleString('en-IN')} more stand in report.xlsx.`,
    /** In place of a text that cannot be printed. */
    leftOut: '[A text cannot be printed here; it stands in report.xlsx.]',
    baseline: (value: string, asOf: string, source: string) =>
      `Before, by earlier registers: ${value} up to ${asOf} (${source}). Not in these counts.`,
    headline: 'Key figures',
    severalMonths: { separator: ', ', colon: ': ' },
    charts: 'The last twelve months',
    chartsNote: (page: string) =>
      `Bars: what happened in each month. Lines: what stood at its end; a share is that of the whole month. The newest month is dark and has its number; every number stands in “${page}”.`,
    noTargets: 'No targets are set for this financial year.',
    tables: 'All indicators',
    counted: 'Only members who have agreed to be counted are in the numbers.',
    tablesNote: (year: string) =>
      `The financial year ${year} runs from April. “Since the beginning” is that of the programme; a person counts once, so it is not the sum of months. A change is that of the month against the month before. ${words.en.counted}`,
    indicator: 'Indicator',
    ofMonth: 'Month',
    changed: 'Change',
    year: 'Year',
    toDate: 'Since the beginning',
    target: 'Target',
    reached: '% of target',
    trend: 'Twelve months, in numbers',
    trendNote:
      'The number of each month, as it was last said: later corrections and revisions are in it. “–”: not published, or a month in which what is counted in March and September alone is not counted.',
    breakdowns: { district: 'By district', ageBand: 'By age' },
    breakdownKey: { district: 'District', ageBand: 'Age when joining' },
    breakdownNote:
      'Rounded to the nearest 10; “*” stands for 0 to 14 people. “–”: the district was not one yet. “As of” is the month that a column was last renewed for: a column is renewed when its number has grown by half, or has changed by 20 or more after twelve months.',
    noBreakdowns: 'No breakdown has been shown yet: an indicator is broken down once 20 people are in it.',
    asOf: 'As of',
    countedAt: (month: string) => `As of ${month}.`,
    withheldCell: 'withheld',
    /** The age bands with words of their own. The others are shown as they are in the data. */
    bands: { 'under 18': 'under 18' },
    revisions: 'Revisions of earlier months',
    noRevisions: 'No number of an earlier month has changed since it was last said.',
    revisionsNote:
      'These numbers of earlier months have changed: something in them was recorded late, put right or taken back after they were published.',
    was: 'Was',
    now: 'Now',
    withheld: 'What is not shown, and why',
    withheldNote:
      'Totals are exact. With few people, a district or an age could lead to a woman, so that small numbers stay hidden in breakdowns.',
    reasons: {
      few: (hidden: number, of: number) => `${hidden} of ${of} cells: 0 to 14 people`,
      withheld: 'All, so that published numbers together never lead to a person',
      'not yet': 'All: fewer than 20 people so far',
    },
    nothingWithheld: 'Nothing is hidden.',
    sources: 'Sources and verification',
    sourcesText:
      'Every number is computed from the journal of records that leaders and staff make as they work; nobody types a total. The same journal always gives the same report. The month’s list of files is signed. On the funder’s page, under “Files”, “Check all files” compares each file with it; “How to check the files later, without this page” says how to do so with the files that you keep.',
    policy: 'Disclosure policy',
    page: (page: string, of: string) => `${page} / ${of}`,
    chartAlt: (title: string, from: string, to: string, last: string) =>
      `${title}, ${from} to ${to}; newest: ${last}. The numbers are in the table of twelve months.`,
    subject: 'Indicators of the programme, computed from its records',
  },
  ja: {
    title: (month: string) => `月次報告　${month}`,
    version: (version: number) => `第${version}版`,
    financialYear: (year: string) => nameFinancialYear(year, 'ja'),
    implementer: (names: { implementer: string; forum: string; state: string; funder: string }) =>
      `実施：${names.implementer}（協力：サバイバーのフォーラム${names.forum}）、インド・${statesInJapanese[names.state] ?? names.state}　助成：${names.funder}`,
    closed: (date: string) => `${date}（インド時間）までの記録を集計しています。`,
    corrected: (date: string) => `訂正が求められた${date}までの記録を集計しています。`,
    narrative: 'この月のできごと',
    otherLanguage: '英語のみの文章です。',
    stories: 'メディア掲載',
    storiesNote: 'この月の末までに掲載され、これまでの報告書に載っていない記事です。',
    untitled: '記事',
    more: (count: number) => `ほかの${count.toLocaleString('ja-JP')}件はreport.xlsxにあります。`,
    leftOut: '［ここの文章は印字できません。report.xlsxにあります。］',
    baseline: (value: string, asOf: string, source: string) =>
      `以前の台帳による値：${asOf}まで${value}（${source}）。集計には含みません。`,
    headline: '主な数値',
    severalMonths: { separator: '、', colon: '：' },
    charts: '直近12か月',
    chartsNote: (page: string) =>
      `棒はその月にあったこと、線は月末の状態（割合はその月全体のもの）を表します。最新の月は濃い色で、数値を添えています。すべての数値は「${page}」にあります。`,
    noTargets: 'この年度の目標は設定されていません。',
    tables: 'すべての指標',
    counted: 'メンバーについては、集計に同意した人だけを数えています。',
    tablesNote: (year: string) =>
      `${nameFinancialYear(year, 'ja')}は4月に始まります。「開始からの累計」は事業の開始から数えたものです。同じ人は一度だけ数えるため、各月の合計とは一致しません。「増減」は前月との差です。${words.ja.counted}`,
    indicator: '指標',
    ofMonth: '対象月',
    changed: '増減',
    year: '年度',
    toDate: '開始からの累計',
    target: '目標',
    reached: '達成率',
    trend: '12か月の数値',
    trendNote:
      '各月の数値は最新のもので、その後の訂正と修正を含みます。「–」は公表されていない月、または3月末と9月末だけに集計する指標のほかの月です。',
    breakdowns: { district: '県別', ageBand: '年齢別' },
    breakdownKey: { district: '県', ageBand: '加入時の年齢' },
    breakdownNote:
      '10人単位に丸めています。「*」は0〜14人です。「–」はその時点ではまだなかった県です。「時点」はその列が最後に更新された月です。数値が1.5倍以上になったとき、または12か月以上たって20以上変わったときに更新されます。',
    noBreakdowns: '内訳はまだ公表されていません。20人に達した指標から内訳を示します。',
    asOf: '時点',
    countedAt: (month: string) => `${month}末の集計です。`,
    withheldCell: '非公表',
    bands: {
      'under 18': '18歳未満',
      '18-24': '18-24歳',
      '25-34': '25-34歳',
      '35-44': '35-44歳',
      '45+': '45歳以上',
    },
    revisions: '過去の月の修正',
    noRevisions: '過去の月の数値に修正はありません。',
    revisionsNote: '公表後の記録、訂正または取り消しにより、過去の月の次の数値を修正しました。',
    was: '修正前',
    now: '修正後',
    withheld: '示していないものと、その理由',
    withheldNote:
      '合計は正確な数値です。人数が少ないと、県や年齢から本人が特定されるおそれがあるため、内訳の小さな数値は示しません。',
    reasons: {
      few: (hidden: number, of: number) => `${of}区分中${hidden}区分：0〜14人のため`,
      withheld: 'すべて：公表した数値を合わせても個人が特定されないようにするため',
      'not yet': 'すべて：まだ20人に達していないため',
    },
    nothingWithheld: '非表示の数値はありません。',
    sources: '出典と検証',
    sourcesText:
      'すべての数値は、リーダーとスタッフが日々の活動で残す記録から計算されます。合計を手で入力することはありません。同じ記録からは、いつでも同じ報告書ができます。この月のファイルの一覧には電子署名が付いています。助成者向けページの「ファイル」で「すべて検証する」を押すと、各ファイルがこの一覧と照合されます。保管したファイルを検証する手順は、同じページの「後から、このページを使わずに検証する方法」にあります。',
    policy: '開示方針',
    page: (page: string, of: string) => `${page} / ${of}`,
    chartAlt: (title: string, from: string, to: string, last: string) =>
      `${title}、${from}から${to}まで。最新の値：${last}。数値は12か月の表にあります。`,
    subject: '活動記録から計算した事業の指標',
  },
} as const;

/** Says which records are counted: those up to the end of a day, or up to the time at which a correction was asked for. */
export const sayCutoff = (cutoff: string, language: Language): string => {
  const instant = new Date(cutoff);
  const ended = dayEndedAt(instant);
  return ended === undefined
    ? words[language].corrected(nameDate(dateInIndia(instant), language))
    : words[language].closed(nameDate(ended, language));
};
