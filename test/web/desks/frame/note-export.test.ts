import { expect, test } from 'vitest';
import { exportInput } from '../../../../functions/areas/exports/schema.ts';
import { callOf, readJson } from '../../../../web/src/api/client.ts';
import { noteExport } from '../../../../web/src/desks/frame/lists/note-export.ts';
import { idOf } from '../../../publishing/journal-builder.ts';

test.each([
  [0, [0]],
  [1, [1]],
  [2_000, [2_000]],
  [4_001, [2_000, 2_000, 1]],
])(
  'a list of %i records is noted in lines of %j ids, all of which the API accepts',
  async (count, lengths) => {
    const ids = Array.from({ length: count }, (_, index) => idOf(`record ${index}`));
    const lines: string[][] = [];
    await noteExport(
      {
        request: async (route, request) => {
          const { body } = callOf(route, request);
          lines.push(exportInput.parse(body).subjects);
          return readJson(Response.json({}));
        },
      },
      'members',
      [...ids, ...ids],
    );
    expect(lines.map(({ length }) => length)).toEqual(lengths);
    expect(lines.flat()).toEqual(ids);
  },
);
