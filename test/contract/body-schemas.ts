import * as z from 'zod';
import type { OpenApi } from './outside.ts';

/** What the OpenAPI document says of a value in a body. */
export type BodySchema = Readonly<Record<string, unknown>>;

const branches = z.array(z.record(z.string(), z.unknown()));
const members = z.record(z.string(), z.record(z.string(), z.unknown()));
const oneSchema = z.record(z.string(), z.unknown());

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;

export const createBodySchemas = ({ paths, components }: OpenApi) => {
  /** The schemas that a value may follow: references resolved, and of several shapes those whose fixed words it has. */
  const unfold = (schema: BodySchema, value: unknown): BodySchema[] => {
    if (typeof schema.$ref === 'string') {
      return unfold(components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, value);
    }
    const several = ['anyOf', 'oneOf', 'allOf'].flatMap(
      (key) => branches.optional().parse(schema[key]) ?? [],
    );
    const chosen = several
      .flatMap((branch) => unfold(branch, value))
      .filter(({ properties }) =>
        Object.entries(members.optional().parse(properties) ?? {}).every(
          ([key, { const: word }]) => word === undefined || word === memberOf(value, key),
        ),
      );
    return [schema, ...chosen];
  };

  const below = (schema: BodySchema, key: string): BodySchema[] => {
    const named = members.optional().parse(schema.properties)?.[key];
    const others = [schema.items, schema.additionalProperties].flatMap((each) => {
      const { success, data } = oneSchema.safeParse(each);
      return success ? [data] : [];
    });
    return named === undefined ? others : [named];
  };

  /** The schemas of what stands in a body at a path. */
  return (route: string, body: unknown, path: readonly string[]): readonly BodySchema[] => {
    const [method = '', target = ''] = route.split(' ');
    const content = paths[target]?.[method.toLowerCase()]?.requestBody?.content ?? {};
    let value = body;
    let schemas = Object.values(content).flatMap(({ schema }) => unfold(schema, value));
    for (const key of path) {
      value = memberOf(value, key);
      schemas = schemas.flatMap((schema) => below(schema, key)).flatMap((schema) => unfold(schema, value));
    }
    return schemas;
  };
};
