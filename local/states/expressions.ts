import * as z from 'zod';
import { type Json, template } from './state-machine-schema.ts';

/** The expressions in a state machine's definition (JSONPath, templates), and what becomes of a state's result. */

/** The value that a path selects. A path begins with `$` (the input) or `$$` (the context); names and indexes follow. Undefined if there is none. */
export const select = (path: string, input: Json, context: Json): Json | undefined => {
  // `$.items[0].id` has the root `$` and the steps `items`, `0` and `id`.
  const [root = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
  if (root !== '$' && root !== '$$') {
    throw new Error(`${path} is no path.`);
  }
  return steps.reduce<Json | undefined>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    root === '$' ? input : context,
  );
};

/** The value of an expression: of a path, or of `States.Format` with one `{}` and a path. */
const evaluate = (expression: string, input: Json, context: Json): Json => {
  const [, format, formattedPath] = /^States\.Format\('([^'{}]*\{\})', (\S+)\)$/.exec(expression) ?? [];
  const found = select(formattedPath ?? expression, input, context);
  if (found === undefined) {
    throw new Error(`${expression} selects nothing.`);
  }
  return format === undefined ? found : format.replace('{}', z.string().parse(found));
};

/** A template with the values of its expressions. The name of a field with an expression ends in `.$`. */
export const fill = (fields: Readonly<Record<string, Json>>, input: Json, context: Json): Json =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name.endsWith('.$')) return [name.slice(0, -2), evaluate(z.string().parse(value), input, context)];
      const inner = template.safeParse(value);
      return [name, inner.success ? fill(inner.data, input, context) : value];
    }),
  );

/** The output of a state. `ResultPath` says whether the result replaces the input, is dropped (null), or is added to the input as a field. */
export const outputOf = (input: Json, result: Json, resultPath: string | null | undefined): Json => {
  if (resultPath === null) return input;
  if (resultPath === undefined || resultPath === '$') return result;
  const [, field] = /^\$\.(\w+)$/.exec(resultPath) ?? [];
  if (field === undefined) throw new Error(`ResultPath ${resultPath} is not known here.`);
  return { ...template.parse(input), [field]: result };
};
