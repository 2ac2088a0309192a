import { createBooksRoutes } from '../functions/areas/books/routes.ts';
import { createCasesRoutes } from '../functions/areas/cases/routes.ts';
import { createCollectivesRoutes } from '../functions/areas/collectives/routes.ts';
import { createMembersRoutes } from '../functions/areas/members/routes.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { createAccessLog } from '../functions/shared/journal/access-log.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { createCodes } from '../functions/shared/table/member-and-case-codes.ts';
import { createCaller, createSend } from '../test/support/request.ts';
import { exampleCollective, exampleConsent, exampleMember } from './examples.ts';
import { createMeter, type Usage } from './meter.ts';
import { openTables } from './tables.ts';

/** DynamoDB's cost of one operation of the API. */
export type Operation = Usage & { readonly name: string };

const membersOfSheet = 20;

/** Runs each operation of the API once through its real route and counts the units that DynamoDB charges for it. */
export const measureOperations = async (): Promise<Operation[]> => {
  const { documents, names, vault, close } = await openTables();
  try {
    const meter = createMeter(documents);
    const table = createTable(meter.documents, names.table);
    const accessLog = createAccessLog(table, newId);
    const send = createSend([
      ...createCollectivesRoutes({ table, vault, newId }),
      ...createMembersRoutes({
        table,
        vault,
        newCode: createCodes('M-'),
        accessLog,
        newId,
      }),
      ...createBooksRoutes({ table, vault, accessLog }),
      ...createCasesRoutes({ table, vault, newCode: createCodes('C-'), accessLog, newId }),
    ]);
    const caller = createCaller('coordinator');
    const operations: Operation[] = [];
    const run = async (name: string, request: Omit<Parameters<typeof send>[0], 'caller'>): Promise<void> => {
      const { status, body } = await send({ ...request, caller });
      if (status >= 300) {
        throw new Error(`${name} was answered ${status}: ${JSON.stringify(body)}`);
      }
      operations.push({ name, ...meter.take() });
    };
    const collectiveId = newId();
    await run('a collective formed', {
      route: 'POST /api/collectives',
      body: exampleCollective(collectiveId),
    });
    const group = Array.from({ length: membersOfSheet }, () => newId());
    for (const [index, id] of group.entries()) {
      await run('a member enrolled', {
        route: 'POST /api/members',
        body: {
          ...exampleMember(id, collectiveId),
          phone: '9000000000',
          consents: [exampleConsent('services'), exampleConsent('reporting')],
          children: [{ id: newId(), birthYear: 2015, gender: 'female', inSchool: true }],
        },
      });
      // The first enrolment stands for all.
      if (index > 0) {
        operations.pop();
      }
    }
    // The group is not empty: the default is for the type alone.
    const [memberId = ''] = group;
    await run(`a sheet of ${membersOfSheet} members`, {
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: collectiveId },
      body: {
        id: newId(),
        heldOn: '2026-10-10',
        attendance: group.map((member) => ({ memberId: member, status: 'present' })),
        entries: group.map((member) => ({ memberId: member, kind: 'deposit', amountPaise: 10_000 })),
      },
    });
    const caseId = newId();
    await run('a case opened', {
      route: 'POST /api/cases',
      body: { id: caseId, memberId, kind: 'legal_aid', priority: 'normal', openedOn: '2026-10-01' },
    });
    await run('an event of a case', {
      route: 'POST /api/cases/{id}/events',
      path: { id: caseId },
      body: {
        id: newId(),
        type: 'service',
        on: '2026-10-02',
        service: 'legal_aid',
        provider: 'District legal services',
      },
    });
    await run('a member looked at', { route: 'GET /api/members/{id}', path: { id: memberId } });
    await run(`a list of ${membersOfSheet} members`, { route: 'GET /api/members', query: { collectiveId } });
    // All members have this first name.
    await run('a search by name', { route: 'POST /api/members/search', body: { q: 'Kalpana' } });
    await run('a ledger looked at', {
      route: 'GET /api/collectives/{id}/ledger',
      path: { id: collectiveId },
    });
    await run('a case looked at', { route: 'GET /api/cases/{id}', path: { id: caseId } });
    return operations;
  } finally {
    await close();
  }
};
