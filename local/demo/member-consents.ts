import { isOfAge } from '../../functions/shared/calendar/age-bands.ts';
import { makeDemoId } from './demo-request.ts';
import type { Random } from './random.ts';

/** What the women of the demo programme consent to, and when. */

export type Reporting =
  | 'given'
  /** She is never asked, or never answers, so she is not counted. */
  | 'silent'
  | 'refused'
  /** She gives no answer at enrolment, and consents later. */
  | 'given later'
  /** She consents at enrolment, and withdraws later. */
  | 'withdrawn';

/** The answers about reporting at enrolment: one, or none. */
const answersAtEnrolment: Readonly<Record<Reporting, readonly boolean[]>> = {
  given: [true],
  silent: [],
  refused: [false],
  'given later': [],
  withdrawn: [true],
};

/** The version of the notice that is read to a woman before she consents. */
const noticeVersion = '2025-04';

/**
 * A demo member's consent as the API takes it; a refusal or withdrawal has `given: false`. For a girl under 18 the child
 * welfare committee consents.
 */
export const consentOf = (
  random: Random,
  {
    at,
    purpose,
    given,
    on,
    birthYear,
  }: {
    /** When it is sent, RFC 3339. */
    readonly at: string;
    readonly purpose: 'services' | 'reporting' | 'sharing';
    readonly given: boolean;
    readonly on: string;
    readonly birthYear: number;
  },
) => ({
  id: makeDemoId(random, at),
  purpose,
  given,
  on,
  method: random.percentChance(85) ? 'spoken' : 'written',
  noticeVersion,
  ...(!isOfAge(birthYear, on) && { givenBy: 'child_welfare_committee' }),
});

/** A demo member's consents about services and reporting at her enrolment. */
export const consentsOf = (
  random: Random,
  base: { readonly at: string; readonly on: string; readonly birthYear: number },
  reporting: Reporting,
) => [
  consentOf(random, { ...base, purpose: 'services', given: true }),
  ...answersAtEnrolment[reporting].map((given) =>
    consentOf(random, { ...base, purpose: 'reporting', given }),
  ),
];
