import type { AnswerOf } from '../api/routes.ts';

/** What is kept of a woman, as the server answers it. */
export type MemberRecord = AnswerOf<'GET /api/members/{id}/record'>;
export type Consent = MemberRecord['consents'][number];
export type Purpose = Consent['purpose'];

/** A woman's consent for a purpose: the last that she said; undefined if she was never asked. */
export const consentFor = (consents: readonly Consent[], purpose: Purpose): Consent | undefined =>
  consents.findLast((consent) => consent.purpose === purpose);
