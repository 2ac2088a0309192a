import { ids } from './example-ids.ts';

/** Examples of the bodies of routes for cases and emergency access, and of what is asked about several records. examples.ts brings all examples together. */
export const caseExamples = {
  'POST /api/cases': {
    id: ids.new,
    memberId: ids.member,
    kind: 'legal_aid',
    priority: 'urgent',
    openedOn: '2026-10-12',
    assignedTo: ids.caseworker,
  },
  'POST /api/cases/{id}/take': { id: ids.new, note: 'I visit her tomorrow.' },
  'POST /api/users/{id}/case-handover': {
    id: ids.new,
    to: ids.caseworker,
    note: 'From Monday on I work in Krishna.',
  },
  'PATCH /api/cases/{id}': { priority: 'normal' },
  'POST /api/cases/{id}/events': {
    id: ids.new,
    type: 'entitlement',
    on: '2026-10-14',
    entitlement: 'pension',
    stage: 'applied',
  },
  'POST /api/break-glass/{id}/end': { id: ids.new },
  'POST /api/break-glass': { id: ids.new, code: 'C-7F3K9Q', reason: 'She called at night, in danger.' },
  'POST /api/codes': { ids: [ids.member, ids.other] },
  'POST /api/exports': { list: 'members', subjects: [ids.member, ids.other] },
};
