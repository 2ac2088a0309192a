import { createDocument, type OpenApiDocument } from '../http/openapi.ts';
import { serve } from '../http/serve.ts';
import { readSettings } from '../startup/read-settings.ts';
import { answerExamples } from './answer-examples.ts';
import { chapters } from './contracts.ts';
import { examples } from './examples.ts';
import { fieldDescriptions } from './fields.ts';
import { createApiRoutes } from './routes.ts';

const { TOKEN_ISSUER: issuer } = readSettings(process.env, ['TOKEN_ISSUER']);

/** Made when somebody first asks for it, so that it does not slow down the start. */
let made: OpenApiDocument | undefined;
const document = (): OpenApiDocument => {
  made ??= createDocument(chapters, {
    issuer,
    fields: fieldDescriptions,
    examples: { bodies: examples, answers: answerExamples },
  });
  return made;
};

export const handler = serve(createApiRoutes({ document }));
