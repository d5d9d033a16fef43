import { cite, type Source } from './source';

/** A code that may follow nearly any command. */
export interface AnyCommandRow {
  readonly code: number;
  /** Verbs that must not get it. */
  readonly except: readonly string[];
  readonly condition: string;
  /** No server sends it: the client acts as if it had received it. */
  readonly virtual?: boolean;
  /** It holds only in a certain state of the session, and does not make the code legal in general. */
  readonly conditional?: boolean;
  readonly sources: readonly Source[];
}

export const anyCommand: readonly AnyCommandRow[] = [
  {
    code: 421,
    except: [],
    condition: 'server shuts the session down; may even come unasked and be read as the answer to the next command',
    sources: cite('5321 3.8, 4.2.2, 4.3.2', '821 4.3'),
  },
  {
    code: 500,
    except: [],
    condition: 'verb unknown, or line too long; not for the required verbs, not for lines under 512 octets',
    sources: cite('5321 4.3.2'),
  },
  { code: 501, except: [], condition: 'argument syntax; also arguments to DATA, RSET, QUIT', sources: cite('5321 4.3.2') },
  {
    code: 502,
    except: ['MAIL', 'RCPT', 'DATA', 'RSET', 'NOOP', 'QUIT', 'EHLO'],
    condition: 'verb recognised but not implemented; for EHLO and HELO see their own list',
    sources: cite('5321 4.2.4'),
  },
  {
    code: 503,
    except: ['QUIT'],
    condition:
      'wrong order, or any command after a 554 greeting; NOOP, HELP, EXPN, VRFY and RSET SHOULD NOT get it merely for a missing EHLO',
    sources: cite('5321 3.1, 4.1.4'),
  },
  {
    code: 521,
    except: ['QUIT'],
    condition: 'only in a session whose greeting was 521',
    conditional: true,
    sources: cite('7504 3', '1846 4.2'),
  },
  {
    code: 530,
    except: ['AUTH', 'AUTH_CONTINUE', 'EHLO', 'HELO', 'NOOP', 'RSET', 'QUIT'],
    condition: 'authentication required by policy',
    sources: cite('4954 6'),
  },
  {
    code: 530,
    except: ['NOOP', 'EHLO', 'STARTTLS', 'QUIT'],
    condition: 'STARTTLS required first (not on a public MX)',
    sources: cite('3207 4'),
  },
  {
    code: 554,
    except: ['QUIT'],
    condition: 'after a TLS handshake whose security level the server finds too low',
    conditional: true,
    sources: cite('3207 4.1'),
  },
  {
    code: 451,
    except: [],
    condition: 'never sent for this: a lost connection is to be treated by the client as if 451 had come',
    virtual: true,
    sources: cite('5321 3.8'),
  },
];
