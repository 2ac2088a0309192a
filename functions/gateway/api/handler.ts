import { lazily } from '../../shared/fields/lazily.ts';
import { createDocument } from '../../shared/http/openapi.ts';
import { serve } from '../../shared/http/serve.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { answerExamples } from './answer-examples.ts';
import { chapters } from './contracts.ts';
import { examples } from './examples.ts';
import { fieldDescriptions } from './fields.ts';
import { createApiRoutes } from './routes.ts';

const { TOKEN_ISSUER: issuer } = readSettings(process.env, ['TOKEN_ISSUER']);

/** Made when it is first asked for, so that it does not slow down the function's start. */
const document = lazily(() =>
  createDocument(chapters, {
    issuer,
    fields: fieldDescriptions,
    examples: { bodies: examples, answers: answerExamples },
  }),
);

export const handler = serve(createApiRoutes({ document }));
