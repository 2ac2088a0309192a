import * as z from 'zod';
import { type Resource, resourcesOf, type Templates } from './synthesise.ts';

const list = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item]).transform((value) => (Array.isArray(value) ? value : [value]));

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: list(z.string()),
  Resource: list(z.unknown()).optional(),
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});
export type Statement = z.infer<typeof statement>;

export const statementsOf = (document: unknown): Statement[] =>
  z.object({ Statement: z.array(statement) }).parse(document).Statement;

/** Every statement of every policy of some resource type, beside the place it stands in. */
export const resourcePolicies = (templates: Templates): { place: string; statement: Statement }[] =>
  Object.values(templates)
    .flatMap((template) => resourcesOf(template))
    .flatMap(({ id, Type, Properties }) => {
      const document =
        Type === 'AWS::IAM::Policy' ? undefined : (Properties.PolicyDocument ?? Properties.KeyPolicy);
      return document === undefined
        ? []
        : statementsOf(document).map((one) => ({ place: `${Type} ${id}`, statement: one }));
    });

const roleName = z.object({ Ref: z.string() });
const inline = z.array(z.object({ PolicyDocument: z.unknown() }));

/** Every statement of every role, by the role's logical id. */
export const rolePolicies = (templates: Templates): Map<string, Statement[]> => {
  const resources = Object.values(templates).flatMap((template) => resourcesOf(template));
  const found = new Map<string, Statement[]>();
  const add = (role: string, document: unknown) =>
    found.set(role, [...(found.get(role) ?? []), ...statementsOf(document)]);
  for (const { id, Type, Properties } of resources) {
    if (Type === 'AWS::IAM::Role') {
      found.set(id, found.get(id) ?? []);
      for (const policy of inline.parse(Properties.Policies ?? [])) add(id, policy.PolicyDocument);
    }
    if (Type === 'AWS::IAM::Policy') {
      for (const role of z.array(roleName).parse(Properties.Roles)) add(role.Ref, Properties.PolicyDocument);
    }
  }
  return found;
};

const functionShape = z.object({
  Description: z.templateLiteral(['Leadership Next: ', z.string()]),
  Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
});

/** Whether a function only tries the rights of another. */
export const isSelfCheck = ({ Properties }: Resource): boolean =>
  String(Properties.Description).startsWith('Tries each right of the function');

/** Our functions, by the name that lib/functions gives them. */
export const functionsOf = (templates: Templates): Map<string, Resource> =>
  new Map(
    [templates.reporting, templates.alerts, templates.functions, templates.routes]
      .flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'))
      .filter((found) => !isSelfCheck(found))
      .map((found) => [functionShape.parse(found.Properties).Description.split(': ')[1] ?? '', found]),
  );

/** What each function may do, by its name. */
export const rightsOf = (templates: Templates): Map<string, Statement[]> => {
  const roles = rolePolicies(templates);
  return new Map(
    [...functionsOf(templates)].map(([name, { Properties }]) => [
      name,
      roles.get(functionShape.parse(Properties).Role['Fn::GetAtt'][0]) ?? [],
    ]),
  );
};
