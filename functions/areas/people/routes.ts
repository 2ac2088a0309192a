import { formatInstant } from '../../shared/calendar/calendar.ts';
import { stale } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { validateDistricts } from '../../shared/reach/district-rules.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { toAskedAnswer } from '../../shared/two-person/approval-schema.ts';
import { approvalIdOf, findApproval } from '../../shared/two-person/stored-approval.ts';
import { factsOfChange, factsOfNew, fieldsToApprove } from './access-approval.ts';
import { applyChange } from './apply-change.ts';
import { askToAdd, askToChange } from './ask-for-approval.ts';
import { peopleContract } from './contract.ts';
import { listActorsRoute, listAssigneesRoute, listCollectivesRoute, listRoute } from './list-routes.ts';
import { passwordRoute } from './password-route.ts';
import { personAddedLine } from './person-added-line.ts';
import { findPerson } from './read-people.ts';
import { addPerson, changePerson } from './repository.ts';
import {
  accepted,
  approvalRequestOf,
  type Deps,
  type Handler,
  personChangedLine,
  shownFields,
} from './route-deps.ts';
import { collectivesOf, needsTwoPersons, validateLink, validateOwnAccess } from './rules.ts';
import type { Person } from './schema.ts';
import { withSignIns } from './sign-in-status.ts';

const logOpening = (deps: Deps, reader: Reader, { id }: Person): Promise<void> =>
  deps.accessLog(reader, { subject: id, fields: shownFields });
/**
 * The answer to a repeated request to add a person: the request for approval until it is approved, otherwise the person.
 * @param made the key of what the first request made: an approval or a person
 */
const repeatAdding = async (deps: Deps, made: Key, id: string, reader: Reader) => {
  const approvalId = approvalIdOf(made);
  const approval = approvalId === undefined ? undefined : await findApproval(deps.table, approvalId);
  if (approval !== undefined && approval.state !== 'approved') {
    return { status: 200, body: toAskedAnswer(approval) } as const;
  }
  const person = await findPerson(deps, id);
  await logOpening(deps, reader, person);
  return withVersion(200, person);
};

const addRoute =
  (deps: Deps): Handler<'POST /api/users'> =>
  async (request) => {
    const { body, caller, now, today } = request;
    const person = { ...body, collectives: collectivesOf(body), disabled: false, ...stampOf(caller, now) };
    const { id, districts } = person;
    const refusal = validateLink(person) ?? validateDistricts(districts, today);
    if (needsTwoPersons(person)) {
      // Stores only what was sent. The person gets her stamp when a second person has approved her.
      const { asking, line } = approvalRequestOf(deps, 'person', id, factsOfNew(person), caller, now);
      const outcome = await askToAdd(deps, body, asking, line, refusal);
      return outcome === 'written'
        ? { status: 202, body: { approvalId: asking.id, state: 'waiting' } }
        : repeatAdding(deps, outcome.earlierRecord, id, request);
    }
    const outcome = await addPerson(
      deps,
      person,
      body,
      personAddedLine(person, caller.personId, now),
      refusal,
    );
    return 'added' in outcome
      ? withVersion(201, outcome.added)
      : repeatAdding(deps, outcome.earlierRecord, id, request);
  };

const readRoute =
  (deps: Deps): Handler<'GET /api/users/{id}'> =>
  async (request) => {
    const person = await findPerson(deps, request.path.id);
    await logOpening(deps, request, person);
    const [answer = person] = await withSignIns(deps.table, [person], request);
    return withVersion(200, answer);
  };

const changeRoute =
  (deps: Deps): Handler<'PATCH /api/users/{id}'> =>
  async (request) => {
    const { path, body, ifMatch, caller, now, today } = request;
    const current = await findPerson(deps, path.id);
    await logOpening(deps, request, current);
    if (current.version !== ifMatch) {
      throw stale(current);
    }
    const { changed, fields } = applyChange(current, body, {
      by: caller.personId,
      at: formatInstant(now),
    });
    if (fields.length === 0) {
      return withVersion(200, current);
    }
    const refusal =
      validateOwnAccess(caller, changed.id, fields) ??
      validateLink(changed) ??
      validateDistricts(changed.districts, today, current.districts);
    if (refusal !== undefined) {
      throw refusal;
    }
    if (needsTwoPersons(changed, current)) {
      const { asking, line } = approvalRequestOf(
        deps,
        'person',
        changed.id,
        factsOfChange(changed, current),
        caller,
        now,
      );
      const asked = await askToChange(deps, changed, current, fieldsToApprove(changed, fields), asking, line);
      if ('stale' in asked) {
        throw stale(asked.stale);
      }
      return accepted(asked);
    }
    const outcome = await changePerson(
      deps,
      changed,
      current,
      personChangedLine(deps, changed, fields, caller, now),
    );
    if (outcome !== 'written') {
      throw stale(outcome.stale);
    }
    // The identity provider must learn that she may not sign in any more, or may again.
    if (fields.includes('disabled')) {
      await deps.signIns.syncOrDefer(changed.id);
    }
    return withVersion(200, changed);
  };

export const createPeopleRoutes = (deps: Deps) =>
  createRoutes(peopleContract)({
    'GET /api/assignees': listAssigneesRoute(deps),
    'GET /api/actors': listActorsRoute(deps),
    'GET /api/assignable-collectives': listCollectivesRoute(deps),
    'GET /api/users': listRoute(deps),
    'POST /api/users': addRoute(deps),
    'GET /api/users/{id}': readRoute(deps),
    'PATCH /api/users/{id}': changeRoute(deps),
    'POST /api/users/{id}/one-time-password': passwordRoute(deps),
  });
