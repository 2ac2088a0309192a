/** Whose key a text is sealed with. */
export type Owner = `member:${string}` | `person:${string}` | `collective:${string}` | 'organisation';

/**
 * Where a sealed text lies. `table` is the table's role and not its name in one deployment: a restored backup has another name
 * and must stay readable. `field` names an element of a list by its id, never by its position.
 */
export type Place = {
  readonly table: string;
  readonly item: { readonly pk: string; readonly sk: string };
  readonly field: string;
};

/** The place of a field of an item in the single table. */
export const placeOf = (item: Place['item'], field: string): Place => ({ table: 'table', item, field });
