import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { stackNameOf } from '../../lib/stage-names.ts';

/** The values that the command first-people needs of a deployed stage, from the outputs of its stacks. */
export type DeployedStage = {
  readonly tableName: string;
  readonly keysTableName: string;
  readonly wrappingKeyId: string;
  readonly userPoolId: string;
  /** `https://…`, without a slash at the end. */
  readonly siteAddress: string;
};

/** For each value, the part of the stage whose stack holds it, and the name of that stack's output. */
const outputs = {
  tableName: { part: 'data', output: 'TableName' },
  keysTableName: { part: 'data', output: 'KeysTableName' },
  wrappingKeyId: { part: 'data', output: 'WrappingKeyId' },
  userPoolId: { part: 'identity', output: 'UserPoolId' },
  siteAddress: { part: 'web', output: 'SiteAddress' },
} as const satisfies Record<keyof DeployedStage, { readonly part: string; readonly output: string }>;

const deployedStage = z.object({
  tableName: z.string(),
  keysTableName: z.string(),
  wrappingKeyId: z.string(),
  userPoolId: z.string(),
  siteAddress: z.string(),
});

/**
 * Looks up a deployed stage's tables, key, user pool and address in the outputs of its stacks.
 * @throws Error that names the output that a stack lacks; the SDK's error if there is no such stack
 */
export const readDeployedStage = async (
  cloudFormation: Pick<CloudFormationClient, 'send'>,
  stage: string,
): Promise<DeployedStage> => {
  const parts = [...new Set(Object.values(outputs).map(({ part }) => part))];
  const valuesByPart = new Map(
    await Promise.all(
      parts.map(async (part) => [part, await readOutputs(cloudFormation, stackNameOf(stage, part))] as const),
    ),
  );
  const values = Object.entries(outputs).map(([name, { part, output }]) => {
    const value = valuesByPart.get(part)?.get(output);
    if (value === undefined) {
      throw new Error(
        `The stack ${stackNameOf(stage, part)} has no output ${output}. Deploy it as it is in this checkout.`,
      );
    }
    return [name, value];
  });
  // For the type, which `Object.fromEntries` loses.
  return deployedStage.parse(Object.fromEntries(values));
};

/** The values of a stack's outputs, by their names. */
const readOutputs = async (
  cloudFormation: Pick<CloudFormationClient, 'send'>,
  stackName: string,
): Promise<ReadonlyMap<string, string>> => {
  const { Stacks: stacks = [] } = await cloudFormation.send(
    new DescribeStacksCommand({ StackName: stackName }),
  );
  // The SDK's types make an output's key and value optional; CloudFormation always gives both.
  return new Map(
    stacks
      .flatMap(({ Outputs: found = [] }) => found)
      .map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
};
