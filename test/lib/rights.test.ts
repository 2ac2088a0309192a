import { describe, expect, test } from 'vitest';
import { maxDrillHours } from '../../functions/shared/health/drill-run.ts';
import type { Right, TableCall } from '../../lib/access.ts';
import { allFunctions } from '../../lib/functions/all.ts';
import { type AreaName, areas } from '../../lib/functions/with-routes.ts';
import { type WorkerName, workers } from '../../lib/functions/without-routes.ts';
import { functionsOf, resourcePolicies, rightsOf, rolePolicies, type Statement } from './policies.ts';
import { productionSettings, resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise();
const roles = rolePolicies(templates);
const rights = rightsOf(templates);

const actionsOf = (name: string): string[] => (rights.get(name) ?? []).flatMap(({ Action }) => Action);
const servicesOf = (name: string): string[] => [
  ...new Set(actionsOf(name).map((action) => action.split(':')[0] ?? '')),
];
/** The partitions of the table that a function may touch by an action. */
const partitionsOf = (name: string, action: string): unknown[] =>
  (rights.get(name) ?? [])
    .filter(({ Action }) => Action.includes(action))
    .flatMap(({ Condition }) => [Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']].flat())
    .filter((pattern) => pattern !== undefined);

/** Whether all that a statement opens are tables that the drill restored. */
const isOfRestored = ({ Resource = [] }: Statement): boolean =>
  Resource.length > 0 && Resource.every((one) => JSON.stringify(one).includes('-drill-*'));

describe('every statement of every role', () => {
  const all = [...roles].flatMap(([role, statements]) => statements.map((one) => [role, one] as const));

  test('is walked over: there are many, and those of every function', () => {
    expect(all.length).toBeGreaterThan(60);
    expect(new Set(rights.keys())).toEqual(new Set([...Object.keys(areas), ...Object.keys(workers)]));
  });

  test.each([...roles])('allows named actions on named things: %s', (_, statements) => {
    for (const { Effect, Action, Resource } of statements) {
      // CodeDeploy looks at an alarm; AWS's own policy names none.
      if (Action.join() === 'cloudwatch:DescribeAlarms') continue;
      expect(Effect).toBe('Allow');
      for (const action of Action) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      expect(Resource).toBeDefined();
      // The files of one folder of a bucket cannot be named one by one, and IAM knows alarms only all together where they are listed.
      const things = JSON.stringify(Resource)
        .replaceAll(/\/(published|state|journal|seals|site|packs|voice|waiting)\/\*"/g, '"')
        .replaceAll(Action.join() === 'cloudwatch:DescribeAlarms' ? ':alarm:*"' : '\u0000', '"');
      // What the drill restores has the name of its execution.
      expect(things.replaceAll('-drill-*"', '"')).not.toContain('*');
    }
  });

  test('reads the table by key: only what hands all of it over may scan it', () => {
    const scanning = [...rights].filter(([, given]) =>
      given.some(({ Action }) => Action.includes('dynamodb:Scan')),
    );
    expect(scanning.map(([name]) => name)).toEqual(['makePack']);
    const ofPresent = all.filter(([, statement]) => !isOfRestored(statement));
    expect(ofPresent.filter(([, { Action }]) => Action.includes('dynamodb:Scan'))).toHaveLength(1);
  });

  test('uses the key of tables and state through their services alone', () => {
    const dataKey = all.filter(([, { Resource }]) => JSON.stringify(Resource).includes('DataKey'));
    expect(dataKey.length).toBeGreaterThan(10);
    for (const [, { Condition }] of dataKey) {
      expect(Condition.StringEquals?.['kms:ViaService']).toMatch(
        /^(dynamodb|s3)\.ap-south-1\.amazonaws\.com$/,
      );
    }
  });

  test('may delete no file, and lift no lock', () => {
    for (const [, { Action }] of all) {
      for (const action of Action) expect(action).not.toMatch(/^s3:(Delete|Bypass|PutBucket|PutObject.)/);
    }
  });
});

describe('every policy of a bucket, queue, topic or key', () => {
  const wide = ({ Action, Principal }: Statement) =>
    Action.some((action) => action.includes('*')) || JSON.stringify(Principal).includes('"*"');

  test('opens nothing to everybody', () => {
    const open = resourcePolicies(templates).filter(
      ({ statement }) => statement.Effect === 'Allow' && wide(statement),
    );
    // A key's policy lets the account's own policies decide; without it nobody could ever administer the key.
    expect(open).toHaveLength(3);
    for (const { place, statement } of open) {
      expect(place).toMatch(/^AWS::KMS::Key /);
      expect(JSON.stringify(statement.Principal)).toMatch(/AWS::AccountId.*:root/);
    }
  });

  test('lets a service of AWS in on behalf of this account alone', () => {
    const ofServices = resourcePolicies(templates).filter(
      ({ statement }) =>
        statement.Effect === 'Allow' && JSON.stringify(statement.Principal).includes('"Service"'),
    );
    expect(ofServices.length).toBeGreaterThan(4);
    const sources = ['aws:sourceaccount', 'aws:sourcearn'];
    for (const { place, statement } of ofServices) {
      const tests = Object.values(statement.Condition).flatMap((test) => Object.keys(test));
      expect(
        tests.some((test) => sources.includes(test.toLowerCase())),
        `${place}: ${JSON.stringify(statement)}`,
      ).toBe(true);
    }
  });

  test('takes the access logs of each bucket from that bucket alone', () => {
    const folders = resourcePolicies(templates)
      .filter(({ statement }) => JSON.stringify(statement.Principal).includes('logging.s3'))
      .map(({ statement: { Condition, Resource } }) => {
        expect(Condition.StringEquals?.['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
        const source = JSON.stringify(Condition.ArnLike?.['aws:SourceArn']);
        return `${/\/(\w+)\/\*/.exec(JSON.stringify(Resource))?.[1]} ${/Snapshots|State|Packs|TrailFiles|-web-\*/.exec(source)?.[0]}`;
      });
    expect(folders.sort()).toEqual([
      'packs Packs',
      'snapshots Snapshots',
      'state State',
      'trail TrailFiles',
      'web -web-*',
    ]);
  });

  test('of each queue and topic refuses what comes without TLS', () => {
    const plain = resourcePolicies(templates).filter(
      ({ statement }) =>
        statement.Effect === 'Deny' && statement.Condition.Bool?.['aws:SecureTransport'] === 'false',
    );
    const count = (type: string) =>
      Object.values(templates).flatMap((template) => resourcesOf(template, type)).length;
    const refusing = (type: string) => plain.filter(({ place }) => place.startsWith(`${type} `)).length;
    expect(refusing('AWS::SQS::QueuePolicy')).toBe(count('AWS::SQS::Queue'));
    expect(refusing('AWS::SNS::TopicPolicy')).toBe(count('AWS::SNS::Topic'));
    expect(refusing('AWS::S3::BucketPolicy')).toBe(count('AWS::S3::Bucket'));
  });
});

describe('each function', () => {
  const records = ['dynamodb', 'kms', 'logs'];
  const expected: Record<AreaName | WorkerName, readonly string[]> = {
    api: ['logs'],
    devices: records,
    snapshots: ['logs', 's3'],
    collectives: records,
    members: records,
    sameWomen: records,
    requests: records,
    record: records,
    books: records,
    moves: records,
    cases: records,
    pack: records,
    outreach: records,
    demands: records,
    questions: records,
    voice: [...records, 's3'],
    people: [...records, 'cognito-idp'],
    exports: records,
    // The digests of its logs, which it cannot write.
    audit: ['dynamodb', 'kms', 'logs', 's3'],
    erasure: records,
    approvals: [...records, 'cognito-idp', 'sqs'],
    handover: [...records, 's3'],
    // It looks at what the system stands on, and changes nothing of it; it asks for a drill.
    health: ['budgets', 'cloudwatch', ...records, 's3', 'sns', 'sqs'],
    watchHealth: ['budgets', 'cloudwatch', ...records, 's3', 'sns', 'sqs'],
    makePack: [...records, 's3', 'sqs'],
    erase: [...records, 's3', 'sqs'],
    digest: [...records, 's3', 'sqs'],
    drill: [...records, 's3'],
    closing: [...records, 'sqs'],
    preview: [...records, 's3'],
    // Terms that are recorded let the months publish that waited for them.
    programme: [...records, 'sqs'],
    alerts: [...records, 'sns', 'sqs'],
    signIns: [...records, 'cognito-idp', 'sqs'],
    authorizer: records,
    // It tells the desk of a month that waits for its terms.
    compile: [...records, 's3', 'sns', 'sqs'],
    render: ['kms', 'logs', 's3', 'sqs'],
  };

  test.each(Object.entries(expected))('%s reaches %j and nothing else', (name, services) => {
    expect(servicesOf(name).sort()).toEqual([...services].sort());
  });

  test('that lets people in may make a user, give her a password and forget her authenticator; another can only end that', () => {
    const end = ['AdminDeleteUser', 'AdminDisableUser', 'AdminEnableUser', 'AdminUserGlobalSignOut'];
    const letIn = ['AdminCreateUser', 'AdminDeleteSoftwareToken', 'AdminSetUserPassword'];
    const callsOf = (name: string) => [
      ...new Set(
        actionsOf(name)
          .flatMap((action) => /^cognito-idp:(.*)$/.exec(action)?.[1] ?? [])
          .sort(),
      ),
    ];
    expect(callsOf('people')).toEqual([...end, ...letIn].sort());
    for (const name of ['signIns', 'approvals']) expect(callsOf(name)).toEqual(end);
  });

  test('writes to its own log alone', () => {
    for (const [name, { Properties }] of functionsOf(templates)) {
      const logs = (rights.get(name) ?? []).filter(({ Action }) =>
        Action.some((one) => one.startsWith('logs:')),
      );
      expect(logs).toHaveLength(1);
      expect(logs[0]?.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
      const { LogGroup: group } = Object(Properties.LoggingConfig);
      expect(logs[0]?.Resource).toEqual([{ 'Fn::GetAtt': [group.Ref, 'Arn'] }]);
    }
  });

  test('is told of nothing that it has no right on', () => {
    const { Environment } = Object(functionsOf(templates).get('snapshots')?.Properties);
    expect(Object.keys(Environment.Variables).sort()).toEqual(['NODE_OPTIONS', 'SNAPSHOT_BUCKET']);
    const session = JSON.stringify(functionsOf(templates).get('api')?.Properties.Environment ?? {});
    expect(session).not.toMatch(/TABLE|BUCKET|KEY_ID|QUEUE/);
  });
});

describe('the restore drill', () => {
  test('is started by the schedule and by a pipe that can do nothing else, and ends after two days', () => {
    const pipe = roles.get([...roles.keys()].find((id) => id.startsWith('DrillsPipeRole')) ?? '') ?? [];
    expect(pipe.flatMap(({ Action }) => Action).sort()).toEqual([
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'states:StartExecution',
    ]);
    for (const { Resource } of pipe) expect(JSON.stringify(Resource)).toMatch(/"(Drills|RestoreDrill)/);
    const [machine] = resourcesOf(templates.reporting, 'AWS::StepFunctions::StateMachine').filter(
      ({ Properties }) => JSON.stringify(Properties).includes('restoreTableToPointInTime'),
    );
    // The definition is put together by CloudFormation.
    expect(JSON.stringify(machine)).toContain(`\\"TimeoutSeconds\\":${maxDrillHours * 3600}`);
  });

  const writes = /:(Put|Update|Delete|BatchWrite|Restore|Create(?!Grant))/;

  test('restores into names of its own, deletes only those, and writes of the present tables how far it has come and its result', () => {
    const machine = roles.get([...roles.keys()].find((id) => id.startsWith('DrillMachineRole')) ?? '') ?? [];
    expect(machine.some(({ Action }) => Action.includes('dynamodb:DeleteTable'))).toBe(true);
    for (const statement of machine) {
      // What is restored is named beside what it is made of.
      const makes = statement.Action.join() === 'dynamodb:RestoreTableToPointInTime';
      if (!makes && statement.Action.some((action) => writes.test(action)))
        expect(isOfRestored(statement)).toBe(true);
    }
    const writing = (rights.get('drill') ?? []).filter(
      (one) => one.Action.some((action) => writes.test(action)) && !isOfRestored(one),
    );
    expect(writing.filter(({ Action }) => !Action.join().startsWith('logs:'))).toMatchObject([
      {
        Action: ['dynamodb:PutItem'],
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['HEALTH'] } },
      },
    ]);
  });
});

describe('the funder’s side', () => {
  test('reads published files and nothing else: no table, no key, no other bucket', () => {
    const own = (rights.get('snapshots') ?? []).filter(
      ({ Action }) => !Action.some((one) => one.startsWith('logs:')),
    );
    expect(own.flatMap(({ Action }) => Action).sort()).toEqual(['s3:GetObject', 's3:ListBucket']);
    for (const { Resource } of own) expect(JSON.stringify(Resource)).toContain('Snapshots');
  });
});

describe('the table', () => {
  const personal = /^(MEMBER|NAME|FULLNAME|CASE|COLLECTIVE|PERSON)/;

  const actions: Readonly<Record<TableCall, string>> = {
    get: 'GetItem',
    batchGet: 'BatchGetItem',
    query: 'Query',
    queryIndex: 'Query',
    scan: 'Scan',
    put: 'PutItem',
    update: 'UpdateItem',
    delete: 'DeleteItem',
    check: 'ConditionCheckItem',
  };

  test.each(Object.entries(allFunctions))(
    'opens to %s the calls and partitions of lib/functions',
    (name, { table = {} }) => {
      const given = Object.entries(table).flatMap(([pattern, calls]) =>
        calls.map(
          (call) => `${actions[call]} of ${call === 'queryIndex' ? 'an index' : 'the table'}: ${pattern}`,
        ),
      );
      const allowed = (rights.get(name) ?? []).flatMap(({ Action, Resource, Condition }) => {
        const thing = JSON.stringify(Resource);
        if (!thing.includes('Table') || thing.includes('KeysTable')) return [];
        const patterns = [Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']].flat();
        const place = thing.includes('/index/') ? 'an index' : 'the table';
        return Action.filter((action) => action.startsWith('dynamodb:')).flatMap((action) =>
          patterns.map((pattern) => `${action.slice('dynamodb:'.length)} of ${place}: ${String(pattern)}`),
        );
      });
      expect(allowed.sort()).toEqual(given.sort());
    },
  );

  test.each([
    // The tokens of full names, by which the close finds a name in a reason; and in which districts groups lie.
    ['closing', { 'COLLECTIVE#*': ['batchGet'], 'FULLNAME#*': ['query'] }],
    // In which group a woman is whom a finding is about, and in which district the group; who has a case.
    ['preview', { 'MEMBER#*': ['batchGet'], 'COLLECTIVE#*': ['batchGet'], 'CASE#*': ['batchGet'] }],
    ['compile', {}],
  ] as const)('opens to the %s what is published, and no person but %j', (name, looks) => {
    const patterns = Object.keys(allFunctions[name].table ?? {});
    expect(patterns).toContain('PUBLICATIONS');
    expect(patterns.filter((pattern) => personal.test(pattern))).toEqual(Object.keys(looks));
    for (const [pattern, calls] of Object.entries(looks)) {
      expect(allFunctions[name].table?.[pattern]).toEqual(calls);
    }
  });

  test('opens to the preview for reading: it writes no file or message, and no item but that it read', () => {
    const actions = actionsOf('preview').filter((action) => !/^(logs|kms):/.test(action));
    expect([...new Set(actions)].sort()).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      's3:GetObject',
      's3:ListBucket',
    ]);
    expect(partitionsOf('preview', 'dynamodb:UpdateItem').toSorted()).toEqual(['ACCESS#*', 'LOOKS#*']);
    expect(partitionsOf('preview', 'dynamodb:BatchGetItem').toSorted()).toEqual([
      'CASE#*',
      'COLLECTIVE#*',
      'EXPLANATIONS#*',
      'MEMBER#*',
    ]);
  });

  test('opens the month files to the compile, for reading to the preview and the drill, and to nobody else', () => {
    const having = (right: Right) =>
      Object.entries(allFunctions)
        .filter(([, { rights: own = [] }]) => own.includes(right))
        .map(([name]) => name);
    expect(having('month-files:read').sort()).toEqual(['compile', 'drill', 'preview']);
    expect(having('month-files:write')).toEqual(['compile']);
    expect(having('state:write')).toEqual(['erase']);
    const filesOf = (name: string, action: string) =>
      (rights.get(name) ?? [])
        .filter(({ Action }) => Action.includes(action))
        .map(({ Resource }) => JSON.stringify(Resource))
        .join();
    expect(filesOf('erase', 's3:PutObject')).not.toContain('journal/');
    expect(filesOf('compile', 's3:PutObject')).toContain('journal/*');
    expect(filesOf('compile', 's3:PutObject')).not.toContain('state/');
  });

  test('opens people to nobody for writing but to the functions that change, approve and erase them', () => {
    const writers = {
      'dynamodb:PutItem': ['approvals', 'erase', 'people'],
      'dynamodb:UpdateItem': [],
      'dynamodb:DeleteItem': ['approvals', 'erase'],
    };
    for (const [action, names] of Object.entries(writers)) {
      const found = [...rights.keys()].filter((name) => partitionsOf(name, action).includes('PERSON#*'));
      expect(found.sort(), action).toEqual(names);
    }
  });

  test('lets a way in be made and changed by who records people and by who approves, and be ended where she is erased', () => {
    const writers = {
      'dynamodb:PutItem': ['approvals', 'people'],
      'dynamodb:UpdateItem': ['approvals', 'devices', 'people'],
      'dynamodb:DeleteItem': ['approvals', 'erase'],
    };
    for (const [action, names] of Object.entries(writers)) {
      const found = [...rights.keys()].filter((name) => partitionsOf(name, action).includes('WAY_IN#*'));
      expect(found.sort(), action).toEqual(names);
    }
  });

  test('opens to who asks for an erasure nothing of whom it is about but to look, and to who decides nothing to read it with', () => {
    expect(allFunctions.erasure.table?.['MEMBER#*']).toEqual(['get', 'batchGet', 'check']);
    expect(allFunctions.erasure.table?.['PERSON#*']).toEqual(['get', 'check']);
    // The organisation's key seals the cursors of its list.
    expect(Object.keys(allFunctions.approvals.keys ?? {})).toEqual(['organisation', 'person:*']);
  });

  test('lets nothing be deleted but members and names that are moved, ways in, and notes of what is done', () => {
    const deleters = [...rights]
      .filter(([, statements]) =>
        statements.some((one) => !isOfRestored(one) && one.Action.includes('dynamodb:DeleteItem')),
      )
      .map(([name]) => name);
    expect(deleters.sort()).toEqual(['approvals', 'erase', 'members', 'people', 'sameWomen', 'signIns']);
    for (const name of deleters) {
      for (const partition of partitionsOf(name, 'dynamodb:DeleteItem')) {
        expect(partition).toMatch(
          /^((MEMBER|PERSON|WAY_IN|NAME|FULLNAME|LIKELY)#\*|SIGN_INS|LIKELY_PENDING)$/,
        );
      }
    }
  });

  test('opens every partition to what hands all of it over, for reading: it writes how far it has come, and a file', () => {
    const wide = Object.entries(allFunctions).filter(([, { table = {} }]) => '*' in table);
    expect(wide.map(([name]) => name)).toEqual(['makePack']);
    const { table, keys, rights: given, routes } = workers.makePack;
    expect(table).toEqual({ '*': ['scan', 'query'], HANDOVERS: ['get', 'update'] });
    expect(keys).toEqual({
      organisation: ['open'],
      'member:*': ['open'],
      'person:*': ['open'],
      'collective:*': ['open'],
    });
    expect(given).toEqual(['snapshots:read', 'digests:read', 'packs:write', 'packs:send']);
    expect(routes).toEqual([]);
  });

  test('opens the tokens of full names to those who write open texts, for reading, and those of the search not', () => {
    for (const name of ['outreach', 'demands', 'collectives', 'closing', 'programme']) {
      expect(partitionsOf(name, 'dynamodb:Query')).toContain('FULLNAME#*');
      expect(partitionsOf(name, 'dynamodb:Query')).not.toContain('NAME#*');
      expect(partitionsOf(name, 'dynamodb:PutItem')).not.toContain('FULLNAME#*');
    }
  });

  test('opens the journal for reading to the preview, the compile, the auditor, the digest and the drill alone', () => {
    const readers = [...rights.keys()].filter((name) =>
      partitionsOf(name, 'dynamodb:Query').some((partition) => String(partition).startsWith('JOURNAL')),
    );
    expect(readers.sort()).toEqual(['audit', 'compile', 'digest', 'drill', 'preview']);
  });

  test('opens the access log for reading to nobody who can write it, but for who shows a woman who looked', () => {
    const readers = [...rights.keys()].filter((name) =>
      partitionsOf(name, 'dynamodb:Query').includes('ACCESS#*'),
    );
    expect(readers.sort()).toEqual(['audit', 'digest', 'record']);
    for (const name of readers) {
      for (const action of ['dynamodb:UpdateItem', 'dynamodb:DeleteItem']) {
        expect(actionsOf(name)).not.toContain(action);
      }
    }
    const lookReaders = [...rights.keys()].filter((name) =>
      partitionsOf(name, 'dynamodb:Query').includes('LOOKS#*'),
    );
    expect(lookReaders.sort()).toEqual(['audit', 'record']);
    expect(actionsOf('audit')).not.toContain('dynamodb:PutItem');
    // It notes how far it has sealed.
    expect(partitionsOf('digest', 'dynamodb:PutItem')).toEqual(['HEALTH']);
    // Her own reading leaves a line too, and she writes nothing else.
    expect(partitionsOf('record', 'dynamodb:PutItem').toSorted()).toEqual(['ACCESS#*', 'OPENED#*']);
    const openingReaders = [...rights.keys()].filter((name) =>
      partitionsOf(name, 'dynamodb:Query').includes('OPENED#*'),
    );
    expect(openingReaders).toEqual(['record']);
    expect(partitionsOf('members', 'dynamodb:PutItem')).toContain('ACCESS#*');
  });

  test('opens to the authorizer who somebody is and which device, for reading, and lets it note a sign-in', () => {
    expect(partitionsOf('authorizer', 'dynamodb:GetItem')).toEqual(['WAY_IN#*', 'DEVICE#*']);
    expect(actionsOf('authorizer')).not.toContain('dynamodb:PutItem');
    // All that it writes is when somebody signed in.
    expect(partitionsOf('authorizer', 'dynamodb:UpdateItem')).toEqual(['SIGNED_IN#*']);
  });
});

describe('the wrapping key', () => {
  test('is for those who read or write names and notes, with an owner as context', () => {
    const users = [...rights].filter(([, statements]) =>
      statements.some(({ Resource }) => JSON.stringify(Resource).includes('WrappingKey')),
    );
    expect(users.map(([name]) => name).sort()).toEqual([
      'approvals',
      'books',
      'cases',
      'closing',
      'collectives',
      'demands',
      'devices',
      'erasure',
      'handover',
      'makePack',
      'members',
      'moves',
      'outreach',
      'pack',
      'people',
      'programme',
      'questions',
      'record',
      'requests',
      'sameWomen',
      'voice',
    ]);
    for (const [, statements] of users) {
      for (const { Resource, Action, Condition } of statements) {
        if (!JSON.stringify(Resource).includes('WrappingKey')) continue;
        for (const action of Action) expect(['kms:Decrypt', 'kms:GenerateDataKey']).toContain(action);
        const owners = [Condition.StringLike?.['kms:EncryptionContext:owner']].flat();
        expect(owners.length).toBeGreaterThan(0);
        for (const owner of owners)
          expect(['organisation', 'member:*', 'person:*', 'collective:*']).toContain(owner);
      }
    }
  });

  /** Whose data keys each function can have unwrapped, and whose records of the keys table it reads and writes. */
  test.each([
    ['devices', ['organisation'], ['organisation'], []],
    ['people', ['organisation', 'person:*'], ['organisation', 'person:*'], ['person:*']],
    ['outreach', ['organisation'], ['organisation'], []],
    ['demands', ['organisation'], ['organisation'], []],
    ['closing', ['organisation'], ['organisation'], []],
    ['programme', ['organisation'], ['organisation'], []],
    ['erasure', ['organisation', 'member:*', 'person:*'], ['organisation', 'member:*', 'person:*'], []],
    ['approvals', ['organisation', 'person:*'], ['organisation', 'person:*'], ['person:*']],
    ['collectives', ['organisation', 'person:*'], ['organisation', 'person:*'], ['collective:*']],
    [
      'questions',
      ['organisation', 'collective:*', 'member:*'],
      ['organisation', 'collective:*', 'member:*'],
      [],
    ],
    // A write-off's reason is encrypted with the member's key.
    ['books', ['organisation', 'collective:*', 'member:*'], ['organisation', 'collective:*', 'member:*'], []],
    ['cases', ['organisation', 'member:*'], ['organisation', 'member:*'], []],
    ['members', ['organisation', 'member:*'], ['organisation', 'member:*'], ['member:*']],
    ['erase', [], ['member:*', 'person:*'], ['member:*', 'person:*']],
  ])(
    'opens to %s the keys of %j; it reads those of %j and writes those of %j',
    (name, opened, read, written) => {
      const own = rights.get(name) ?? [];
      const conditionsOf = (thing: string, action: string) =>
        own
          .filter(
            ({ Resource, Action }) => JSON.stringify(Resource).includes(thing) && Action.includes(action),
          )
          .flatMap(({ Condition }) => Object.values(Condition).flatMap((test) => Object.values(test).flat()));
      expect(conditionsOf('WrappingKey', 'kms:Decrypt')).toEqual(opened);
      expect(conditionsOf('KeysTable', 'dynamodb:BatchGetItem')).toEqual(read);
      expect(conditionsOf('KeysTable', 'dynamodb:PutItem')).toEqual(written);
    },
  );

  test('has a table of wrapped keys from which no function deletes', () => {
    for (const [, statements] of rights) {
      for (const { Resource, Action } of statements) {
        if (!JSON.stringify(Resource).includes('KeysTable')) continue;
        if (JSON.stringify(Resource).includes('-drill-')) continue;
        for (const action of Action) {
          if (action === 'dynamodb:DescribeContinuousBackups') continue;
          expect(['dynamodb:BatchGetItem', 'dynamodb:PutItem']).toContain(action);
        }
      }
    }
  });
});

describe('the wide form of the policies', () => {
  const wideRights = rightsOf(synthesise(productionSettings({ widePolicies: true })));
  const writing = /^dynamodb:(PutItem|UpdateItem|DeleteItem|ConditionCheckItem)$/;
  type Line = { readonly action: string; readonly on: string; readonly where: string };
  /** One line for each action, resource and condition, since CDK joins what it can. A condition on partitions is a line for each of them. */
  const linesOf = (statements: readonly Statement[]): Line[] =>
    statements.flatMap(({ Action, Resource = [], Condition }) => {
      const partitions = [Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []].flat();
      const places = partitions.length === 0 ? [JSON.stringify(Condition)] : partitions.map(String);
      return Action.flatMap((action) =>
        Resource.flatMap((on) => places.map((where) => ({ action, on: JSON.stringify(on), where }))),
      );
    });
  const sorted = (lines: readonly Line[]) =>
    [...new Set(lines.map(({ action, on, where }) => `${action} ${on} ${where}`))].sort();

  test.each([...rights])(
    'gives each writing call the partitions of all, and nothing else is wider: %s',
    (name, statements) => {
      const narrow = linesOf(statements);
      const wide = linesOf(wideRights.get(name) ?? []);
      // No part of a transaction on a restored table is limited to partitions.
      const isWrite = ({ action, on }: Line) => writing.test(action) && !on.includes('-drill-*');
      const writes = narrow.filter(isWrite);
      expect(sorted(wide.filter((line) => !isWrite(line)))).toEqual(
        sorted(narrow.filter((line) => !isWrite(line))),
      );
      expect(sorted(wide.filter(isWrite))).toEqual(
        sorted(writes.flatMap(({ action, on }) => writes.map(({ where }) => ({ action, on, where })))),
      );
    },
  );

  test('differs from the narrow one, which is the default', () => {
    expect(wideRights).not.toEqual(rights);
    expect(rightsOf(synthesise(productionSettings({ widePolicies: false })))).toEqual(rights);
  });
});
