import { ageBandOf } from '../domain/age-bands.ts';
import type { Caller } from '../domain/caller.ts';
import { cursorField, decodeCursor, invalidCursorError, type PageKey } from '../domain/cursor.ts';
import { validateDistrict } from '../domain/district-rules.ts';
import { notFound, outOfReach, stale } from '../domain/errors.ts';
import type { Ids } from '../domain/ids.ts';
import { limitOf } from '../domain/page-schema.ts';
import type { Reach } from '../domain/roles.ts';
import { createRoutes } from '../http/create-routes.ts';
import { withVersion } from '../http/etag.ts';
import { stampOf } from '../http/stamp.ts';
import type { AccessLog, Reader } from '../journal/access-log.ts';
import type { createRequestReversal } from '../requests/reversal.ts';
import { applyChange } from './apply-change.ts';
import { hasEntry, statusOf } from './children-and-offices.ts';
import { validateAgeChange } from './consent-rules.ts';
import { membersContract } from './contract.ts';
import type { MemberSource } from './list-members.ts';
import { mayEnrolInto, mayReach } from './member-reach.ts';
import type { Members } from './repository.ts';
import { validateChange } from './rules.ts';
import {
  encryptedFields,
  listedMember,
  type Member,
  type MemberInput,
  personalFields,
  type StoredMember,
} from './schema.ts';
import { searchScopeOf } from './search-scope.ts';
import { type MemberScope, toListed } from './stored-member.ts';

const cursorOf = (source: MemberSource, cursor: string | undefined): PageKey | undefined => {
  const place = decodeCursor(cursor);
  const isOurs = source.of === 'all' ? place?.id !== undefined : place?.collectiveId !== undefined;
  if (place !== undefined && !isOurs) {
    throw invalidCursorError();
  }
  return place;
};

/** A member as sent, without her texts, for a caller who enrolled her and may no longer see her present record. */
const asEnrolled = (sent: MemberInput, { code, createdAt, createdBy }: StoredMember): Member => ({
  ...listedMember.parse({
    ...sent,
    children: sent.children.map((child) => ({ ...child, schooling: [] })),
    offices: [],
    code,
    createdAt,
    createdBy,
    version: 1,
  }),
  name: null,
  mandal: null,
});

/** Whose names the caller may know; undefined for everybody's. */
const withinReach = (caller: Caller, reach: Reach) =>
  reach === 'all' ? undefined : (scope: MemberScope) => mayReach(caller, reach, scope);

const base = ({ caller, now }: Pick<Reader, 'caller' | 'now'>) => ({
  recordedAt: now.toISOString(),
  actor: caller.personId,
});

/** The journal's facts of a member. */
const factsOf = (
  value: Pick<
    Member,
    'id' | 'collectiveId' | 'district' | 'birthYear' | 'category' | 'joinedOn' | 'leaderSince'
  >,
) => ({
  memberId: value.id,
  collectiveId: value.collectiveId,
  district: value.district,
  ageBand: ageBandOf(value.birthYear, value.joinedOn),
  category: value.category,
  joinedOn: value.joinedOn,
  leaderSince: value.leaderSince,
});

export const createMembersRoutes = ({
  members,
  reverseRequest,
  accessLog,
  newId,
}: {
  members: Members;
  reverseRequest: ReturnType<typeof createRequestReversal>;
  accessLog: AccessLog;
  newId: Ids;
}) => {
  /** The observation of today that `inSchool` means. */
  const observe = ({ inSchool }: { readonly inSchool: boolean }, today: string) => ({
    id: newId(),
    on: today,
    status: statusOf(inSchool),
  });

  /** Logs the reading of a member, then returns her. */
  const show = async (reader: Reader, value: Member): Promise<Member> => {
    const texts = encryptedFields.filter((field) => typeof value[field] === 'string');
    await accessLog(reader, { subject: value.id, fields: [...texts, ...personalFields] });
    return value;
  };

  /** @throws AppError `not_found`, also for a member beyond the caller's reach */
  const findReachable = async (id: string, caller: Caller, reach: Reach): Promise<StoredMember> => {
    const stored = await members.find(id);
    if (!mayReach(caller, reach, stored)) {
      throw notFound();
    }
    return stored;
  };

  return createRoutes(membersContract)({
    'POST /api/members': async (request) => {
      const { body, caller, reach, now, today } = request;
      if (!mayEnrolInto(caller, reach, body.collectiveId)) {
        throw outOfReach('collectiveId');
      }
      const { name, phone, mandal } = body;
      const notices = body.consents.map(({ noticeVersion }, at) => [
        `consents.${at}.noticeVersion`,
        noticeVersion,
      ]);
      const { outcome, member } = await members.enrol(
        body,
        stampOf(caller, now),
        {
          ...base(request),
          type: 'member_enrolled',
          id: body.id,
          ...factsOf(body),
          consents: body.consents,
          children: body.children.map((child) => ({ ...child, schooling: observe(child, today) })),
        },
        (await members.validateNames(Object.fromEntries(notices), withinReach(caller, reach))) ??
          validateDistrict(body.district, today),
      );
      if (outcome === 'created') {
        const enrolled: Member = {
          ...toListed(member),
          name,
          mandal,
          ...(phone === undefined ? {} : { phone }),
        };
        return withVersion(201, enrolled);
      }
      // She may have been moved since: the repetition succeeds and returns only what was sent.
      return withVersion(
        200,
        mayReach(caller, reach, member)
          ? await show(request, await members.open(member))
          : asEnrolled(body, member),
      );
    },

    'GET /api/members': async (request) => {
      const { query, caller, reach } = request;
      const { collectiveId } = query;
      if (reach === 'own' && collectiveId !== undefined && !caller.collectives.includes(collectiveId)) {
        throw notFound();
      }
      const ids = collectiveId === undefined ? caller.collectives : [collectiveId];
      const source: MemberSource =
        reach === 'own' || collectiveId !== undefined ? { of: 'collectives', ids } : { of: 'all' };
      const { items, next } = await members.list(
        source,
        limitOf(query.limit),
        cursorOf(source, query.cursor),
        reach === 'district' ? (value) => mayReach(caller, reach, value) : undefined,
      );
      await accessLog(request, { subjects: items.map(({ id }) => id), fields: personalFields });
      return { status: 200, body: { items: items.map(toListed), ...cursorField(next) } };
    },

    'POST /api/members/search': async (request) => {
      const { body, caller, reach, now } = request;
      const { items, next } = await members.search({
        q: body.q,
        cursor: decodeCursor(body.cursor),
        scope: searchScopeOf(caller, reach),
        isWithin: (member) => mayReach(caller, reach, member),
        now,
      });
      await accessLog(request, {
        subjects: items.map(({ id }) => id),
        fields: ['name', ...personalFields],
      });
      return { status: 200, body: { items, ...cursorField(next) } };
    },

    'GET /api/members/{id}': async (request) => {
      const { path, caller, reach } = request;
      const stored = await members.find(path.id);
      const isReached =
        mayReach(caller, reach, stored) ||
        (reach === 'district' && (await members.isCaseworkerOf(caller.personId, stored.id)));
      if (!isReached) {
        throw notFound();
      }
      return withVersion(200, await show(request, await members.open(stored)));
    },

    'PATCH /api/members/{id}': async (request) => {
      const { path, body, ifMatch, caller, reach, today } = request;
      const stored = await findReachable(path.id, caller, reach);
      const current = await members.open(stored);
      if (current.version !== ifMatch) {
        throw stale(await show(request, current));
      }
      const { changed, fields } = applyChange(current, body, { by: caller.personId, today });
      if (fields.length === 0) {
        return withVersion(200, await show(request, current));
      }
      if (!mayEnrolInto(caller, reach, changed.collectiveId)) {
        throw outOfReach('collectiveId');
      }
      const outcome = await members.change(
        stored,
        changed,
        {
          fields,
          today,
          errorUnlessRepeated:
            validateChange(changed, fields) ??
            validateAgeChange(current.birthYear, changed.birthYear, {
              isCoordinator: reach === 'all',
              today,
            }) ??
            (fields.includes('district') ? validateDistrict(changed.district, today) : undefined),
        },
        { ...base(request), type: 'member_changed', id: newId(), ...factsOf(changed), fields },
      );
      if (outcome === 'stale') {
        const newer = await findReachable(path.id, caller, reach);
        throw stale(await show(request, await members.open(newer)));
      }
      return withVersion(200, await show(request, changed));
    },

    'POST /api/members/{id}/consents': async (request) => {
      const { path, body, caller, reach, now } = request;
      const stored = await findReachable(path.id, caller, reach);
      const { noticeVersion } = body;
      const { outcome, consent } = await members.addConsent(
        stored,
        body,
        stampOf(caller, now),
        {
          ...base(request),
          type: 'consent_recorded',
          id: body.id,
          memberId: stored.id,
          consent: body,
        },
        await members.validateNames({ noticeVersion }, withinReach(caller, reach)),
      );
      if (outcome === 'created') {
        return withVersion(201, consent);
      }
      await accessLog(request, { subject: stored.id, fields: ['consents'] });
      return withVersion(200, consent);
    },

    'POST /api/members/{id}/children': async (request) => {
      const { path, body, caller, reach, now, today } = request;
      const stored = await findReachable(path.id, caller, reach);
      const { outcome, child } = await members.addChild(stored, body, stampOf(caller, now), {
        ...base(request),
        type: 'child_recorded',
        id: body.id,
        memberId: stored.id,
        child: body,
        schooling: observe(body, today),
      });
      if (outcome === 'created') {
        return withVersion(201, child);
      }
      await accessLog(request, { subject: stored.id, fields: ['children'] });
      return withVersion(200, child);
    },

    'PUT /api/members/{id}/children/{childId}': async (request) => {
      const { path, body, caller, reach, now, today } = request;
      const stored = await findReachable(path.id, caller, reach);
      const child = await members.changeChild(stored, path.childId, body, stampOf(caller, now), {
        ...base(request),
        type: 'child_changed',
        id: newId(),
        memberId: stored.id,
        child: { id: path.childId, ...body },
        schooling: observe(body, today),
      });
      return withVersion(200, child);
    },

    'POST /api/members/{id}/children/{childId}/schooling': async (request) => {
      const { path, body, caller, reach, now } = request;
      const stored = await findReachable(path.id, caller, reach);
      const { outcome, schooling } = await members.addSchooling(
        stored,
        path.childId,
        body,
        stampOf(caller, now),
        {
          ...base(request),
          type: 'schooling_recorded',
          id: body.id,
          memberId: stored.id,
          childId: path.childId,
          schooling: body,
        },
      );
      if (outcome === 'created') {
        return withVersion(201, schooling);
      }
      await accessLog(request, { subject: stored.id, fields: ['children'] });
      return withVersion(200, schooling);
    },

    'POST /api/members/{id}/offices': async (request) => {
      const { path, body, caller, reach, now } = request;
      const stored = await findReachable(path.id, caller, reach);
      const { from, to } = body;
      const { outcome, office } = await members.addOffice(stored, body, stampOf(caller, now), {
        ...base(request),
        type: 'office_recorded',
        id: body.id,
        memberId: stored.id,
        body: body.body,
        office: body.office,
        from,
        to,
      });
      if (outcome === 'created') {
        return withVersion(201, office);
      }
      await accessLog(request, { subject: stored.id, fields: ['offices'] });
      return withVersion(200, office);
    },

    'POST /api/members/{id}/offices/{officeId}/end': async (request) => {
      const { path, body, caller, reach } = request;
      const stored = await findReachable(path.id, caller, reach);
      const { outcome, office } = await members.endOffice(stored, path.officeId, body.on, {
        ...base(request),
        type: 'office_ended',
        id: newId(),
        memberId: stored.id,
        officeId: path.officeId,
        on: body.on,
      });
      await accessLog(request, { subject: stored.id, fields: ['offices'] });
      return withVersion(outcome === 'created' ? 201 : 200, office);
    },

    'POST /api/members/{id}/reversals': async (request) => {
      const { path, body, caller, reach, now, today } = request;
      const stored = await findReachable(path.id, caller, reach);
      const line = {
        ...base(request),
        type: 'member_entry_reversed',
        id: body.id,
        memberId: stored.id,
        of: body.of,
      } as const;
      const stamp = stampOf(caller, now);
      if (caller.role !== 'auditor' && hasEntry(stored, body.of)) {
        const { outcome, reversal } = await members.reverse(stored, body, today, stamp, line);
        return withVersion(outcome === 'created' ? 201 : 200, reversal);
      }
      const { outcome, takenBack } = await reverseRequest(
        caller,
        stored.id,
        body,
        { ...stamp, on: today },
        line,
      );
      const { on, createdAt, createdBy } = takenBack;
      return withVersion(outcome === 'created' ? 201 : 200, {
        ...body,
        on,
        createdAt,
        createdBy,
        version: 1,
      });
    },

    'POST /api/members/{id}/exit': async (request) => {
      const { path, body, caller, reach } = request;
      const stored = await findReachable(path.id, caller, reach);
      const { outcome, member } = await members.exit(stored, body, {
        ...base(request),
        type: 'member_exited',
        id: newId(),
        memberId: stored.id,
        exitedOn: body.exitedOn,
      });
      return withVersion(outcome === 'created' ? 201 : 200, await show(request, await members.open(member)));
    },
  });
};
