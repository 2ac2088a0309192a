import { serve } from '../platform/http.ts';
import { readSettings } from '../platform/settings.ts';
import { createDocument } from './openapi.ts';
import { createSessionRoutes } from './routes.ts';

const { TOKEN_ISSUER: issuer } = readSettings(process.env, ['TOKEN_ISSUER']);

/** Made when somebody first asks for it, so that it does not slow down the start. */
let made: unknown;
const document = (): unknown => {
  made ??= createDocument({ issuer });
  return made;
};

export const handler = serve(createSessionRoutes({ document }));
