export const roles = ['leader', 'caseworker', 'coordinator', 'administrator', 'auditor', 'funder'] as const;
export type Role = (typeof roles)[number];

/**
 * How far a role reaches on a route. The area of the records enforces it, and answers 404 for anything beyond:
 * - `all`: every record
 * - `own`: her collectives, their members and what she opened herself
 * - `assigned`: cases assigned to her
 * - `district`: members of her districts
 */
export type Reach = 'all' | 'own' | 'assigned' | 'district';
