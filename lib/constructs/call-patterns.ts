import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { NoticeProps } from './notice.ts';

/** The types of the account's notices, and the patterns that they share. data-notices.ts and control-notices.ts list the notices. */

/** A notice: the calls that trigger it, and the message to the operators. */
export type AccountNotice = Pick<NoticeProps, 'description' | 'includeReadOnly'> & {
  readonly id: string;
  readonly pattern: EventPattern;
  readonly message: string;
};

export type EventDetail = NonNullable<EventPattern['detail']>;

/** The names and patterns that the notices compare calls with. */
export type Watched = {
  /** The ARNs of all keys. */
  readonly allKeys: readonly string[];
  /** The ARNs of the keys on which nothing needs a grant. (Grants on the data key are normal, since DynamoDB holds some.) */
  readonly ungrantedKeys: readonly string[];
  /** Each table by its ARN and by its name. */
  readonly tableNames: readonly string[];
  readonly functionRoles: readonly string[];
  /** The endings of the names of our functions' roles and the drill's, such as `-members`. */
  readonly functionRoleEnds: readonly string[];
  /** The beginning of the ARNs of our functions' roles. */
  readonly functionRoleArns: string;
  readonly deploymentRole: string;
  readonly trafficRoles: readonly string[];
  readonly drillRole: string;
  /** Matches calls by anybody but the deployment's role. */
  readonly notByDeployment: EventDetail;
};

/** The pattern of API calls of one or more services, as CloudTrail reports them. */
export const calls = (
  services: string | readonly string[],
  eventName: readonly unknown[],
  extraDetail: EventDetail = {},
): EventPattern => ({
  source: [services].flat().map((service) => `aws.${service}`),
  detailType: ['AWS API Call via CloudTrail'],
  detail: { eventName: [...eventName], ...extraDetail },
});

/** Matches callers who have no role, and so no `sessionIssuer` that a pattern could compare. */
export const withoutRole = {
  userIdentity: { type: ['Root', 'IAMUser', 'FederatedUser', 'AWSAccount', 'IdentityCenterUser'] },
};

/**
 * Matches a caller who has a role, unless this attribute of the role matches `known`.
 * @param known whole values, or a prefix or suffix
 */
export const withOtherRole = (
  attribute: 'arn' | 'userName',
  known: readonly string[] | { readonly prefix: string } | { readonly suffix: readonly string[] },
) => ({
  userIdentity: { sessionContext: { sessionIssuer: { [attribute]: [{ 'anything-but': known }] } } },
});

/** Matches callers who have a role, but none of these, and callers who have no role. */
export const notByRoles = (roleNames: readonly string[]): EventDetail => ({
  $or: [withOtherRole('userName', roleNames), withoutRole],
});

/** Matches call names by their beginning, since Lambda appends the date of its API's version: `UpdateFunctionCode20150331v2`. */
export const startingWith = (...names: readonly string[]) => names.map((prefix) => ({ prefix }));

/** Matches calls in which any of these request parameters has any of these values. */
export const withAnyParameter = (names: readonly string[], values: readonly string[]): EventDetail => ({
  $or: names.map((name) => ({ requestParameters: { [name]: [...values] } })),
});
