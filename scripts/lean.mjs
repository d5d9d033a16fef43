// What the bundles leave out. Samples and examples prove formats and rules in the tests and fill the reference pages; whoever runs SMTP Lens
// sees only the first examples, on the page of a rule. And of the client's library the features that this server does not have.
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** Columns of a format and of a rule that only the reference pages show. */
const PAPERS = ['elides', 'masks', 'notes', 'row', 'tier'];

/** How many examples of a kind a rule's page shows. */
const SHOWN = 2;

/** @type {import('esbuild').Plugin} */
export const lean = {
  name: 'lean',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/]src[\\/](?:formats|rules)[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: leanSource(path, await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** A source file without its samples, and with the first examples of each rule. */
export function leanSource(name, text) {
  /** @type {[start: number, end: number, instead: string][]} */
  const cuts = [];
  const visit = (/** @type {ts.Node} */ node) => {
    const value = ts.isPropertyAssignment(node) ? node.initializer : undefined;
    const property = value && node.name.getText();
    if (
      PAPERS.includes(property) &&
      (ts.isStringLiteral(value) || ts.isNumericLiteral(value) || ts.isNoSubstitutionTemplateLiteral(value))
    ) {
      cuts.push([node.getStart(), node.end + Number(text[node.end] === ','), '']);
      return;
    }
    if (property === 'samples') cuts.push([value.getStart(), value.end, '[]']);
    else if ((property === 'fires' || property === 'silent') && ts.isArrayLiteralExpression(value) && value.elements.length > SHOWN)
      cuts.push([value.elements[SHOWN].getFullStart(), value.elements.at(-1).end, '']);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  return cuts.reduceRight((left, [start, end, instead]) => left.slice(0, start) + instead + left.slice(end), text);
}

/** A feature of vscode-languageclient that does nothing. */
const NOTHING = `class Nothing { fillClientCapabilities() {} initialize() {} preInitialize() {} clear() {} getState() { return { kind: 'static' }; } }
module.exports = new Proxy({}, { get: (_, name) => name === '__esModule' || Nothing });`;
const FEATURES =
  'callHierarchy|typeHierarchy|fileOperations|rename|colorProvider|implementation|typeDefinition|declaration|linkedEditingRange|inlineValue|inlineCompletion';

/** @type {import('esbuild').Plugin} */
export const leanClient = {
  name: 'lean-client',
  setup(build) {
    const filter = new RegExp(`[\\\\/]vscode-languageclient[\\\\/]lib[\\\\/]common[\\\\/](?:${FEATURES})\\.js$`);
    build.onLoad({ filter }, () => ({ contents: NOTHING, loader: 'js' }));
    // VS Code itself compares its version with `engines`.
    const versions = /[\\/]semver[\\/]functions[\\/](?:parse|satisfies)\.js$/;
    build.onLoad({ filter: versions }, () => ({ contents: 'module.exports = () => ({ prerelease: [] });', loader: 'js' }));
  },
};
