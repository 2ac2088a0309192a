import type { AnswerOf, ItemOf } from '../../api/routes.ts';

/** The API's records, as far as the desk shows them. */

export const frequencies = ['weekly', 'fortnightly', 'monthly'] as const;

export type Collective = ItemOf<'GET /api/collectives'>;
export type Meeting = ItemOf<'GET /api/collectives/{id}/meetings'>;
export type ListedMember = ItemOf<'GET /api/members'>;
export type Member = AnswerOf<'GET /api/members/{id}'>;
export type OutreachRecord = ItemOf<'GET /api/outreach'>;
