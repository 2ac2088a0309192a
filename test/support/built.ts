import { makeClassArchive } from '../../local/aws/class-archive.ts';
import { buildWebClient } from '../../local/build-web-client.ts';
import { bundleStack } from '../../local/lambda/bundles.ts';

/** Builds once what every stack runs and serves, so that no two workers build it at the same time. */
export const setup = async (): Promise<void> => {
  await Promise.all([buildWebClient(), bundleStack(), makeClassArchive()]);
};
