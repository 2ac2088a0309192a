import { validateDay } from '../../shared/calendar/before-five.ts';
import { type AppError, stale } from '../../shared/errors/errors.ts';
import { withVersion } from '../../shared/http/etag.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { checkNoneAdded } from '../../shared/member-counts/member-counts.ts';
import { idsOf } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { validateChangeCount } from '../../shared/reach/change-limit.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { oversees, requireInArea } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { applyChange } from './apply-change.ts';
import { validateAgeChange } from './consent-rules.ts';
import { findEarliestDay } from './earliest-day.ts';
import { compare, journaledMember, validateCollective } from './enrol-and-change.ts';
import { checkLeadersDistrict } from './leaders-district.ts';
import { openMember, openWhole } from './member-texts.ts';
import { findMember } from './revision.ts';
import { type Deps, findReachable, type Handler, lineBase, logAndShow } from './route-deps.ts';
import { validateChange } from './rules.ts';
import type { StoredMember, WholeMember } from './schema.ts';
import { storeChange } from './store-change.ts';
import { joinedRecordsChanged, ownChanges, ownDates } from './woman-records.ts';

/** The route that changes a member. store-change.ts stores the change. */

/** The fields by which another record of the same woman is found. */
const comparedFields = new Set(['name', 'phone', 'mandal', 'birthYear', 'district']);

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
  // An area coordinator reaches a member by the member's district, so a collective that stays the same may lie in another area and isn't checked. The
  // check comes before the other rules, since what it throws goes before their refusals.
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

export const changeRoute =
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
    // With a later year of birth she must still have been five on the first day that was recorded of her.
    const earliest =
      changed.birthYear > current.birthYear ? await findEarliestDay(deps.table, idsOf(stored)) : undefined;
    const change = { current, changed, fields };
    const refusal = await refusalOfChange(deps, request, stored, change, earliest?.earliestOn);
    const outcome = await storeChange(
      deps,
      stored,
      changed,
      {
        fields,
        today,
        refusal,
        // They fail if a case or a request of hers was recorded meanwhile: its day may be earlier.
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
