/** The codes with which AWS says that it has too many calls at this moment. */
const throttlingCodes = new Set([
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'TooManyRequestsException',
  'SlowDown',
]);

const statusOf = (metadata: unknown): unknown =>
  typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? metadata.httpStatusCode
    : undefined;

/**
 * Whether a service of AWS could not be reached, failed, or has too many calls, so that a later attempt may succeed. The SDK has tried
 * several times by then.
 * @param error as the SDK throws it: with `$metadata`, whose status is missing if there was no answer
 */
export const isServiceOutage = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (!('$metadata' in error)) return isServiceOutage(error.cause);
  const status = statusOf(error.$metadata);
  return status === undefined || Number(status) >= 500 || throttlingCodes.has(error.name);
};
