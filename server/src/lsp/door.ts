import {
  CancellationSenderStrategy,
  CancellationTokenSource,
  type Connection,
  type ConnectionOptions,
  ErrorCodes,
  LSPErrorCodes,
  Message,
  type NotificationMessage,
  type RequestMessage,
  ResponseError,
} from 'vscode-languageserver';
import { servedParameters, wrongParameters } from './parameters';
import { arrived, quiet } from './traffic';

/** The method name under which the connection answers what the door rejects; a client that asks for it finds no such method. */
const REFUSED = '$/smtpLens/refused';

type Next = (message: Message) => unknown;

interface Waiting {
  readonly message: RequestMessage | NotificationMessage;
  readonly next: Next;
}

/**
 * Every message of an editor passes here before any part of the server sees it, in the order of arrival. What is malformed, too early or
 * too late is answered as the protocol says, or dropped if no one waits for an answer. A request begins when no further message is on its
 * way: one that is cancelled by then costs nothing.
 */
export class Door {
  private state: 'new' | 'open' | 'shut' = 'new';
  private readonly waiting = new Set<Waiting>();
  private readonly requests = new Map<string | number, Waiting>();
  private busy = false;

  /** The options with which a connection must be made. */
  readonly options: ConnectionOptions = {
    messageStrategy: { handleMessage: (message, next) => this.take(message, next) },
    cancellationStrategy: {
      receiver: { createCancellationTokenSource: () => new Cancellation() },
      sender: CancellationSenderStrategy.Message,
    },
  };

  /** Makes the connection answer for the door. */
  attach(connection: Connection): void {
    connection.onRequest(REFUSED, ({ code, message }: { code: number; message: string }) => new ResponseError(code, message));
  }

  private take(message: Message, next: Next): void {
    arrived();
    if (Message.isRequest(message)) {
      const { id } = message;
      const entry = { message, next };
      if (id !== null && this.requests.has(id)) refuse(entry, ErrorCodes.InvalidRequest, 'this id is in use');
      else {
        if (id !== null) this.requests.set(id, entry);
        this.queue(entry);
      }
    } else if (Message.isNotification(message)) {
      if (wrongParameters('notification', message.method, message.params) !== null) return;
      if (message.method === '$/cancelRequest') this.cancel(Object(message.params).id);
      this.queue({ message, next });
    } else if (hasId(message)) {
      // An answer to one of our questions. One without a result counts as null; the connection would log it whole.
      void next(Message.isResponse(message) ? message : Object.assign(message, { result: null }));
    }
  }

  /** Cancels a request that has not begun; except `initialize`, which may already have been answered. */
  private cancel(id: string | number): void {
    const entry = this.requests.get(id);
    if (!entry || entry.message.method === 'initialize') return;
    this.requests.delete(id);
    this.waiting.delete(entry);
    refuse(entry, LSPErrorCodes.RequestCancelled, 'the request was cancelled');
  }

  private queue(entry: Waiting): void {
    this.waiting.add(entry);
    if (!this.busy) void this.serve();
  }

  private async serve(): Promise<void> {
    this.busy = true;
    // Whatever is added meanwhile is handled too.
    for (const entry of this.waiting) {
      const { message } = entry;
      if (Message.isRequest(message)) await quiet();
      if (!this.waiting.delete(entry)) continue;
      if (Message.isRequest(message)) {
        if (message.id !== null) this.requests.delete(message.id);
        await this.request(message, entry);
      } else if (this.state === 'open' || message.method === 'exit' || message.method === '$/cancelRequest') {
        void entry.next(served(message));
      }
    }
    this.busy = false;
  }

  private async request(message: RequestMessage, entry: Waiting): Promise<void> {
    const { method, params } = message;
    const wrong = wrongParameters('request', method, params);
    if (this.state === 'shut') return refuse(entry, ErrorCodes.InvalidRequest, 'the server was shut down');
    if (this.state === 'new' && method !== 'initialize') return refuse(entry, ErrorCodes.ServerNotInitialized, 'initialize comes first');
    if (this.state === 'open' && method === 'initialize') return refuse(entry, ErrorCodes.InvalidRequest, 'initialize comes once');
    if (wrong === undefined) return refuse(entry, ErrorCodes.MethodNotFound, `there is no method ${method.slice(0, 100)}`);
    if (wrong !== null) return refuse(entry, ErrorCodes.InvalidParams, `${method}: ${wrong}`);
    const answered = entry.next(served(message));
    if (method === 'shutdown') this.state = 'shut';
    if (method !== 'initialize') return;
    // Nothing overtakes `initialize`.
    await answered;
    this.state = 'open';
  }
}

/** A message as the handlers get it. */
const served = <T extends RequestMessage | NotificationMessage>(message: T): T =>
  message.params === undefined && message.method !== 'initialize'
    ? message
    : { ...message, params: servedParameters(message.method, message.params) };

/** JSON may be anything: a number, a list, an object of another kind. */
const hasId = (message: unknown): message is Message & { id: unknown } =>
  typeof message === 'object' &&
  message !== null &&
  'id' in message &&
  !('method' in message) &&
  (typeof message.id === 'string' || typeof message.id === 'number');

/** Tells the door about cancellations that come while a request is running. */
class Cancellation extends CancellationTokenSource {
  override cancel(): void {
    arrived();
    super.cancel();
  }
}

/** Answers a request with an error; its words contain nothing of the request but the method. */
function refuse({ message, next }: Waiting, code: number, words: string): void {
  if (!Message.isRequest(message)) return;
  const { jsonrpc, id } = message;
  void next({ jsonrpc, id, method: REFUSED, params: { code, message: words } } as RequestMessage);
}
