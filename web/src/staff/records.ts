import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';

/** The records of the API, as far as the desk shows them. */

export const frequencies = ['weekly', 'fortnightly', 'monthly'] as const;
export const caseKinds = [
  'crisis',
  'mental_health',
  'legal_aid',
  'entitlement',
  'compensation',
  'other',
] as const;
export const priorities = ['urgent', 'normal'] as const;
export const statuses = ['open', 'in_progress', 'closed', 'reopened'] as const;
export const services = [
  'mental_health',
  'legal_aid',
  'medical',
  'shelter',
  'police',
  'counselling',
  'livelihood',
] as const;
export const entitlements = [
  'house_patta',
  'aadhaar_card',
  'ration_card',
  'bank_account',
  'pension',
  'other',
] as const;
export const entitlementStages = [
  'needed',
  'applied',
  'sanctioned',
  'received',
  'suspended',
  'restored',
] as const;
export const schemes = ['nalsa_2018', 'ap_2015', 'immediate_relief', 'other'] as const;
export const compensationStages = ['applied', 'interim', 'awarded', 'rejected', 'appealed', 'paid'] as const;
export const referralStages = ['requested', 'accepted', 'rejected', 'done', 'revoked'] as const;
export const eventTypes = [
  'service',
  'entitlement',
  'compensation',
  'referral',
  'follow_up',
  'note',
  'status',
] as const;
export const outreachKinds = [
  'media_sensitisation',
  'media_story',
  'police_orientation',
  'leadership_training',
  'advocacy',
] as const;
export const genders = ['female', 'transgender', 'male', 'undisclosed'] as const;
export const categories = ['trafficking_survivor', 'cse_survivor'] as const;
export const purposes = ['services', 'reporting'] as const;
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

export const foundMembers = z.object({ items: z.array(z.extend(listedMember, { name: text })) });

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
    }),
  ),
  children: z.array(
    z.object({ id: z.string(), birthYear: z.int(), gender: z.enum(genders), inSchool: z.boolean() }),
  ),
});
export type Member = z.infer<typeof member>;

/** Somebody to whom a case can be given. */
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

export const caseRecord = z.object({
  id: z.string(),
  code: z.string(),
  memberId: z.string(),
  kind: z.enum(caseKinds),
  priority: z.enum(priorities),
  openedOn: z.string(),
  assignedTo: z.optional(z.string()),
  status: z.enum(statuses),
  nextDue: z.optional(z.string()),
  version: z.int(),
});
export type CaseRecord = z.infer<typeof caseRecord>;

/** One shape for all types: what a type has not is not there. */
export const caseEvent = z.object({
  id: z.string(),
  type: z.enum(eventTypes),
  on: z.string(),
  service: z.optional(z.enum(services)),
  entitlement: z.optional(z.enum(entitlements)),
  scheme: z.optional(z.enum(schemes)),
  stage: z.optional(z.enum([...entitlementStages, ...compensationStages, ...referralStages])),
  status: z.optional(z.enum(statuses)),
  amountPaise: z.optional(z.int()),
  due: z.optional(z.string()),
  done: z.optional(z.boolean()),
  provider: text,
  to: text,
  text,
  reason: text,
});
export type CaseEvent = z.infer<typeof caseEvent>;

export const outreach = z.object({
  id: z.string(),
  kind: z.enum(outreachKinds),
  on: z.string(),
  mode: z.enum(modes),
  district: z.string(),
  participants: z.int(),
  title: text,
  outlet: text,
});

export const brokenGlass = z.object({
  id: z.string(),
  caseId: z.string(),
  code: z.string(),
  personId: z.string(),
  at: z.string(),
  until: z.string(),
  reason: text,
});

export const nothing = z.looseObject({});

/** All pages of a list, up to ten of a hundred; `isWhole` says whether that was all. */
export async function readAll<Item extends z.ZodMiniType>(
  api: Api,
  item: Item,
  path: string,
): Promise<{ items: z.output<Item>[]; isWhole: boolean }> {
  const page = z.object({ items: z.array(item), cursor: z.optional(z.string()) });
  const items: z.output<Item>[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < 10; count += 1) {
    const next = await api.call(page, {
      path: `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ limit: '100', ...(cursor === undefined ? {} : { cursor }) })}`,
    });
    items.push(...next.items);
    cursor = next.cursor;
    if (cursor === undefined) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}
