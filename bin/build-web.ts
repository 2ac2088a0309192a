import { buildWebClient, webClientDirectory } from '../local/build-web-client.ts';

/** `npm run build:web` builds the web client into web/dist. */
await buildWebClient();
console.log(webClientDirectory);
