import type { Reach, Role } from '../domain/roles.ts';

/**
 * Who may do what: one row per route, one column per role. A route without a row does not compile. A role without an
 * entry in a row is refused (403) before anything is read.
 *
 * A row `device` is for a registered device with a token of its own, before anybody has signed in on it.
 */
type Row = 'anyone' | 'device' | Partial<Record<Role, Reach>>;

const fieldWork = { leader: 'own', coordinator: 'all' } as const;
const memberReading = { leader: 'own', caseworker: 'district', coordinator: 'all' } as const;
const caseWork = { leader: 'own', caseworker: 'assigned', coordinator: 'all' } as const;
const publishedReading = { funder: 'all', coordinator: 'all', auditor: 'all' } as const;

export const authorisation = {
  'GET /api/health': 'anyone',
  'GET /api/openapi.json': 'anyone',
  'GET /api/me': {
    leader: 'own',
    caseworker: 'own',
    coordinator: 'own',
    administrator: 'own',
    auditor: 'own',
    funder: 'own',
  },

  'POST /api/me/device-keys': { leader: 'own', caseworker: 'own', coordinator: 'own' },
  'POST /api/me/device-keys/open': { leader: 'own', caseworker: 'own', coordinator: 'own' },
  'POST /api/me/devices': { leader: 'own' },
  'POST /api/device/contact': 'device',
  'POST /api/device/unlock': 'device',

  'POST /api/collectives': { coordinator: 'all' },
  'GET /api/collectives': fieldWork,
  'GET /api/collectives/{id}': fieldWork,
  'PATCH /api/collectives/{id}': fieldWork,

  'POST /api/members': fieldWork,
  'GET /api/members': memberReading,
  'POST /api/members/search': memberReading,
  'GET /api/members/{id}': memberReading,
  'PATCH /api/members/{id}': fieldWork,
  'POST /api/members/{id}/consents': fieldWork,
  'POST /api/members/{id}/children': fieldWork,
  'PUT /api/members/{id}/children/{childId}': fieldWork,
  'POST /api/members/{id}/exit': fieldWork,

  'POST /api/collectives/{id}/meetings': fieldWork,
  'GET /api/collectives/{id}/meetings': fieldWork,
  'GET /api/collectives/{id}/meetings/{meetingId}': fieldWork,
  'POST /api/collectives/{id}/meetings/{meetingId}/reversal': fieldWork,
  'GET /api/collectives/{id}/ledger': fieldWork,
  'GET /api/members/{id}/savings': memberReading,

  'POST /api/cases': caseWork,
  'GET /api/cases': caseWork,
  'GET /api/members/{id}/cases': caseWork,
  'GET /api/cases/unassigned': { caseworker: 'district' },
  'POST /api/cases/{id}/take': { caseworker: 'district' },
  'GET /api/cases/{id}': caseWork,
  'PATCH /api/cases/{id}': caseWork,
  'POST /api/cases/{id}/events': caseWork,
  'GET /api/cases/{id}/events': caseWork,

  'POST /api/break-glass': { leader: 'own', caseworker: 'assigned' },
  'GET /api/break-glass': { coordinator: 'all', auditor: 'all' },

  'POST /api/outreach': { coordinator: 'all' },
  'GET /api/outreach': { coordinator: 'all' },
  'POST /api/outreach/{id}/reversal': { coordinator: 'all' },

  'GET /api/journal': { auditor: 'all' },
  'GET /api/access-log': { auditor: 'all' },
  'POST /api/members/{id}/erasure': { auditor: 'all' },
  'POST /api/users/{id}/erasure': { auditor: 'all' },
  'GET /api/erasures': { auditor: 'all' },

  'GET /api/approvals': { administrator: 'all', auditor: 'all', coordinator: 'all' },
  'POST /api/approvals/{id}': { administrator: 'all', auditor: 'all', coordinator: 'all' },

  'GET /api/assignees': { coordinator: 'all' },
  'GET /api/users': { administrator: 'all' },
  'POST /api/users': { administrator: 'all' },
  'GET /api/users/{id}': { administrator: 'all' },
  'PATCH /api/users/{id}': { administrator: 'all' },
  'POST /api/users/{id}/one-time-password': { administrator: 'all' },

  'GET /api/snapshots/preview': { coordinator: 'all' },
  'POST /api/snapshots/{month}/corrections': { coordinator: 'all' },
  'PUT /api/targets/{financialYear}': { coordinator: 'all' },
  'GET /api/targets/{financialYear}': { coordinator: 'all', auditor: 'all' },

  'GET /api/snapshots': publishedReading,
  'GET /api/snapshots/{month}': publishedReading,
  'GET /api/snapshots/{month}/versions/{version}': publishedReading,
  'GET /api/snapshots/{month}/files/{name}': publishedReading,
} as const satisfies Record<string, Row>;

export type RouteKey = keyof typeof authorisation;

/** Whether a route is for a device and its own token. */
export const isForDevices = (route: RouteKey): boolean => authorisation[route] === 'device';

/** The reach that a role has on a route, or null where it has none. */
export const reachOf = (route: RouteKey, role: Role): Reach | null => {
  const row: Row = authorisation[route];
  if (row === 'anyone') {
    return 'all';
  }
  return row === 'device' ? null : (row[role] ?? null);
};
