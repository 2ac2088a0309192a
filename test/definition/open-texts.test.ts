import { expect, test } from 'vitest';
import { isNested, isSealed } from '../../functions/shared/definition/define.ts';
import { findDefinitions } from '../security/plant.ts';

/*
 * Whatever a person may write freely is sealed, or it says that others can read it and is screened for the names of members (`openText`). So no text lies
 * open because nobody thought of sealing it.
 */

test('no text that somebody writes lies open unsaid', async () => {
  const found = [...(await findDefinitions())].flatMap(([name, fields]) =>
    Object.entries(fields).flatMap(([field, one]) =>
      !isNested(one) &&
      !isSealed(one) &&
      one.kept === 'open' &&
      one.sent !== undefined &&
      one.screened === undefined &&
      one.is.safeParse('Qbdfgjklmnprstv').success
        ? [`${name}.${field}`]
        : [],
    ),
  );
  expect(found).toEqual([]);
});
