import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';

/**
 * Runs in a function's thread: loads the bundle and calls its handler, like Lambda's runtime. Events and answers are passed as JSON, as
 * in Lambda.
 */

const data = z
  .object({ name: z.string(), bundle: z.string(), compiled: z.string().optional() })
  .parse(workerData);
const invocation = z.object({ id: z.int(), requestId: z.string(), event: z.string(), timeoutMs: z.number() });

type Handler = (event: unknown, context: object) => unknown;

if (data.compiled !== undefined) enableCompileCache(data.compiled);
const bundle: unknown = await import(data.bundle);
const handler = findHandler(bundle);

parentPort?.on('message', (message: unknown) => {
  const { id, requestId, event, timeoutMs } = invocation.parse(message);
  const deadline = performance.now() + timeoutMs;
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: data.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:ap-south-1:000000000000:function:${data.name}`,
    memoryLimitInMB: '512',
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${data.name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  call(event, context).then(
    (answer) => parentPort?.postMessage({ id, answer }),
    (error: unknown) => parentPort?.postMessage({ id, error: describe(error) }),
  );
});

// A message without an id tells that the function has loaded.
parentPort?.postMessage({});

async function call(event: string, context: object): Promise<string> {
  const answer = await handler(JSON.parse(event), context);
  // `undefined` has no JSON; Lambda answers null.
  return JSON.stringify(answer) ?? 'null';
}

function findHandler(module: unknown): Handler {
  if (typeof module === 'object' && module !== null && 'handler' in module && isHandler(module.handler)) {
    return module.handler;
  }
  throw new Error(`${data.name}: the bundle has no export "handler"`);
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

function describe(error: unknown): { type: string; message: string; trace: string } {
  if (!(error instanceof Error)) return { type: 'Error', message: String(error), trace: '' };
  return { type: error.name, message: error.message, trace: error.stack ?? '' };
}
