import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { useRead } from './reading.tsx';

type Code = ItemOf<'POST /api/codes'>;

/** The codes of members and cases and the names of groups, by their ids. */
export type Codes = ReadonlyMap<string, Code>;

/** The server's limit for one request. */
const maxIdsPerRequest = 100;

async function readCodes(api: Api, ids: readonly string[]): Promise<Codes> {
  const parts = Array.from({ length: Math.ceil(ids.length / maxIdsPerRequest) }, (_, index) =>
    ids.slice(index * maxIdsPerRequest, (index + 1) * maxIdsPerRequest),
  );
  const answers = await Promise.all(
    parts.map((part) => api.request('POST /api/codes', { body: { ids: part } })),
  );
  return new Map(answers.flatMap(({ items }) => items.map((one) => [one.id, one] as const)));
}

const noCodes: Codes = new Map();

/** Whether codes are read: then a record without one was erased. */
export const areKnown = (codes: Codes | undefined): codes is Codes =>
  codes !== undefined && codes !== noCodes;

/**
 * Reads the codes of members and cases and the names of groups that a desk's page shows, by their ids; undefined until read. None if they can't be read:
 * the page then has general words in their place, and above it stands that a part could not be read, with a button to try again (unread.tsx).
 */
export function useCodes(api: Api, ids: readonly string[]): Codes | undefined {
  // Sorted, so that the same ids in another order are not read again.
  const sortedIds = [...new Set(ids)].toSorted();
  const { data, isError } = useRead(['codes', sortedIds], () => readCodes(api, sortedIds));
  return data ?? (isError ? noCodes : undefined);
}
