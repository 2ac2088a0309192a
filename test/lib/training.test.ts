import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { markAsTraining, trainingWords } from '../../lib/training.ts';
import { languagesOf } from '../../web/src/i18n/language.ts';

const built = mkdtempSync(join(tmpdir(), 'training-test-'));
mkdirSync(join(built, 'assets'));
for (const name of ['index.html', 'reports.html', 'away.html']) {
  writeFileSync(join(built, name), '<html><head><title>Notes</title></head><body></body></html>');
}
writeFileSync(join(built, 'assets', 'app.js'), 'run();');
const marked = markAsTraining(built);
afterAll(() => {
  for (const directory of [built, marked]) rmSync(directory, { recursive: true });
});

describe('the mark of a training stage', () => {
  test.each(['index.html', 'reports.html', 'away.html'])(
    'stands on %s, and not where people work',
    (name) => {
      expect(readFileSync(join(marked, name), 'utf8')).toContain(
        '<link rel="stylesheet" href="/training.css">',
      );
      expect(readFileSync(join(built, name), 'utf8')).not.toContain('training');
    },
  );

  test('says in each language of the pages that nobody here is real', () => {
    expect(Object.keys(trainingWords).sort()).toEqual([...languagesOf.everybody].sort());
    const sheet = readFileSync(join(marked, 'training.css'), 'utf8');
    for (const words of Object.values(trainingWords)) expect(sheet).toContain(`content: "${words}"`);
  });

  test('leaves everything else as it is built', () => {
    expect(readFileSync(join(marked, 'assets', 'app.js'), 'utf8')).toBe('run();');
  });
});
