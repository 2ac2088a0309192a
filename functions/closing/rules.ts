import { AppError } from '../domain/errors.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { TargetsInput } from './schema.ts';

/** @throws AppError `invalid_body` that names codes without an indicator, or of a ratio, which has no target */
export const refuseUnknownTargets = ({ targets }: TargetsInput, catalogue: readonly Indicator[]): void => {
  const ways = new Map(catalogue.map(({ code, counting }) => [code, counting.way]));
  const errors = Object.keys(targets).flatMap((code) => {
    const way = ways.get(code);
    if (way === undefined) {
      return [{ path: `targets.${code}`, message: 'There is no such indicator.' }];
    }
    return way === 'ratio' ? [{ path: `targets.${code}`, message: 'A ratio has no target.' }] : [];
  });
  if (errors.length > 0) {
    throw new AppError('invalid', 'invalid_body', 'Some of what was sent is not valid; see errors.', {
      errors,
    });
  }
};

/** Whether two sets of targets are equal. */
export const sameTargets = (a: TargetsInput['targets'], b: TargetsInput['targets']): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([code, target]) => b[code] === target);
