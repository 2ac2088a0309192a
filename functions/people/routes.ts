import type { AccessLog, Reader } from '../journal/access-log.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { RouteKey } from '../platform/authorisation.ts';
import type { Caller } from '../platform/caller.ts';
import { decodeCursor, encodeCursor, limitOf } from '../platform/cursor.ts';
import { refused } from '../platform/errors.ts';
import { createRoutes, stale, withVersion } from '../platform/http.ts';
import type { Ids } from '../platform/ids.ts';
import { stampOf } from '../platform/stamp.ts';
import type { SignIns } from '../sign-ins/settle.ts';
import { peopleContract } from './contract.ts';
import type { People } from './repository.ts';
import { applyChange, mayBeAssigned, refusalOfOwnAccess } from './rules.ts';
import type { Person } from './schema.ts';
import { type AllowSignIn, makeOneTimePassword } from './sign-in.ts';

export const createPeopleRoutes = ({
  people,
  allowSignIn,
  signIns,
  accessLog,
  newId,
}: {
  people: People;
  allowSignIn: AllowSignIn;
  signIns: Pick<SignIns, 'settleOrDefer'>;
  accessLog: AccessLog;
  newId: Ids;
}) => {
  const noteReading = (route: RouteKey, reader: Reader, { id }: Person): Promise<void> =>
    accessLog(reader, { route, subject: id, fields: ['name'] });
  const noteList = (route: RouteKey, reader: Reader, shown: readonly Person[]): Promise<void> =>
    accessLog(reader, { route, subjects: shown.map(({ id }) => id), fields: ['name'] });

  const lineOf = (
    { id, role, collectives, districts, disabled }: Person,
    fields: string[],
    caller: Caller,
    now: Date,
  ): JournalLineOf<'person_changed'> => ({
    type: 'person_changed',
    id: newId(),
    recordedAt: now.toISOString(),
    actor: caller.personId,
    personId: id,
    role,
    collectives,
    districts,
    disabled,
    fields,
  });

  return createRoutes(peopleContract, {
    'GET /api/assignees': async ({ query, caller, now }) => {
      const { items, next } = await people.list(
        limitOf(query.limit),
        decodeCursor(query.cursor),
        mayBeAssigned,
      );
      await noteList('GET /api/assignees', { caller, now }, items);
      const shown = items.map(({ id, name, role, districts }) => ({ id, name, role, districts }));
      return { status: 200, body: { items: shown, ...encodeCursor(next) } };
    },

    'GET /api/users': async ({ query, caller, now }) => {
      const { items, next } = await people.list(limitOf(query.limit), decodeCursor(query.cursor));
      await noteList('GET /api/users', { caller, now }, items);
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'POST /api/users': async ({ body, caller, now }) => {
      const person: Person = { ...body, disabled: false, ...stampOf(caller, now) };
      const { id, role, collectives, districts } = person;
      const outcome = await people.add(person, body, {
        type: 'person_added',
        id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        personId: id,
        role,
        collectives,
        districts,
        disabled: false,
      });
      if (outcome === 'created') {
        return withVersion(201, person);
      }
      const repeated = await people.find(id);
      await noteReading('POST /api/users', { caller, now }, repeated);
      return withVersion(200, repeated);
    },

    'GET /api/users/{id}': async ({ path, caller, now }) => {
      const person = await people.find(path.id);
      await noteReading('GET /api/users/{id}', { caller, now }, person);
      return withVersion(200, person);
    },

    'PATCH /api/users/{id}': async ({ path, body, ifMatch, caller, now }) => {
      const current = await people.find(path.id);
      await noteReading('PATCH /api/users/{id}', { caller, now }, current);
      if (current.version !== ifMatch) {
        throw stale(current);
      }
      const { changed, fields } = applyChange(current, body);
      if (fields.length === 0) {
        return withVersion(200, current);
      }
      const outcome = await people.change(
        changed,
        current,
        lineOf(changed, fields, caller, now),
        refusalOfOwnAccess(caller, changed.id, fields),
      );
      if (outcome !== 'written') {
        throw stale(outcome.stale);
      }
      if (fields.includes('disabled')) {
        await signIns.settleOrDefer(changed.id);
      }
      return withVersion(200, changed);
    },

    'POST /api/users/{id}/one-time-password': async ({ path, caller, now }) => {
      const person = await people.find(path.id);
      if (person.disabled) {
        throw refused('disabled', 'This person is disabled. Enable her first.');
      }
      const password = makeOneTimePassword();
      await people.noteNewPassword(lineOf(person, ['password'], caller, now));
      await allowSignIn(person.id, password);
      return { status: 201, body: { password } };
    },
  });
};
