import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import type { Place } from '../platform/cursor.ts';
import { createKnownNames } from '../platform/names/known-names.ts';
import type { Vault } from '../platform/vault.ts';
import type { Item, Table } from '../table/client.ts';
import { type Key, outreachKey, outreachList } from '../table/keys.ts';
import { type Outreach, type OutreachInput, outreach } from './schema.ts';

export type OutreachRecords = ReturnType<typeof createOutreachRecords>;

export const createOutreachRecords = (table: Table, vault: Vault) => {
  const refusalOfNames = createKnownNames(table, vault);
  const find = async (key: Key): Promise<Outreach> => outreach.parse(await table.get(key));

  return {
    /** @throws AppError `invalid_name` where a text holds a member's full name; `id_reused` */
    add: async (
      value: Outreach,
      content: OutreachInput,
      line: JournalLineOf<'outreach_recorded'>,
    ): Promise<{ readonly outcome: 'created' | 'repeated'; readonly outreach: Outreach }> => {
      const key = outreachKey(value.on, value.id);
      const outcome = await record(table, {
        claim: {
          id: value.id,
          fingerprint: await vault.fingerprint(canonicalJson(content)),
          record: key,
          concerns: null,
        },
        refusal: await refusalOfNames({ title: value.title, outlet: value.outlet, url: value.url }),
        writes: [{ put: { ...value, ...key } }],
        line,
      });
      return outcome === 'written'
        ? { outcome: 'created', outreach: value }
        : { outcome: 'repeated', outreach: await find(outcome.repeated) };
    },

    /** A page of all outreach, or of one month (`YYYY-MM`), newest first. */
    list: async (
      month: string | undefined,
      limit: number,
      after: Place | undefined,
    ): Promise<{ items: Outreach[]; next?: Item }> => {
      const { items, next } = await table.query({
        partition: outreachList,
        descending: true,
        limit,
        ...(month === undefined ? {} : { prefix: `${month}-` }),
        ...(after === undefined ? {} : { after }),
      });
      return { items: items.map((item) => outreach.parse(item)), ...(next === undefined ? {} : { next }) };
    },
  };
};
