import { compareTexts } from '../text/compare-texts.ts';

/** The order of journal lines: by time of recording, then by id. */
export const compareLines = (
  a: { recordedAt: string; id: string },
  b: { recordedAt: string; id: string },
): number => compareTexts(a.recordedAt, b.recordedAt) || compareTexts(a.id, b.id);
