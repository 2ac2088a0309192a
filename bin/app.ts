import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseSettings } from '../lib/settings.ts';
import { createStacks } from '../lib/stacks.ts';
import { buildWebClient, webClientDirectory } from '../local/web-client.ts';

const app = new App();
const settings = parseSettings(
  app.node.tryGetContext('stage') ?? 'production',
  app.node.tryGetContext('stages'),
);
await buildWebClient();
createStacks(app, settings, webClientDirectory);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
