import { formatInstant } from '../domain/calendar.ts';
import { decodeCursor, encodeCursor, limitOf } from '../domain/cursor.ts';
import { validateDistrict } from '../domain/district-rules.ts';
import { createRoutes, withVersion } from '../http/http.ts';
import { stampOf } from '../http/stamp.ts';
import { outreachContract } from './contract.ts';
import type { OutreachRecords } from './repository.ts';

export const createOutreachRoutes = ({ records }: { records: OutreachRecords }) =>
  createRoutes(outreachContract)({
    'POST /api/outreach': async ({ body, caller, now, today }) => {
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
      return withVersion(outcome === 'created' ? 201 : 200, outreach);
    },

    'POST /api/outreach/{id}/reversal': async ({ path, body, caller, now }) => {
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
      return withVersion(outcome === 'created' ? 201 : 200, outreach);
    },

    'GET /api/outreach': async ({ query }) => {
      const { items, next } = await records.list(
        query.month,
        limitOf(query.limit),
        decodeCursor(query.cursor),
      );
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },
  });
