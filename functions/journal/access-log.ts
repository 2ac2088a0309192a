import type { RouteKey } from '../platform/authorisation.ts';
import type { Ids } from '../platform/ids.ts';
import type { Table } from '../table/client.ts';
import { accessByActor, accessBySubject, accessKey } from '../table/keys.ts';

/** A reading of personal fields: who read which fields of which record, when and by which route; never what they hold. */
export type Access = {
  readonly actor: string;
  readonly at: string;
  readonly route: RouteKey;
  readonly subject: string;
  readonly fields: readonly string[];
};

export type AccessLog = (accesses: readonly Access[]) => Promise<void>;

/** Writes the lines before the answer goes out: what cannot be logged is not shown. */
export const createAccessLog =
  (table: Table, newId: Ids): AccessLog =>
  async (accesses) => {
    for (let start = 0; start < accesses.length; start += 100) {
      await table.transact(
        accesses.slice(start, start + 100).map((access) => {
          const id = newId();
          const place = `${access.at}#${id}`;
          return {
            put: {
              ...accessKey(access.at, id),
              gsi1pk: accessBySubject(access.subject),
              gsi1sk: place,
              gsi2pk: accessByActor(access.actor),
              gsi2sk: place,
              id,
              ...access,
            },
          };
        }),
      );
    }
  };
