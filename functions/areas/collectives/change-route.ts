import { type AppError, notFound, refused, stale } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import { validateChangeCount } from '../../shared/reach/change-limit.ts';
import { areOneByOrigin, validateDistrict } from '../../shared/reach/district-rules.ts';
import { reachesCollective, requireInArea } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { collectivesContract } from './contract.ts';
import { changeCollective, findCollective } from './repository.ts';
import { applyChange, validateLeadersDates } from './rules.ts';

/** The route that changes a collective, closes it or opens it again. */

export type Deps = Records & { readonly newId: Ids; readonly accessLog: AccessLog };

export type Handler<Key extends keyof typeof collectivesContract> = Handlers<typeof collectivesContract>[Key];

/** A leader may change her group's district only if one of the two districts was split from the other. */
const validateLeadersDistrict = (
  reach: Reach,
  before: { readonly district: string },
  after: { readonly district: string },
): AppError | undefined =>
  reach !== 'own' || areOneByOrigin(before.district, after.district)
    ? undefined
    : refused(
        'outside_area',
        'The group lies in another district. Ask the coordinator to change it.',
        'district',
      );

export const changeRoute =
  (deps: Deps): Handler<'PATCH /api/collectives/{id}'> =>
  async ({ path, body, ifMatch, caller, reach, now, today }) => {
    if (!reachesCollective(caller, reach, path.id)) {
      throw notFound();
    }
    const current = await findCollective(deps.table, path.id);
    if (current.version !== ifMatch) {
      throw stale(current);
    }
    const { changed, fields } = applyChange(current, body);
    if (fields.length === 0) {
      return withVersion(200, current);
    }
    const { id, district, formedOn, closedOn } = changed;
    requireInArea(caller, reach, district);
    const districtRefusal = fields.includes('district')
      ? (validateDistrict(district, today) ?? validateLeadersDistrict(reach, current, changed))
      : undefined;
    const refusal =
      districtRefusal ?? (reach === 'own' ? validateLeadersDates(current, changed, today) : undefined);
    const outcome = await changeCollective(
      deps,
      changed,
      {
        type: 'collective_changed',
        id: deps.newId(),
        recordedAt: now.toISOString(),
        actor: caller.personId,
        collectiveId: id,
        district,
        formedOn,
        closedOn,
        fields,
      },
      refusal ?? validateChangeCount(current, reach),
      { caller, reach },
    );
    if (outcome !== 'written') {
      throw stale(outcome.stale);
    }
    return withVersion(200, changed);
  };
