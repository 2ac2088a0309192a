import * as z from 'zod';
import { eventFields } from '../../areas/cases/event-definition.ts';
import { erasureFields } from '../../areas/erasure/definition.ts';
import { questionFields } from '../../areas/questions/definition.ts';
import type { Fields } from '../../shared/definition/define.ts';
import { sealedTextsOf } from '../../shared/definition/sealed-texts.ts';
import type { Item } from '../../shared/table/client.ts';
import type { Owner } from '../../shared/vault/authenticated-context.ts';

/** Where the encrypted texts of stored records are, and whose keys open them. record-kinds.ts says which kind of record has which. */

/** A text of a record that is stored encrypted: its place, the owner of the key that opens it, and the name that its ciphertext is bound to. */
export type TextAt = {
  readonly path: readonly (string | number)[];
  readonly owner: Owner;
  readonly field: string;
};

const objectSchema = z.record(z.string(), z.unknown());
/** A list of objects; empty if the record has none. */
const list = (value: unknown): readonly Record<string, unknown>[] =>
  z.array(objectSchema).catch([]).parse(value);
const stringOf = (value: unknown): string => z.string().parse(value);

export const ownerOfMember = (id: unknown): Owner => `member:${stringOf(id)}`;
export const ownerOfPerson = (id: unknown): Owner => `person:${stringOf(id)}`;
const ownerOfCollective = (item: Item): Owner =>
  `collective:${stringOf(item.pk).slice('COLLECTIVE#'.length)}`;

/** The encrypted texts of a record that has no definition (`Fields`): of these fields, the ones that it has. */
const fieldTexts = (item: Item, owner: Owner, fields: readonly string[]): TextAt[] =>
  fields.filter((field) => item[field] !== undefined).map((field) => ({ path: [field], owner, field }));

/**
 * The encrypted texts of a record, found by its definition.
 * @param recordPath where the record is in its table item, if it is only a part of the item
 */
export const definedTexts = (
  fields: Fields,
  record: Item,
  owner: Owner,
  recordPath: TextAt['path'] = [],
): TextAt[] =>
  sealedTextsOf(fields, record, recordPath).map(({ path, boundTo }) => ({ path, owner, field: boundTo }));

/** The encrypted reason of a reversal, if the record was reversed. */
const reversalTexts = (item: Item, owner: Owner): TextAt[] => {
  const { reason } = objectSchema.catch({}).parse(item.reversed);
  return reason === undefined ? [] : [{ path: ['reversed', 'reason'], owner, field: 'reversed.reason' }];
};

/** The encrypted texts of a sheet or voucher. */
export const sheetTexts = (item: Item): TextAt[] => {
  const owner = ownerOfCollective(item);
  return [
    ...fieldTexts(item, owner, ['note']),
    ...reversalTexts(item, owner),
    // The group's key encrypts the reason of a line of the group. The member's own key encrypts the reason of her entry.
    ...list(item.lines).flatMap((line, index): TextAt[] =>
      line.reason === undefined
        ? []
        : [{ path: ['lines', index, 'reason'], owner, field: `lines.${index}.reason` }],
    ),
    ...list(item.entries).flatMap((entry, index): TextAt[] =>
      entry.reason === undefined
        ? []
        : [
            {
              path: ['entries', index, 'reason'],
              owner: ownerOfMember(entry.memberId),
              field: `entries.${index}.reason`,
            },
          ],
    ),
  ];
};

export const caseEventTexts = (item: Item): TextAt[] => {
  const event = objectSchema.parse(item.event);
  const type = z.enum(Object.keys(eventFields)).parse(event.type);
  const fields: Readonly<Record<string, Fields>> = eventFields;
  return definedTexts(fields[type] ?? {}, event, ownerOfMember(item.memberId), ['event']);
};

export const erasureTexts = (item: Item): TextAt[] =>
  definedTexts(
    erasureFields,
    item,
    item.of === 'member' ? ownerOfMember(item.subject) : ownerOfPerson(item.subject),
  );

export const moveTexts = (item: Item): TextAt[] => {
  const owner = ownerOfCollective(item);
  return [...fieldTexts(item, owner, ['reason']), ...reversalTexts(item, owner)];
};

/** The encrypted texts of a question: with the key of the woman whom it is about, otherwise with the group's. */
export const questionTexts = (item: Item): TextAt[] => {
  const { memberId } = objectSchema.parse(item.about);
  return definedTexts(
    questionFields,
    item,
    memberId === undefined ? ownerOfCollective(item) : ownerOfMember(memberId),
  );
};
