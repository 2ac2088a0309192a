import type { ReaderLanguage } from '../disclosure/format-values.ts';
import type { LatestValue } from '../disclosure/latest-values.ts';
import { isSameValue, type Value } from '../disclosure/value-arithmetic.ts';

/**
 * What a version after a month's first says of itself, in words, for the funder's page, the report and the workbook. Pure; the page's bundle has it
 * too.
 */

export type CorrectedPart = 'month' | 'financialYear' | 'toDate';

/** A number that the version before said otherwise. */
export type CorrectedValue = {
  readonly code: string;
  readonly part: CorrectedPart;
  readonly was: Value;
  readonly now: Value;
};

/** How many lines that can change the month were recorded since the version before, by kind. */
export type CorrectionCauses = Readonly<
  Record<'late' | 'corrected' | 'taken_back' | 'consent' | 'joined' | 'moved', number>
>;

const words = {
  en: {
    lead: (month: string) => `This version corrects ${month}.`,
    reason: 'Why:',
    late: (count: number) => `${count} recorded late`,
    corrected: (count: number) => `${count} put right`,
    taken_back: (count: number) => `${count} taken back`,
    consent: (count: number) => `${count} consents to be counted`,
    joined: (count: number) => `${count} records joined or parted`,
    moved: (count: number) => `${count} moved`,
    because: (causes: string) => `Since the version before: ${causes}.`,
    separator: ', ',
    changed: (count: number) =>
      count === 1 ? 'The numbers of one indicator changed.' : `The numbers of ${count} indicators changed.`,
    toldBefore: (count: number) =>
      ` Of these, ${count} had been told already, in reports since the version before.`,
    unchanged: 'No number of this month changed.',
  },
  ja: {
    lead: (month: string) => `この版は${month}の訂正です。`,
    reason: '理由：',
    late: (count: number) => `遅れて記録されたもの${count}件`,
    corrected: (count: number) => `直されたもの${count}件`,
    taken_back: (count: number) => `取り消されたもの${count}件`,
    consent: (count: number) => `集計への同意${count}件`,
    joined: (count: number) => `統合・分離された記録${count}件`,
    moved: (count: number) => `移動${count}件`,
    because: (causes: string) => `前の版からの変更：${causes}。`,
    separator: '、',
    changed: (count: number) => `${count}指標の数値が変わりました。`,
    toldBefore: (count: number) => `うち${count}指標は、前の版の後の公表ですでに示していました。`,
    unchanged: 'この月の数値に変更はありません。',
  },
  te: {
    lead: (month: string) => `ఈ రూపం ${month} సంఖ్యలను సరిదిద్దుతుంది.`,
    reason: 'కారణం:',
    late: (count: number) => `ఆలస్యంగా నమోదైనవి ${count}`,
    corrected: (count: number) => `సరిచేసినవి ${count}`,
    taken_back: (count: number) => `వెనక్కి తీసుకున్నవి ${count}`,
    consent: (count: number) => `లెక్కించడానికి సమ్మతులు ${count}`,
    joined: (count: number) => `కలిపిన, విడదీసిన రికార్డులు ${count}`,
    moved: (count: number) => `వేరే సంఘానికి మారినవి ${count}`,
    because: (causes: string) => `అంతకుముందు రూపం తర్వాత: ${causes}.`,
    separator: ', ',
    changed: (count: number) => `${count} సూచికల సంఖ్యలు మారాయి.`,
    toldBefore: (count: number) => ` వీటిలో ${count} సూచికల మార్పు, అంతకుముందు రూపం తర్వాతి ప్రచురణల్లోనే చెప్పాం.`,
    unchanged: 'ఈ నెల సంఖ్యలేవీ మారలేదు.',
  },
} as const;

const causeNames = ['late', 'corrected', 'taken_back', 'consent', 'joined', 'moved'] as const;

/** The latest values of one month's own numbers, by code. */
export type LatestOfMonth = ReadonlyMap<string, LatestValue>;

/**
 * How many of the indicators that a correction changes had their corrected number told before: a later month's report had already told it as a
 * revision.
 * @param latestBefore the month's latest values just before the correction, with the revisions in later months' reports; undefined if they are not known
 */
export const countToldBefore = (
  changes: readonly CorrectedValue[],
  latestBefore: LatestOfMonth | undefined,
): number =>
  changes.filter(({ code, part, now }) => {
    const before = latestBefore?.get(code);
    return part === 'month' && before !== undefined && isSameValue(before.value, now);
  }).length;

/**
 * The words of a correction.
 * @param month the month's name in the reader's language
 * @param toldBefore see `countToldBefore`
 */
export const stateCorrection = (
  month: string,
  changes: readonly CorrectedValue[],
  because: CorrectionCauses,
  language: ReaderLanguage,
  toldBefore = 0,
) => {
  const texts = words[language];
  const changedCount = new Set(changes.map(({ code }) => code)).size;
  const causes = causeNames.flatMap((name) => (because[name] === 0 ? [] : [texts[name](because[name])]));
  return {
    lead: texts.lead(month),
    /** Stands before the reason that a person gave. */
    reasonLabel: texts.reason,
    because: causes.length === 0 ? '' : texts.because(causes.join(texts.separator)),
    changed:
      changes.length === 0
        ? texts.unchanged
        : `${texts.changed(changedCount)}${toldBefore === 0 ? '' : texts.toldBefore(toldBefore)}`,
  };
};

/** The changes of one indicator; undefined for a part that did not change. */
type Corrected = Readonly<Record<CorrectedPart, CorrectedValue | undefined>> & { readonly code: string };

/**
 * The changes by indicator, in their order. If the numbers of the month, of the financial year and to date all changed from the same number to the same
 * number, as they do for a stock, only the month's change is told.
 */
export const changesByIndicator = (changes: readonly CorrectedValue[]): Corrected[] =>
  [...Map.groupBy(changes, ({ code }) => code)].map(([code, ofCode]) => {
    const changeOf = (part: CorrectedPart): CorrectedValue | undefined =>
      ofCode.find((change) => change.part === part);
    const month = changeOf('month');
    const financialYear = changeOf('financialYear');
    const toDate = changeOf('toDate');
    const isSame = (other: CorrectedValue | undefined): boolean =>
      month !== undefined &&
      other !== undefined &&
      isSameValue(month.was, other.was) &&
      isSameValue(month.now, other.now);
    return isSame(financialYear) && isSame(toDate)
      ? { code, month, financialYear: undefined, toDate: undefined }
      : { code, month, financialYear, toDate };
  });
