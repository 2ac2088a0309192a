import * as z from 'zod/mini';
import { languagesOf } from '../i18n/language.ts';
import type { Api } from './client.ts';

export const roles = ['leader', 'caseworker', 'coordinator', 'administrator', 'auditor', 'funder'] as const;

export const me = z.object({
  id: z.string(),
  role: z.enum(roles),
  scope: z.object({ collectives: z.array(z.string()), districts: z.array(z.string()) }),
  locale: z.enum(languagesOf.everybody),
  signInName: z.optional(z.string()),
  /** The member that a leader is herself. */
  memberId: z.optional(z.string()),
});
export type Me = z.infer<typeof me>;

export const readMe = (api: Api): Promise<Me> => api.call(me, { path: '/api/me' });
