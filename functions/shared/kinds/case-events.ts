import {
  caseOutcomes,
  caseStatuses,
  compensationForums,
  compensationSchemes,
  compensationStages,
  entitlementStages,
  entitlements,
  herWords,
  laws,
  proceedingSteps,
  referralStages,
  services,
} from './case-words.ts';

/**
 * The table of events: the types of events in a case's timeline, each with the fields that it has beside its id and its day. The schemas of
 * what is sent, answered and stored, the desk's forms and the words of the timeline follow from it; the browser loads it too.
 */

type Words = readonly [string, ...string[]];

/**
 * What a field of an event is: one word or some words of a list; a text of up to 120 characters (`line`) or 2,000 (`note`); a day; an id that
 * the client makes; an amount; or yes or no. Texts, and several words, are sealed with the member's key.
 */
export type EventField = { readonly optional?: true } & (
  | { readonly is: 'word'; readonly of: Words }
  | { readonly is: 'words'; readonly of: Words; readonly max: number }
  | { readonly is: 'line' | 'note' | 'date' | 'id' | 'amountPaise' | 'flag' }
);

export const eventTable = {
  service: {
    service: { is: 'word', of: services },
    provider: { is: 'line', optional: true },
  },
  entitlement: {
    entitlement: { is: 'word', of: entitlements },
    stage: { is: 'word', of: entitlementStages },
  },
  compensation: {
    /** The stage `filed` makes the id; later stages repeat it. */
    applicationId: { is: 'id' },
    scheme: { is: 'word', of: compensationSchemes },
    forum: { is: 'word', of: compensationForums, optional: true },
    stage: { is: 'word', of: compensationStages },
    amountPaise: { is: 'amountPaise', optional: true },
  },
  proceeding: {
    /** The same in all steps of one matter. */
    proceedingId: { is: 'id' },
    step: { is: 'word', of: proceedingSteps },
    /** They tell what was done to her. */
    laws: { is: 'words', of: laws, max: 5, optional: true },
    /** The day that was fixed for the next step; may be in the future. */
    nextOn: { is: 'date', optional: true },
  },
  referral: {
    /** The place to which she was referred. */
    to: { is: 'line' },
    stage: { is: 'word', of: referralStages },
  },
  follow_up: {
    /** When somebody will look after her again; may be in the future. */
    due: { is: 'date' },
    /** True: the follow-ups that were due by then are done. Absent or false: one is planned. */
    done: { is: 'flag', optional: true },
  },
  note: { text: { is: 'note' } },
  status: {
    status: { is: 'word', of: caseStatuses },
    reason: { is: 'line', optional: true },
    /** How a case ended; with the status `closed` alone. */
    outcome: { is: 'word', of: caseOutcomes, optional: true },
    /** What she says of the help; with the status `closed` alone. */
    herWord: { is: 'word', of: herWords, optional: true },
  },
  /** What she will do in danger, in a crisis; each text is optional, and one is given. The newest stands. */
  safety_plan: {
    /** By which she knows that it begins. */
    signs: { is: 'note', optional: true },
    goTo: { is: 'note', optional: true },
    call: { is: 'note', optional: true },
    /** What she takes with her. */
    take: { is: 'note', optional: true },
    /** What becomes of the children. */
    children: { is: 'note', optional: true },
  },
  /** Takes another event of the case back, so that it no longer counts. */
  taken_back: {
    eventId: { is: 'id' },
    reason: { is: 'line' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, EventField>>>>;

type EventTable = typeof eventTable;
export type EventType = keyof EventTable;
/** The types that people record; `taken_back` is recorded by taking an event back. */
export type OwnEventType = Exclude<EventType, 'taken_back'>;

const isEventType = (type: string): type is EventType => type in eventTable;
export const eventTypes: readonly EventType[] = Object.keys(eventTable).filter(isEventType);
export const ownEventTypes: readonly OwnEventType[] = eventTypes.filter((type) => type !== 'taken_back');

/** The names of the fields of any type. */
export type EventFieldName = { [Type in EventType]: keyof EventTable[Type] }[EventType];

/** The fields with a name, of whatever types. */
type FieldsNamed<Name extends EventFieldName> = {
  [Type in EventType]: Name extends keyof EventTable[Type] ? EventTable[Type][Name] : never;
}[EventType];

type ValueOf<Field> = Field extends { readonly is: 'word'; readonly of: infer W extends Words }
  ? W[number]
  : Field extends { readonly is: 'words'; readonly of: infer W extends Words }
    ? readonly W[number][]
    : Field extends { readonly is: 'amountPaise' }
      ? number
      : Field extends { readonly is: 'flag' }
        ? boolean
        : string;

type SealedKind = 'line' | 'note' | 'words';

/** Whether a field is sealed with the member's key, and so null once she was erased. */
export const isSealedField = ({ is }: EventField): boolean =>
  is === 'line' || is === 'note' || is === 'words';

/** The value of a field as it is answered, whatever the event's type. */
export type EventValue<Name extends EventFieldName> =
  | ValueOf<FieldsNamed<Name>>
  | (FieldsNamed<Name> extends { readonly is: SealedKind } ? null : never);
