import * as z from 'zod';
import {
  changeable,
  type Field,
  type Fields,
  madeByServer,
  sentOnce,
  stampOf,
  untold,
} from '../../shared/definition/define.ts';
import { amountPaise, clientId, date, line, note } from '../../shared/fields/fields.ts';
import { type EventField, type EventType, eventTable } from '../../shared/kinds/case-events.ts';
import {
  caseKinds,
  casePriorities,
  caseStatuses,
  entitlementStages,
  entitlements,
  incidents,
} from '../../shared/kinds/case-words.ts';

/** Cases, the events of their timelines, and emergency access to them. A field that is not `kept: 'open'` is encrypted with the member's key. */

const text = { told: 'listed', sent: 'once' } as const;

export const caseStatus = z.enum(caseStatuses);
export const entitlement = z.enum(entitlements);
export const entitlementStage = z.enum(entitlementStages);

/** A date by which something is to happen in a case; it may lie in the future. */
export const due = z.object({
  on: date,
  kind: z.enum(['follow_up', 'hearing', 'decision_due', 'progress_due']),
});

const followUps = z.array(z.object({ due: z.string(), moment: z.string() }));

/** What is computed from the timeline, to save reading it again. The type `CaseProgress` explains its fields. */
const progress = z.object({
  statusMoment: z.string().optional(),
  openFollowUps: followUps,
  doneFollowUps: followUps,
  applications: z.array(z.object({ id: z.string(), filedOn: z.string().optional(), isDecided: z.boolean() })),
  matters: z.array(
    z.object({
      id: z.string(),
      /** The date of the first FIR (the police's First Information Report). */
      firstFirOn: z.string().optional(),
      isCharged: z.boolean(),
      newest: z.string(),
      nextOn: z.string().optional(),
    }),
  ),
});

/** A matter in which a survivor needs help over days or years. */
export const caseFields = {
  id: { is: clientId, ...sentOnce },
  memberId: { is: z.uuid(), ...sentOnce },
  kind: { is: z.enum(caseKinds), ...changeable },
  priority: { is: z.enum(casePriorities), ...changeable },
  openedOn: { is: date, ...sentOnce },
  /** What happened in a crisis; no other kind of case has it. */
  incident: { is: z.enum(incidents), ...changeable, optional: true },
  /** The caseworker or coordinator who works on it. */
  assignedTo: { is: z.uuid(), ...changeable, optional: true },
  code: { is: z.string(), ...madeByServer },
  status: { is: caseStatus, ...madeByServer },
  /** When the case was assigned to the present assignee; absent if it was opened with her, or nobody has it. */
  assignedAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
  /** All due dates, the earliest first; absent if there are none, as in a closed case. */
  due: { is: z.array(due), ...madeByServer, optional: true },
  /** The earliest due date of an open follow-up. */
  nextDue: { is: date, ...madeByServer, optional: true },
  ...stampOf('listed'),
  /** Her group when it was opened: the entitlements of all its cases lie together. */
  openedIn: { is: z.uuid(), ...untold },
  progress: { is: progress, ...untold },
  waiting: {
    is: z.object({ since: z.string(), until: z.string().optional() }),
    ...untold,
    optional: true,
  },
} as const satisfies Fields;

const beginningOf = <const Type extends string>(type: Type) =>
  ({
    id: { is: clientId, ...sentOnce },
    type: { is: z.literal(type), ...sentOnce },
    on: { is: date, ...sentOnce },
  }) as const;

const endOfEvent = {
  ...stampOf('listed'),
  /** Present once this event was taken back and no longer counts: the event that did it, and its date. */
  takenBack: { is: z.object({ eventId: clientId, on: date }), ...madeByServer, optional: true },
} as const satisfies Fields;

/** Definitions of the fields in the table of events (functions/shared/kinds/case-events.ts), by what they are. */
const fieldThatIs = {
  id: { is: clientId, ...sentOnce },
  date: { is: date, ...sentOnce },
  amountPaise: { is: amountPaise, ...sentOnce },
  flag: { is: z.boolean(), ...sentOnce },
  line: { is: line, ...text },
  note: { is: note, ...text },
} as const;

type EnumOf<W extends readonly string[]> = z.ZodEnum<{ [Word in W[number]]: Word }>;
type Defined<F> = (F extends { readonly is: 'word'; readonly of: infer W extends readonly string[] }
  ? { readonly is: EnumOf<W> } & typeof sentOnce
  : F extends { readonly is: 'words'; readonly of: infer W extends readonly string[] }
    ? { readonly is: z.ZodArray<EnumOf<W>>; readonly shown: z.ZodArray<EnumOf<W>> } & typeof text
    : F extends { readonly is: infer I extends keyof typeof fieldThatIs }
      ? (typeof fieldThatIs)[I]
      : never) &
  (F extends { readonly optional: true } ? { readonly optional: true } : unknown);

const define = (field: EventField): Field => {
  const optional = field.optional ? ({ optional: true } as const) : {};
  if (field.is === 'word') return { is: z.enum(field.of), ...sentOnce, ...optional };
  if (field.is !== 'words') return { ...fieldThatIs[field.is], ...optional };
  const words = z.array(z.enum(field.of)).min(1).max(field.max);
  return { is: words, shown: words, ...text, ...optional };
};

/** The events of a case's timeline, by their type. What the type says of each, the loop over the table makes. */
export const eventFields = Object.fromEntries(
  Object.entries(eventTable).map(([type, fields]) => [
    type,
    {
      ...beginningOf(type),
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, define(field)])),
      ...endOfEvent,
    },
  ]),
) as {
  readonly [Type in EventType]: ReturnType<typeof beginningOf<Type>> & {
    readonly [Name in keyof (typeof eventTable)[Type]]: Defined<(typeof eventTable)[Type][Name]>;
  } & typeof endOfEvent;
};

const caseCodePattern = /^[Cc]-[0-9A-Za-z]{6}$/;
export const caseCode = z
  .string()
  .meta({ pattern: caseCodePattern.source })
  .refine((code) => caseCodePattern.test(code), 'Write the code of a case, such as C-7QX4HM.');

/** The refusals of emergency access that are told to coordinator and auditor. */
export const emergencyRefusals = ['too_often', 'ended_by_coordinator'] as const;

/** Emergency access to an urgent case of somebody else. */
export const emergencyAccessFields = {
  id: { is: clientId, ...sentOnce },
  caseId: { is: clientId, ...madeByServer },
  code: { is: caseCode, shown: z.string(), ...sentOnce },
  memberId: { is: z.uuid(), ...madeByServer },
  personId: { is: z.uuid(), ...madeByServer },
  at: { is: z.iso.datetime(), ...madeByServer },
  /** The access ends at this time. */
  until: { is: z.iso.datetime(), ...madeByServer },
  reason: { is: line, ...text },
  /** Given if it was refused, because there were too many or the coordinator had ended one: it was tried and told, and gave no access. */
  refused: { is: z.enum(emergencyRefusals), ...madeByServer, optional: true },
  /** When the coordinator ended it before its time. */
  endedAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
} as const satisfies Fields;
