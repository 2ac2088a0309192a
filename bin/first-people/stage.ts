import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { stackNameOf } from '../../lib/stage-names.ts';

/** What the command needs of a deployed stage, from the outputs of its stacks. */
export type DeployedStage = {
  readonly tableName: string;
  readonly keysTableName: string;
  readonly wrappingKeyId: string;
  readonly userPoolId: string;
  /** `https://…`, without a slash at the end. */
  readonly siteAddress: string;
};

/** For each field, the stack and its output with the value. */
const outputOf = {
  tableName: ['data', 'TableName'],
  keysTableName: ['data', 'KeysTableName'],
  wrappingKeyId: ['data', 'WrappingKeyId'],
  userPoolId: ['identity', 'UserPoolId'],
  siteAddress: ['web', 'SiteAddress'],
} as const satisfies Record<keyof DeployedStage, readonly [part: string, output: string]>;

const deployedStage = z.object({
  tableName: z.string(),
  keysTableName: z.string(),
  wrappingKeyId: z.string(),
  userPoolId: z.string(),
  siteAddress: z.string(),
});

/**
 * Looks up a deployed stage's tables, key, user pool and address in the outputs of its stacks.
 * @throws Error that names the stack or the output that is missing
 */
export const readDeployedStage = async (
  cloudFormation: Pick<CloudFormationClient, 'send'>,
  stage: string,
): Promise<DeployedStage> => {
  const parts = [...new Set(Object.values(outputOf).map(([part]) => part))];
  const outputs = new Map(
    await Promise.all(
      parts.map(async (part): Promise<[string, ReadonlyMap<string, string>]> => {
        const { Stacks: stacks = [] } = await cloudFormation.send(
          new DescribeStacksCommand({ StackName: stackNameOf(stage, part) }),
        );
        const pairs = stacks.flatMap(({ Outputs: found = [] }) =>
          found.map(({ OutputKey = '', OutputValue = '' }): [string, string] => [OutputKey, OutputValue]),
        );
        return [part, new Map(pairs)];
      }),
    ),
  );
  const values = Object.entries(outputOf).map(([name, [part, output]]) => {
    const value = outputs.get(part)?.get(output);
    if (value === undefined) {
      throw new Error(
        `The stack ${stackNameOf(stage, part)} has no output ${output}. Deploy it as it is in this checkout.`,
      );
    }
    return [name, value];
  });
  return deployedStage.parse(Object.fromEntries(values));
};
