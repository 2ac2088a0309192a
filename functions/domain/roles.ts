export const roles = ['leader', 'caseworker', 'coordinator', 'administrator', 'auditor', 'funder'] as const;
export type Role = (typeof roles)[number];

/**
 * How far a role reaches on a route. The record's area applies it, and answers 404 beyond it:
 * - `all`: every record
 * - `own`: her collectives, their members and what she opened herself
 * - `assigned`: cases assigned to her
 * - `district`: members of her districts
 */
export type Reach = 'all' | 'own' | 'assigned' | 'district';
