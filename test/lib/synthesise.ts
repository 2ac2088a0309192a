import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseSettings, type StageSettings } from '../../lib/settings.ts';
import { createStacks } from '../../lib/stacks.ts';

const cdk: { context: Record<string, unknown> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'cdk.json'), 'utf8'),
);

/** An app with the flags of `cdk.json`, in which nothing is bundled. */
export const createApp = (): App => new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } });

export const productionSettings = (changes: object = {}): StageSettings =>
  parseSettings('production', { production: changes });

/** The templates of a stage's stacks. */
export const synthesise = (settings: StageSettings = productionSettings()) => {
  const stacks = createStacks(createApp(), settings);
  return {
    data: Template.fromStack(stacks.data),
    web: Template.fromStack(stacks.web),
    identity: Template.fromStack(stacks.identity),
    reporting: Template.fromStack(stacks.reporting),
    api: Template.fromStack(stacks.api),
  };
};
