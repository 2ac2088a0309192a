const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of journal lines: by time of recording, then by id. */
export const compareLines = (
  a: { recordedAt: string; id: string },
  b: { recordedAt: string; id: string },
): number => compareTexts(a.recordedAt, b.recordedAt) || compareTexts(a.id, b.id);
