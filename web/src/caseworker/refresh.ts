import type { Api } from '../api/client.ts';
import type { RequestOf } from '../api/routes.ts';
import { isUnsent, operations, subjectIdsOf } from '../outbox/operation.ts';
import { readTalksAhead, versionsOfWomen } from '../phone/talk/read-talks.ts';
import {
  type EncryptedRows,
  type Kind,
  type RowChange,
  rowRemoval,
  rowWrite,
} from '../rows/encrypted-rows.ts';
import {
  agendas,
  freshnesses,
  packStates,
  profiles,
  talksRead,
  textsStored,
  timelines,
} from '../workspace/row-kinds.ts';
import { type Pack, toAgenda, toCaseFile, toEvent, toWoman } from './pack-rows.ts';
import { cases, nicknames, takings, unassignedCases, women } from './row-kinds.ts';

/** Reads from the server, in one request, what a caseworker's phone needs without a network. */

type WithId = { readonly id: string };

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'putAll'>;

/**
 * The form in which the phone stores what it reads. A phone that stored another form reads everything anew, once; what it has not sent stays. Raise it
 * when records that have not changed must be stored in another way. Form 1 has for each purpose the consent that was recorded last; before it, the phone
 * stored the one with the latest day.
 */
const storedForm = 1;

/**
 * Refreshes the phone's data: her cases with their timelines, their women, what is due, and the cases that wait. The first time it reads
 * everything, later only what has changed. What is not in the answer is no longer hers, and leaves the phone.
 */
export async function refresh(api: Pick<Api, 'request'>, rows: Rows, now: () => number): Promise<void> {
  // The pack will include the records that these operations have created: once the pack is stored, the operations are removed.
  const sent = rows.all(operations).filter(({ state }) => state === 'sent');
  // The pack lacks the cases that are opened on the phone while it is read. They must stay all the same.
  const idsBefore = new Set(rows.all(cases).map(({ id }) => id));
  const versionsBefore = versionsOfWomen(rows);
  const pack = await readPack(api, rows);
  const me = rows.get(profiles, 'me')?.id;
  const idsOnlyHere = [
    ...rows.all(operations).filter(isUnsent).flatMap(subjectIdsOf),
    ...rows.all(cases).flatMap(({ id }) => (idsBefore.has(id) ? [] : [id])),
  ];
  const caseIdsToKeep = new Set([...pack.cases.map(({ id }) => id), ...idsOnlyHere]);
  const womenIdsToKeep = new Set([...pack.members.map(({ id }) => id), ...idsOnlyHere]);
  const removeAllBut = (ids: ReadonlySet<string>, kind: Kind<WithId>): RowChange[] =>
    rows
      .all(kind)
      .filter(({ id }) => !ids.has(id))
      .map(({ id }) => rowRemoval(kind, id));
  const wholeCases = pack.cases.filter((one) => 'events' in one);
  await rows.putAll([
    ...wholeCases.map((one) => rowWrite(cases, one.id, toCaseFile(one))),
    ...wholeCases.map(({ id, version, events }) =>
      rowWrite(timelines, id, { id, version, events: events.flatMap((event) => toEvent(event, me) ?? []) }),
    ),
    ...pack.members.filter((one) => 'district' in one).map((one) => rowWrite(women, one.id, toWoman(one))),
    rowWrite(agendas, 'all', toAgenda(pack.agenda.items)),
    rowWrite(unassignedCases, 'all', { items: pack.unassigned }),
    // Timelines and takings have the id of their case; talks and nicknames have the id of the woman.
    ...[cases, timelines, takings].flatMap((kind) => removeAllBut(caseIdsToKeep, kind)),
    ...[women, talksRead, nicknames].flatMap((kind) => removeAllBut(womenIdsToKeep, kind)),
    ...sent.map(({ id }) => rowRemoval(operations, id)),
    ...(sent.length === 0 ? [] : [rowWrite(freshnesses, 'sent', { at: now() })]),
    rowWrite(packStates, 'all', {
      since: pack.since,
      texts: textsStored,
      form: storedForm,
      ...(pack.casesLeftOut === undefined ? {} : { casesLeftOut: pack.casesLeftOut }),
      ...(pack.unassignedLeftOut === undefined ? {} : { unassignedLeftOut: pack.unassignedLeftOut }),
    }),
    rowWrite(freshnesses, 'all', { at: now() }),
  ]);
  await readTalksAhead(api, rows, versionsBefore);
}

/** What has changed since the last pack; the whole pack if the phone has read none yet, lacks something that has not changed, or stored it in another form. */
async function readPack(api: Pick<Api, 'request'>, rows: Rows): Promise<Pack> {
  const { since, texts = '', form } = rows.get(packStates, 'all') ?? {};
  const isSameForm = texts === textsStored && form === storedForm;
  if (since === undefined || !isSameForm) return requestPack(api, {});
  const pack = await requestPack(api, { query: { since } });
  // The pack gives only the version of a case or woman that has not changed: without `events` or `district`.
  const isComplete =
    pack.cases.every((one) => 'events' in one || rows.get(cases, one.id)?.version === one.version) &&
    pack.members.every((one) => 'district' in one || rows.get(women, one.id)?.version === one.version);
  return isComplete ? pack : requestPack(api, {});
}

const requestPack = async (
  api: Pick<Api, 'request'>,
  request: RequestOf<'GET /api/me/pack'>,
): Promise<Pack> => {
  const pack = await api.request('GET /api/me/pack', request);
  if (!('unassigned' in pack)) throw new Error('The pack is not a caseworker’s: she has another role now.');
  return pack;
};
