import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import type { ItemOf } from '../../../api/routes.ts';

/** The records in the system that an import's workbook is compared with. */
export type ExistingRecords = {
  readonly members: readonly ItemOf<'GET /api/members'>[];
  readonly outreach: readonly ItemOf<'GET /api/outreach'>[];
  /** The entitlements in the cases of the women whose cases were read, by the woman's id. */
  readonly entitlements: ReadonlyMap<string, readonly ExistingEntitlement[]>;
  /** The ids of the members and their consents and children, of outreach, and of the cases and events that were read. */
  readonly ids: ReadonlySet<string>;
};

type ExistingEntitlement = Extract<ItemOf<'GET /api/cases/{id}/events'>, { readonly type: 'entitlement' }>;

export const noExistingRecords: ExistingRecords = {
  members: [],
  outreach: [],
  entitlements: new Map(),
  ids: new Set(),
};

/** The number of women whose cases are read in parallel. */
const womenAtOnce = 4;

/**
 * Reads the existing records of the system, to compare an import's workbook with them: members and outreach as lists.
 * @throws Problem, SignedOut, TypeError
 */
export async function readExisting(
  api: Api,
  { hasMembers, hasOutreach }: { readonly hasMembers: boolean; readonly hasOutreach: boolean },
): Promise<ExistingRecords> {
  const [members, outreach] = await Promise.all([
    hasMembers ? readList(api, 'GET /api/members', {}, Number.POSITIVE_INFINITY) : { items: [] },
    hasOutreach ? readList(api, 'GET /api/outreach', {}, Number.POSITIVE_INFINITY) : { items: [] },
  ]);
  const ids = [
    ...members.items.flatMap(({ id, consents, children = [] }) => [
      id,
      ...consents.map((consent) => consent.id),
      ...children.map((child) => child.id),
    ]),
    ...outreach.items.map(({ id }) => id),
  ];
  return {
    members: members.items,
    // `ids` has reversed records too, since their rows were recorded.
    outreach: outreach.items.filter(({ reversed }) => !reversed),
    // `readEntitlements` adds them.
    entitlements: new Map(),
    ids: new Set(ids),
  };
}

/**
 * Reads for an import the existing entitlements in the cases of some women, and adds them to the existing records. The
 * access log has each reading.
 * @throws Problem, SignedOut, TypeError
 */
export async function readEntitlements(
  api: Api,
  existing: ExistingRecords,
  memberIds: readonly string[],
  onProgress: (done: number, all: number) => void,
): Promise<ExistingRecords> {
  const entitlements = new Map(existing.entitlements);
  const ids = new Set(existing.ids);
  const readCasesOf = async (id: string): Promise<void> => {
    const cases = await readList(
      api,
      'GET /api/members/{id}/cases',
      { path: { id } },
      Number.POSITIVE_INFINITY,
    );
    const events = await Promise.all(
      cases.items.map((herCase) =>
        readList(api, 'GET /api/cases/{id}/events', { path: { id: herCase.id } }, Number.POSITIVE_INFINITY),
      ),
    );
    const allEvents = events.flatMap(({ items }) => items);
    for (const record of [...cases.items, ...allEvents]) ids.add(record.id);
    const herEntitlements = allEvents.filter(
      (event) => event.type === 'entitlement' && event.takenBack === undefined,
    );
    entitlements.set(id, herEntitlements as ExistingEntitlement[]);
  };
  for (let start = 0; start < memberIds.length; start += womenAtOnce) {
    onProgress(start, memberIds.length);
    await Promise.all(memberIds.slice(start, start + womenAtOnce).map(readCasesOf));
  }
  return { ...existing, entitlements, ids };
}
