import * as z from 'zod';
import { InternalError } from '../errors/errors.ts';
import { district } from '../fields/fields.ts';
import type { Contract } from './route-contract.ts';

/** Translates zod schemas into those of the OpenAPI document. */

/** The descriptions of fields, by name. */
export type Descriptions = Readonly<Record<string, string>>;

/** The routes of one area in the document. */
export type Chapter = {
  readonly tag: string;
  /** The description of the tag. */
  readonly about: string;
  readonly contract: Contract;
  /** Schemas that are defined once, by name, and referenced. */
  readonly schemas?: Readonly<Record<string, z.ZodType>>;
};

/** A JSON object. */
export type Json = { readonly [key: string]: unknown };

/**
 * The registry from which zod translates the chapters' schemas: it gives each named schema its name as `id`, and zod then makes it a
 * definition of its own. It reads zod's global registry too, where schemas are described; hence its own `get`.
 */
export const createMetadata = (chapters: readonly Chapter[]) => {
  const schemasOfChapters = chapters.flatMap(({ schemas = {} }) => Object.entries(schemas));
  const nameBySchema = new Map<unknown, string>([
    // Several areas use it.
    [district, 'District'],
    ...schemasOfChapters.map(([name, schema]): [unknown, string] => [schema, name]),
  ]);
  return Object.assign(z.registry<Json>(), {
    get: (schema: z.core.$ZodType): Json | undefined => {
      const id = nameBySchema.get(schema);
      return id === undefined ? z.globalRegistry.get(schema) : { ...z.globalRegistry.get(schema), id };
    },
  });
};

/** Removes patterns and limits that only repeat the type or the format, and restricts ids to lower case. */
const tidy = (schema: z.core.JSONSchema.BaseSchema): void => {
  if (schema.format === 'uuid' && schema.pattern !== undefined) {
    schema.pattern = schema.pattern.replaceAll('a-fA-F', 'a-f').replaceAll('[89abAB]', '[89ab]');
  }
  if (schema.format === 'date-time') {
    delete schema.pattern;
  }
  if (schema.maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum;
  }
  if (schema.minimum === Number.MIN_SAFE_INTEGER) {
    delete schema.minimum;
  }
};

export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/**
 * Points a schema's references at the OpenAPI document's components, where every named schema goes, and describes fields
 * that do not describe themselves.
 */
export const createFinisher = (descriptions: Descriptions) => {
  const describe = (properties: Json): Json =>
    Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => {
        const description = descriptions[name];
        return [name, description === undefined || !isJson(schema) ? schema : { description, ...schema }];
      }),
    );
  const finish = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(finish);
    }
    if (!isJson(value)) {
      return value;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        if (key === '$ref' && typeof member === 'string') {
          return [key, member.replace('#/$defs/', '#/components/schemas/')];
        }
        return [key, finish(key === 'properties' && isJson(member) ? describe(member) : member)];
      }),
    );
  };
  return finish;
};

/**
 * Translates zod schemas for the OpenAPI document.
 * @param components gets the named schemas, by name, as JSON text. A schema may be translated as input and as output; a named one must
 * be the same in both.
 * @returns translates one schema; a named schema in it, or itself, becomes a reference
 */
export const createTranslator = (
  metadata: ReturnType<typeof createMetadata>,
  finish: ReturnType<typeof createFinisher>,
  components: Map<string, string>,
) => {
  const addComponent = (name: string, schema: unknown): void => {
    const text = JSON.stringify(finish(schema));
    const earlierText = components.get(name);
    if (earlierText !== undefined && earlierText !== text) {
      throw new InternalError(`${name} is not the same when it is sent and when it is received.`);
    }
    components.set(name, text);
  };

  return (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _,
      $defs = {},
      ...rest
    } = z.toJSONSchema(schema, { metadata, io, override: ({ jsonSchema }) => tidy(jsonSchema) });
    for (const [name, definition] of Object.entries($defs)) {
      addComponent(name, definition);
    }
    const translated = finish(rest);
    // `finish` makes an object of an object: the empty one is for the types.
    return isJson(translated) ? translated : {};
  };
};

export type Translate = ReturnType<typeof createTranslator>;
