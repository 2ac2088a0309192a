import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  createSubjects,
  eachSubject,
  sealSubjects,
  touchSubject,
} from '../../functions/indicators/subjects.ts';

const schema = z.object({ touched: z.int(), text: z.string() });
type Document = z.infer<typeof schema>;

const create = (): Document => ({ touched: 0, text: '' });
const open = (sealed?: Buffer) => createSubjects<Document>(create, schema.parse, sealed);
const idOf = (at: number): string => `id-${String(at).padStart(6, '0')}`;
const nothing = (): void => {};

describe('the documents of subjects', () => {
  it('are each found by their own id, in whatever order they were touched before', () => {
    const touches = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(touches, (order) => {
        const subjects = open();
        for (const at of order) touchSubject(subjects, idOf(at), nothing).touched += 1;
        const expected = [...new Set(order)]
          .sort((a, b) => a - b)
          .map((at) => [idOf(at), order.filter((other) => other === at).length]);
        expect([...eachSubject(subjects)].map(([id, { touched }]) => [id, touched])).toEqual(expected);
      }),
    );
  });

  it('are sealed whole and in order, where they fill many pieces and lie among those that stay sealed', () => {
    const seal = (from: number, step: number, sealed?: Buffer): Buffer => {
      const subjects = open(sealed);
      for (let at = from; at < 9_000; at += step) {
        const document = touchSubject(subjects, idOf(at), nothing);
        document.touched += 1;
        document.text = 'x'.repeat(400);
      }
      return Buffer.concat(sealSubjects(subjects, (document) => document));
    };
    const all = open(seal(0, 2, seal(1, 3)));
    expect(all.sealed.length).toBeGreaterThan(2_000_000);
    const counts = Array.from(
      { length: 9_000 },
      (_, at) => [idOf(at), (at % 2 === 0 ? 1 : 0) + (at % 3 === 1 ? 1 : 0)] as const,
    );
    expect([...eachSubject(all)].map(([id, { touched }]) => [id, touched])).toEqual(
      counts.filter(([, touched]) => touched > 0),
    );
  });
});
