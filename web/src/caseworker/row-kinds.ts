import * as z from 'zod/mini';
import type { OnCaseworkersPhone } from '../../../functions/areas/members/definition.ts';
import {
  genders,
  schoolingReasons,
  schoolingStages,
  schoolingStatuses,
} from '../../../functions/shared/kinds/member-words.ts';
import type { Kind } from '../rows/encrypted-rows.ts';
import { caseFields, givenUpFields, womanFields } from '../workspace/row-kinds.ts';

/**
 * The kinds of records that a caseworker's phone stores beside those of every phone (workspace/row-kinds.ts), each record under its id if no other
 * key is named. Dates are `YYYY-MM-DD`.
 */

const caseFile = z.object({
  ...caseFields,
  /** 0 until the server knows the case. */
  version: z.int(),
  /** How many of the oldest events of the last year the pack left out. */
  eventsLeftOut: z.optional(z.int()),
});
export type CaseFile = z.infer<typeof caseFile>;
/** Her cases as the server has them: what waits in the outbox is not in them (see `withUnsent`). */
export const cases: Kind<CaseFile> = { name: 'case', schema: caseFile };

/** The fields of a woman that are stored as the pack has them (`pickPackFields`). */
export const packFieldsOfWoman = {
  ...womanFields,
  phone: z.optional(z.string()),
  district: z.string(),
  mandal: z.optional(z.string()),
};
const womanRow = {
  ...packFieldsOfWoman,
  children: z.array(
    z.object({
      id: z.string(),
      birthYear: z.number(),
      gender: z.enum(genders),
      /** The newest observation of schooling that was not taken back. */
      schooling: z.optional(
        z.object({
          on: z.string(),
          status: z.enum(schoolingStatuses),
          stage: z.optional(z.enum(schoolingStages)),
          reason: z.optional(z.enum(schoolingReasons)),
        }),
      ),
    }),
  ),
  /** The latest consent for each purpose. */
  consents: z.array(
    z.object({
      purpose: z.enum(['services', 'reporting', 'sharing']),
      given: z.boolean(),
      on: z.string(),
      /** If the consent is not given: whether it was given before. */
      isWithdrawn: z.optional(z.boolean()),
    }),
  ),
} satisfies Readonly<Record<OnCaseworkersPhone, unknown> & Record<string, unknown>>;
const woman = z.object(womanRow);
export type Woman = z.infer<typeof woman>;
/** The women of her cases. */
export const women: Kind<Woman> = { name: 'member', schema: woman };

const unassigned = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      openedOn: z.string(),
      district: z.string(),
      ...givenUpFields,
    }),
  ),
});
export type UnassignedCase = z.infer<typeof unassigned>['items'][number];
/** The urgent cases of her districts that nobody has taken, as the server orders them; under the key `all`. */
export const unassignedCases: Kind<z.infer<typeof unassigned>> = { name: 'unassigned', schema: unassigned };

const taking = z.object({ id: z.string(), on: z.string() });
/** The cases that she has taken on this phone, and on which day; under the case's id. */
export const takings: Kind<z.infer<typeof taking>> = { name: 'taking', schema: taking };

const nickname = z.object({ id: z.string(), name: z.optional(z.string()), picture: z.optional(z.string()) });
export type Nickname = z.infer<typeof nickname>;
/** The name or picture by which the caseworker knows a woman in this phone's lists, under the woman's id. It is never sent. */
export const nicknames: Kind<Nickname> = { name: 'nickname', schema: nickname };
