/** Compares two texts by their characters' codes, for sorting: ids, dates and instants come in their order, whatever the language. */
export const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
