import { areAlike, type NameForms, shareWord } from './likeness.ts';

/** Whether two records may be one woman's: docs/decisions/0076-likely-the-same.md. The same rule wherever it is asked, with readable forms or keyed tokens. */

/** What of two records may agree. */
export const reasons = ['name', 'phone', 'birth_year', 'district', 'mandal'] as const;
export type Reason = (typeof reasons)[number];

/** What is compared of a record: forms of the words of her name, and number and place, as texts that are the same or not. What is unknown agrees with nothing. */
export type Compared = {
  readonly birthYear?: number | undefined;
  readonly district?: string | undefined;
  readonly likeness: {
    readonly words: NameForms;
    readonly phone?: string | undefined;
    readonly mandal?: string | undefined;
  };
};

/** Birth years that are told from memory differ so far at most. */
export const maxYearsApart = 2;

/** What agrees of two records: all that does of the five that are compared. */
export const agreementOf = (a: Compared, b: Compared): Reason[] => {
  const isSame = (one: string | undefined, other: string | undefined): boolean =>
    one !== undefined && one === other;
  const agrees: Readonly<Record<Reason, boolean>> = {
    name: areAlike(a.likeness.words, b.likeness.words),
    phone: isSame(a.likeness.phone, b.likeness.phone),
    birth_year: Math.abs((a.birthYear ?? Number.NaN) - (b.birthYear ?? Number.NaN)) <= maxYearsApart,
    district: isSame(a.district, b.district),
    mandal: isSame(a.likeness.mandal, b.likeness.mandal),
  };
  return reasons.filter((reason) => agrees[reason]);
};

/**
 * Whether two records may be one woman's: the same telephone number and a word of the name alike; or the names alike, birth years at most two apart, and
 * the same district, mandal or number.
 */
export const areLikelyTheSame = (a: Compared, b: Compared): boolean => {
  const agreed = new Set(agreementOf(a, b));
  if (agreed.has('phone') && shareWord(a.likeness.words, b.likeness.words)) return true;
  return agreed.has('name') && agreed.has('birth_year') && (agreed.has('district') || agreed.has('mandal'));
};
