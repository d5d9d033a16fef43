/**
 * What a reply says at the place where it stands, as sentences (English, the keys of translations). `{0}` is the recipient, or for other
 * commands the verb.
 */
export interface Place {
  /** A success, by its code; `0` any other success. */
  readonly done?: Readonly<Record<number, string>>;
  readonly temporary: string;
  readonly permanent: string;
}

const HELLO: Place = {
  done: { 250: 'The server took the client’s greeting.' },
  temporary: 'The server refused the client’s greeting for now.',
  permanent: 'The server refused the client’s greeting.',
};
const MESSAGE: Place = {
  done: { 250: 'The server took the message and is responsible for it now.' },
  temporary: 'The server refused the message for now, after it had seen it.',
  permanent: 'The server refused the message for good, after it had seen it.',
};
const LOGIN: Place = {
  done: { 235: 'The client is logged in.' },
  temporary: 'The login failed for now.',
  permanent: 'The login was refused.',
};

const PLACES: Readonly<Record<string, Place>> = {
  CONNECT: {
    done: { 220: 'The server is ready.' },
    temporary: 'The server turned the connection away for now.',
    permanent: 'The server refused the connection.',
  },
  HELO: HELLO,
  EHLO: { ...HELLO, done: { 250: 'The server took the client’s greeting; the lines that follow list its extensions.' } },
  LHLO: { ...HELLO, done: { 250: 'The server took the client’s greeting; the lines that follow list its extensions.' } },
  MAIL: {
    done: { 250: 'The server took the sender; a transaction has begun.' },
    temporary: 'The server refused the sender for now.',
    permanent: 'The server refused the sender for good.',
  },
  DATA: {
    temporary: 'The server does not take the message now; it has not seen it yet.',
    permanent: 'The server refused the message before it saw it.',
  },
  DATA_END: MESSAGE,
  BDAT_LAST: MESSAGE,
  BDAT: {
    done: { 250: 'The server took the chunk; more chunks follow.' },
    temporary: 'The server refused the chunk for now; the transaction is over.',
    permanent: 'The server refused the chunk; the transaction is over.',
  },
  AUTH: LOGIN,
  AUTH_CONTINUE: LOGIN,
  'X-EXPS': LOGIN,
  STARTTLS: {
    done: { 220: 'The TLS handshake comes next, then the client says EHLO again.' },
    temporary: 'TLS cannot be started now.',
    permanent: 'The server refused to start TLS.',
  },
  RSET: {
    done: { 250: 'The transaction is forgotten; the session goes on.' },
    temporary: 'The server did not reset, which is odd.',
    permanent: 'The server did not reset, which is odd.',
  },
  NOOP: {
    done: { 250: 'The server is there.' },
    temporary: 'The server refused to do nothing, for now.',
    permanent: 'The server refused to do nothing.',
  },
  QUIT: {
    done: { 221: 'The server says goodbye and closes the connection.' },
    temporary: 'The server refused to say goodbye; the connection ends all the same.',
    permanent: 'The server refused to say goodbye; the connection ends all the same.',
  },
};

const RECIPIENT: Place = {
  done: { 250: 'The server took the recipient {0}.' },
  temporary: 'The server refused the recipient {0} for now.',
  permanent: 'The server refused the recipient {0} for good.',
};
const A_RECIPIENT: Place = {
  done: { 250: 'The server took the recipient.' },
  temporary: 'The server refused the recipient for now.',
  permanent: 'The server refused the recipient for good.',
};
const STORED: Place = {
  done: { 250: 'The server delivered the message to {0}.' },
  temporary: 'The server could not deliver the message to {0} for now.',
  permanent: 'The server refused to deliver the message to {0}.',
};
const STORED_FOR_ONE: Place = {
  done: { 250: 'The server delivered the message to this recipient.' },
  temporary: 'The server could not deliver the message to this recipient for now.',
  permanent: 'The server refused to deliver the message to this recipient.',
};
const COMMAND: Place = {
  temporary: 'The server refused {0} for now.',
  permanent: 'The server refused {0}.',
};
const NOWHERE: Place = {
  temporary: 'The server said: not now.',
  permanent: 'The server said no, for good.',
};

/** The sentences for a verb or pseudo verb; `recipient` tells whether the recipient is known; null: it is not known what was answered. */
export function placeOf(verb: string | null, recipient: boolean): Place {
  if (verb === null) return NOWHERE;
  if (verb === 'RCPT') return recipient ? RECIPIENT : A_RECIPIENT;
  if (verb === 'LMTP_DATA_END') return recipient ? STORED : STORED_FOR_ONE;
  return Object.hasOwn(PLACES, verb) ? PLACES[verb] : COMMAND;
}

/** How a pseudo verb is called in a sentence. */
export const spokenVerb = (verb: string): string =>
  ({
    CONNECT: 'the connection',
    DATA_END: 'the final dot',
    LMTP_DATA_END: 'the final dot',
    AUTH_CONTINUE: 'an answer to a challenge',
    BDAT_LAST: 'BDAT LAST',
  })[verb] ?? verb;
