import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The CloudFormation resource behind a construct, for properties that the construct does not expose. */
export function cfnResourceOf(construct: IConstruct): CfnResource {
  const resource = construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource))
    throw new Error(`${construct.node.path} is not a single resource.`);
  return resource;
}
