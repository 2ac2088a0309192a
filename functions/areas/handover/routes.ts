import { formatInstant } from '../../shared/calendar/calendar.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { OpeningLog } from '../../shared/journal/opening-line.ts';
import { handoverContract } from './contract.ts';
import type { PackStore } from './pack-store.ts';
import type { HandoverRequests, Handovers } from './repository.ts';
import { archivesOf, toHandover } from './rules.ts';

export const createHandoverRoutes = ({
  requests,
  handovers,
  packs,
  accessLog,
}: {
  requests: HandoverRequests;
  handovers: Pick<Handovers, 'find' | 'list'>;
  packs: Pick<PackStore, 'createLink' | 'linkLifeSeconds'>;
  accessLog: OpeningLog;
}) =>
  createRoutes(handoverContract)({
    'POST /api/data-handovers': async ({ body, caller, now }) => {
      const { outcome, handover } = await requests.ask(
        body,
        { askedBy: caller.personId, askedAt: formatInstant(now) },
        {
          type: 'approval_asked',
          id: body.id,
          recordedAt: now.toISOString(),
          actor: caller.personId,
          approvalId: body.id,
          kind: 'data_handover',
          subject: body.id,
        },
      );
      return { status: outcome === 'accepted' ? 202 : 200, body: toHandover(handover, now) };
    },

    'GET /api/data-handovers': async ({ now }) => ({
      status: 200,
      body: { items: (await handovers.list()).map((handover) => toHandover(handover, now)) },
    }),

    'GET /api/data-handovers/{id}': async (request) => {
      const { path, now } = request;
      const stored = await handovers.find(path.id);
      const handover = toHandover(stored, now);
      if (handover.state !== 'made') {
        return { status: 200, body: handover };
      }
      await accessLog(request, { subject: handover.id, fields: ['pack'] });
      const until = formatInstant(new Date(now.getTime() + packs.linkLifeSeconds * 1000));
      const links = await Promise.all(
        (archivesOf(stored) ?? []).map(async ({ key, bytes, sha256 }, index) => ({
          bytes,
          sha256,
          link: { url: await packs.createLink(handover.id, index + 1, key), until },
        })),
      );
      const [first, ...further] = links;
      return {
        status: 200,
        body: { ...handover, ...first, ...(further.length === 0 ? {} : { furtherArchives: further }) },
      };
    },
  });
