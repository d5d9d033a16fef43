import { cite } from '../../knowledge/source';
import { type AuthDialogue, type AuthStep, authDialoguesOf, typedInClear } from '../../session/auth-dialogue';
import { lastReply, type Session } from '../../session/model';
import { refusalOf, wasAccepted } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import {
  type Base64Problem,
  base64Problem,
  decodeBase64,
  decodeBase64Text,
  encodeBase64,
  isCanonicalBase64,
  utf8Of,
} from '../../syntax/base64';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import type { Report, Rule } from '../rule';

interface Said {
  readonly dialogue: AuthDialogue;
  readonly step: AuthStep;
}

/** Answers and initial responses whose value is shown. `*` and `=` do not count. */
function* said(session: Session): Generator<Said> {
  for (const dialogue of authDialoguesOf(session)) {
    for (const step of dialogue.steps) {
      if (step.masked || step.value.text === '' || step.value.text === '*' || step.value.text === '=') continue;
      yield { dialogue, step };
    }
  }
}

function base64Message(problem: Base64Problem | 'clear'): string {
  switch (problem) {
    case 'padding':
      return t('This answer is base64 without its padding: the = at the end is missing.');
    case 'url-alphabet':
      return t('This answer uses the URL alphabet of base64 (- and _); SMTP needs + and /.');
    case 'blank':
      return t('There is a space in this answer; base64 has none.');
    case 'length':
      return t('This answer is cut or garbled: base64 comes in groups of four characters.');
    default:
      return t('This answer is not base64. Encode user name and password, each on one line.');
  }
}

export const authNotBase64: Rule = {
  id: 'auth-not-base64',
  group: 'command-syntax',
  title: 'Answer in AUTH that is not base64',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4', '4648 4'),
  explains:
    'Everything that the client sends in an AUTH dialogue is base64 with its padding, on one line. Common slips are a user name typed in clear, missing padding and the URL alphabet. The server answers 501 5.5.2. Encode the value: printf %s name | base64.',
  examples: {
    fires: [
      `
        S: 334 VXNlcm5hbWU6
        C: alice
      #    ^^^^^ error: This answer is not base64. Encode user name and password, each on one line.
        S: 501 5.5.2 Cannot decode
      `,
      `
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: alice@example.com
      #    ^^^^^^^^^^^^^^^^^ error: This answer is not base64. Encode user name and password, each on one line.
        S: 535 5.7.8 Authentication failed
      `,
    ],
    silent: [
      'S: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6',
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: ********\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\nS: 535 5.7.8 Authentication failed',
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 cancelled',
    ],
  },
  check({ session }, report) {
    const told = new Set<AuthDialogue>();
    for (const one of said(session)) {
      const { dialogue, step } = one;
      const { command, exchange, value } = step;
      const clear = typedInClear(dialogue, step);
      const problem = clear ? 'clear' : base64Problem(value.text.trimEnd());
      if (
        !problem ||
        /^(?:\S+ )?(?:password|username|user|pass|base64)\b|^<|^\(|^\[|^"/i.test(value.text) ||
        /[\u0000-\u001f\u00a0-\uffff]/.test(value.text)
      )
        continue;
      // A library that prints what it encodes shows the clear form; the server's word decides.
      if (wasAccepted(exchange) && !clear) continue;
      // A user who types the name in clear types the password in clear too: the outcome has the last word on it.
      if (clear && told.has(dialogue)) continue;
      if (clear) told.add(dialogue);
      const refusal = clear ? dialogue.outcome : refusalOf(exchange);
      report({
        at: spotIn(command, value.from, value.to),
        message: base64Message(problem),
        exchange,
        // 5.7.8 is also how servers refuse what they cannot decode.
        reply: clear ? (dialogue.outcome ?? undefined) : undefined,
        severity: refusal?.code === 535 ? 'error' : refusal && !/^(?:501|500|334|454)$/.test(String(refusal.code)) ? 'hint' : undefined,
        fixes:
          (problem === 'character' || clear) && step.asks === 'user' && /^[\x21-\x7e]+$/.test(value.text)
            ? fixes(t('Encode it as base64'), replaceIn(command, value.from, value.to, encodeBase64(value.text)))
            : [],
      });
    }
  },
};

export const authTrailingNewline: Rule = {
  id: 'auth-trailing-newline',
  group: 'command-syntax',
  title: 'Encoded value with a line end in it',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4', '4616 2'),
  explains:
    'The value was encoded together with the line end (or space) after it: the server compares a password that is one character too long. echo adds a line end; use printf %s or echo -n before base64, or strip what was read from a file.',
  examples: {
    fires: [
      `
        C: cGVuY2lsCg==
      #    ^^^^^^^^^^^^ error: The encoded value ends with a line end, which the server takes as part of the value. Encode with printf %s …
        S: 535 5.7.8 Authentication failed
      `,
      `
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: dGVzdAo=
      #    ^^^^^^^^ error: The encoded value ends with a line end, which the server takes as part of the value. Encode with printf %s or …
        S: 334 UGFzc3dvcmQ6
        C: cGVuY2ls
        S: 535 5.7.8 Authentication failed
      #    ~~~ The 535 here follows from it.
      `,
    ],
    silent: [
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dGVzdA==\nS: 334 UGFzc3dvcmQ6\nC: cGVuY2ls\nS: 535 5.7.8 Authentication failed',
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dGVzdAo=\nS: 334 UGFzc3dvcmQ6\nC: cGVuY2ls\nS: 235 OK',
    ],
  },
  check({ session }, report) {
    for (const { dialogue, step } of said(session)) {
      if (dialogue.mechanism !== null && dialogue.mechanism !== 'LOGIN' && dialogue.mechanism !== 'PLAIN') continue;
      const octets = decodeBase64(step.value.text);
      const last = octets?.[octets.length - 1];
      if (!octets || octets.length < 2 || (last !== 10 && last !== 13 && last !== 32) || utf8Of(octets) === null) continue;
      if (dialogue.outcome && dialogue.outcome.code < 400) continue;
      report({
        at: spotIn(step.command, step.value.from, step.value.to),
        message:
          last === 32
            ? t('The encoded value ends with a space, which the server takes as part of the value. Encode it again without the space.')
            : t('The encoded value ends with a line end, which the server takes as part of the value. Encode with printf %s or echo -n.'),
        exchange: step.exchange,
        severity: dialogue.outcome?.code === 535 || dialogue.outcome?.code === 501 ? 'error' : undefined,
        reply: dialogue.outcome ?? undefined,
      });
    }
  },
};

/** How a text must look to be certainly meant to be encoded once: an address, or a word that base64 with padding decodes to. */
function encodedTwice(step: AuthStep): boolean {
  const outer = decodeBase64Text(step.value.text);
  if (!outer || outer.length < 8 || !isCanonicalBase64(outer)) return false;
  const inner = decodeBase64Text(outer);
  if (!inner || !/^[\x21-\x7e]+$/.test(inner)) return false;
  return inner.includes('@') || (inner.length >= 4 && outer.endsWith('='));
}

export const authDoubleEncoded: Rule = {
  id: 'auth-double-encoded',
  group: 'command-syntax',
  title: 'Value encoded twice',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4'),
  explains:
    'The decoded value is base64 again: the server reads the encoded form as the name itself. The library already encodes; give it the plain value.',
  examples: {
    fires: [
      `
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: ZEdWemRBPT0=
      #    ^^^^^^^^^^^^ error: The value was encoded twice: the decoded value is base64 again. Give the library the plain value; it …
        S: 334 UGFzc3dvcmQ6
        C: cGVuY2ls
        S: 535 5.7.8 Authentication failed
      #    ~~~ The 535 here follows from it.
      `,
    ],
    silent: ['C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dGVzdHRlc3Q=\nS: 334 UGFzc3dvcmQ6\nC: cGVuY2ls\nS: 535 5.7.8 Authentication failed'],
  },
  check({ session }, report) {
    for (const { dialogue, step } of said(session)) {
      const rejected = (dialogue.outcome?.code ?? 0) >= 400;
      if (
        !rejected ||
        (dialogue.mechanism !== null && dialogue.mechanism !== 'LOGIN' && dialogue.mechanism !== 'PLAIN') ||
        !encodedTwice(step)
      )
        continue;
      report({
        at: spotIn(step.command, step.value.from, step.value.to),
        message: t('The value was encoded twice: the decoded value is base64 again. Give the library the plain value; it encodes it.'),
        exchange: step.exchange,
        severity: dialogue.outcome?.code === 535 ? 'error' : undefined,
        reply: dialogue.outcome ?? undefined,
      });
    }
  },
};

export const authBase64Wrapped: Rule = {
  id: 'auth-base64-wrapped',
  group: 'command-syntax',
  title: 'Encoded value broken over two lines',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4', '4648 3.1'),
  explains:
    'The encoder broke the base64 after 76 (or 64) characters, as in mail bodies. The server takes the first line as the whole answer and the rest as a command: 535 or 501, then 500. Encode without line breaks: base64 -w0, or remove the line ends.',
  examples: {
    fires: [
      `
        C: AUTH XOAUTH2 dXNlcj1hQGV4YW1wbGUuY29tAWF1dGg9QmVhcmVyIGV4YW1wbGUtdG9rZW4tZXhhbXBsZS10b2tl
      #                 ^^… error: The base64 was broken over two lines; the …
        C: bi1leGFtcGxlLXRva2VuLWV4YW1wbGUtdG9rZW4tZXhhbXBsZS10b2tlbi1leGFtcGxlLXRva2VuLWV4YW1wbGUtdG9rZW4tZXhhbXBsZS10b2tlbi0BAQ==
      #    ~~… This is the rest of the value.
        S: 535 5.7.8 Authentication failed
        S: 500 5.5.1 unrecognized command
      #    ~~~ The 500 here follows from it.
      `,
    ],
    silent: ['C: AUTH PLAIN AHRlc3QAcGVuY2ls\nS: 535 5.7.8 Authentication failed\nC: QUIT\nS: 221 Bye'],
  },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      for (const step of dialogue.steps) {
        const next = session.exchanges[step.exchange.index + 1];
        const text = next?.command?.piece.text ?? '';
        // Nothing asked for the second line: the reply to the first was not a 334.
        if (
          !next?.command ||
          next.command.masked ||
          lastReply(step.exchange)?.code === 334 ||
          !/^[A-Za-z0-9+/]{3,}={0,2}$/.test(text) ||
          /^(?:QUIT|RSET|NOOP|DATA|HELP)$/i.test(text)
        )
          continue;
        const code = lastReply(next)?.code;
        if (code === undefined || code < 500 || code > 504) continue;
        const first = step.value.text;
        const cut = first.length % 76 === 0 || first.length % 64 === 0 || /(?:…|\.\.\.)\(?(?:76|64)/.test(first);
        if (!cut || first.endsWith('=') || (step.masked && !/\(?(?:76|64)\)$/.test(first)) || isMasked(text)) continue;
        report(wrapped(step, next.command));
      }
    }
  },
};

function wrapped(step: AuthStep, next: NonNullable<AuthStep['exchange']['command']>): Report {
  return {
    at: spotIn(step.command, step.value.from, step.value.to),
    message: t('The base64 was broken over two lines; the server takes the second for a command. Encode it without line breaks.'),
    exchange: step.exchange,
    // The server refused the rest as a command: whatever it said to the first line is about this.
    severity: 'error',
    related: [{ at: spotIn(next), message: t('This is the rest of the value.') }],
  };
}
