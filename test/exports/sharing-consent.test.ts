import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../functions/domain/ids.ts';
import { createExportRoutes } from '../../functions/exports/routes.ts';
import { createValidateExport } from '../../functions/exports/sharing-consent.ts';
import { memberKey } from '../../functions/table/keys.ts';
import { createCaller, createSend } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let save: (list: string, subjects: readonly string[]) => ReturnType<ReturnType<typeof createSend>>;

beforeAll(async () => {
  records = await openRecords();
  const validateExport = createValidateExport(records.table);
  const send = createSend(createExportRoutes({ accessLog: records.accessLog, validateExport }));
  save = (list, subjects) =>
    send({ route: 'POST /api/exports', caller: createCaller('caseworker'), body: { list, subjects } });
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

describe('a summary of a case, which is handed on', () => {
  const refusal = { status: 422, body: { code: 'consent_missing', errors: [{ path: 'subjects' }] } };

  test('is saved while her newest word on sharing is yes', async () => {
    const caseId = newId();
    expect(await save('caseSummary', [caseId, await memberWho(true)])).toMatchObject({ status: 201 });
    expect(await save('caseSummary', [caseId, await memberWho(true, false, true)])).toMatchObject({
      status: 201,
    });
  });

  test.each([
    ['was never asked', []],
    ['said no', [false]],
    ['took her consent back', [true, false]],
  ])('is refused of one who %s', async (_, answers) => {
    const subjects = [newId(), await memberWho(...answers)];
    expect(await save('caseSummary', subjects)).toMatchObject(refusal);
    // What stays in the organisation needs no consent.
    expect(await save('members', subjects)).toMatchObject({ status: 201 });
  });

  test('is refused where one of several did not agree, and where nobody is named', async () => {
    expect(await save('caseSummary', [await memberWho(true), await memberWho()])).toMatchObject(refusal);
    expect(await save('caseSummary', [newId()])).toMatchObject(refusal);
    expect(await save('caseSummary', [])).toMatchObject(refusal);
  });
});
