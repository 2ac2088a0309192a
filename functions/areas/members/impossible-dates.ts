import { validateDay } from '../../shared/calendar/before-five.ts';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { WholeMember } from './schema.ts';

/**
 * The rules of what cannot be: a wrong year, almost always a slip of the finger. They compare years, since only the year of a birth is
 * known, and refuse with 422 `impossible_date`.
 */

/** Below this age nobody consents for herself. */
const minAgeOfConsent = 10;
/** The ages between which a woman may have given birth. */
const motherAges = { min: 10, max: 60 } as const;

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Refuses a consent that is dated before the woman was five, or that she would have given herself before she was ten. */
export const validateConsentDay = (
  birthYear: number,
  { on, givenBy, given }: Pick<WholeMember['consents'][number], 'on' | 'givenBy' | 'given'>,
  path: string,
): AppError | undefined =>
  validateDay(birthYear, on, path) ??
  (given && givenBy === 'self' && yearOf(on) - birthYear < minAgeOfConsent
    ? refused(
        'impossible_date',
        'She was not yet ten years old then, and cannot have agreed herself. Is her year of birth right?',
        path,
      )
    : undefined);

/** Refuses a child who was born when its mother was under 10 or over 60. */
export const validateChildYear = (
  birthYear: number,
  childBirthYear: number,
  path: string,
): AppError | undefined => {
  const age = childBirthYear - birthYear;
  return age < motherAges.min || age > motherAges.max
    ? refused(
        'impossible_date',
        "By these years the mother was too young or too old at this child's birth. Look at both.",
        path,
      )
    : undefined;
};

type MemberDates = Pick<WholeMember, 'birthYear' | 'joinedOn' | 'leaderSince' | 'consents'> & {
  readonly children: readonly { readonly birthYear: number; readonly takenBack?: unknown }[];
  readonly offices?: readonly { readonly from: string; readonly takenBack?: unknown }[];
};

/**
 * The rule of a member's record as a whole, when the member is enrolled or a date in the record changes. Refuses the record at its first impossible date.
 * @param changesBirthYear whether the birth year changes: then the refusal names that field, whatever date it contradicts
 */
export const validateDates = (
  { birthYear, joinedOn, leaderSince, consents, children, offices = [] }: MemberDates,
  changesBirthYear: boolean,
): AppError | undefined => {
  const at = (path: string): string => (changesBirthYear ? 'birthYear' : path);
  const refusals = [
    validateDay(birthYear, joinedOn, at('joinedOn')),
    validateDay(birthYear, leaderSince, at('leaderSince')),
    ...consents.map((consent, index) => validateConsentDay(birthYear, consent, at(`consents.${index}.on`))),
    ...children.map((child, index) =>
      child.takenBack === undefined
        ? validateChildYear(birthYear, child.birthYear, at(`children.${index}.birthYear`))
        : undefined,
    ),
    ...offices.map(({ from, takenBack }) =>
      takenBack === undefined ? validateDay(birthYear, from, at('from')) : undefined,
    ),
  ];
  return refusals.find((refusal) => refusal !== undefined);
};
