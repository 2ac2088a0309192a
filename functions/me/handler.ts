import { serve } from '../http/http.ts';
import { readSettings } from '../startup/settings.ts';
import { createDocument } from './openapi.ts';
import { createMeRoutes } from './routes.ts';

const { TOKEN_ISSUER: issuer } = readSettings(process.env, ['TOKEN_ISSUER']);

/** Made when somebody first asks for it, so that it does not slow down the start. */
let made: unknown;
const document = (): unknown => {
  made ??= createDocument({ issuer });
  return made;
};

export const handler = serve(createMeRoutes({ document }));
