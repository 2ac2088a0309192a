import { canonicalJson } from '../domain/canonical-json.ts';
import type { Place } from '../domain/cursor.ts';
import { type AppError, notFound } from '../domain/errors.ts';
import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { createKnownNames, type NameScope } from '../screening/known-names.ts';
import type { Item, Table } from '../table/client.ts';
import { cashKey, collectiveKey, collectiveList, collectiveListPlace } from '../table/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { refusalOfDates } from './rules.ts';
import { type Collective, collective } from './schema.ts';

export type Collectives = ReturnType<typeof createCollectives>;

const parse = (item: Item): Collective => collective.parse(item);

const toItem = (value: Collective): Item => ({
  ...value,
  ...collectiveKey(value.id),
  ...collectiveListPlace(value.id),
});

export const createCollectives = (table: Table, vault: Vault) => {
  const refusalOfNames = createKnownNames(table, vault);
  const find = async (id: string): Promise<Collective> => {
    const item = await table.get(collectiveKey(id));
    if (item === undefined) {
      throw notFound();
    }
    return parse(item);
  };

  return {
    find,

    /**
     * Stores a new collective, its empty cash and a data key for the notes of its meetings.
     * @throws AppError `invalid_name` where its name or mandal holds a member's full name; `closed_before_formed`, `id_reused`,
     * or `refusal`
     */
    form: async (
      value: Collective,
      content: unknown,
      line: JournalLineOf<'collective_formed'>,
      refusal: AppError | undefined,
    ): Promise<'created' | 'repeated'> => {
      const dataKey = await vault.createKey(`collective:${value.id}`);
      const outcome = await record(table, {
        claim: {
          id: value.id,
          fingerprint: await vault.fingerprint(canonicalJson(content)),
          record: collectiveKey(value.id),
          concerns: null,
        },
        refusal:
          (await refusalOfNames({ name: value.name, mandal: value.mandal })) ??
          refusalOfDates(value) ??
          refusal,
        writes: [
          { put: toItem(value) },
          { put: { ...cashKey(value.id), cashPaise: 0, sheets: 0 } },
          dataKey.write,
        ],
        line,
      });
      return outcome === 'written' ? 'created' : 'repeated';
    },

    /**
     * @param isWithin whose names the caller may know (undefined: everybody's)
     * `stale`, with the record as it is, where it is no longer the version before `value`.
     * @throws AppError `invalid_name`, `closed_before_formed`, or `refusal`
     */
    change: async (
      value: Collective,
      line: JournalLineOf<'collective_changed'>,
      refusal: AppError | undefined,
      isWithin?: (scope: NameScope) => boolean,
    ): Promise<'written' | { readonly stale: Collective }> => {
      const { name, mandal } = value;
      const texts = Object.entries({ name, mandal }).filter(([field]) => line.fields.includes(field));
      const outcome = await record(table, {
        refusal:
          (await refusalOfNames(Object.fromEntries(texts), isWithin)) ?? refusalOfDates(value) ?? refusal,
        optimistic: [
          { put: toItem(value), condition: 'version = :seen', values: { ':seen': value.version - 1 } },
        ],
        writes: [],
        line,
      });
      if (outcome === 'written' || 'repeated' in outcome) {
        return 'written';
      }
      if (outcome.stale === undefined) {
        throw notFound();
      }
      return { stale: parse(outcome.stale) };
    },

    /** A page of all collectives, in the order in which their ids were made. */
    list: async (limit: number, after: Place | undefined) => {
      const { items, next } = await table.query({
        index: 'gsi1',
        partition: collectiveList,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      return { items: items.map(parse), next };
    },

    /** Collectives by their ids, in the order of the ids. */
    findMany: async (ids: readonly string[]): Promise<Collective[]> => {
      const items = await table.getMany(ids.map(collectiveKey));
      return items.map(parse).sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
};
