import { expect } from 'vitest';
import type { AppError } from '../../functions/shared/errors/errors.ts';

/**
 * What a refusal (422) tells a program: its code, then the paths of the fields that it names. Whatever is refused is also said in a sentence.
 * @returns undefined if nothing is refused
 */
export const readRefusal = (refusal: AppError | undefined): readonly string[] | undefined => {
  if (refusal === undefined) return undefined;
  expect(refusal.kind).toBe('refused');
  const errors = refusal.details.errors ?? [];
  for (const { message } of [refusal, ...errors]) expect(message).toMatch(/^[A-Z].+\.$/);
  return [refusal.code, ...errors.map(({ path }) => path)];
};
