import { afterEach, describe, expect, test, vi } from 'vitest';
import { createApiRoutes } from '../../functions/gateway/api/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { context, createCaller, createEvent, createSend } from '../support/request.ts';

const document = { openapi: '3.1.0' };
const send = createSend(createApiRoutes({ document: () => document }));

afterEach(() => vi.unstubAllEnvs());

describe('anyone', () => {
  test('is told whether the API answers, and what it is', async () => {
    expect(await send({ route: 'GET /api/health', caller: null })).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: { status: 'ok' },
    });
    expect(await send({ route: 'GET /api/openapi.json', caller: null })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: document,
    });
  });

  test('is told so by the function as it is deployed', async () => {
    vi.stubEnv('TOKEN_ISSUER', 'https://identity.example/pool');
    const { handler } = await import('../../functions/gateway/api/handler.ts');
    const event = createEvent({ route: 'GET /api/openapi.json', caller: null });
    const bodies = [await handler(event, context), await handler(event, context)].map(({ body }) => body);
    expect(bodies[0]).toBe(bodies[1]);
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
      openapi: '3.1.0',
      components: {
        securitySchemes: {
          openIdConnect: {
            openIdConnectUrl: 'https://identity.example/pool/.well-known/openid-configuration',
          },
        },
      },
    });
  });

  test('is told nothing of who she is without a token, and nothing for what is not asked right', async () => {
    expect(await send({ route: 'GET /api/me', caller: null })).toMatchObject({ status: 401 });
    expect(await send({ route: 'GET /api/health', caller: null, query: { deep: '1' } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_query' },
    });
  });
});

describe('who is signed in', () => {
  test.each(roles)('is told her role and scope: %s', async (role) => {
    const collectives = [newId(), newId()];
    const caller = createCaller(role, { collectives, districts: ['Guntur'], locale: 'te' });
    expect(await send({ route: 'GET /api/me', caller })).toMatchObject({
      status: 200,
      body: {
        id: caller.personId,
        role,
        scope: { collectives: role === 'leader' ? collectives : [], districts: ['Guntur'] },
        locale: 'te',
      },
    });
  });

  test('tells a leader which member she is', async () => {
    const memberId = newId();
    const { body } = await send({ route: 'GET /api/me', caller: createCaller('leader', { memberId }) });
    expect(body).toMatchObject({ memberId });
    expect((await send({ route: 'GET /api/me', caller: createCaller('leader') })).body).not.toHaveProperty(
      'memberId',
    );
  });
});
