/** The order of journal lines: by time of recording, then by id. */
export const compareLines = (
  a: { recordedAt: string; id: string },
  b: { recordedAt: string; id: string },
): number =>
  a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
