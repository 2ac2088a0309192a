import * as z from 'zod/mini';
import {
  type EventField,
  type EventFieldName,
  type EventType,
  type EventValue,
  eventTable,
  eventTypes,
  isSealedField,
} from '../../../functions/shared/kinds/case-events.ts';

/** The fields of an event of a case, of all types together: those that its type does not have are absent, and the sealed ones null once the member was erased. */
export type EventFields = { readonly [Name in EventFieldName]?: EventValue<Name> | undefined };

/** `on` is `YYYY-MM-DD`. */
export type CaseEvent = EventFields & {
  readonly id: string;
  readonly type: EventType;
  readonly on: string;
  readonly createdBy?: string | undefined;
};

const schemaOf = (field: EventField): z.ZodMiniType =>
  isSealedField(field) ? z.nullable(valueSchemaOf(field)) : valueSchemaOf(field);

const valueSchemaOf = (field: EventField): z.ZodMiniType => {
  switch (field.is) {
    case 'word':
      return z.enum(field.of);
    case 'words':
      return z.array(z.enum(field.of));
    case 'amountPaise':
      return z.int();
    case 'flag':
      return z.boolean();
    default:
      return z.string();
  }
};

const fieldsOfAllTypes: readonly (readonly [string, EventField])[] = Object.values(eventTable).flatMap(
  (fields) => Object.entries(fields),
);

/** Types that share a field's name may differ in its words. */
const fieldSchemas = Object.fromEntries(
  [...Map.groupBy(fieldsOfAllTypes, ([name]) => name)].map(([name, fields]) => [
    name,
    z.optional(z.union(fields.map(([, field]) => schemaOf(field)))),
  ]),
);

/** The schema of a case's event. The type says what the loop over the table of events makes. */
export const caseEvent = z.object({
  id: z.string(),
  type: z.enum(eventTypes),
  on: z.string(),
  createdBy: z.optional(z.string()),
  ...fieldSchemas,
}) as unknown as z.ZodMiniType<CaseEvent>;

/** The place to which a case's event refers her; undefined if it is no referral, or once she was erased. */
export const referredTo = ({ to: place }: Pick<CaseEvent, 'to'>): string | undefined => place ?? undefined;
