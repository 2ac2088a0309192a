/** The owner of a data key. */
export type Owner = `member:${string}` | `person:${string}` | `collective:${string}` | 'organisation';

/**
 * What a ciphertext is bound to (AES-GCM's additional data). `table` is the table's role and not its deployed
 * name: a restored backup has another name and must stay readable. `field` names the text: `note`; in a list by the
 * element's id, `step:0190…`; in a sheet, whose lists never change, by the position.
 */
export type AuthenticatedContext = {
  readonly table: string;
  readonly item: { readonly pk: string; readonly sk: string };
  readonly field: string;
};

/** The authenticated context of the ciphertext in a field of an item of the single table. */
export const contextOf = (item: AuthenticatedContext['item'], field: string): AuthenticatedContext => ({
  table: 'table',
  item,
  field,
});
