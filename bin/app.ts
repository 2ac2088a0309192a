import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { createStacks } from '../lib/stacks.ts';
import { readContext } from '../lib/stage-settings.ts';
import { buildWebClient, webClientDirectory } from '../local/build-web-client.ts';

const app = new App();
const settings = readContext(app.node.getAllContext());
await buildWebClient();
createStacks(app, settings, webClientDirectory);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
