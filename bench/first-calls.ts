import type { ApiRoute } from '../functions/gateway/api/contracts.ts';
import type { Role } from '../functions/shared/reach/roles.ts';
import type { Settings } from '../lib/environment.ts';
import type { FunctionName } from '../lib/functions/all.ts';
import { type AreaName, areas } from '../lib/functions/with-routes.ts';
import { type WorkerName, workers } from '../lib/functions/without-routes.ts';
import { createCaller, createEvent } from '../test/support/request.ts';

/** The first call of each function, and the settings with which it starts: what function-starts.ts measures. */

const id = '0197a000-0000-7000-8000-000000000001';

/** For each area, a request that gets as far as a call to its store. */
const requests: Readonly<
  Record<AreaName, { role: Role; route: ApiRoute; path?: Record<string, string>; body?: object }>
> = {
  api: { role: 'coordinator', route: 'GET /api/me' },
  // 43 characters are a key of 32 bytes in base64url.
  devices: { role: 'leader', route: 'POST /api/me/device-keys', body: { id, key: 'A'.repeat(43) } },
  collectives: { role: 'coordinator', route: 'GET /api/collectives/{id}', path: { id } },
  members: { role: 'coordinator', route: 'GET /api/members/{id}', path: { id } },
  sameWomen: { role: 'coordinator', route: 'GET /api/same-women' },
  requests: { role: 'coordinator', route: 'GET /api/requests' },
  record: { role: 'coordinator', route: 'GET /api/members/{id}/record', path: { id } },
  books: { role: 'coordinator', route: 'GET /api/collectives/{id}/meetings', path: { id } },
  moves: { role: 'coordinator', route: 'GET /api/collectives/{id}/moves', path: { id } },
  cases: { role: 'coordinator', route: 'GET /api/cases/{id}', path: { id } },
  pack: { role: 'leader', route: 'GET /api/me/pack' },
  demands: { role: 'coordinator', route: 'GET /api/demands' },
  voice: { role: 'coordinator', route: 'GET /api/voice/{spokenIn}', path: { spokenIn: 'te' } },
  questions: { role: 'coordinator', route: 'GET /api/questions' },
  outreach: { role: 'coordinator', route: 'GET /api/outreach' },
  people: { role: 'administrator', route: 'GET /api/users' },
  exports: { role: 'coordinator', route: 'POST /api/exports', body: { list: 'members', subjects: [] } },
  audit: { role: 'auditor', route: 'GET /api/journal' },
  erasure: { role: 'auditor', route: 'GET /api/erasures' },
  approvals: { role: 'auditor', route: 'GET /api/approvals' },
  handover: { role: 'administrator', route: 'GET /api/data-handovers' },
  health: { role: 'administrator', route: 'GET /api/health/state' },
  closing: {
    role: 'coordinator',
    route: 'POST /api/snapshots/{month}/corrections',
    path: { month: '2026-09' },
    body: { id, reason: 'A late sheet' },
  },
  programme: {
    role: 'coordinator',
    route: 'GET /api/targets/{financialYear}',
    path: { financialYear: '2026-27' },
  },
  preview: { role: 'coordinator', route: 'GET /api/snapshots/preview' },
  snapshots: { role: 'funder', route: 'GET /api/snapshots' },
};

const publication = {
  ordinal: 1,
  month: '2026-10',
  version: 1,
  cutoff: '2026-11-04T18:30:00.000Z',
  reason: null,
};
/** The event with which SQS invokes a function. */
const queueEvent = (body: object) => ({ Records: [{ body: JSON.stringify(body) }] });

/** For each worker, the event of its first call. */
const events: Readonly<Record<WorkerName, object>> = {
  authorizer: { type: 'TOKEN', authorizationToken: 'Bearer none', methodArn: 'arn:aws:execute-api:bench' },
  compile: queueEvent({ publicationId: id }),
  render: queueEvent({
    publications: [{ ...publication, registeredAt: publication.cutoff, journalDigest: '0'.repeat(64) }],
    // The month and version of every publication.
    all: [['2026-10', 1]],
  }),
  makePack: queueEvent({ handoverId: id }),
  signIns: {},
  alerts: { scheduledTime: '2026-11-05T06:30:00Z' },
  erase: { scheduledTime: '2026-11-05T00:30:00Z' },
  watchHealth: { scheduledTime: '2026-11-05T00:30:00Z' },
  digest: { scheduledTime: '2026-11-05T13:00:00Z' },
  drill: {
    step: 'fail',
    event: { scheduledTime: '2026-11-05T13:00:00Z' },
    startedAt: '2026-11-05T13:00:00Z',
  },
};

/** Settings of every function. Nothing listens at these addresses: the calls go to the stub of function-starts.ts. */
export const settings = {
  TABLE_NAME: 'main',
  KEYS_TABLE_NAME: 'keys',
  WRAPPING_KEY_ID: 'wrapping',
  SIGNING_KEY_ID: 'signing',
  SNAPSHOT_BUCKET: 'snapshots',
  STATE_BUCKET: 'state',
  USER_POOL_ID: 'ap-south-1_bench',
  COMPILE_QUEUE_URL: 'http://127.0.0.1/compile',
  RENDER_QUEUE_URL: 'http://127.0.0.1/render',
  DRILL_QUEUE_URL: 'http://127.0.0.1/drills',
  PACK_QUEUE_URL: 'http://127.0.0.1/packs',
  PACK_BUCKET: 'packs',
  SITE_BUCKET: 'site',
  ALERT_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:bench',
  PERSON_ALERT_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:persons',
  ALARM_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:alarms',
  NOTICE_TOPIC_ARN: 'arn:aws:sns:ap-south-1:000000000000:notices',
  WORK_QUEUE_URLS: 'http://127.0.0.1/compile',
  DEAD_LETTER_QUEUE_URLS: 'http://127.0.0.1/failed',
  ALARM_PREFIX: 'bench-',
  BUDGET_ARN: 'arn:aws:budgets::000000000000:budget/bench',
  DEPLOYED_VERSION: 'none',
  CALL_PHONE: 'none',
  CUTOFF_DAY: '5',
  COUNTING_CODE: 'bench',
  RETENTION_DAYS: '365',
  RECORDS_FROM: '2026-11-03',
  TOKEN_ISSUER: 'http://127.0.0.1/issuer',
  TOKEN_JWKS_URI: 'http://127.0.0.1/jwks',
  TOKEN_CLIENT_ID: 'client',
} as const satisfies Settings;

// The filters keep every name; they only tell TypeScript the type of the names.
const areaNames = Object.keys(areas).filter((name): name is AreaName => name in areas);
const workerNames = Object.keys(workers).filter((name): name is WorkerName => name in workers);

type FirstCall = {
  readonly name: FunctionName;
  readonly event: object;
};

export const firstCalls = (): FirstCall[] => [
  ...areaNames.map((name): FirstCall => {
    const { role, ...request } = requests[name];
    return { name, event: createEvent({ ...request, caller: createCaller(role) }) };
  }),
  ...workerNames.map((name): FirstCall => ({ name, event: events[name] })),
];
