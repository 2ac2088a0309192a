import * as z from 'zod';
import { createProgress } from './progress.ts';
import { readOptions } from './read-options.ts';

/**
 * Exports the journal as JSON Lines, whole, so that others can count again; page by page through the auditor's route:
 *
 *   npm run --silent export-journal -- --url http://localhost:4000 --token TOKEN > journal.jsonl
 */
const { url, token } = readOptions(
  { url: { type: 'string', default: 'http://localhost:4000' }, token: { type: 'string' } },
  'token',
  "export-journal -- --url URL --token AN-AUDITOR'S-TOKEN",
);
/** A page of the route's answer; the last one has no cursor. */
const page = z.object({ items: z.array(z.unknown()), cursor: z.string().optional() });
const progress = createProgress();
let exported = 0;
for (let cursor: string | undefined; ; ) {
  const query = new URLSearchParams({
    for: 'counting',
    limit: '100',
    ...(cursor === undefined ? {} : { cursor }),
  });
  const response = await fetch(`${url}/api/journal?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) {
    progress.clear();
    console.error(`The journal cannot be read: ${response.status}`);
    process.exit(1);
  }
  const { items, cursor: next } = page.parse(await response.json());
  for (const item of items) console.log(JSON.stringify(item));
  exported += items.length;
  progress.show(`${exported} lines exported`);
  if (next === undefined) break;
  cursor = next;
}
progress.clear();
