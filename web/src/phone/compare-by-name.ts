/** Compares two women by name: their order in every list of the phone, and on every sheet. */
export const compareByName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name);
