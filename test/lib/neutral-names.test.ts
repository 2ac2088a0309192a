import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createStacks } from '../../lib/stacks.ts';
import { neutralName, stackNameOf } from '../../lib/stage-names.ts';
import { createApp, pages, productionSettings, removeOutput, resourcesOf, synthesise } from './synthesise.ts';

/*
 * A leader's browser, mailbox and authenticator may be looked at by others. What they show (addresses, senders, subjects, names of
 * files' places) says nothing of the programme: it goes by the name that the web client has on a phone.
 */

const templates = synthesise(
  productionSettings({ alarmEmail: 'alarms@example.org', noticeEmails: ['funder@example.org'] }),
);

describe('the name of the programme', () => {
  test('stands in no address, sender, message or name that AWS makes from the name of a stack', () => {
    for (const template of Object.values(templates)) {
      // Descriptions and tags are read by those who administer the account.
      const text = JSON.stringify(template.toJSON(), (key, value: unknown) =>
        ['Description', 'Tags', 'ResourceTags', 'UserPoolTags'].includes(key) ? undefined : value,
      );
      expect(text).not.toMatch(/leadership|vimukthi|kamonohashi/i);
      expect(text).not.toMatch(/\bHELP\b/);
    }
    const app = createApp();
    const stacks = createStacks(app, productionSettings(), pages);
    removeOutput(app);
    for (const { stackName } of Object.values(stacks)) expect(stackName).toMatch(/^notes-production-[a-z]+$/);
    expect(stackNameOf('trial', 'data')).toBe('notes-trial-data');
  });

  test('gives way to that of the web client', () => {
    const file = readFileSync(join(pages, 'manifest.webmanifest'), 'utf8');
    const { name } = z.object({ name: z.string() }).parse(JSON.parse(file));
    expect(neutralName).toBe(name.toLowerCase());
    const [domain] = resourcesOf(templates.identity, 'AWS::Cognito::UserPoolDomain');
    expect(JSON.stringify(domain?.Properties.Domain)).toContain('"notes-production-"');
    const [pool] = resourcesOf(templates.identity, 'AWS::Cognito::UserPool');
    expect(pool?.Properties.UserPoolName).toBe('notes-production');
  });

  test('stands in no e-mail that the topics send', () => {
    const topics = Object.values(templates).flatMap((template) => resourcesOf(template, 'AWS::SNS::Topic'));
    expect(topics.length).toBeGreaterThan(1);
    for (const { Properties } of topics) expect(Properties.DisplayName).toMatch(/^[A-Z][a-z]+$/);
  });
});
