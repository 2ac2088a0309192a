import { buildWebClient, webClientDirectory } from './web-client.ts';

/** `npm run build:web`: the web client into web/dist. */
await buildWebClient();
console.log(webClientDirectory);
