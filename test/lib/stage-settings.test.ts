import { describe, expect, test } from 'vitest';
import { listUnset, parseSettings, readContext } from '../../lib/stage-settings.ts';
import { cdkJson } from './cdk-json.ts';
import { needed } from './synthesise.ts';

describe('settings of a stage', () => {
  test('need a recipient of alarms; every other setting has a default', () => {
    expect(parseSettings('production', { production: needed })).toEqual({
      stage: 'production',
      ...needed,
      cutoffDay: 5,
      recordsFrom: '2026-01-01',
      retentionDays: 365,
      timeZone: 'Asia/Kolkata',
      logRetentionDays: 400,
      keysBackupDays: 7,
      objectLock: { mode: 'compliance', days: 2928 },
      alertEmails: [],
      alertEmailsByPerson: {},
      noticeEmails: [],
      widePolicies: false,
      onlyTellRefusedRights: false,
      allAtOnce: false,
      training: false,
      monthlyBudgetUsd: 100,
      countries: ['IN', 'JP'],
    });
  });

  test('of every stage in cdk.json are right', () => {
    const stages = Object.keys(cdkJson.context.stages ?? {});
    expect(stages).toContain('production');
    for (const stage of stages) {
      const settings: unknown = Reflect.get(Object(cdkJson.context.stages), stage);
      expect(parseSettings(stage, { [stage]: { ...Object(settings), ...needed } }).stage).toBe(stage);
    }
  });

  test('without a recipient of alarms are refused, in words that say what to write', () => {
    const refused = () => parseSettings('production', { production: {} });
    expect(refused).toThrow('A stage needs `alarmEmail`, to which its alarms are mailed');
    expect(refused).toThrow('{ "alarmEmail": "you@example.org" }');
    expect(refused).toThrow('Nothing was deployed.');
    expect(() => parseSettings('production', { production: { alarmEmail: 'nobody' } })).toThrow(/alarmEmail/);
  });

  test('that a stage goes without are told, with what then does not happen', () => {
    const told = listUnset(parseSettings('production', { production: needed }));
    expect(told.map((line) => line.split(':')[0])).toEqual([
      'alertEmails',
      'coordinatorPhone',
      'auditorPhone',
      'noticeEmails',
    ]);
    const all = {
      ...needed,
      alertEmails: ['desk@example.org'],
      noticeEmails: ['funder@example.org'],
      coordinatorPhone: '+91 40 0000 0000',
      auditorPhone: '+91 40 0000 0001',
    };
    expect(listUnset(parseSettings('production', { production: all }))).toEqual([]);
  });

  test.each([
    ['an unknown setting', 'production', { production: { cutofDay: 5 } }, /cutofDay/],
    ['a cutoff that February lacks', 'production', { production: { cutoffDay: 29 } }, /cutoffDay/],
    [
      'logs kept for less than a year',
      'production',
      { production: { logRetentionDays: 30 } },
      /logRetentionDays/,
    ],
    [
      'a backup of keys beyond 35 days',
      'production',
      { production: { keysBackupDays: 36 } },
      /keysBackupDays/,
    ],
    [
      'a telephone number with letters',
      'production',
      { production: { coordinatorPhone: '1800-HELP' } },
      /coordinatorPhone/,
    ],
    [
      'an address of two people, of whom one would get no mail',
      'production',
      {
        production: {
          ...needed,
          alertEmailsByPerson: {
            '0195eea5-d400-7000-8000-000000000009': 'one@example.org',
            '0195eea5-d400-7000-8000-000000000010': 'One@example.org',
          },
        },
      },
      /alertEmailsByPerson/,
    ],
    [
      'an address of nobody',
      'production',
      { production: { ...needed, alertEmailsByPerson: { 'the coordinator': 'one@example.org' } } },
      /alertEmailsByPerson/,
    ],
    ['another time zone', 'production', { production: { timeZone: 'UTC' } }, /timeZone/],
    ['a stage without settings', 'staging', { production: {} }, /no settings for the stage "staging"/],
    ['a name that AWS would refuse', 'Production!', { 'Production!': {} }, /small letters/],
    ['no stages at all', 'production', undefined, /stages in cdk.json/],
  ])('refuse %s', (_, stage, stages, message) => {
    expect(() => parseSettings(stage, stages)).toThrow(message);
  });
});

describe('the context of the app', () => {
  const stages = { production: needed, trial: needed };

  test('chooses production, unless a stage is named; the CDK’s own stands beside it', () => {
    const flags = { ...cdkJson.context, 'aws:cdk:version-reporting': true, '@aws-cdk/core:x': true };
    expect(readContext({ ...flags, stages }).stage).toBe('production');
    expect(readContext({ ...flags, stages, stage: 'trial' }).stage).toBe('trial');
  });

  test.each([
    ['a misspelt name, which would deploy production', { stages, stag: 'trial' }, /Unknown context: stag\./],
    ['a stage that is a number', { stages, stage: Number.NaN }, /^stage in cdk.json/],
    ['a number that is none', { stages: { production: { cutoffDay: Number.NaN } } }, /cutoffDay/],
    ['a number as text', { stages: { production: { retentionDays: '365' } } }, /retentionDays/],
    ['a day that does not exist', { stages: { production: { recordsFrom: '2026-02-30' } } }, /recordsFrom/],
  ])('refuses %s', (_, context, message) => {
    expect(() => readContext(context)).toThrow(message);
  });
});
