import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A regular expression of ours and where it is written, or made. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  readonly where: string;
}

const ROOT = path.resolve(__dirname, '../../src');

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    return entry.isDirectory() ? files(at) : at.endsWith('.ts') ? [at] : [];
  });

/** The literals of the sources, in the order of the files. */
export function literals(): Expression[] {
  const found: Expression[] = [];
  for (const file of files(ROOT)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push({
          source: node.text.slice(1, end),
          flags: node.text.slice(end + 1),
          where: `${path.relative(ROOT, file)}:${line + 1}`,
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** What `run` makes with `new RegExp`, from texts that stand in the sources: rows, lists, parts of a pattern. */
export async function madeIn(run: () => Promise<unknown>): Promise<Expression[]> {
  const made = new Map<string, Expression>();
  const Original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Original, {
    construct(target, parts, as) {
      const expression = Reflect.construct(target, parts, as) as RegExp;
      const at = new Error().stack?.split('\n').find((line) => /server\/src\//.test(line)) ?? '';
      const where = /server\/src\/([\w./-]+:\d+)/.exec(at)?.[1];
      if (where)
        made.set(`${expression.flags} ${expression.source}`, {
          source: expression.source,
          flags: expression.flags,
          where: `made at ${where}`,
        });
      return expression;
    },
  });
  try {
    await run();
  } finally {
    globalThis.RegExp = Original;
  }
  return [...made.values()];
}

/** Every module of the sources but the three that start something. */
export const modules = (): string[] => files(ROOT).filter((file) => !/main\.\w+\.ts$/.test(file));
