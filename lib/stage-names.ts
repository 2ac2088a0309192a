import * as z from 'zod';

/**
 * Shown in addresses, e-mail senders and authenticators instead of the programme's name. It is also the web
 * client's name on a phone, where others may look.
 */
export const neutralName = 'notes';

export const stageName = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,11}$/, 'A stage name is 2 to 12 small letters and digits, such as "production".');

/**
 * The full name of a stage's stack: `notes-production-data` is the stack `data` of the stage `production`. AWS derives the
 * names of buckets and alarms from it.
 */
export const stackNameOf = (stage: string, part: string): string => `${neutralName}-${stage}-${part}`;

/**
 * The IAM path that the names of all function roles of a stage begin with, such as `/notes/production/`. Account notices
 * recognise the functions' own calls by it.
 */
export const rolePathOf = (stage: string): string => `/${neutralName}/${stage}/`;

/** The name of the role with which the restore drill makes and deletes tables, such as `notes-production-drillMachine`. */
export const drillRoleOf = (stage: string): string => roleNameOf(stage, 'drillMachine');

/** The stacks with functions. */
export const stacksWithFunctions = ['reporting', 'alerts', 'functions', 'routes'] as const;

/** The name of the role with which CodeDeploy moves the calls of a stack's functions, such as `notes-production-functions-traffic`. */
export const trafficRoleOf = (stackName: string): string => `${stackName}-traffic`;

/**
 * The name of a function's role, such as `notes-production-members`. It is given rather than left to CloudFormation, so that the account
 * notices can name every role that may use the keys.
 */
export const roleNameOf = (stage: string, functionName: string): string =>
  `${neutralName}-${stage}-${functionName}`;
