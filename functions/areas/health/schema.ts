import * as z from 'zod';
import { clientId, month } from '../../shared/fields/fields.ts';
import { drillOutcomes, drillSteps } from '../../shared/kinds/drill-words.ts';

/** What is looked at, in the order in which it is shown. */
export const healthCodes = [
  'backup',
  'seals',
  'month',
  'drill',
  'pack',
  'mail',
  'queues',
  'alarms',
  'phones',
  'version',
  'cost',
] as const;
export type HealthCode = (typeof healthCodes)[number];

/** `fine`: nothing to do. `look`: somebody looks at it in the next days. `act`: somebody does something today. */
export const healthStates = ['fine', 'look', 'act'] as const;
export type HealthState = (typeof healthStates)[number];

/**
 * Why a row is not fine.
 * - `unread`: it could not be looked at
 * - `off`: a table has no backups; `late`: what should be there by now is not; `never`: there was none yet; `old`: the newest one is long ago
 * - `waits_for_terms`: the month closed, and nobody had recorded the terms that it needs
 * - `lost`, `failed`: how the drill ended
 * - `nobody`: no recipient of alarms has confirmed; `pending`: a recipient has not
 * - `dead_letters`: work failed for good; `waiting`: work waits too long; `many`: much work waits
 * - `standing`: alarms stand
 * - `silent`: phones have not been heard of for long; `old_client`: phones have a former version of the client
 * - `near`, `over`: the month's cost is near its budget, or over it
 */
export const healthReasons = [
  'unread',
  'off',
  'late',
  'never',
  'old',
  'waits_for_terms',
  'lost',
  'failed',
  'nobody',
  'pending',
  'dead_letters',
  'waiting',
  'many',
  'standing',
  'silent',
  'old_client',
  'near',
  'over',
] as const;
export type HealthReason = (typeof healthReasons)[number];

/** Who can see to it: an administrator herself, the coordinator, or whoever looks after the deployment. */
export const healthHelpers = ['administrator', 'coordinator', 'engineer'] as const;
export type HealthHelper = (typeof healthHelpers)[number];

const count = z.int().min(0);

/** A phone to ask about, by its owner. */
const phoneToAskAbout = z.object({
  personId: z.string(),
  reason: z.enum(['silent', 'old_client']),
  /** The Indian date of its last contact. */
  seenOn: z.iso.date(),
});

/** A restore drill that runs: when and by whom it was asked for (`schedule`: by nobody), and how far it has come. */
export const runningDrill = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  step: z.enum(drillSteps),
});

/** What asks for a restore drill. */
export const drillInput = z.strictObject({ id: clientId });
export const drillAnswer = z.object({ id: clientId });

/** A row: what was looked at, how it is, and what was found. */
export const healthRow = z.object({
  code: z.enum(healthCodes),
  state: z.enum(healthStates),
  /** Absent of what is fine. */
  reason: z.enum(healthReasons).optional(),
  /** Who can see to it; absent of what is fine. */
  who: z.enum(healthHelpers).optional(),
  /** When the scheduled look first found it so. */
  since: z.iso.datetime().optional(),
  /** `backup`: the latest instant to which both tables can be restored. `drill`: when it ended. `pack`: when the newest one was approved. */
  at: z.iso.datetime().optional(),
  /** `seals`: the last UTC day that is sealed, with all before it. */
  sealedUntil: z.iso.date().optional(),
  /** `month`: the newest published month. */
  month: month.optional(),
  /** `month`: the month that should be published by now. */
  dueMonth: month.optional(),
  /** `drill`: how it ended. */
  outcome: z.enum(drillOutcomes).optional(),
  /** `drill`: how many publications of months were counted again from what was restored. */
  compared: count.optional(),
  /** `drill`, `pack`: who asked for it, or `schedule`. */
  by: z.string().optional(),
  /** `drill`: the one that runs. */
  running: runningDrill.optional(),
  /** `mail`: how many addresses have confirmed that they get mail, and how many have not. */
  confirmed: count.optional(),
  pending: count.optional(),
  /** `queues`: how many messages wait, and how many failed for good. */
  waitingMessages: count.optional(),
  deadLetters: count.optional(),
  /** `alarms`: those that stand. `impact`: what people cannot do while it lasts, in English. */
  alarms: z.array(z.object({ name: z.string(), since: z.iso.datetime(), impact: z.string() })).optional(),
  /** `phones`: how many are in use, and those to ask about, the longest silent first. */
  phonesInUse: count.optional(),
  phones: z.array(phoneToAskAbout).optional(),
  /** `version`: the version deployed. */
  deployed: z.string().optional(),
  /** `cost`: what this month has cost, and its budget, in hundredths of a US dollar. */
  spentUsdCents: count.optional(),
  budgetUsdCents: count.optional(),
});
export type HealthRow = z.infer<typeof healthRow>;

export const health = z.object({
  /** When it was looked at. */
  at: z.iso.datetime(),
  /** The heaviest state of a row. */
  state: z.enum(healthStates),
  rows: z.array(healthRow),
  /** The telephone number of whoever looks after the deployment, if the stage names one. */
  callPhone: z.string().optional(),
});
export type Health = z.infer<typeof health>;
