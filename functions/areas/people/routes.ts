import { formatInstant } from '../../shared/calendar/calendar.ts';
import { refused, stale } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { validateDistricts } from '../../shared/reach/district-rules.ts';
import type { SignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { type Approval, type ApprovalFacts, toAskedAnswer } from '../../shared/two-person/approval-schema.ts';
import { approvalIdOf, findApproval } from '../../shared/two-person/stored-approval.ts';
import { isTrusted } from '../../shared/two-person/two-person-rules.ts';
import { summarizeDevices } from '../devices/device-status.ts';
import { readDevices } from '../devices/phone-owners.ts';
import { factsOfChange, factsOfNew, fieldsToApprove } from './access-approval.ts';
import { applyChange } from './apply-change.ts';
import type { AllowSignIn } from './cognito-sign-in.ts';
import { peopleContract } from './contract.ts';
import { askForPassword, handOutPassword, setPasswordAlone } from './password-approval.ts';
import { personAddedLine } from './person-added-line.ts';
import { makeOneTimePassword } from './random-names-and-passwords.ts';
import {
  type ApprovalRequest,
  addPerson,
  askToAdd,
  askToChange,
  changePerson,
  findPerson,
  findStoredPerson,
  listCollectives,
  listPeople,
  type NamingRecords,
} from './repository.ts';
import {
  collectivesOf,
  mayBeAssigned,
  needsTwoPersons,
  validateLink,
  validateOwnAccess,
  validateOwnPassword,
} from './rules.ts';
import type { Assignee, Person } from './schema.ts';
import { withSignIns } from './sign-in-status.ts';

/** The limit of a page, as a query would give it, if all people are asked for. */
const limitOfAll = '1000';

/** What a journal line says of a person. */
type JournaledPerson = Pick<Person, 'id' | 'role' | 'collectives' | 'districts' | 'disabled'>;

type Deps = NamingRecords & {
  readonly allowSignIn: AllowSignIn;
  readonly signIns: Pick<SignIns, 'syncOrDefer'>;
  readonly accessLog: AccessLog;
  readonly newId: Ids;
};

type Handler<Key extends keyof typeof peopleContract> = Handlers<typeof peopleContract>[Key];

/** The personal fields of people in answers, for the access log. */
const shownFields = ['name', 'telephone'];

const logOpening = (deps: Deps, reader: Reader, { id }: Person): Promise<void> =>
  deps.accessLog(reader, { subject: id, fields: shownFields });
const logList = (
  deps: Deps,
  reader: Reader,
  shown: readonly Person[],
  fields: readonly string[] = shownFields,
): Promise<void> =>
  deps.accessLog(reader, { lists: [{ rows: shown.map(({ id }) => ({ ids: [id] })), fields }] });

const personChangedLine = (
  deps: Deps,
  { id, role, collectives, districts, disabled }: JournaledPerson,
  fields: string[],
  caller: Caller,
  now: Date,
): JournalLineOf<'person_changed'> => ({
  type: 'person_changed',
  id: deps.newId(),
  recordedAt: now.toISOString(),
  actor: caller.personId,
  personId: id,
  role,
  collectives,
  districts,
  disabled,
  fields,
});

/** A request for a second person's approval, with its journal line. */
const approvalRequestOf = (
  deps: Deps,
  kind: 'person' | 'sign_in',
  subject: string,
  facts: ApprovalFacts,
  caller: Caller,
  now: Date,
): { readonly asking: ApprovalRequest; readonly line: JournalLineOf<'approval_asked'> } => {
  const id = deps.newId();
  return {
    asking: { id, askedBy: caller.personId, askedAt: formatInstant(now), facts },
    line: {
      type: 'approval_asked',
      id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      approvalId: id,
      kind,
      subject,
      ...(facts.role === undefined ? {} : { role: facts.role }),
    },
  };
};

const accepted = (approval: Approval) => ({ status: 202, body: toAskedAnswer(approval) }) as const;

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

const listAssigneesRoute =
  (deps: Deps): Handler<'GET /api/assignees'> =>
  async (request) => {
    const { query } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      listPeople(deps, limit, decodeCursor(query.cursor), mayBeAssigned),
    );
    await logList(deps, request, items);
    const shown = await Promise.all(items.map((person) => toAssignee(deps, person)));
    return { status: 200, body: { items: shown, ...cursorField(next) } };
  };

const listActorsRoute =
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

const listCollectivesRoute =
  (deps: Deps): Handler<'GET /api/assignable-collectives'> =>
  async ({ query }) => {
    const { items, next } = await readPage(query.limit, (limit) =>
      listCollectives(deps.table, limit, decodeCursor(query.cursor)),
    );
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const listRoute =
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

const passwordRoute =
  (deps: Deps): Handler<'POST /api/users/{id}/one-time-password'> =>
  async ({ path, body, caller, now }) => {
    const refusal = validateOwnPassword(caller, path.id);
    if (refusal !== undefined) {
      throw refusal;
    }
    const person = await findStoredPerson(deps.table, path.id);
    if (person.disabled) {
      throw refused('disabled', 'This person is disabled. Enable her first.');
    }
    const password = makeOneTimePassword();
    const setPassword = (options: { readonly replacesUser: boolean }) =>
      deps.allowSignIn(person.signInName, password, options);
    const maker = { by: caller.personId, now };
    const line = personChangedLine(deps, person, ['password'], caller, now);
    // Somebody in a trusted role gets a password only after a second person approved it: the first request asks for that, a later one names the approval.
    if (body.approvalId !== undefined) {
      await handOutPassword(deps.table, body.approvalId, person, maker, line, setPassword);
    } else if (isTrusted(person.role)) {
      const { asking, line: askedLine } = approvalRequestOf(
        deps,
        'sign_in',
        person.id,
        { role: person.role },
        caller,
        now,
      );
      return accepted(await askForPassword(deps.table, person.id, asking, askedLine, now));
    } else {
      await setPasswordAlone(deps.table, person, maker, line, setPassword);
    }
    return { status: 201, body: { password } };
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
