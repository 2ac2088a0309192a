import * as z from 'zod';
import type { Publication } from '../../functions/months/disclosure/publication-history.ts';
import { buildProgramme, correctedMonth, correctionRoute } from '../../local/demo/programme.ts';
import { closingInstant } from '../audit-count/calendar.ts';
import { linesOfRequests } from '../audit-count/lines-of-requests.ts';

/** The demo programme without a stack: its requests, the journal that they leave if all are accepted, and its publications. */

export const months = buildProgramme();
export const requests = months.flatMap((month) => month.requests);

const correction = requests.find(({ route }) => route === correctionRoute);
const { reason } = z.object({ reason: z.string() }).parse(correction?.body);

export const lines = linesOfRequests(
  requests
    .filter(({ route }) => route !== correctionRoute)
    .map(({ at, route, path, body }, index) => ({ recordedAt: at, order: index + 1, route, path, body })),
);

export const publications: readonly Publication[] = [
  ...months.map(({ month }) => ({ month, version: 1, cutoff: closingInstant(month), reason: null })),
  { month: correctedMonth, version: 2, cutoff: correction?.at ?? '', reason },
]
  .sort((a, b) => (a.cutoff < b.cutoff ? -1 : 1))
  .map((publication, index) => ({ ...publication, ordinal: index + 1 }));
