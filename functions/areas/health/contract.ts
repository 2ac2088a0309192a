import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { health, healthRow } from './schema.ts';

export const healthContract = {
  'GET /api/health/state': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary:
      'How the system is: backups, seals, months, drills, packs, mail, queues, alarms, phones, version and cost',
    description:
      'Looked at anew each time. What can’t be looked at has a row of its own, `look` with the reason `unread`: nothing is taken for fine ' +
      'unseen. The same is looked at every quarter of an hour, and the recipients of alarms get a mail of what is not fine. Phones are named ' +
      'by their owners’ ids.',
    answers: { 200: health },
  },
} as const satisfies Contract;

/** The shapes of the system's health that the OpenAPI document names. */
export const healthSchemas = { Health: health, HealthRow: healthRow };
