import { formatInstant } from '../../shared/calendar/calendar.ts';
import { refused, stale } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog, Reader } from '../../shared/journal/access-log.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { validateDistricts } from '../../shared/reach/district-rules.ts';
import type { SignIns } from '../../shared/sign-ins/sync-sign-ins.ts';
import type { Key } from '../../shared/table/keys.ts';
import { type Approval, type ApprovalFacts, toAskedAnswer } from '../../shared/two-person/approval-schema.ts';
import { isTrusted } from '../../shared/two-person/decision-rules.ts';
import { approvalIdOf } from '../../shared/two-person/stored-approval.ts';
import { factsOfChange } from './access-approval.ts';
import { applyChange } from './apply-change.ts';
import type { AllowSignIn } from './cognito-sign-in.ts';
import { peopleContract } from './contract.ts';
import type { Passwords } from './password-approval.ts';
import { personAddedLine } from './person-added-line.ts';
import { makeOneTimePassword } from './random-names-and-passwords.ts';
import type { ApprovalRequest, People } from './repository.ts';
import {
  mayBeAssigned,
  needsTwoPersons,
  validateLink,
  validateOwnAccess,
  validateOwnPassword,
  validateReach,
} from './rules.ts';
import type { Person } from './schema.ts';

export type PeopleDeps = {
  readonly people: People;
  readonly passwords: Passwords;
  readonly allowSignIn: AllowSignIn;
  readonly signIns: Pick<SignIns, 'syncOrDefer'>;
  readonly accessLog: AccessLog;
  readonly newId: Ids;
};

type Access = Pick<Person, 'id' | 'role' | 'collectives' | 'districts' | 'disabled'>;

/** The people that one line of the access log names: with so many it is some 40 KB, of the 400 that an item may have. */
const maxSubjectsPerLine = 1_000;

export const createPeopleRoutes = ({
  people,
  passwords,
  allowSignIn,
  signIns,
  accessLog,
  newId,
}: PeopleDeps) => {
  const noteReading = (reader: Reader, { id }: Person): Promise<void> =>
    accessLog(reader, { subject: id, fields: ['name'] });
  const noteList = async (reader: Reader, shown: readonly Person[]): Promise<void> => {
    const subjects = shown.map(({ id }) => id);
    // A list without anybody leaves a line too.
    for (let start = 0; start === 0 || start < subjects.length; start += maxSubjectsPerLine) {
      await accessLog(reader, {
        subjects: subjects.slice(start, start + maxSubjectsPerLine),
        fields: ['name'],
      });
    }
  };

  const personChangedLine = (
    { id, role, collectives, districts, disabled }: Access,
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

  /** A request for a second person's approval, with its journal line. */
  const approvalRequestOf = (
    kind: 'person' | 'sign_in',
    subject: string,
    facts: ApprovalFacts,
    caller: Caller,
    now: Date,
  ): { readonly asking: ApprovalRequest; readonly line: JournalLineOf<'approval_asked'> } => {
    const id = newId();
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
   * The answer to a repeated request to add a person: the person or, unless it was approved, the request for approval.
   * @param made the key of what the first request made: a person or an approval
   */
  const repeatAdding = async (made: Key, id: string, reader: Reader) => {
    const approvalId = approvalIdOf(made);
    const approval = approvalId === undefined ? undefined : await people.findApproval(approvalId);
    if (approval !== undefined && approval.state !== 'approved') {
      return { status: 200, body: toAskedAnswer(approval) } as const;
    }
    const person = await people.find(id);
    await noteReading(reader, person);
    return withVersion(200, person);
  };

  return createRoutes(peopleContract)({
    'GET /api/assignees': async (request) => {
      const { query } = request;
      const { items, next } = await people.list(
        limitOf(query.limit),
        decodeCursor(query.cursor),
        mayBeAssigned,
      );
      await noteList(request, items);
      const shown = items.map(({ id, name, role, districts }) => ({ id, name, role, districts }));
      return { status: 200, body: { items: shown, ...cursorField(next) } };
    },

    'GET /api/actors': async (request) => {
      const { query } = request;
      const { items, next } =
        query.all === undefined
          ? await people.list(limitOf(query.limit), decodeCursor(query.cursor))
          : { items: await people.readEvery() };
      await noteList(request, items);
      const shown = items.map(({ id, name, role, disabled }) => ({ id, name, role, disabled }));
      return { status: 200, body: { items: shown, ...cursorField(next) } };
    },

    'GET /api/assignable-collectives': async ({ query }) => {
      const { items, next } = await people.listCollectives(limitOf(query.limit), decodeCursor(query.cursor));
      return { status: 200, body: { items, ...cursorField(next) } };
    },

    'GET /api/users': async (request) => {
      const { query } = request;
      const { items, next } = await people.list(limitOf(query.limit), decodeCursor(query.cursor));
      await noteList(request, items);
      return { status: 200, body: { items, ...cursorField(next) } };
    },

    'POST /api/users': async (request) => {
      const { body, caller, now, today } = request;
      const person = { ...body, disabled: false, ...stampOf(caller, now) };
      const { id, role, districts } = person;
      const refusal = validateLink(person) ?? validateReach(person) ?? validateDistricts(districts, today);
      if (needsTwoPersons(person)) {
        const { asking, line } = approvalRequestOf('person', id, { role, change: 'added' }, caller, now);
        const outcome = await people.askToAdd(body, asking, line, refusal);
        return outcome === 'written'
          ? { status: 202, body: { approvalId: asking.id, state: 'waiting' } }
          : repeatAdding(outcome.earlierRecord, id, request);
      }
      const outcome = await people.add(person, body, personAddedLine(person, caller.personId, now), refusal);
      return 'added' in outcome
        ? withVersion(201, outcome.added)
        : repeatAdding(outcome.earlierRecord, id, request);
    },

    'GET /api/users/{id}': async (request) => {
      const person = await people.find(request.path.id);
      await noteReading(request, person);
      return withVersion(200, person);
    },

    'PATCH /api/users/{id}': async (request) => {
      const { path, body, ifMatch, caller, now, today } = request;
      const current = await people.find(path.id);
      await noteReading(request, current);
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
        validateReach(changed) ??
        validateDistricts(changed.districts, today, current.districts);
      if (refusal !== undefined) {
        throw refusal;
      }
      if (needsTwoPersons(changed, current)) {
        const { asking, line } = approvalRequestOf(
          'person',
          changed.id,
          factsOfChange(changed, current),
          caller,
          now,
        );
        const asked = await people.askToChange(changed, current, fields, asking, line);
        if ('stale' in asked) {
          throw stale(asked.stale);
        }
        return accepted(asked);
      }
      const outcome = await people.change(changed, current, personChangedLine(changed, fields, caller, now));
      if (outcome !== 'written') {
        throw stale(outcome.stale);
      }
      if (fields.includes('disabled')) {
        await signIns.syncOrDefer(changed.id);
      }
      return withVersion(200, changed);
    },

    'POST /api/users/{id}/one-time-password': async ({ path, body, caller, now }) => {
      const refusal = validateOwnPassword(caller, path.id);
      if (refusal !== undefined) {
        throw refusal;
      }
      const person = await people.findStored(path.id);
      if (person.disabled) {
        throw refused('disabled', 'This person is disabled. Enable her first.');
      }
      const password = makeOneTimePassword();
      const setPassword = (options: { readonly replacesUser: boolean }) =>
        allowSignIn(person.signInName, password, options);
      const maker = { by: caller.personId, now };
      const line = personChangedLine(person, ['password'], caller, now);
      if (body.approvalId !== undefined) {
        await passwords.handOut(body.approvalId, person, maker, line, setPassword);
      } else if (isTrusted(person.role)) {
        const { asking, line: asked } = approvalRequestOf(
          'sign_in',
          person.id,
          { role: person.role },
          caller,
          now,
        );
        return accepted(await passwords.ask(person.id, asking, asked, now));
      } else {
        await passwords.setAlone(person, maker, line, setPassword);
      }
      return { status: 201, body: { password } };
    },
  });
};
