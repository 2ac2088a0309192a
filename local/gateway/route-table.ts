type RouteTarget = {
  /** The name of the function. */
  readonly name: string;
  /** The path as API Gateway writes it, such as `/api/members/{id}`. */
  readonly resource: string;
};

export type RouteMatch = {
  /** The functions by method; never empty. */
  readonly methods: ReadonlyMap<string, RouteTarget>;
  readonly parameters: Readonly<Record<string, string>>;
};

/** One segment of the routes' paths. */
type SegmentNode = {
  /** The next segments that are literal, by their text. */
  readonly children: Map<string, SegmentNode>;
  /** The next segment that is a parameter. */
  parameter: { readonly name: string; readonly node: SegmentNode } | undefined;
  /** The functions of the route that ends here, by method; empty if none does. */
  readonly methods: Map<string, RouteTarget>;
};

const newNode = (): SegmentNode => ({ children: new Map(), parameter: undefined, methods: new Map() });

/**
 * Creates a table that finds the API's routes like API Gateway: segment by segment, a literal segment before a parameter.
 * @param functions each function's routes, such as `GET /api/members/{id}`, by its name
 * @returns a function that finds the match of a path's segments, decoded and without slashes: `['api', 'members', '7']`
 */
export function createRouteTable(
  functions: Readonly<Record<string, { readonly routes: readonly string[] }>>,
): (segments: readonly string[]) => RouteMatch | undefined {
  const root = newNode();
  for (const [name, { routes }] of Object.entries(functions)) {
    for (const route of routes) {
      const [method = '', resource = ''] = route.split(' ');
      findOrMakeNode(root, resource).methods.set(method, { name, resource });
    }
  }
  return (segments) => match(root, segments, {});
}

/** The node of a route's path, such as `/api/members/{id}`, made with all nodes before it that are missing. */
function findOrMakeNode(root: SegmentNode, resource: string): SegmentNode {
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

/** Finds the route of the remaining segments. If the literal segment leads to no route, the parameter is tried. */
function match(
  node: SegmentNode,
  segments: readonly string[],
  parameters: Readonly<Record<string, string>>,
): RouteMatch | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.methods.size > 0 ? { methods: node.methods, parameters } : undefined;
  const literal = node.children.get(segment);
  const found = literal && match(literal, rest, parameters);
  if (found !== undefined) return found;
  // An empty segment is no value of a parameter.
  if (node.parameter === undefined || segment === '') return undefined;
  return match(node.parameter.node, rest, { ...parameters, [node.parameter.name]: segment });
}
