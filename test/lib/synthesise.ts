import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { createStacks } from '../../lib/stacks.ts';
import { parseSettings, type StageSettings } from '../../lib/stage-settings.ts';
import { cdkJson } from './cdk-json.ts';

/** An app with the flags of `cdk.json`, in which nothing is bundled. Whoever makes one ends with `removeOutput`. */
export const createApp = (): App =>
  new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] } });

/** Removes the folder in the system's temporary one to which an app was synthesised. */
export const removeOutput = ({ outdir }: App): void => rmSync(outdir, { recursive: true, force: true });

/** The one setting that every stage needs. */
export const needed = { alarmEmail: 'alarms@example.org' } as const;

export const productionSettings = (changes: object = {}): StageSettings =>
  parseSettings('production', { production: { ...needed, ...changes } });

/** Stands for the built web client, which need not be built to look at templates. */
export const pages = join(import.meta.dirname, '..', '..', 'web', 'public');

const synthesised = new Map<string, Templates>();

/** The templates of a stage's stacks; made once for all test files of a worker. */
export const synthesise = (settings: StageSettings = productionSettings()): Templates => {
  const key = JSON.stringify(settings);
  const known = synthesised.get(key);
  if (known !== undefined) return known;
  const app = createApp();
  // The templates are in memory; no test reads what lies beside them.
  const templates = synthesiseApp(app, settings);
  removeOutput(app);
  synthesised.set(key, templates);
  return templates;
};

export const synthesiseApp = (app: App, settings: StageSettings) => {
  const stacks = createStacks(app, settings, pages);
  return {
    data: Template.fromStack(stacks.data),
    iamEvents: Template.fromStack(stacks.iamEvents),
    web: Template.fromStack(stacks.web),
    identity: Template.fromStack(stacks.identity),
    site: Template.fromStack(stacks.site),
    reporting: Template.fromStack(stacks.reporting),
    alerts: Template.fromStack(stacks.alerts),
    functions: Template.fromStack(stacks.functions),
    routes: Template.fromStack(stacks.routes),
    api: Template.fromStack(stacks.api),
  };
};

export type Templates = ReturnType<typeof synthesiseApp>;

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});

export type Resource = z.infer<typeof resource> & { readonly id: string };

/** The resources of a type, with their logical ids; all resources without one. */
export const resourcesOf = (template: Template, type?: string): Resource[] =>
  Object.entries(z.record(z.string(), resource).parse(template.toJSON().Resources))
    .map(([id, value]) => ({ id, ...value }))
    .filter((value) => type === undefined || value.Type === type);
