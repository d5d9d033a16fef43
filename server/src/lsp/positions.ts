import type { Connection } from 'vscode-languageserver';
import { countedIn, type Encoding, utf16Of } from './encoding';

/** The text of a line (from 0) of a document; undefined if it is not known. */
export type LineOf = (uri: string, line: number) => string | undefined;

/**
 * A connection on which every position is in UTF-16 units, however the editor at its other end counts: what handlers get and answer is
 * converted. `encoding` is read for each message. Edits (`didChange`) are not converted, because each one counts in the text that the
 * previous one left: the code that applies them converts.
 */
export function inUtf16(connection: Connection, encoding: () => Encoding, lineOf: LineOf): Connection {
  const incoming = recount((text, character) => utf16Of(text, character, encoding()), lineOf);
  const outgoing = recount((text, character) => countedIn(text, character, encoding()), lineOf);
  const handler =
    (own: (...given: unknown[]) => unknown) =>
    async (params: unknown, ...rest: unknown[]): Promise<unknown> => {
      if (encoding() === 'utf-16') return own(params, ...rest);
      return outgoing(await own(incoming(params, ''), ...rest), uriOf(params) ?? '');
    };
  const wrapped = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (key === 'languages' || key === 'semanticTokens' || key === 'diagnostics' || key === 'inlayHint')
          return typeof member === 'object' && member !== null ? wrapped(member) : member;
        if (typeof member !== 'function') return member;
        if (key === 'sendDiagnostics')
          return (params: unknown): unknown => member.call(target, encoding() === 'utf-16' ? params : outgoing(params, ''));
        if (typeof key !== 'string' || !/^on(?:$|[A-Z])/.test(key)) return member.bind(target);
        return (...given: unknown[]): unknown =>
          member.apply(
            target,
            given.map((one) => (typeof one === 'function' ? handler(one as never) : one)),
          );
      },
    });
  return wrapped(connection);
}

/** The document that a message, or a part of one, is about. */
function uriOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, textDocument } = value as { readonly uri?: unknown; readonly textDocument?: unknown };
  return typeof uri === 'string' ? uri : textDocument === undefined ? undefined : uriOf(textDocument);
}

/** Copies a message with the characters of its positions converted; `about` is the document of those that do not name one. */
function recount(count: (text: string, character: number) => number, lineOf: LineOf): (value: unknown, about: string) => unknown {
  const walk = (value: unknown, about: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map((one) => walk(one, about));
    const uri = uriOf(value) ?? about;
    const { line, character } = value as { readonly line?: unknown; readonly character?: unknown };
    const copy: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(value)) {
      // A workspace edit without document versions has the documents as its keys.
      const own = key === 'changes' && typeof one === 'object' && one !== null && !Array.isArray(one);
      copy[key] = own ? Object.fromEntries(Object.entries(one).map(([of, edits]) => [of, walk(edits, of)])) : walk(one, uri);
    }
    if (typeof line === 'number' && typeof character === 'number') {
      const text = lineOf(uri, line);
      if (text !== undefined) copy.character = count(text, character);
    }
    return copy;
  };
  return walk;
}
