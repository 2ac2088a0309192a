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

const startable = z.object({ handler: z.function() });

/** Why a version can't start, by a name of the error and the message; undefined if it can. */
const findWhyNot = async (start: () => Promise<unknown>): Promise<string | undefined> => {
  try {
    return startable.safeParse(await start()).success ? undefined : 'it exports no handler';
  } catch (error) {
    return String(error);
  }
};

/** Why the deployment can't go on; undefined if the function starts and each right is there. */
const findFailure = async (
  { RequestType, ResourceProperties: { Function: name, Access } }: CloudFormationEvent,
  patience: Patience,
  start: () => Promise<unknown>,
): Promise<string | undefined> => {
  if (RequestType === 'Delete') return undefined;
  const whyNot = await findWhyNot(start);
  if (whyNot !== undefined) {
    writeLine({ level: 'info', message: 'self-check', function: name, cannotStart: whyNot });
    return `The function "${name}" cannot start: ${whyNot}`;
  }
  const report = await checkRights(Access, connect(), process.env, patience);
  writeLine({ level: 'info', message: 'self-check', function: name, ...report });
  return report.failed.length === 0 ? undefined : describeFailure(name, report.failed);
};

/**
 * Makes the handler that answers CloudFormation, which waits with the stack until it knows whether a function starts and each of its rights is there. If not, the deployment ends, and
 * CloudFormation takes back what it has changed so far.
 * @param start loads the function's code as Lambda would at a cold start
 */
export const createHandler =
  (patience: Patience, start: () => Promise<unknown>) =>
  async (event: unknown): Promise<void> => {
    const request = cloudFormationEvent.parse(event);
    const { ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties } = request;
    const name = ResourceProperties.Function;
    const failure = await findFailure(request, patience, start).catch(
      (error: unknown) => `The self-check of the function "${name}" itself failed: ${String(error)}`,
    );
    await fetch(ResponseURL, {
      method: 'PUT',
      // The address is signed without a type.
      headers: { 'content-type': '' },
      body: JSON.stringify({
        Status: failure === undefined || request.ResourceProperties.OnlyTell ? 'SUCCESS' : 'FAILED',
        Reason: failure ?? 'It starts, and each right is there.',
        PhysicalResourceId: `self-check-${name}`,
        StackId,
        RequestId,
        LogicalResourceId,
      }),
    });
  };
