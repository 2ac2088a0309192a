import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage, Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../bundle.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

/** A source file that exports a handler (`entry`), and the file that it is bundled into. */
type Bundled = { readonly entry: string; readonly file: string };

/** A function's bundles, or a placeholder if bundling is off (tests, `cdk list`). */
export function codeOf(
  scope: Construct,
  bundles: readonly [Bundled, ...Bundled[]],
  addFiles: (outputDirectory: string) => void,
): Code {
  if (!Stack.of(scope).bundlingRequired) return Code.fromInline('export const handler = undefined;');
  const [{ entry }] = bundles;
  return Code.fromAsset(dirname(join(projectRoot, entry)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: the local bundling below succeeds or throws.
      image: DockerImage.fromRegistry('none'),
      // Never run. But the CDK reuses an asset if the source folder is the same and these options are equal as JSON, which leaves out `tryBundle`.
      // Without the entries in the options, two entries of one folder would get the same bundle.
      command: ['esbuild', ...bundles.map((bundle) => bundle.entry)],
      local: {
        tryBundle(outputDirectory) {
          for (const { entry: from, file } of bundles) {
            buildSync({
              ...bundleOptions(join(projectRoot, from), join(outputDirectory, file)),
              absWorkingDir: projectRoot,
            });
          }
          addFiles(outputDirectory);
          return true;
        },
      },
    },
  });
}
