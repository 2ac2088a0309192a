import { formatInstant } from '../../shared/calendar/calendar.ts';
import { stale } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog, Reader } from '../../shared/journal/access-log.ts';
import { validateDistrict } from '../../shared/reach/district-rules.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { outreachContract } from './contract.ts';
import type { OutreachRecords } from './repository.ts';
import type { Outreach } from './schema.ts';

export const createOutreachRoutes = ({
  records,
  accessLog,
  newId,
}: {
  records: OutreachRecords;
  accessLog: AccessLog;
  newId: Ids;
}) => {
  /** Logs who stands on the rosters that are about to be shown. */
  const logRosters = async (reader: Reader, shown: readonly Outreach[]): Promise<void> => {
    const subjects = shown.flatMap(
      ({ roster }) => roster?.participants.map(({ memberId }) => memberId) ?? [],
    );
    if (subjects.length > 0) {
      await accessLog(reader, { subjects, fields: ['roster'] });
    }
  };

  return createRoutes(outreachContract)({
    'POST /api/outreach': async (request) => {
      const { body, caller, now, today } = request;
      const { id, kind, on, mode, district, participants, title, outlet, url } = body;
      const { outcome, outreach } = await records.add(
        { ...body, ...stampOf(caller, now) },
        body,
        {
          type: 'outreach_recorded',
          id,
          recordedAt: now.toISOString(),
          actor: caller.personId,
          outreachId: id,
          kind,
          on,
          mode,
          district,
          participants,
          // Only a story's are published.
          ...(kind === 'media_story' ? { title, outlet, url } : {}),
        },
        validateDistrict(district, today),
      );
      await logRosters(request, [outreach]);
      return withVersion(outcome === 'created' ? 201 : 200, outreach);
    },

    'PUT /api/outreach/{id}/roster': async (request) => {
      const { path, body, ifMatch, caller, now } = request;
      const found = await records.find(path.id);
      const showStale = async (current: Outreach) => {
        await logRosters(request, [current]);
        return stale(current);
      };
      if (found.version !== ifMatch) {
        throw await showStale(found);
      }
      const isSame = found.roster !== undefined && canonicalJson(found.roster) === canonicalJson(body);
      if (isSame && found.reversed === undefined) {
        return withVersion(200, found);
      }
      const outcome = await records.setRoster(found, body, {
        type: 'roster_set',
        id: newId(),
        recordedAt: now.toISOString(),
        actor: caller.personId,
        outreachId: found.id,
        kind: found.kind,
        on: found.on,
        participants: body.participants,
      });
      if (outcome !== 'written') {
        throw await showStale(outcome.stale);
      }
      return withVersion(200, { ...found, roster: body, version: found.version + 1 });
    },

    'POST /api/outreach/{id}/reversal': async (request) => {
      const { path, body, caller, now } = request;
      const found = await records.find(path.id);
      const { id: outreachId, kind, on, mode, district, participants } = found;
      const { outcome, outreach } = await records.reverse(
        found,
        body,
        {
          type: 'outreach_reversed',
          id: body.id,
          recordedAt: now.toISOString(),
          actor: caller.personId,
          outreachId,
          kind,
          on,
          mode,
          district,
          participants,
        },
        { at: formatInstant(now), by: caller.personId },
      );
      await logRosters(request, [outreach]);
      return withVersion(outcome === 'created' ? 201 : 200, outreach);
    },

    'GET /api/outreach': async (request) => {
      const { month, memberId, limit, cursor } = request.query;
      const page = [month, limitOf(limit), decodeCursor(cursor)] as const;
      const { items, next } = await (memberId === undefined
        ? records.list(...page)
        : records.listOfMember(memberId, ...page));
      await logRosters(request, items);
      return { status: 200, body: { items, ...cursorField(next) } };
    },
  });
};
