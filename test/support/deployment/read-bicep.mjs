import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

/**
 * Prints the contents of the named Bicep files as JSON: syntax errors, declarations, and the names that they use. Runs in its own process,
 * because Jest's module loader cannot load the parser, which is WebAssembly.
 */
await Parser.init();
const grammar = fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'));
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));
process.stdout.write(JSON.stringify(process.argv.slice(2).map(readBicep)));

function readBicep(path) {
  const root = parser.parse(textOf(path)).rootNode;
  const all = [...nodesOf(root)];
  const of = (type) => all.filter((node) => node.type === type);
  return {
    path,
    errors: all
      .filter(isWrong)
      .map(({ startPosition, text }) => `${path}:${startPosition.row + 1} ${text.slice(0, 60)}`),
    params: of('parameter_declaration').map(readParam),
    variables: of('variable_declaration').map(nameOf),
    modules: of('module_declaration').map(readModule),
    resources: of('resource_declaration').map(readResource),
    outputs: of('output_declaration').map((node) => ({ name: nameOf(node), text: node.text })),
    strings: of('string').map(({ text }) => text.slice(1, -1)),
    uses: [...new Set(all.filter(isUse).map(({ text }) => text))],
    ownNames: [...of('loop_variable'), ...of('loop_enumerator')]
      .map(({ text }) => text)
      .concat(of('lambda_expression').flatMap(namesOf)),
  };
}

/** Returns the text for the grammar, which does not know the `param` assignments of a parameter file but the same `var` ones. */
function textOf(path) {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('param') ? text.replace(/^using .*$/m, '').replace(/^param /gm, 'var ') : text;
}

function* nodesOf(node) {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

function isWrong(node) {
  return node.type === 'ERROR' || node.isMissing;
}

function nameOf(node) {
  return node.namedChildren.find(({ type }) => type === 'identifier').text;
}

/** Returns the parameter names of a lambda, which stand before `=>`. */
function namesOf(node) {
  const end = node.children.findIndex(({ type }) => type === '=>');
  const before = node.children.slice(0, end).flatMap((child) => [...nodesOf(child)]);
  return before.filter(({ type }) => type === 'identifier').map(({ text }) => text);
}

/** Returns whether a name refers to a declaration or a function, and is neither a property nor being declared. */
function isUse({ parent, previousSibling, type }) {
  if (type !== 'identifier') return false;
  if (parent.type.endsWith('_declaration')) return previousSibling?.text === '=';
  return !(parent.type === 'object_property' && previousSibling === null);
}

function readParam(node) {
  const decorators = node.previousNamedSibling?.type === 'decorators' ? node.previousNamedSibling.text : '';
  return {
    name: nameOf(node),
    isSecure: decorators.includes('@secure()'),
    hasDefault: node.children.some(({ text }) => text === '='),
    lowest: Number(/@minValue\((\d+)\)/.exec(decorators)?.[1] ?? 0),
  };
}

function readModule(node) {
  const properties = new Map(propertiesOf(node));
  return {
    name: nameOf(node),
    path: literalOf(node),
    params: propertiesOf(properties.get('params')).map(([name, value]) => ({ name, value: value.text })),
  };
}

function readResource(node) {
  const [type, version] = literalOf(node).split('@');
  return {
    name: nameOf(node),
    type,
    version,
    isExisting: node.children.some(({ text }) => text === 'existing'),
    text: node.text,
  };
}

function literalOf(node) {
  return node.namedChildren.find(({ type }) => type === 'string').text.slice(1, -1);
}

/** Returns the properties of the first object in or below the node. */
function propertiesOf(node) {
  const [object] = [...nodesOf(node)].filter(({ type }) => type === 'object');
  return object.namedChildren
    .filter(({ type }) => type === 'object_property')
    .map(({ namedChildren: [key, value] }) => [key.text, value]);
}
