import * as z from 'zod/mini';
import { pageOf } from '../api/pages.ts';
import { givers } from '../consent/giver.ts';

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

const text = z.nullish(z.string());

export const collective = z.object({
  id: z.string(),
  name: z.string(),
  district: z.string(),
  mandal: z.string(),
  formedOn: z.string(),
  meetingFrequency: z.enum(frequencies),
  usualDepositPaise: z.int(),
  ratePerMonthBasisPoints: z.optional(z.int()),
  closedOn: z.optional(z.string()),
  version: z.int(),
});
export type Collective = z.infer<typeof collective>;

export const meeting = z.object({
  id: z.string(),
  heldOn: z.string(),
  attendance: z.array(z.object({ memberId: z.string(), status: z.enum(['present', 'absent', 'excused']) })),
  entries: z.array(z.object({ memberId: z.string(), kind: z.string(), amountPaise: z.int() })),
  cashCountedPaise: z.optional(z.int()),
  reversed: z.optional(z.looseObject({ at: z.string() })),
});
export type Meeting = z.infer<typeof meeting>;

export const ledger = z.object({
  cashPaise: z.int(),
  savingsPaise: z.int(),
  loansOutstandingPaise: z.int(),
  members: z.array(z.object({ memberId: z.string(), savingsPaise: z.int(), loansOutstandingPaise: z.int() })),
});

export const listedMember = z.object({
  id: z.string(),
  code: z.string(),
  birthYear: z.int(),
  gender: z.enum(genders),
  category: z.enum(categories),
  district: z.string(),
  collectiveId: z.string(),
  joinedOn: z.string(),
  leaderSince: z.optional(z.string()),
  exitedOn: z.optional(z.string()),
  version: z.int(),
});
export type ListedMember = z.infer<typeof listedMember>;

export const foundMembers = pageOf(z.extend(listedMember, { name: text }));

export const member = z.extend(listedMember, {
  name: text,
  phone: text,
  mandal: text,
  exitReason: text,
  consents: z.array(
    z.object({
      id: z.string(),
      purpose: z.enum(purposes),
      given: z.boolean(),
      on: z.string(),
      method: z.enum(consentMethods),
      givenBy: z.enum(givers),
    }),
  ),
  children: z.array(
    z.object({ id: z.string(), birthYear: z.int(), gender: z.enum(genders), inSchool: z.boolean() }),
  ),
});
export type Member = z.infer<typeof member>;

/** Somebody who can be assigned a case. */
export const assignee = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['caseworker', 'coordinator']),
});

export const memberSavings = z.object({
  savingsPaise: z.int(),
  loansOutstandingPaise: z.int(),
  statement: z.array(
    z.object({ heldOn: z.string(), kind: z.string(), amountPaise: z.int(), reversed: z.boolean() }),
  ),
});

export const outreach = z.object({
  id: z.string(),
  kind: z.enum(outreachKinds),
  on: z.string(),
  mode: z.enum(modes),
  district: z.string(),
  participants: z.int(),
  title: text,
  outlet: text,
  reversed: z.optional(z.object({ at: z.string(), by: z.string(), reason: z.string() })),
});
export type OutreachRecord = z.infer<typeof outreach>;

export const nothing = z.looseObject({});
