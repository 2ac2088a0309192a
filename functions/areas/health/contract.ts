import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { drillAnswer, drillInput, health, healthRow, runningDrill } from './schema.ts';

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
  'POST /api/health/drills': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary:
      'Ask for a restore drill: both tables are restored beside the present ones, counted, and deleted again',
    description:
      'It takes as long as the restore does: minutes to hours. Nobody who works notices. The row `drill` of `GET /api/health/state` says how far it ' +
      `has come (\`running\`), and then how it ended. \`drill_runs\`: one runs already. \`too_many\`: a person asks for ${maxSettingsOfMonth.drills} in a month.`,
    body: drillInput,
    answers: { 202: drillAnswer, 200: drillAnswer },
    refusals: { 409: ['id_reused'], 422: ['drill_runs', 'too_many'] },
  },
} as const satisfies Contract;

/** The shapes of the system's health that the OpenAPI document names. */
export const healthSchemas = {
  Health: health,
  HealthRow: healthRow,
  RunningDrill: runningDrill,
  NewDrill: drillInput,
  Drill: drillAnswer,
};
