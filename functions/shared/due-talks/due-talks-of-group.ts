import type { Item, Table, Write } from '../table/client.ts';
import { dueTalksIndexKeys, dueTalksKey } from '../table/keys/members.ts';
import type { DueTalk } from './due-talk.ts';

/**
 * The talks that are due with the women of a group, in one item of the group's, with one attribute for each woman: so a change needs no read, and the
 * numbers of a thousand groups are one query. It follows from the women's records, and changes in the transaction that changes these.
 */

const prefix = 'due:';
const attributeOf = (memberId: string): string => `${prefix}${memberId}`;

/** What a transaction makes of a woman's next talk; undefined: none is due. */
export type DueTalkChange = { readonly before: DueTalk | undefined; readonly after: DueTalk | undefined };

const isSame = ({ before, after }: DueTalkChange): boolean =>
  before?.on === after?.on && before?.collectiveId === after?.collectiveId;

const writeTo = (collectiveId: string, changes: readonly DueTalkChange[]): Write => {
  const sets = changes.flatMap(({ after }) => (after?.collectiveId === collectiveId ? [after] : []));
  const removes = changes.flatMap(({ before, after }) =>
    before?.collectiveId === collectiveId && after?.collectiveId !== collectiveId ? [before] : [],
  );
  const { gsi1pk, gsi1sk } = dueTalksIndexKeys(collectiveId);
  return {
    update: dueTalksKey(collectiveId),
    set: [
      ['SET gsi1pk = :list, gsi1sk = :group', ...sets.map((_, index) => `#s${index} = :s${index}`)].join(
        ', ',
      ),
      ...(removes.length === 0 ? [] : [`REMOVE ${removes.map((_, index) => `#r${index}`).join(', ')}`]),
    ].join(' '),
    ...(sets.length + removes.length === 0
      ? {}
      : {
          names: Object.fromEntries([
            ...sets.map(({ memberId }, index) => [`#s${index}`, attributeOf(memberId)]),
            ...removes.map(({ memberId }, index) => [`#r${index}`, attributeOf(memberId)]),
          ]),
        }),
    values: {
      ':list': gsi1pk,
      ':group': gsi1sk,
      ...Object.fromEntries(sets.map(({ on }, index) => [`:s${index}`, on])),
    },
  };
};

/** The writes that note what becomes of women's next talks: one for each group that changes. All changes of a transaction go into one call. */
export const dueTalkWrites = (changes: readonly DueTalkChange[]): Write[] => {
  const real = changes.filter((change) => !isSame(change));
  const groups = new Set(
    real.flatMap(({ before, after }) => [before, after].flatMap((one) => one?.collectiveId ?? [])),
  );
  return [...groups].map((collectiveId) => writeTo(collectiveId, real));
};

/** The talks of a group's item, by the woman's id. @param collectiveId the group's id */
export const dueTalksIn = (item: Item): DueTalk[] => {
  const collectiveId = String(item.gsi1sk);
  return Object.entries(item).flatMap(([name, on]) =>
    name.startsWith(prefix) && typeof on === 'string'
      ? [{ memberId: name.slice(prefix.length), collectiveId, on }]
      : [],
  );
};

/** The talks that are due with the women of some groups. */
export const readDueTalks = async (
  table: Pick<Table, 'getMany'>,
  collectiveIds: readonly string[],
): Promise<DueTalk[]> => (await table.getMany(collectiveIds.map(dueTalksKey))).flatMap(dueTalksIn);
