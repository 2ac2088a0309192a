import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guidanceOf, writeList } from './support/telugu-list.ts';

/** `npm run telugu-list`: writes the list of docs/telugu.md anew, below its guidance. */
const path = join(import.meta.dirname, '../../docs/telugu.md');
writeFileSync(path, guidanceOf(readFileSync(path, 'utf8')) + writeList());
