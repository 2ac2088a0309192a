import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { notByRoles, type Watched } from './call-patterns.ts';
import { codeNotices, rightsNotices, watchNotices } from './control-notices.ts';
import { keyNotices, tableNotices } from './data-notices.ts';
import { createNotice } from './notice.ts';

/**
 * Notices to the operators about calls in the AWS account that an attacker would make. data-notices.ts and control-notices.ts list them;
 * call-patterns.ts has their types and the patterns that they share.
 */

export type AccountNoticesProps = {
  readonly notify: Topic;
  /** Encrypts the tables and the private bucket at rest. DynamoDB and S3 use it on behalf of whoever reads them. */
  readonly dataKey: IKey;
  readonly wrappingKey: IKey;
  readonly signingKey: IKey;
  readonly tables: readonly Pick<ITableV2, 'tableArn' | 'tableName'>[];
  /** The path of our functions' roles, such as `/notes/production/`. */
  readonly functionPath: string;
  /** The names of our functions' roles: a role under the same path with another name is somebody else's. */
  readonly functionRoles: readonly string[];
  /** The names of the roles with which CodeDeploy moves calls to a new version of a function. */
  readonly trafficRoles: readonly string[];
  /** The name of the role with which the restore drill makes and deletes tables of its own. */
  readonly drillRole: string;
};

/**
 * The role with which CloudFormation carries out a deployment. `cdk bootstrap` creates it, and only CloudFormation can assume it. The notice `Deployed`
 * reports every use of it.
 */
function deploymentRoleName(scope: Construct): string {
  const { account, region, synthesizer } = Stack.of(scope);
  const qualifier = synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return `cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
}

/**
 * Creates the notices about the AWS account: EventBridge rules that mail the operators when CloudTrail reports a call that an attacker would make first,
 * or a call that cannot be undone. Such calls are rare, and somebody must look at once. A deployment triggers one notice of its own, and the changes that
 * it makes trigger no other. IAM reports its calls in another region; lib/iam-events-stack.ts forwards them to this one.
 */
export function createAccountNotices(scope: Construct, props: AccountNoticesProps): void {
  const {
    notify,
    dataKey,
    wrappingKey,
    signingKey,
    tables,
    functionPath,
    functionRoles,
    trafficRoles,
    drillRole,
  } = props;
  const deploymentRole = deploymentRoleName(scope);
  const watched: Watched = {
    allKeys: [dataKey, wrappingKey, signingKey].map(({ keyArn }) => keyArn),
    ungrantedKeys: [wrappingKey, signingKey].map(({ keyArn }) => keyArn),
    tableNames: tables.flatMap(({ tableArn, tableName }) => [tableArn, tableName]),
    functionRoles,
    functionRoleEnds: [...functionRoles, drillRole].map((name) => name.slice(name.lastIndexOf('-'))),
    functionRoleArns: Stack.of(scope).formatArn({
      service: 'iam',
      region: '',
      resource: `role${functionPath}`,
    }),
    deploymentRole,
    trafficRoles,
    drillRole,
    notByDeployment: notByRoles([deploymentRole]),
  };
  const notices = [
    ...keyNotices(watched),
    ...tableNotices(watched),
    ...rightsNotices(watched),
    ...codeNotices(watched),
    ...watchNotices(watched),
  ];
  for (const { id, pattern, message, ...rest } of notices) {
    createNotice(scope, id, {
      ...rest,
      eventPattern: pattern,
      message: RuleTargetInput.fromText(message),
      notify,
    });
  }
}
