import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { summarizeDevices } from '../devices/device-status.ts';
import { readDevices } from '../devices/phone-owners.ts';
import { listCollectives, listPeople } from './read-people.ts';
import { type Deps, type Handler, shownFields } from './route-deps.ts';
import { mayBeAssigned } from './rules.ts';
import type { Assignee, Person } from './schema.ts';
import { withSignIns } from './sign-in-status.ts';

/** The routes that list people, and the collectives that a leader can be given. */

/** The limit of a page, as a query would give it, if all people are asked for. */
const limitOfAll = '1000';

const logList = (
  deps: Deps,
  reader: Reader,
  shown: readonly Person[],
  fields: readonly string[] = shownFields,
): Promise<void> =>
  deps.accessLog(reader, { lists: [{ rows: shown.map(({ id }) => ({ ids: [id] })), fields }] });

/** A person as whoever assigns a case reads her. */
const toAssignee = async (
  { table }: Deps,
  { id, name, role, districts, telephone }: Person,
): Promise<Assignee> => {
  const shown = { id, name, role, districts };
  if (telephone === undefined) return shown;
  const { phones, ended } = summarizeDevices(id, await readDevices(table, id));
  return { ...shown, telephone, ...(phones === 0 && ended > 0 ? { phone: 'ended' } : {}) };
};

export const listAssigneesRoute =
  (deps: Deps): Handler<'GET /api/assignees'> =>
  async (request) => {
    const { query } = request;
    const after = await openSealedCursor(deps.vault, request, query.cursor);
    const { items, next } = await readPage(query.limit, (limit) =>
      listPeople(deps, limit, after, mayBeAssigned),
    );
    await logList(deps, request, items);
    const shown = await Promise.all(items.map((person) => toAssignee(deps, person)));
    return { status: 200, body: { items: shown, ...(await sealedCursorField(deps.vault, request, next)) } };
  };

export const listActorsRoute =
  (deps: Deps): Handler<'GET /api/actors'> =>
  async (request) => {
    const { query } = request;
    const { items, next } = await readPage(query.all === undefined ? query.limit : limitOfAll, (limit) =>
      listPeople(deps, limit, decodeCursor(query.cursor)),
    );
    await logList(deps, request, items, ['name']);
    const shown = items.map(({ id, name, role, disabled }) => ({ id, name, role, disabled }));
    return { status: 200, body: { items: shown, ...cursorField(next) } };
  };

export const listCollectivesRoute =
  (deps: Deps): Handler<'GET /api/assignable-collectives'> =>
  async ({ query }) => {
    const { items, next } = await readPage(query.limit, (limit) =>
      listCollectives(deps.table, limit, decodeCursor(query.cursor)),
    );
    return { status: 200, body: { items, ...cursorField(next) } };
  };

export const listRoute =
  (deps: Deps): Handler<'GET /api/users'> =>
  async (request) => {
    const { query } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      listPeople(deps, limit, decodeCursor(query.cursor)),
    );
    await logList(deps, request, items);
    const people = await withSignIns(deps.table, items, request);
    return { status: 200, body: { items: people, ...cursorField(next) } };
  };
