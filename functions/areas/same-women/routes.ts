import { createRoutes } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesDistrict } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { toAskedAnswer } from '../../shared/two-person/approval-schema.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { askJoin, askParting } from './ask-second-person.ts';
import { compareRemaining } from './compare-remaining.ts';
import { sameWomenContract } from './contract.ts';
import { tellApart } from './decide-pairs.ts';
import { findPair } from './find-pair.ts';
import { listPair, listPairs } from './list-pairs.ts';
import { namePair } from './name-pair.ts';
import type { PairRecords } from './raise-pairs.ts';
import type { Pair } from './schema.ts';

type Asker = { readonly caller: Caller; readonly reach: Reach };

export const createSameWomenRoutes = ({
  records,
  accessLog,
}: {
  records: PairRecords & {
    readonly vault: Pick<Vault, 'fingerprint' | 'encrypt' | 'decrypt' | 'decryptMany'>;
  };
  accessLog: AccessLog;
}) => {
  /** A pair as a coordinator is told of it. How many more are alike was counted where the other woman lay then, which may be another area: area coordinators are not told. */
  const toldTo = ({ reach }: Pick<Asker, 'reach'>, { moreAlike, ...pair }: Pair): Pair =>
    reach === 'area' || moreAlike === undefined ? pair : { ...pair, moreAlike };
  const logPairs = (reader: Reader, pairs: readonly Pair[]): Promise<void> =>
    accessLog(reader, {
      lists: [
        {
          rows: pairs.flatMap(({ memberIds }) => memberIds.map((id) => ({ of: id, ids: [id] }))),
          fields: [
            ...['code', 'birthYear', 'joinedOn', 'because', 'consents', 'savings', 'loans'],
            ...(pairs.some(({ reason }) => reason !== undefined) ? ['reason'] : []),
          ],
        },
      ],
    });
  const showPair = async <Status extends 200 | 201>(status: Status, reader: Reader & Asker, pair: Pair) => {
    await logPairs(reader, [pair]);
    return { status, body: toldTo(reader, pair) };
  };

  const isWithin =
    ({ caller, reach }: Asker) =>
    ({ district }: { readonly district: string }): boolean =>
      reachesDistrict(caller, reach, district);

  return createRoutes(sameWomenContract, { 'same-women': 'route' })({
    'GET /api/same-women': async (request) => {
      const { id, state = 'open', limit, cursor } = request.query;
      if (id !== undefined) {
        const pairs = await listPair(records, id, isWithin(request));
        await logPairs(request, pairs);
        return { status: 200, body: { items: pairs.map((pair) => toldTo(request, pair)) } };
      }
      if (cursor === undefined) await compareRemaining(records, request.now);
      const after = await openSealedCursor(records.vault, request, cursor);
      const { items, next } = await readPage(limit, (count) =>
        listPairs(records, state, count, after, isWithin(request)),
      );
      await logPairs(request, items);
      return {
        status: 200,
        body: {
          items: items.map((pair) => toldTo(request, pair)),
          ...(await sealedCursorField(records.vault, request, next)),
        },
      };
    },

    'POST /api/same-women': async (request) => {
      const { outcome, pair } = await namePair(records, request.body, request, isWithin(request));
      return showPair(outcome === 'created' ? 201 : 200, request, pair);
    },

    'POST /api/same-women/{id}/decision': async (request) => {
      const { path, body } = request;
      const seen = await findPair(records, path.id, isWithin(request));
      if (body.decision === 'different') {
        return showPair(200, request, await tellApart(records, seen, body.id, request));
      }
      const { outcome, approval } = await askJoin(records, seen, body, request);
      return { status: outcome === 'accepted' ? 202 : 200, body: toAskedAnswer(approval) };
    },

    'POST /api/same-women/{id}/parting': async (request) => {
      const seen = await findPair(records, request.path.id, isWithin(request));
      const { outcome, approval } = await askParting(records, seen, request.body, request);
      return { status: outcome === 'accepted' ? 202 : 200, body: toAskedAnswer(approval) };
    },
  });
};
