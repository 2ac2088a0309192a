/** A route: its function, and its path as API Gateway writes it. */
type RouteTarget = { readonly name: string; readonly resource: string };

export type RouteMatch = {
  /** The functions by method; a known path has at least one. */
  readonly methods: ReadonlyMap<string, RouteTarget>;
  readonly parameters: Readonly<Record<string, string>>;
};

type Node = {
  readonly children: Map<string, Node>;
  parameter: { readonly name: string; readonly node: Node } | undefined;
  readonly methods: Map<string, RouteTarget>;
};

const newNode = (): Node => ({ children: new Map(), parameter: undefined, methods: new Map() });

/**
 * Finds routes like API Gateway: segment by segment, a literal segment before a parameter.
 * @param areas routes by the name of their function, `METHOD /path/{parameter}`
 * @returns a function from a decoded path's segments to its match
 */
export function createRouteTable(
  areas: Readonly<Record<string, { readonly routes: readonly string[] }>>,
): (segments: readonly string[]) => RouteMatch | undefined {
  const root = newNode();
  for (const [name, { routes }] of Object.entries(areas)) {
    for (const route of routes) {
      const [method = '', resource = ''] = route.split(' ');
      nodeAt(root, resource).methods.set(method, { name, resource });
    }
  }
  return (segments) => match(root, segments, {});
}

function nodeAt(root: Node, resource: string): Node {
  let node = root;
  for (const segment of resource.split('/').slice(1)) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) {
      const next = node.children.get(segment) ?? newNode();
      node.children.set(segment, next);
      node = next;
    } else {
      // API Gateway allows one parameter name per position.
      node.parameter ??= { name, node: newNode() };
      if (node.parameter.name !== name) throw new Error(`two names for one parameter in ${resource}`);
      node = node.parameter.node;
    }
  }
  return node;
}

function match(
  node: Node,
  segments: readonly string[],
  parameters: Readonly<Record<string, string>>,
): RouteMatch | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.methods.size > 0 ? { methods: node.methods, parameters } : undefined;
  const named = node.children.get(segment);
  const found = named && match(named, rest, parameters);
  if (found !== undefined || node.parameter === undefined || segment === '') return found;
  return match(node.parameter.node, rest, { ...parameters, [node.parameter.name]: segment });
}
