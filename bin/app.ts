import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { createStacks } from '../lib/stacks.ts';
import { listUnset, readContext, type StageSettings } from '../lib/stage-settings.ts';
import { buildWebClient, webClientDirectory } from '../local/build-web-client.ts';

/** The settings of the chosen stage. What is wrong with them is said in its own words, without a stack trace, and nothing else is begun. */
const readSettings = (app: App): StageSettings => {
  try {
    return readContext(app.node.getAllContext());
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
    return process.exit(1);
  }
};

const app = new App();
const settings = readSettings(app);
const unset = listUnset(settings);
if (unset.length > 0) {
  process.stderr.write(
    `The stage "${settings.stage}" goes without these settings of cdk.json:\n${unset.map((line) => `  ${line}\n`).join('')}`,
  );
}
await buildWebClient();
createStacks(app, settings, webClientDirectory);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
