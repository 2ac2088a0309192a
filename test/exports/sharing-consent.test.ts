import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExports } from '../../functions/areas/exports/repository.ts';
import { createExportRoutes } from '../../functions/areas/exports/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { caseKey } from '../../functions/shared/table/keys/cases.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { createCaller, createSend, defaultNow } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let save: (list: string, subjects: readonly string[]) => ReturnType<ReturnType<typeof createSend>>;

beforeAll(async () => {
  records = await openRecords();
  const send = createSend(createExportRoutes(createExports(records.table, newId)));
  save = async (list, subjects) => {
    const caller = createCaller('caseworker');
    await records.accessLog(
      { caller, now: new Date(defaultNow), route: 'GET /api/cases/{id}' },
      { lists: [{ rows: [{ ids: subjects }], fields: ['status'] }] },
    );
    return send({ route: 'POST /api/exports', caller, body: { list, subjects } });
  };
});
afterAll(() => records.close());

/** A member who was asked whether a summary may be handed on. @param answers the oldest first */
const memberWho = async (...answers: readonly boolean[]): Promise<string> => {
  const id = newId();
  const consents = [
    { purpose: 'services', given: true },
    ...answers.map((given) => ({ purpose: 'sharing', given })),
    { purpose: 'reporting', given: false },
  ];
  await records.documents.send(
    new PutCommand({ TableName: records.name, Item: { ...memberKey(id), id, consents } }),
  );
  return id;
};

const caseOf = async (memberId: string): Promise<string> => {
  const id = newId();
  await records.documents.send(
    new PutCommand({ TableName: records.name, Item: { ...caseKey(id), id, memberId } }),
  );
  return id;
};

describe('a summary of a case, which is handed on', () => {
  const refusal = { status: 422, body: { code: 'consent_missing', errors: [{ path: 'subjects' }] } };

  test('is saved while her newest word on sharing is yes', async () => {
    for (const answers of [[true], [true, false, true]]) {
      const memberId = await memberWho(...answers);
      expect(await save('caseSummary', [await caseOf(memberId), memberId])).toMatchObject({ status: 201 });
    }
  });

  test.each([
    ['was never asked', []],
    ['said no', [false]],
    ['took her consent back', [true, false]],
  ])('is refused of one who %s', async (_, answers) => {
    const memberId = await memberWho(...answers);
    const subjects = [await caseOf(memberId), memberId];
    expect(await save('caseSummary', subjects)).toMatchObject(refusal);
    // What stays in the organisation needs no consent.
    expect(await save('members', subjects)).toMatchObject({ status: 201 });
  });

  test('is refused where one of several did not agree, and where nobody or no case is named', async () => {
    const [willing, unwilling] = [await memberWho(true), await memberWho()];
    const [hers, theirs] = [await caseOf(willing), await caseOf(unwilling)];
    expect(await save('caseSummary', [hers, willing, theirs, unwilling])).toMatchObject(refusal);
    expect(await save('caseSummary', [hers])).toMatchObject(refusal);
    expect(await save('caseSummary', [willing])).toMatchObject(refusal);
    expect(await save('caseSummary', [newId(), willing])).toMatchObject(refusal);
    expect(await save('caseSummary', [])).toMatchObject(refusal);
  });

  test('is refused of a case whose member did not agree, though another who did is named', async () => {
    const [willing, unwilling] = [await memberWho(true), await memberWho(false)];
    expect(await save('caseSummary', [await caseOf(unwilling), willing])).toMatchObject(refusal);
  });
});
