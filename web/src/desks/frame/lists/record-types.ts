import type { AnswerOf, ItemOf } from '../../../api/routes.ts';

/** The types of records that several pages of the desks read from the API. */

export type Collective = ItemOf<'GET /api/collectives'>;
export type Meeting = ItemOf<'GET /api/collectives/{id}/meetings'>;
export type ListedMember = ItemOf<'GET /api/members'>;
export type Member = AnswerOf<'GET /api/members/{id}'>;
export type Demand = ItemOf<'GET /api/demands'>;
export type OutreachRecord = ItemOf<'GET /api/outreach'>;
