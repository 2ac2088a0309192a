import * as z from 'zod';
import type { CollectiveStanding } from './catalogue.ts';
import { monthNumber } from './months.ts';

/** What is known of one collective for counting: the months in which it was formed and closed. Plain data, sealed as JSON. */
export const collectiveFacts = z.object({ formed: z.int().nullable(), closed: z.int().nullable() });
export type CollectiveFacts = z.infer<typeof collectiveFacts>;

export const newCollective = (): CollectiveFacts => ({ formed: null, closed: null });

export const setCollective = (
  collective: CollectiveFacts,
  { formedOn, closedOn }: { readonly formedOn: string; readonly closedOn?: string | undefined },
): void => {
  collective.formed = monthNumber(formedOn);
  collective.closed = closedOn === undefined ? null : monthNumber(closedOn);
};

/** Calls back with how it stands at the end of each month in which that may change. */
export const forEachCollectiveStanding = (
  { formed, closed }: CollectiveFacts,
  callback: (month: number, standing: CollectiveStanding) => void,
): void => {
  if (formed !== null && (closed === null || closed > formed)) {
    callback(formed, { active: true });
    if (closed !== null) {
      callback(closed, { active: false });
    }
  }
};
