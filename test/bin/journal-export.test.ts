import { expect, test } from 'vitest';
import { readExport } from '../../bin/export-journal/journal-export.ts';

test('names the line of an export that is no line of the journal, with empty lines before it', () => {
  expect(() => readExport('\n\n{}\n')).toThrow('Line 3 of the export is no line of the journal.');
});
