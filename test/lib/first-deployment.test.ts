import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { createStacks } from '../../lib/stacks.ts';
import { createApp, pages, productionSettings, removeOutput, synthesise } from './synthesise.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs the app as `cdk deploy` does, with these stages in cdk.json. */
const runApp = (stages: object) =>
  spawnSync(process.execPath, ['bin/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ stages }) },
  });

describe('a first deployment', () => {
  test('without a recipient of alarms ends before anything is built, with a sentence and no stack trace', () => {
    const { status, stderr, stdout } = runApp({ production: {} });
    expect(status).toBe(1);
    expect(stderr).toContain('A stage needs `alarmEmail`');
    expect(stderr).toContain('stages.production in cdk.json');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });

  test('ends with the stack that says what to do next', () => {
    const app = createApp();
    const stacks = createStacks(app, productionSettings(), pages);
    removeOutput(app);
    const { site, ...others } = stacks;
    expect(new Set(site.dependencies)).toEqual(new Set(Object.values(others)));
    synthesise().site.hasOutput('NextStep', {
      Value: {
        'Fn::Join': [
          '',
          Match.arrayWith([
            Match.stringLikeRegexp(
              'alarms@example.org and confirm it, then run "npm run first-people -- --stage production"',
            ),
          ]),
        ],
      },
    });
  });
});
