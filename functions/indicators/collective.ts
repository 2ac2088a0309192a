import { monthNumber } from './months.ts';

/** All that is known of one collective for counting: the months in which it was formed and closed. */
export type CollectiveDocument = { formed: number | null; closed: number | null };

export const newCollective = (): CollectiveDocument => ({ formed: null, closed: null });

export const setCollective = (
  collective: CollectiveDocument,
  { formedOn, closedOn }: { readonly formedOn: string; readonly closedOn?: string | undefined },
): void => {
  collective.formed = monthNumber(formedOn);
  collective.closed = closedOn === undefined ? null : monthNumber(closedOn);
};
