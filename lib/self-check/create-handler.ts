import * as z from 'zod';
import type { Access } from '../access.ts';
import type { Patience } from './attempt.ts';
import { connect } from './right-attempts.ts';
import { checkRights, describeFailure } from './self-check.ts';

/** What CloudFormation sends to a custom resource. The stack's own template writes the properties (lib/constructs/self-check.ts). */
const cloudFormationEvent = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: z.object({
    Function: z.string(),
    /** A truth value, of which CloudFormation makes a text. */
    OnlyTell: z.stringbool(),
    /** As JSON: CloudFormation would make texts of numbers, and keys of a policy are no names of properties. */
    Access: z.string().transform((text): Access => JSON.parse(text)),
  }),
});
type CloudFormationEvent = z.infer<typeof cloudFormationEvent>;

const writeLine = (fields: object) => process.stdout.write(`${JSON.stringify(fields)}\n`);

/** Why the deployment can't go on; undefined if each right is there. */
const findFailure = async (
  { RequestType, ResourceProperties: { Function: name, Access } }: CloudFormationEvent,
  patience: Patience,
): Promise<string | undefined> => {
  if (RequestType === 'Delete') return undefined;
  const report = await checkRights(Access, connect(), process.env, patience);
  writeLine({ level: 'info', message: 'self-check', function: name, ...report });
  return report.failed.length === 0 ? undefined : describeFailure(name, report.failed);
};

/**
 * Makes the handler that answers CloudFormation, which waits with the stack until it knows whether each right of a function is there. A refused one ends the deployment, and
 * CloudFormation takes back what it has changed so far.
 */
export const createHandler =
  (patience: Patience) =>
  async (event: unknown): Promise<void> => {
    const request = cloudFormationEvent.parse(event);
    const { ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties } = request;
    const name = ResourceProperties.Function;
    const failure = await findFailure(request, patience).catch(
      (error: unknown) => `The self-check of the function "${name}" itself failed: ${String(error)}`,
    );
    await fetch(ResponseURL, {
      method: 'PUT',
      // The address is signed without a type.
      headers: { 'content-type': '' },
      body: JSON.stringify({
        Status: failure === undefined || request.ResourceProperties.OnlyTell ? 'SUCCESS' : 'FAILED',
        Reason: failure ?? 'Each right is there.',
        PhysicalResourceId: `self-check-${name}`,
        StackId,
        RequestId,
        LogicalResourceId,
      }),
    });
  };
