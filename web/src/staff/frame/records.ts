import * as z from 'zod/mini';
import type { AnswerOf, ItemOf } from '../../api/routes.ts';

/** The API's records, as far as the desk shows them. */

export const frequencies = ['weekly', 'fortnightly', 'monthly'] as const;
export const outreachKinds = [
  'media_sensitisation',
  'media_story',
  'police_orientation',
  'leadership_training',
  'advocacy',
] as const;
export const genders = ['female', 'transgender', 'male', 'undisclosed'] as const;
export const categories = ['trafficking_survivor', 'cse_survivor', 'undisclosed'] as const;
export const purposes = ['services', 'reporting', 'sharing'] as const;
export const consentMethods = ['spoken', 'written'] as const;
export const modes = ['in_person', 'online'] as const;

export type Collective = ItemOf<'GET /api/collectives'>;
export type Meeting = ItemOf<'GET /api/collectives/{id}/meetings'>;
export type ListedMember = ItemOf<'GET /api/members'>;
export type Member = AnswerOf<'GET /api/members/{id}'>;
export type OutreachRecord = ItemOf<'GET /api/outreach'>;

export const nothing = z.looseObject({});
