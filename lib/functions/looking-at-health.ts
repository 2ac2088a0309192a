import type { Right, TableAccess } from '../access.ts';

/** What both functions that look at the system's health read of the table: the results of others' work, and when phones were in contact. */
export const lookingAtHealth = {
  HEALTH: ['get'],
  HANDOVERS: ['query'],
  PEOPLE: ['queryIndex'],
  'DEVICES#*': ['queryIndex'],
} as const satisfies TableAccess;

export const lookingRights: readonly Right[] = [
  'snapshots:read',
  'backups:look',
  'topics:look',
  'queues:look',
  'alarms:look',
  'cost:look',
];
