import { ageBandOf } from '../../shared/calendar/age-bands.ts';
import { validateDay } from '../../shared/calendar/before-five.ts';
import { screenedTexts } from '../../shared/definition/define.ts';
import { withoutTexts } from '../../shared/definition/seal.ts';
import { type AppError, notFound, outOfReach, stale } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { describeError } from '../../shared/logging/describe-error.ts';
import { logFault } from '../../shared/logging/log.ts';
import { checkNoneAdded } from '../../shared/member-counts/member-counts.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import { openingOf, rowsOfMembers } from '../../shared/one-woman/shown-ids.ts';
import { withCollectives } from '../../shared/places/collectives.ts';
import { placeOfWoman } from '../../shared/places/women.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { validateChangeCount } from '../../shared/reach/change-limit.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { oversees, reachesCollective, reachesMember, requireInArea } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { validateNames } from '../../shared/screening/known-names.ts';
import { holdsOpenCase } from '../../shared/services/holds-open-case.ts';
import { raisePairs } from '../same-women/raise-pairs.ts';
import { applyChange } from './apply-change.ts';
import { addConsent, change, exit } from './change-and-exit.ts';
import {
  addChildRoute,
  addOfficeRoute,
  addSchoolingRoute,
  changeChildRoute,
  endOfficeRoute,
  reverseRoute,
} from './children-and-offices-routes.ts';
import { validateAgeChange } from './consent-rules.ts';
import { membersContract } from './contract.ts';
import { consentFields, memberFields } from './definition.ts';
import { findEarliestDay } from './earliest-day.ts';
import { enrol } from './enrol.ts';
import { checkLeadersDistrict } from './leaders-district.ts';
import { listMembers, type MemberSource } from './list-members.ts';
import { openMember, openWhole } from './member-texts.ts';
import { findMember } from './revision.ts';
import { type Deps, findReachable, type Handler, lineBase, schoolingToday } from './route-deps.ts';
import { unknownCollective, validateChange } from './rules.ts';
import {
  encryptedFields,
  type Member,
  type MemberInput,
  member,
  personalFields,
  type StoredMember,
  type WholeMember,
} from './schema.ts';
import { searchMembers } from './search.ts';
import { searchScopeOf } from './search-scope.ts';
import { toListed, toTold, withChildren } from './stored-member.ts';
import { addTalkRoute, listTalksRoute } from './talk-routes.ts';
import { joinedRecordsChanged, ownChanges, ownDates } from './woman-records.ts';

/** The page size of a search, as a query would give it: a search has no `limit`. */
const membersPerSearch = '100';

/** A member as she was sent, without her texts: for a caller who enrolled her and may no longer see her present record. */
const asEnrolled = (sent: MemberInput, { code, createdAt, createdBy }: StoredMember): Member =>
  member.parse({
    ...withoutTexts(memberFields, sent),
    children: sent.children.map((child) => ({ ...child, schooling: [] })),
    offices: [],
    code,
    createdAt,
    createdBy,
    version: 1,
  });

/** A new member, with her texts as sent. */
const asOpened = (stored: StoredMember, sent: MemberInput): Member =>
  member.parse({
    ...toTold(withChildren(stored)),
    ...Object.fromEntries(encryptedFields.map((field) => [field, Reflect.get(sent, field)])),
  });

/** The fields of a member for a journal line. */
const journaledMember = (
  value: Pick<
    WholeMember,
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

/** Logs the reading of a member, and returns her as answers have her. */
const logAndShow = async (accessLog: AccessLog, reader: Reader, opened: Member): Promise<Member> => {
  const value: Member = toTold(opened);
  const texts = encryptedFields.filter((field) => typeof value[field] === 'string');
  await accessLog(reader, { ...openingOf(value), fields: [...texts, ...personalFields] });
  return value;
};

/** The fields by which another record of the same woman is found. */
const comparedFields = new Set(['name', 'phone', 'mandal', 'birthYear', 'district']);

/**
 * Compares a stored member with all others (functions/areas/same-women). If the comparison fails, the request still succeeds, and the member is
 * compared when somebody next reads the pairs.
 */
const compare = async (deps: Deps, stored: StoredMember, now: Date): Promise<void> => {
  try {
    await raisePairs(deps, stored, now);
  } catch (error) {
    logFault('comparison', describeError(error));
  }
};

/**
 * Refuses a collective of another area as if it did not exist.
 * @throws AppError `forbidden` for a leader, if the collective is not hers
 */
const validateCollective = async (
  { table }: Deps,
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
  collectiveId: string,
): Promise<AppError | undefined> => {
  if (reach !== 'area') {
    if (reachesCollective(caller, reach, collectiveId)) return undefined;
    throw outOfReach('collectiveId');
  }
  const callerWithGroups = await withCollectives(table, caller, [collectiveId]);
  return reachesCollective(callerWithGroups, reach, collectiveId) ? undefined : unknownCollective();
};

const enrolRoute =
  (deps: Deps): Handler<'POST /api/members'> =>
  async (request) => {
    const { body, caller, reach, now, today } = request;
    // What is forbidden is thrown at once. The refusals of rules go to `enrol`, which throws them only if the request is not a repetition.
    const collectiveRefusal = await validateCollective(deps, request, body.collectiveId);
    requireInArea(caller, reach, body.district);
    const {
      outcome,
      member: stored,
      enrolled,
    } = await enrol(
      deps,
      body,
      stampOf(caller, now),
      {
        ...lineBase(request),
        type: 'member_enrolled',
        id: body.id,
        ...journaledMember(body),
        consents: body.consents,
        children: body.children.map((child) => ({
          ...child,
          schooling: schoolingToday(deps.newId, child, today),
        })),
      },
      collectiveRefusal ??
        validateDistrict(body.district, today) ??
        (await validateNames(deps, screenedTexts(memberFields, body), { caller, reach })),
    );
    if (outcome === 'created') {
      await compare(deps, stored, now);
      return withVersion(201, asOpened(stored, body));
    }
    // She may have been moved beyond the caller's reach, or joined to a record there: then the repetition succeeds, but returns only what was sent.
    return withVersion(
      200,
      reachesMember(caller, reach, stored)
        ? await logAndShow(deps.accessLog, request, await openMember(deps.vault, stored))
        : asEnrolled(body, enrolled),
    );
  };

/** The source of the caller's list of members. @throws AppError `not_found` for a collective that a leader or an area coordinator does not reach */
const sourceOf = async (
  deps: Deps,
  { query: { collectiveId }, caller, reach }: Parameters<Handler<'GET /api/members'>>[0],
): Promise<MemberSource> => {
  if (collectiveId !== undefined) {
    // A caseworker may name any collective: the list keeps only members whom she reaches.
    if (reach === 'district') return { of: 'collectives', ids: [collectiveId] };
    const callerWithGroups =
      reach === 'area' ? await withCollectives(deps.table, caller, [collectiveId]) : caller;
    if (!reachesCollective(callerWithGroups, reach, collectiveId)) {
      throw notFound();
    }
    return { of: 'collectives', ids: [collectiveId] };
  }
  switch (reach) {
    case 'all':
      return { of: 'all' };
    case 'own':
      return { of: 'collectives', ids: caller.collectives };
    default:
      return { of: 'districts', names: caller.districts };
  }
};

const listRoute =
  (deps: Deps): Handler<'GET /api/members'> =>
  async (request) => {
    const { query, caller, reach } = request;
    const source = await sourceOf(deps, request);
    const from = decodeCursor(query.cursor);
    // The members of other sources are all within the caller's reach.
    const needsFilter = reach === 'district' || (reach === 'area' && query.collectiveId !== undefined);
    const isWanted = needsFilter ? (value: StoredMember) => reachesMember(caller, reach, value) : undefined;
    const { items, next } = await readPage(query.limit, async (limit) => {
      const listed = await listMembers(deps.table, source, limit, from, isWanted);
      return { ...listed, items: listed.items.map(toListed) };
    });
    await deps.accessLog(request, {
      lists: [{ rows: rowsOfMembers(items), fields: personalFields }],
      isRepeated: true,
    });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const searchRoute =
  (deps: Deps): Handler<'POST /api/members/search'> =>
  async (request) => {
    const { body, caller, reach, now } = request;
    const { items, next } = await readPage(membersPerSearch, (limit) =>
      searchMembers(deps, {
        q: body.q,
        cursor: decodeCursor(body.cursor),
        scope: searchScopeOf(caller, reach),
        isWithin: (member) => reachesMember(caller, reach, member),
        limit,
        now,
      }),
    );
    await deps.accessLog(request, {
      lists: [{ rows: rowsOfMembers(items), fields: ['name', ...personalFields] }],
    });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const openRoute =
  (deps: Deps): Handler<'GET /api/members/{id}'> =>
  async (request) => {
    const { path, caller, reach } = request;
    const stored = await findMember(deps.table, path.id);
    const isReached =
      reachesMember(caller, reach, stored) ||
      (reach === 'district' && (await holdsOpenCase(deps.table, caller.personId, idsOf(stored), stored)));
    if (!isReached) {
      throw notFound();
    }
    return withVersion(200, await logAndShow(deps.accessLog, request, await openMember(deps.vault, stored)));
  };

/** A journal line for each joined record whose dates the change changes too. */
const linesOfJoined = (
  { newId }: Deps,
  request: Parameters<typeof lineBase>[0],
  stored: StoredMember,
  changed: WholeMember,
): JournalLineOf<'member_changed'>[] =>
  joinedRecordsChanged(stored, changed).map(({ record, fields }) => ({
    ...lineBase(request),
    type: 'member_changed',
    id: newId(),
    ...journaledMember(record),
    fields,
  }));

/** Refuses a new district that is not in force. From a leader, it also refuses one in which the leader's coordinator would not find the member. */
const checkDistrict = async (
  { table }: Deps,
  { reach, today }: { readonly reach: Reach; readonly today: string },
  changed: Pick<WholeMember, 'district' | 'collectiveId'>,
): Promise<AppError | undefined> =>
  validateDistrict(changed.district, today) ??
  (reach === 'own' ? await checkLeadersDistrict(table, changed) : undefined);

/**
 * The first rule that refuses a change of a member.
 * @param earliestOn the first day that was recorded of her, if her year of birth becomes later
 * @throws AppError `forbidden` for a leader, if the collective is not hers
 */
const refusalOfChange = async (
  deps: Deps,
  request: { readonly caller: Caller; readonly reach: Reach; readonly today: string },
  stored: StoredMember,
  {
    current,
    changed,
    fields,
  }: { readonly current: WholeMember; readonly changed: WholeMember; readonly fields: readonly string[] },
  earliestOn: string | undefined,
): Promise<AppError | undefined> => {
  const { reach, today } = request;
  // An area coordinator reaches a member by the member's district, so a collective that stays the same may lie in another area. It is checked before the
  // other rules, since it may throw.
  const collectiveRefusal =
    reach === 'area' && !fields.includes('collectiveId')
      ? undefined
      : await validateCollective(deps, request, changed.collectiveId);
  return (
    validateChange(changed, fields) ??
    validateDay(changed.birthYear, earliestOn, 'birthYear') ??
    validateAgeChange(current.birthYear, changed.birthYear, { isCoordinator: oversees(reach), today }) ??
    collectiveRefusal ??
    (fields.includes('district') ? await checkDistrict(deps, request, changed) : undefined) ??
    validateChangeCount(ownChanges(stored, stored.id), reach)
  );
};

const changeRoute =
  (deps: Deps): Handler<'PATCH /api/members/{id}'> =>
  async (request) => {
    const { path, body, ifMatch, caller, reach, now, today } = request;
    const stored = await findReachable(deps, path.id, request);
    const current = await openWhole(deps.vault, stored);
    if (current.version !== ifMatch) {
      throw stale(await logAndShow(deps.accessLog, request, current));
    }
    const { changed, fields } = applyChange(current, body, { by: caller.personId, today });
    if (fields.length === 0) {
      return withVersion(200, await logAndShow(deps.accessLog, request, current));
    }
    requireInArea(caller, reach, changed.district);
    // With a later year of birth she must still be five on the first day that was recorded of her. The write below fails if an earlier day is recorded meanwhile.
    const earliest =
      changed.birthYear > current.birthYear ? await findEarliestDay(deps.table, idsOf(stored)) : undefined;
    const outcome = await change(
      deps,
      stored,
      changed,
      {
        fields,
        today,
        refusal: await refusalOfChange(
          deps,
          request,
          stored,
          { current, changed, fields },
          earliest?.earliestOn,
        ),
        writes: earliest?.counts.map(({ memberId, ...seen }) => checkNoneAdded(memberId, seen)) ?? [],
        furtherLines: linesOfJoined(deps, request, stored, changed),
      },
      {
        ...lineBase(request),
        type: 'member_changed',
        id: deps.newId(),
        ...journaledMember({ ...changed, ...ownDates(stored, changed) }),
        fields,
      },
    );
    if (outcome === 'stale') {
      const newer = await findReachable(deps, path.id, request);
      throw stale(await logAndShow(deps.accessLog, request, await openMember(deps.vault, newer)));
    }
    if (fields.some((field) => comparedFields.has(field))) {
      await compare(deps, await findMember(deps.table, stored.id), now);
    }
    return withVersion(200, await logAndShow(deps.accessLog, request, changed));
  };

const addConsentRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/consents'> =>
  async (request) => {
    const { path, body, caller, reach, now } = request;
    const stored = await findReachable(deps, path.id, request);
    const { outcome, consent } = await addConsent(
      deps,
      stored,
      body,
      stampOf(caller, now),
      reach,
      {
        ...lineBase(request),
        type: 'consent_recorded',
        id: body.id,
        memberId: path.id,
        consent: body,
      },
      await validateNames(deps, screenedTexts(consentFields, body), { caller, reach }),
    );
    if (outcome === 'created') {
      return withVersion(201, consent);
    }
    await deps.accessLog(request, { ...openingOf(stored), fields: ['consents'] });
    return withVersion(200, consent);
  };

const exitRoute =
  (deps: Deps): Handler<'POST /api/members/{id}/exit'> =>
  async (request) => {
    const { path, body } = request;
    const stored = await findReachable(deps, path.id, request);
    const { outcome, member } = await exit(deps, stored, body, path.id, request.caller, {
      ...lineBase(request),
      type: 'member_exited',
      id: deps.newId(),
      memberId: stored.id,
      exitedOn: body.exitedOn,
    });
    return withVersion(
      outcome === 'created' ? 201 : 200,
      await logAndShow(deps.accessLog, request, await openMember(deps.vault, member)),
    );
  };

export const createMembersRoutes = (deps: Deps) =>
  createRoutes(membersContract, { members: placeOfWoman(deps.table) })({
    'POST /api/members': enrolRoute(deps),
    'GET /api/members': listRoute(deps),
    'POST /api/members/search': searchRoute(deps),
    'GET /api/members/{id}': openRoute(deps),
    'PATCH /api/members/{id}': changeRoute(deps),
    'POST /api/members/{id}/consents': addConsentRoute(deps),
    'POST /api/members/{id}/children': addChildRoute(deps),
    'PUT /api/members/{id}/children/{childId}': changeChildRoute(deps),
    'POST /api/members/{id}/children/{childId}/schooling': addSchoolingRoute(deps),
    'POST /api/members/{id}/offices': addOfficeRoute(deps),
    'POST /api/members/{id}/offices/{officeId}/end': endOfficeRoute(deps),
    'POST /api/members/{id}/talks': addTalkRoute(deps),
    'GET /api/members/{id}/talks': listTalksRoute(deps),
    'POST /api/members/{id}/reversals': reverseRoute(deps),
    'POST /api/members/{id}/exit': exitRoute(deps),
  });
