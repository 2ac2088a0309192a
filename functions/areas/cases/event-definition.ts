import * as z from 'zod';
import { type Field, type Fields, madeByServer, sentOnce, stampOf } from '../../shared/definition/define.ts';
import { amountPaise, clientId, date, line, note } from '../../shared/fields/fields.ts';
import { type EventField, type EventType, eventTable } from '../../shared/kinds/case-events.ts';
import { encryptedText } from './definition.ts';

/** The events of a case's timeline, field by field, from the table of events. What isn't `kept: 'open'` is encrypted with the member's key. */

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
  line: { is: line, ...encryptedText },
  note: { is: note, ...encryptedText },
} as const;

type EnumOf<W extends readonly string[]> = z.ZodEnum<{ [Word in W[number]]: Word }>;
/** The type of what `define` makes: it says the same once more, case by case, so a change of one is a change of both. */
type Defined<F> = (F extends { readonly is: 'word'; readonly of: infer W extends readonly string[] }
  ? { readonly is: EnumOf<W> } & typeof sentOnce
  : F extends { readonly is: 'words'; readonly of: infer W extends readonly string[] }
    ? { readonly is: z.ZodArray<EnumOf<W>>; readonly shown: z.ZodArray<EnumOf<W>> } & typeof encryptedText
    : F extends { readonly is: infer I extends keyof typeof fieldThatIs }
      ? (typeof fieldThatIs)[I]
      : never) &
  (F extends { readonly optional: true } ? { readonly optional: true } : unknown);

const define = (field: EventField): Field => {
  const optional = field.optional ? ({ optional: true } as const) : {};
  if (field.is === 'word') return { is: z.enum(field.of), ...sentOnce, ...optional };
  if (field.is !== 'words') return { ...fieldThatIs[field.is], ...optional };
  const words = z.array(z.enum(field.of)).min(1).max(field.max);
  return { is: words, shown: words, ...encryptedText, ...optional };
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
