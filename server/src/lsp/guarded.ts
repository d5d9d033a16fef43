import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';

/** Is called when a handler has failed. */
export type Report = (where: string, error: unknown) => void;

/**
 * A connection whose handlers never fail: one that throws answers InternalError and is reported. The library would put the error's message
 * into the answer and into its log, and that may quote the document.
 */
export function guarded(connection: Connection, report: Report): Connection {
  return within(connection, '', report);
}

/** Parts of a connection that have handlers of their own. */
const PARTS = new Set(['languages', 'workspace', 'inlayHint', 'semanticTokens', 'diagnostics', 'textDocumentContent']);

function within<T extends object>(part: T, path: string, report: Report): T {
  return new Proxy(part, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      const name = String(key);
      if (typeof value === 'object' && value !== null && PARTS.has(name)) return within(value, `${path}${name}.`, report);
      if (typeof value !== 'function') return value;
      if (!/^on/.test(name)) return value.bind(target);
      return (...given: unknown[]): unknown => {
        const where = typeof given[0] === 'string' ? given[0] : path + name;
        const handlers = given.map((one) => (isHandler(one) ? safe(one, where, report) : one));
        return Reflect.apply(value, target, handlers);
      };
    },
  });
}

type Handler = (...given: unknown[]) => unknown;
const isHandler = (value: unknown): value is Handler => typeof value === 'function';

function safe(handler: Handler, where: string, report: Report): Handler {
  const failed = (error: unknown): unknown => {
    if (error instanceof ResponseError) return error;
    report(where, error);
    return new ResponseError(ErrorCodes.InternalError, 'SMTP Lens failed here; its output says where.');
  };
  return (...given) => {
    try {
      const answer = handler(...given);
      return answer instanceof Promise ? answer.catch(failed) : answer;
    } catch (error) {
      return failed(error);
    }
  };
}

/** How many different failures are reported. */
const MOST = 100;

/** Reports each failure once, by the kind of the error and the places in our code that led to it: never with the error's own message. */
export function teller(tell: (line: string) => void): Report {
  const told = new Set<string>();
  return (where, error) => {
    const line = `${where} failed: ${kindOf(error)}`;
    if (told.has(line) || told.size >= MOST) return;
    told.add(line);
    tell(line);
  };
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { message, stack = '' } = error;
  const at = stack.indexOf(message);
  // If the stack does not contain the current message, the two cannot be told apart.
  const frames = at < 0 ? [] : stack.slice(at + message.length).split('\n');
  const places = frames.flatMap((frame) => placeIn(frame) ?? []).slice(0, 8);
  return [error.constructor.name, ...places].join(' < ');
}

/** `server.js:12:34` at the end of a stack frame, without its folders; null if there is none. */
function placeIn(frame: string): string | null {
  const end = /:\d{1,9}:\d{1,9}\)?$/.exec(frame)?.[0];
  if (end === undefined) return null;
  const to = frame.length - end.length;
  let from = to;
  while (from > 0 && to - from < 60 && /[\w.-]/.test(frame[from - 1])) from--;
  return from < to ? frame.slice(from).replace(')', '') : null;
}
