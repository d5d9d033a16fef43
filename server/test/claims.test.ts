import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { rfcRow, type Source } from '../src/knowledge';
import { sourceLabel, sourceUrl } from '../src/knowledge/source';
import { lifeRules, logRules, rules } from '../src/rules/catalogue';

/** What docs/architecture.md claims of the whole and no other test holds it to. */
const top = resolve(__dirname, '../..');
const FOLDERS = ['server/src', 'client/src', 'server/test', 'scripts', 'bench', 'e2e', 'site'];

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        if (name === 'node_modules' || name === 'dist') return [];
        return statSync(path).isDirectory() ? filesIn(path) : /\.(?:ts|mjs|js)$/.test(name) ? [path] : [];
      })
    : [];
const named = (file: string): string => relative(top, file).split(sep).join('/');
const files = FOLDERS.flatMap((folder) => filesIn(join(top, folder)));
const parsed = new Map(files.map((file) => [file, ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)]));
const shipped = [...parsed].filter(([file]) => /^(?:server|client)\/src\//.test(named(file)));

/** The file that a module of another file is, or undefined for a package. */
const fileOf = (module: string, from: string): string | undefined => {
  if (!module.startsWith('.')) return undefined;
  const path = resolve(dirname(from), module);
  return [path, `${path}.ts`, join(path, 'index.ts'), `${path}.mjs`].find((each) => parsed.has(each));
};

/**
 * Values that a file exports, `default` included; what it passes on from other files is not its own. A type may be exported only because
 * the signature of a function names it.
 */
function exportsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement): string[] => {
    if (ts.isExportAssignment(statement)) return ['default'];
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
    if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return [];
    const { name } = statement as ts.DeclarationStatement;
    return name ? [name.getText()] : [];
  });
}

/** What a file takes from others: names, or `*` for all of a file. */
function takenBy(source: ts.SourceFile, from: string): [file: string, name: string][] {
  const taken: [string, string][] = [];
  const take = (module: string, names: readonly string[]): void => {
    const file = fileOf(module, from);
    if (file) for (const name of names) taken.push([file, name]);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings;
      const names = bindings && ts.isNamedImports(bindings) ? bindings.elements.map((one) => (one.propertyName ?? one.name).text) : ['*'];
      take(node.moduleSpecifier.text, node.importClause?.name ? [...names, 'default'] : names);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const { exportClause } = node;
      const names =
        exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map((one) => (one.propertyName ?? one.name).text) : ['*'];
      take(node.moduleSpecifier.text, names);
    } else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      ts.isStringLiteralLike(node.arguments[0])
    )
      take(node.arguments[0].text, ['*']);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
      take(node.argument.literal.text, node.qualifier ? [node.qualifier.getText().split('.')[0]] : ['*']);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return taken;
}

describe('invariant 10', () => {
  /** What reaches for the network. The language server speaks through streams that main.* and lsp/ are given. */
  const MODULES = /^(?:node:)?(?:net|http|https|http2|tls|dgram|dns(?:\/promises)?|inspector)$/;
  const GLOBALS = new Set(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection']);

  const reaching = (source: ts.SourceFile): string[] => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && MODULES.test(node.text) && isModule(node)) found.push(node.text);
      if (ts.isIdentifier(node) && GLOBALS.has(node.text) && !ts.isPropertyAssignment(node.parent)) found.push(node.text);
      if (ts.isPropertyAccessExpression(node) && node.name.text === 'sendBeacon') found.push(node.name.text);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  };
  const isModule = (node: ts.Node): boolean =>
    ts.isImportDeclaration(node.parent) ||
    ts.isExportDeclaration(node.parent) ||
    (ts.isCallExpression(node.parent) && /^(?:import|require)$/.test(node.parent.expression.getText()));

  it('holds: no file of the product reaches for the network', () => {
    expect(shipped.flatMap(([file, source]) => reaching(source).map((what) => `${named(file)}: ${what}`))).toEqual([]);
  });

  it('would see one that does', () => {
    const sees = (text: string) => reaching(ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true));
    expect(sees("import { connect } from 'node:net';")).toEqual(['node:net']);
    expect(sees("const { get } = await import('https');")).toEqual(['https']);
    expect(sees('void globalThis.fetch("https://example.com");')).toEqual(['fetch']);
    expect(sees('const mechanism = "tls";')).toEqual([]);
  });
});

describe('invariant 8', () => {
  const cited = [...rules, ...logRules, ...lifeRules].flatMap(({ id, sources }) => sources.map((source) => [id, source] as const));

  /** An RFC of the table, in a section that it has there; or a page with an address. */
  const exists = (source: Source): boolean =>
    source.rfc
      ? rfcRow(source.rfc) !== undefined && (!source.section || rfcRow(source.rfc)?.sections.includes(source.section) === true)
      : sourceUrl(source)?.startsWith('https://') === true;

  it('holds: every source of a rule is a section of a known RFC, or has an address', () => {
    expect([...new Set(cited.filter(([, source]) => !exists(source)).map(([id, source]) => `${id}: ${sourceLabel(source)}`))]).toEqual([]);
  });

  it('would see one that does not exist', () => {
    expect([{ rfc: 5321, section: '99.1' }, { rfc: 9999999 }, { title: 'A book' }].filter(exists)).toEqual([]);
  });
});

describe('every export', () => {
  it('has a reader in another file', () => {
    const taken = new Set([...parsed].flatMap(([file, source]) => takenBy(source, file).map(([from, name]) => `${from}\n${name}`)));
    const unread = shipped.flatMap(([file, source]) =>
      taken.has(`${file}\n*`)
        ? []
        : exportsOf(source)
            .filter((name) => !taken.has(`${file}\n${name}`))
            .map((name) => `${named(file)}: ${name}`),
    );
    expect(unread.filter((name) => !ENTRIES.test(name))).toEqual([]);
  });

  /** VS Code calls these. */
  const ENTRIES = /^client\/src\/extension\.(?:node|browser)\.ts: (?:de)?activate$/;
});
