import { type CfnResource, CustomResource, Duration } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { type Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Access } from '../access.ts';
import { cfnResourceOf } from './cfn-resource.ts';

/** Begins the description of each self-check, by which it is told from the functions of lib/functions. */
const description = 'Tries each right of the function';

/** IAM takes up to a minute to spread a policy, for which the check waits. */
const timeout = Duration.minutes(3);

/**
 * Creates a function with the role and the environment of another, and a resource that lets it load the other's code and try each right of the role in every
 * deployment: in the first one too, and before a call goes over to a new version. If the code doesn't start or a right is refused, the deployment fails and says
 * which, unless the stage's setting has it go on.
 * @returns what the alias waits for
 */
export function createSelfCheck(
  checked: LambdaFunction,
  {
    name,
    access,
    widePolicies,
    onlyTellRefusedRights,
    ...props
  }: {
    readonly name: string;
    readonly access: Access;
    readonly widePolicies: boolean;
    readonly onlyTellRefusedRights: boolean;
    /** The check, and beside it the code of the function that is checked. */
    readonly code: Code;
    readonly architecture: Architecture;
    readonly role: IRole;
    readonly logGroup: ILogGroup;
    readonly environment: Readonly<Record<string, string>>;
  },
): CfnResource {
  const check = new LambdaFunction(checked, 'SelfCheck', {
    ...props,
    description: `${description} "${name}"`,
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    memorySize: 512,
    timeout,
  });
  const { table, keys, rights } = access;
  const tried = new CustomResource(checked, 'Tried', {
    serviceToken: check.functionArn,
    resourceType: 'Custom::SelfCheck',
    serviceTimeout: timeout.plus(Duration.minutes(2)),
    properties: {
      Function: name,
      Access: JSON.stringify({ table, keys, rights }),
      // A change of any of these tries anew.
      WidePolicies: widePolicies,
      OnlyTell: onlyTellRefusedRights,
      Version: checked.currentVersion.version,
    },
  });
  return cfnResourceOf(tried);
}
