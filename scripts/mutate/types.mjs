// Whether a mutant still has right types: `npm test` checks them beside the tests, so a slip that has not is noticed there.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** `if (…) ;`: so is a statement left out written, and a person would not write it. */
const EMPTY_BODY = 1313;

/**
 * What the type check says of mutants, each by itself. Files are read once; those that import the mutant's file are not checked.
 * @param {string} root of the repository
 * @returns {(mutant: import('./mutants.mjs').Mutant) => string | null} the first error in the mutant's file; null for none
 */
export function typeCheck(root) {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const names = new Set();
  let slip = null;
  let version = 0;
  const isSlip = (name) => slip !== null && path.resolve(name) === slip.name;
  const host = {
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [...names],
    getScriptVersion: (name) => (isSlip(name) ? String(version) : '0'),
    getScriptSnapshot: (name) =>
      ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(isSlip(name) ? slip.text : readFileSync(name, 'utf8')) : undefined,
  };
  const service = ts.createLanguageService(host);
  return ({ file, start, end, text }) => {
    const name = path.join(root, 'server/src', file);
    const source = readFileSync(name, 'utf8');
    slip = { name, text: source.slice(0, start) + text + source.slice(end) };
    version++;
    names.add(name);
    const found = [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)];
    const first = found.find(({ code }) => code !== EMPTY_BODY);
    slip = null;
    return first ? ts.flattenDiagnosticMessageText(first.messageText, ' ') : null;
  };
}
